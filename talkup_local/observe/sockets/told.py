"""The better method: the kernel tells of every socket call."""

from __future__ import annotations

import errno
import select
import struct
import subprocess
import time
from collections.abc import Iterator
from typing import Any, Final

from talkup_local.observe.sockets import kernel
from talkup_local.observe.sockets.addresses import (
    LONGEST_BYTES,
    UNREADABLE,
    Address,
    Call,
    decode,
    family_name,
)
from talkup_local.observe.sockets.family import Family, name_of, process_of
from talkup_local.observe.sockets.kernel import Notice
from talkup_local.observe.sockets.programs import Architecture
from talkup_local.observe.sockets.seen import Contact

_LOOK_EVERY_MS: Final = 200
_MOST_MESSAGES: Final = 1024
"""Of one ``sendmmsg``; the kernel takes no more."""

# struct msghdr begins with the address and its length; struct mmsghdr is one and a count
_MESSAGE_ADDRESS: Final = struct.Struct("=QI")
_MESSAGE_BYTES: Final = 64


def follow(
    process: subprocess.Popen[bytes], family: Family, listener: int, until_s: float
) -> list[Contact]:
    """Return the contacts of ``process`` and its children, until it ends or time is up.

    until_s: by ``time.monotonic``.
    """
    numbers = kernel.architecture()
    calls = numbers.calls
    contacts: list[Contact] = []
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    looked_s = 0.0
    while time.monotonic() < until_s:
        events = poll.poll(_LOOK_EVERY_MS)
        if time.monotonic() - looked_s > _LOOK_EVERY_MS / 1000:
            family.members()
            looked_s = time.monotonic()
        if events and events[0][1] & select.POLLIN:
            if (notice := kernel.receive(listener)) is None:
                continue
            if notice.number == numbers.io_uring_setup:
                # a ring makes calls that no filter sees; who asks for one can do without
                kernel.answer(listener, notice, error=errno.ENOSYS)
                continue
            seen = _contacts(notice, calls[notice.number], numbers, family)
            if kernel.still_waits(listener, notice):  # else another's memory was read
                contacts += seen
            kernel.answer(listener, notice)
        elif events or process.poll() is not None:
            break  # nobody is left under the filter, or whoever is left does not matter
    return contacts


def _contacts(notice: Notice, call: Call, numbers: Architecture, family: Family) -> list[Contact]:
    thread, pid = notice.thread, process_of(notice.thread)
    process = family.remember(pid)
    by: dict[str, Any] = {"pid": pid, "process": process.name, "thread": name_of(thread)}
    return [
        Contact(call=call, address=address, protocol=_protocol(notice, call, address, pid), **by)
        for address in _addresses(notice, call, numbers)
    ]


def _addresses(notice: Notice, call: Call, numbers: Architecture) -> Iterator[Address]:
    first, second, third, _fourth, fifth, sixth = notice.arguments
    if call == "socket":
        yield Address(family=family_name(first))
    elif notice.number == numbers.sendto:
        yield _address(notice, call, fifth, sixth)
    elif call != "send":
        yield _address(notice, call, second, third)
    else:
        count = min(third, _MOST_MESSAGES) if notice.number == numbers.sendmmsg else 1
        for number in range(count):
            at = second + number * _MESSAGE_BYTES
            raw = kernel.memory(notice.thread, at, _MESSAGE_ADDRESS.size)
            if len(raw) < _MESSAGE_ADDRESS.size:
                yield Address(family=UNREADABLE)
                continue
            place, size = _MESSAGE_ADDRESS.unpack(raw)
            if place:  # else it goes where the socket is connected to
                yield _address(notice, call, place, size)


def _address(notice: Notice, call: Call, place: int, size: int) -> Address:
    size = min(size & 0xFFFF_FFFF, LONGEST_BYTES)
    return decode(kernel.memory(notice.thread, place, size), call)


def _protocol(notice: Notice, call: Call, address: Address, pid: int) -> str:
    if call == "socket" or not address.port:
        return ""
    return kernel.protocol(pid, notice.arguments[0] & 0xFFFF_FFFF)
