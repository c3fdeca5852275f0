"""A request on its way, and how much may come unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from talkup_local.clock import Clock
from talkup_local.errors import ServiceError


class Call:
    """A request that waits for its answer. ``data``: the latest, None before the first.

    open_ended: whether no answer is known to be the last.
    """

    def __init__(self, session_id: str, *, open_ended: bool = False) -> None:
        self.session_id, self.open_ended = session_id, open_ended
        self.data: Mapping[str, Any] | None = None
        self.count, self.done = 0, False
        self._error: ServiceError | None = None
        self._news = asyncio.Event()

    def take(self, data: Mapping[str, Any], *, final: bool) -> None:
        """Take an answer, which is the whole of it when it is ``final``."""
        self.data, self.done = data, final
        self._tell()

    def fail(self, error: ServiceError) -> None:
        """Let all who wait raise ``error``."""
        if not self.done:
            self._error, self.done = error, True
            self._tell()

    async def more(self, seen: int) -> int:
        """Wait for more than ``seen`` answers, or the last; return how many there are.

        Raises ServiceError.
        """
        while self.count <= seen and not self.done:
            await self._news.wait()
        if self._error is not None:
            raise self._error
        return self.count

    async def final(self) -> Mapping[str, Any]:
        """Return the whole answer. Raises ServiceError."""
        while not self.done:
            await self.more(self.count)
        await self.more(0)
        assert self.data is not None
        return self.data

    def _tell(self) -> None:
        self.count += 1
        self._news.set()
        self._news = asyncio.Event()


class Allowance:
    """So many messages in a second."""

    def __init__(self, per_s: int, clock: Clock) -> None:
        self._per_s, self._clock = per_s, clock
        self._since_s, self._count = clock.monotonic_s(), 0

    def allows(self) -> bool:
        """Count one; tell whether it is not too many."""
        now_s = self._clock.monotonic_s()
        if now_s - self._since_s >= 1:
            self._since_s, self._count = now_s, 0
        self._count += 1
        return self._count <= self._per_s
