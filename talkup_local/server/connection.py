"""One client: pumps between its socket and the dialect that is spoken on it.

Tasks in one group: the reader, the writer, and what the dialect does beside. The reader
never waits for an engine, so ``ping`` is answered and audio is taken whatever goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

import structlog
from websockets.exceptions import ConnectionClosed

from talkup_local.clock import Clock
from talkup_local.config.model import Limits
from talkup_local.errors import RateLimited
from talkup_local.server.dialects.base import Data, Dialect, Link
from talkup_local.server.limits import MessageRate
from talkup_local.server.outbox import Outbox

log = structlog.get_logger(__name__)

CLOSE_NORMAL = 1000
CLOSE_GOING_AWAY = 1001
CLOSE_INTERNAL_ERROR = 1011
CLOSE_TRY_AGAIN_LATER = 1013


class Wire(Protocol):
    """A WebSocket. ``receive`` and ``send`` raise ConnectionClosed once it is closed."""

    async def receive(self) -> tuple[bytes, bool]:
        """Return the next message, and whether it is text."""
        ...

    async def send(self, data: Data) -> None:
        """Send a message; waits while the other side takes none."""
        ...

    async def close(self, code: int = CLOSE_NORMAL) -> None:
        """Close it; a second time does nothing."""
        ...

    def hang_up(self) -> None:
        """End it without a word."""
        ...


class Connection(Link):
    """A client's connection from its upgrade to its close."""

    def __init__(
        self, wire: Wire, limits: Limits, clock: Clock, dialect: Callable[[Link], Dialect]
    ) -> None:
        self._wire, self._limits = wire, limits
        self._outbox = Outbox()
        self._rate = MessageRate(limits.messages_per_s, limits.message_burst, clock)
        self._tasks: asyncio.TaskGroup | None = None
        self._close_code = CLOSE_NORMAL
        self._ended = False
        self._dialect = dialect(self)

    async def run(self) -> None:
        """Serve the client until either side ends it."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self._write())
                await self._read()
        except* Exception:
            log.exception("connection failed")
            self._close_code = CLOSE_INTERNAL_ERROR
        self._ended = True
        await self._wire.close(self._close_code)

    @property
    def buffered_s(self) -> float:
        """Seconds of the client's audio that wait to be recognised."""
        return self._dialect.buffered_s

    # -- what the dialect may do --------------------------------------------------------

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
        if self._ended:
            return
        self._ended = True
        if reason == "shutdown":
            self._close_code = CLOSE_GOING_AWAY
        await self._dialect.end(reason)

    def let_go(self) -> None:
        """End it because somebody else needs its place."""
        self._close_code = CLOSE_TRY_AGAIN_LATER
        self._dialect.let_go()
        self.spawn(self.end("idle"))

    @property
    def busy(self) -> bool:
        """Whether something is done for the client or on its way to it, its end too."""
        return self._ended or self._dialect.busy or not self._outbox.idle

    # -- reader and writer --------------------------------------------------------------

    async def _read(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._limits.idle_s):
                    data, text = await self._wire.receive()
            except TimeoutError:
                await self.end("idle")
                # the close that follows ends the next receive
                continue
            except ConnectionClosed:
                break
            if self._rate.allows():
                await self._dialect.receive(data, text=text)
            else:
                self._dialect.dropped(
                    data if text else b"",
                    RateLimited("Too many messages: this one was dropped. Please send slower."),
                    aloud=self._rate.may_tell(),
                )
            await asyncio.sleep(0)  # who sends without end would else keep all others waiting
        await self._dialect.gone()
        await self._outbox.finish()

    async def _write(self) -> None:
        try:
            await self._outbox.drain(self._wire.send, timeout_s=self._limits.send_timeout_s)
        except ConnectionClosed:
            return
        except TimeoutError:
            log.warning("client reads nothing")
            self._wire.hang_up()
            return
        await self._wire.close(self._close_code)
