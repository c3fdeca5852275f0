"""A Starlette WebSocket as the link that a dialect is spoken on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, Final

import structlog
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from talkup_local.clock import Clock
from talkup_local.config.model import Limits
from talkup_local.errors import RateLimited
from talkup_local.server.dialects.base import Data, Dialect, Link
from talkup_local.server.limits import MessageRate
from talkup_local.server.outbox import Outbox

log = structlog.get_logger(__name__)

CLOSE_NORMAL: Final = 1000
CLOSE_INTERNAL_ERROR: Final = 1011


class WebSocketLink(Link):
    """One connection from its upgrade to its close."""

    def __init__(
        self,
        socket: WebSocket,
        dialect: Callable[[Link], Dialect],
        *,
        limits: Limits,
        clock: Clock,
    ) -> None:
        self._socket, self._limits = socket, limits
        self._outbox = Outbox()
        self._rate = MessageRate(limits.messages_per_s, limits.message_burst, clock)
        self._tasks: asyncio.TaskGroup | None = None
        self._dialect = dialect(self)

    async def run(self) -> None:
        """Serve the other side until either ends it."""
        await self._socket.accept()
        code = CLOSE_NORMAL
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self._write())
                await self._read()
        except* TimeoutError:
            log.info("the other side is silent, or reads nothing")
        except* Exception:
            log.exception("connection failed")
            code = CLOSE_INTERNAL_ERROR
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # it is closed already
            await self._socket.close(code)

    def offer(self, *data: Data) -> None:
        self._outbox.offer(*data)

    async def put(self, *data: Data) -> None:
        await self._outbox.put(*data)

    async def finish(self) -> None:
        await self._outbox.finish()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        assert self._tasks is not None, "run() has entered the group"
        return self._tasks.create_task(work)

    async def end(self, reason: str) -> None:
        await self._dialect.end(reason)

    async def _read(self) -> None:
        while (message := await self._receive())["type"] != "websocket.disconnect":
            text = message.get("text")
            data = message["bytes"] if text is None else text.encode()
            if self._rate.allows():
                await self._dialect.receive(data, text=text is not None)
            elif self._rate.may_tell():
                self._dialect.refuse(
                    RateLimited("Too many messages: this one was dropped. Please send slower.")
                )
        await self._dialect.gone()
        await self._outbox.finish()

    async def _receive(self) -> Message:
        async with asyncio.timeout(self._limits.idle_s):
            return await self._socket.receive()

    async def _write(self) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # the other side has gone
            await self._outbox.drain(self._send, timeout_s=self._limits.send_timeout_s)

    async def _send(self, data: Data) -> None:
        if isinstance(data, str):
            await self._socket.send_text(data)
        else:
            await self._socket.send_bytes(data)
