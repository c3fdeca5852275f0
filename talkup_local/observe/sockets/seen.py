"""What was seen of a program's sockets. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from talkup_local.observe.sockets.addresses import Address, Call, asks_names, reach

Method = Literal["seccomp", "audit"]
"""``seccomp``: the kernel tells of every call. ``audit``: Python tells of its own, and the
kernel's tables are looked at again and again, so that what is over at once is missed."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A use of a socket, and by whom. times: how often the very same was seen."""

    call: Call
    address: Address
    protocol: str = ""
    pid: int = 0
    process: str = ""
    thread: str = ""
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process that belonged to the program."""

    pid: int
    name: str
    command: str


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A program's run.

    code: as of ``Popen.returncode``; None when it took too long and was ended.
    why: why no better method was used. sockets: how many it made.
    """

    code: int | None
    out: str
    err: str
    method: Method
    why: str
    sockets: int
    contacts: tuple[Contact, ...]
    processes: tuple[Process, ...]

    @property
    def outside(self) -> tuple[Contact, ...]:
        """What led, or would let others in, from beyond this machine."""
        return tuple(c for c in self.contacts if reach(c.call, c.address) == "outside")

    @property
    def lookups(self) -> tuple[Contact, ...]:
        """Questions to name servers, be they on this machine: those ask others."""
        return tuple(c for c in self.contacts if asks_names(c.call, c.address))

    @property
    def unix_paths(self) -> tuple[str, ...]:
        """Where its UNIX sockets lead."""
        return tuple(sorted({c.address.host for c in self.contacts if _reach(c) == "unix"}))

    def count(self, where: str) -> int:
        """Return how many calls reached ``unix``, ``kernel``, ``loopback`` or ``outside``."""
        return sum(c.times for c in self.contacts if _reach(c) == where)


def gather(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return each contact once, with how often it was seen; what reaches nowhere is left out."""
    counts: Counter[Contact] = Counter()
    for contact in contacts:
        if _reach(contact) != "nowhere":
            counts[replace(contact, times=1)] += contact.times
    return tuple(replace(contact, times=times) for contact, times in counts.items())


def _reach(contact: Contact) -> str:
    return reach(contact.call, contact.address)
