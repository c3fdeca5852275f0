"""The port: taken, or an error that says what to do about it."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from websockets.asyncio.server import Server as Listener
from websockets.asyncio.server import ServerConnection, serve

from talkup_local.clock import Clock
from talkup_local.config.model import Server
from talkup_local.errors import ConfigError
from talkup_local.server.arrivals import Arrivals, Ear

_WAITING: Final = 512
"""Connections that the system keeps for us while we do something else."""


class Port:
    """A port that is listened on, at each address that the host's name has."""

    def __init__(self, listeners: Sequence[Listener]) -> None:
        self._listeners = listeners

    @property
    def number(self) -> int:
        """Its number."""
        number: int = self._listeners[0].sockets[0].getsockname()[1]
        return number

    def close(self) -> None:
        """Take nobody in any more; who is there may stay."""
        for listener in self._listeners:
            listener.close(close_connections=False)

    async def wait_closed(self) -> None:
        """Wait until nobody is there any more."""
        for listener in self._listeners:
            await listener.wait_closed()


async def listen(
    server: Server,
    on_client: Callable[[ServerConnection], Awaitable[None]],
    arrivals: Arrivals,
    clock: Clock,
    **options: Any,
) -> Port:
    """Listen where ``server`` says. arrivals: takes in who comes. options: of ``serve``.

    Raises ConfigError when the port or the address can't be had.
    """
    ears: list[Ear] = []
    try:
        number = server.port
        for family, address in await _addresses(server.host, number):
            listening = _listening(family, (address[0], number, *address[2:]))
            ears.append(Ear.of(listening, arrivals, clock))
            number = ears[0].getsockname()[1]  # a free one, if none was asked for
        options["backlog"] = _WAITING
        return Port([await serve(on_client, sock=ear, **options) for ear in ears])
    except OSError as exc:
        for ear in ears:
            ear.close()
        if exc.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"port {server.port} on {server.host} is taken",
                key="server.port",
                mend="Stop what uses it, or choose another with --port (0 takes a free one)",
            ) from exc
        # the number is the system's, or for a name that can't be resolved, the resolver's
        reason = os.strerror(exc.errno) if exc.errno and exc.errno > 0 else exc.strerror
        raise ConfigError(
            f"can't listen on {server.host} port {server.port}: {reason}",
            key="server.host",
            mend="Use an address of this machine, and a port that you may use",
        ) from exc


async def _addresses(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    """Return family and address of each that a name has; of "" those of every network."""
    found = await asyncio.get_running_loop().getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def _listening(family: int, address: tuple[Any, ...]) -> socket.socket:
    """Return a socket that listens. One of IPv6 leaves IPv4 to another. Raises OSError."""
    return socket.create_server(address, family=family, backlog=_WAITING)
