"""What waits to be sent on one connection: in order, and bounded.

Messages that matter wait for room, so that a client which reads slowly slows its
own interview down and nobody else's. Those that are stale at once are left out
instead when too many wait. A client that reads nothing at all is dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

Data = str | bytes

MAX_WAITING: Final = 4096
"""Messages that may wait; at most about this many levels and a few sounds."""


class Outbox:
    """A queue between those who have something to send and the one task that sends."""

    def __init__(self, limit: int = MAX_WAITING) -> None:
        self._queue: asyncio.Queue[tuple[Data, ...] | None] = asyncio.Queue(limit)
        self._closed = False
        self.dropped = 0

    def offer(self, *data: Data) -> None:
        """Send messages, nothing between, if there is room; else they are dropped and counted."""
        if self._closed or self._queue.full():
            self.dropped += 1
        else:
            self._queue.put_nowait(data)

    async def put(self, *data: Data) -> None:
        """Send messages, nothing between; waits for room."""
        if not self._closed:
            await self._queue.put(data)

    async def finish(self) -> None:
        """Say that nothing follows."""
        if not self._closed:
            await self._queue.put(None)

    async def drain(self, send: Callable[[Data], Awaitable[None]], *, timeout_s: float) -> None:
        """Send everything in order until ``finish``.

        Raises TimeoutError when the other side takes nothing for ``timeout_s``.
        """
        try:
            while (together := await self._queue.get()) is not None:
                for data in together:
                    async with asyncio.timeout(timeout_s):
                        await send(data)
        finally:
            self._closed = True
            while not self._queue.empty():  # frees whoever waits for room
                self._queue.get_nowait()
                await asyncio.sleep(0)  # who got the room may put once more
