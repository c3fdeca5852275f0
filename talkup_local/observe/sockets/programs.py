"""The filter that tells of socket calls, as the kernel takes it: a small BPF program. Pure.

https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from talkup_local.observe.sockets.addresses import Call

# struct seccomp_data: number, architecture, instruction pointer, six arguments
_NUMBER, _ARCHITECTURE = 0, 4
_SENDTO_ADDRESS: Final = 16 + 4 * 8

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _NOTIFY, _REFUSE = 0x7FFF_0000, 0x7FC0_0000, 0x0005_0000
_ENOSYS: Final = 38
_X32: Final = 0x4000_0000
"""Beginning of the numbers of x86-64's second interface, which nothing of today uses."""


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """A processor's numbers: its own, and those of the calls that are told."""

    audit: int
    seccomp: int
    socket: int
    connect: int
    bind: int
    sendto: int
    sendmsg: int
    sendmmsg: int
    io_uring_setup: int = 425

    @property
    def calls(self) -> dict[int, Call]:
        """By number: what a call does with an address."""
        return {
            self.socket: "socket",
            self.connect: "connect",
            self.bind: "bind",
            self.sendto: "send",
            self.sendmsg: "send",
            self.sendmmsg: "send",
        }


ARCHITECTURES: Final = {
    "x86_64": Architecture(
        audit=0xC000_003E,
        seccomp=317,
        socket=41,
        connect=42,
        bind=49,
        sendto=44,
        sendmsg=46,
        sendmmsg=307,
    ),
    "aarch64": Architecture(
        audit=0xC000_00B7,
        seccomp=277,
        socket=198,
        connect=203,
        bind=200,
        sendto=206,
        sendmsg=211,
        sendmmsg=269,
    ),
}
"""By what ``uname -m`` says."""


def program(architecture: Architecture) -> bytes:
    """Return the filter: an array of ``struct sock_filter``.

    It lets everything pass, but tells of each call that may carry an address. Calls of
    another processor's interface, which it can't tell apart, are refused as unknown, so that
    none goes by unseen.
    """
    return b"".join(struct.pack("=HBBI", *step) for step in _steps(architecture))


def _steps(architecture: Architecture) -> Iterator[tuple[int, int, int, int]]:
    refused = (_RETURN, 0, 0, _REFUSE | _ENOSYS)
    told = (_RETURN, 0, 0, _NOTIFY)
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _EQUAL, 1, 0, architecture.audit
    yield refused
    yield _LOAD, 0, 0, _NUMBER
    yield _AT_LEAST, 0, 1, _X32
    yield refused
    for number in (*architecture.calls, architecture.io_uring_setup):
        if number != architecture.sendto:
            yield _EQUAL, 0, 1, number
            yield told
    # most sends have no address: they go where the socket is connected to
    yield _EQUAL, 0, 6, architecture.sendto
    for half in (_SENDTO_ADDRESS, _SENDTO_ADDRESS + 4):
        yield _LOAD, 0, 0, half
        yield _EQUAL, 1, 0, 0
        yield told
    yield _RETURN, 0, 0, _ALLOW
