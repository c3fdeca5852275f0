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

MAX_BYTES: Final = 8 << 20
"""Once so much waits, what matters waits for room: files may be large."""


class Outbox:
    """A queue between those who have something to send and the one task that sends."""

    def __init__(self, limit: int = MAX_WAITING, max_bytes: int = MAX_BYTES) -> None:
        self._queue: asyncio.Queue[tuple[Data, ...] | None] = asyncio.Queue(limit)
        self._max_bytes, self._bytes = max_bytes, 0
        self._turn, self._room = asyncio.Lock(), asyncio.Event()
        self._room.set()
        self._closed = False
        self.dropped = 0

    @property
    def idle(self) -> bool:
        """Whether nothing waits or is being sent."""
        return not self._bytes

    def offer(self, *data: Data) -> None:
        """Send messages, nothing between, if there is room; else they are dropped and counted."""
        if self._closed or self._queue.full():
            self.dropped += 1
        else:
            self._queue.put_nowait(data)
            self._weigh(_size(data))

    async def put(self, *data: Data) -> None:
        """Send messages, nothing between; waits for room."""
        await self._line_up(data)

    async def finish(self) -> None:
        """Say that nothing follows."""
        await self._line_up(None)

    async def drain(self, send: Callable[[Data], Awaitable[None]], *, timeout_s: float) -> None:
        """Send everything in order until ``finish``.

        Raises TimeoutError when the other side takes nothing for ``timeout_s``.
        """
        try:
            while (together := await self._queue.get()) is not None:
                for data in together:
                    async with asyncio.timeout(timeout_s):
                        await send(data)
                self._weigh(-_size(together))
        finally:
            self._closed = True
            self._room.set()
            while not self._queue.empty():  # frees whoever waits for room
                self._queue.get_nowait()
                await asyncio.sleep(0)  # who got the room may put once more

    async def _line_up(self, data: tuple[Data, ...] | None) -> None:
        async with self._turn:  # in the order in which they came
            await self._room.wait()
            if not self._closed:
                self._weigh(_size(data or ()))
                await self._queue.put(data)

    def _weigh(self, change: int) -> None:
        """Count bytes that wait, and no more do."""
        self._bytes += change
        if self._bytes < self._max_bytes or self._closed:
            self._room.set()
        else:
            self._room.clear()


def _size(together: tuple[Data, ...]) -> int:
    return sum(map(len, together))
