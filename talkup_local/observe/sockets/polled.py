"""The other method: Python's audit events, and the kernel's tables again and again."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import psutil

from talkup_local.observe.sockets import kernel
from talkup_local.observe.sockets.addresses import Address, family_name
from talkup_local.observe.sockets.family import Family, name_of
from talkup_local.observe.sockets.seen import Contact

_LOOK_EVERY_S: Final = 0.02


class _Told(msgspec.Struct, frozen=True):
    """An audit event, as the launcher tells it."""

    call: str
    family: str
    host: str = ""
    port: int = 0
    protocol: str = ""
    thread: str = ""


def follow(
    process: subprocess.Popen[bytes], family: Family, link: socket.socket, until_s: float
) -> list[Contact]:
    """Return the contacts of ``process`` and its children, until it ends or time is up.

    link: where the launcher tells of Python's calls. until_s: by ``time.monotonic``.
    """
    told: list[Contact] = []
    found: dict[Contact, None] = {}  # a set that keeps the order
    link.settimeout(_LOOK_EVERY_S)
    while time.monotonic() < until_s:
        ended = process.poll() is not None
        told += _waiting(link, process.pid)
        for member in family.members():
            found.update(dict.fromkeys(_open(member)))
        if ended:
            break
    known = {(c.call, c.address) for c in told}
    return told + [c for c in found if (c.call, c.address) not in known]


def _waiting(link: socket.socket, pid: int) -> Iterator[Contact]:
    while True:
        try:
            message = link.recv(1 << 16)
        except TimeoutError:
            return
        if not message:
            time.sleep(_LOOK_EVERY_S)  # the launcher has gone, or never was in Python
            return
        told = msgspec.json.decode(message, type=_Told)
        yield Contact(
            call=told.call,  # type: ignore[arg-type] # our own launcher's
            address=Address(family=told.family, host=told.host, port=told.port),
            protocol=told.protocol,
            pid=pid,
            process=name_of(pid),
            thread=told.thread,
        )


def _open(member: psutil.Process) -> Iterator[Contact]:
    try:
        connections = member.net_connections(kind="inet")
        by: dict[str, Any] = {"pid": member.pid, "process": member.name()}
    except psutil.Error:
        return
    for connection in connections:
        place = connection.raddr or connection.laddr
        if not place:
            continue
        yield Contact(
            call="connect" if connection.raddr else "bind",
            address=Address(family=family_name(connection.family), host=place.ip, port=place.port),
            protocol=kernel.protocol_of(connection.family, connection.type),
            **by,
        )
