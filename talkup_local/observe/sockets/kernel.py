"""Linux's calls for being told of another process' calls, which Python has no functions for.

The layouts are those of ``linux/seccomp.h``, the same on every 64-bit processor.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from talkup_local.observe.sockets.programs import ARCHITECTURES, Architecture, program

_NO_NEW_PRIVILEGES, _DEATH_SIGNAL = 38, 1
_SET_FILTER, _NEW_LISTENER = 1, 8
_RECEIVE, _SEND, _STILL_VALID = 0xC050_2100, 0xC018_2101, 0x4008_2102
_CONTINUE: Final = 1
_PIDFD_GETFD: Final = 438

# id, thread, flags; number, architecture, instruction pointer, arguments
_NOTICE: Final = struct.Struct("=QII iIQ 6Q")
_ANSWER: Final = struct.Struct("=Q qiI")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A call that waits for an answer. thread: its id in this process' namespace."""

    id: int
    thread: int
    number: int
    arguments: tuple[int, ...]


def architecture() -> Architecture:
    """Return this machine's numbers. Raises OSError where they are not known."""
    name = platform.machine()
    if platform.system() != "Linux" or name not in ARCHITECTURES:
        raise OSError(0, f"not known on {platform.system()} {name}")
    return ARCHITECTURES[name]


def install_filter() -> int:
    """Have this thread's calls told from now on, and those of what it starts.

    Return the descriptor that tells them. Raises OSError where that is not allowed.
    """
    numbers = architecture()
    steps = program(numbers)
    buffer = ctypes.create_string_buffer(steps, len(steps))
    count = len(steps) // struct.calcsize("=HBBI")
    # struct sock_fprog: a count, padding, a pointer
    header = ctypes.create_string_buffer(struct.pack("@HP", count, ctypes.addressof(buffer)))
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return _call("syscall", numbers.seccomp, _SET_FILTER, _NEW_LISTENER, ctypes.addressof(header))


def die_with_parent(signal_number: int) -> None:
    """Have this process ended when the one that started it ends, where the system can do that."""
    if platform.system() == "Linux":
        _call("prctl", _DEATH_SIGNAL, signal_number, 0, 0, 0)


def receive(listener: int) -> Notice | None:
    """Return the next call, or None when whoever made it is gone already."""
    buffer = bytearray(_NOTICE.size)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer)
    except FileNotFoundError:
        return None
    ident, thread, _flags, number, _audit, _pointer, *arguments = _NOTICE.unpack(buffer)
    return Notice(id=ident, thread=thread, number=number, arguments=tuple(arguments))


def still_waits(listener: int, notice: Notice) -> bool:
    """Tell whether the thread is still the one that called: its number may have a new owner."""
    try:
        fcntl.ioctl(listener, _STILL_VALID, struct.pack("=Q", notice.id))
    except FileNotFoundError:
        return False
    return True


def answer(listener: int, notice: Notice, *, error: int = 0) -> None:
    """Let the call go on, or, with an ``errno``, fail."""
    flags = 0 if error else _CONTINUE
    reply = bytearray(_ANSWER.pack(notice.id, 0, -error, flags))
    try:
        fcntl.ioctl(listener, _SEND, reply)
    except FileNotFoundError:
        return  # it has been killed in the meantime


def may_read(process: int) -> bool:
    """Tell whether this process may read the memory of another."""
    try:
        with Path(f"/proc/{process}/mem").open("rb"):
            return True
    except OSError:
        return False


def memory(thread: int, address: int, size: int) -> bytes:
    """Return a piece of another process' memory, as much of it as there is."""
    try:
        with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as file:
            file.seek(address)
            return file.read(size)
    except (OSError, ValueError, OverflowError):
        return b""


def protocol(process: int, descriptor: int) -> str:
    """Return ``tcp``, ``udp``, … of another process' socket, "" where it can't be told."""
    try:
        pidfd = os.pidfd_open(process)
    except OSError:
        return ""
    try:
        copy = _call("syscall", _PIDFD_GETFD, pidfd, descriptor, 0)
    except OSError:
        return ""
    finally:
        os.close(pidfd)
    try:
        with socket.socket(fileno=copy) as found:
            return protocol_of(found.family, found.type)
    except OSError:
        return ""


def protocol_of(family: int, kind: int) -> str:
    """Return what people call the protocol of a socket's family and type."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return ""
    return {socket.SOCK_STREAM: "tcp", socket.SOCK_DGRAM: "udp", socket.SOCK_RAW: "raw"}.get(
        socket.SocketKind(kind), ""
    )


def _call(function: str, *arguments: int) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    result = int(getattr(library, function)(*(ctypes.c_long(value) for value in arguments)))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
