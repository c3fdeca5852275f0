"""The port: taken, or an error that says what to do about it."""

from __future__ import annotations

import errno
import os
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.server import Server as Listener
from websockets.asyncio.server import ServerConnection, serve

from talkup_local.config.model import Server
from talkup_local.errors import ConfigError


async def listen(
    server: Server, on_client: Callable[[ServerConnection], Awaitable[None]], **options: Any
) -> Listener:
    """Listen where ``server`` says. options: of ``serve`` of the library.

    Raises ConfigError when the port or the address can't be had.
    """
    try:
        return await serve(on_client, server.host, server.port, **options)
    except OSError as exc:
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
