"""Virtual time that only goes on when nothing else does."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta
from typing import Final

_START: Final = datetime(2024, 11, 25, 10, 0, tzinfo=UTC)

_QUIET_STEPS: Final = 24
"""Turns of the event loop after which whatever was ready has happened."""


class SettlingClock:
    """A clock that nobody waits for, while ``run`` runs.

    Unlike ``clock.VirtualClock`` it lets everything happen first that needs no time: a wait that
    is about to be called off is not over before it is.
    """

    def __init__(self) -> None:
        self._now_s = 0.0
        self._numbers = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def monotonic_s(self) -> float:
        return self._now_s

    def utc_now(self) -> datetime:
        return _START + timedelta(seconds=self._now_s)

    def advance_s(self, seconds: float) -> None:
        """Move the time on at once; whoever is due wakes when it is quiet."""
        self._now_s += seconds

    async def sleep_s(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        wakes_s = self._now_s + max(0.0, seconds)
        heapq.heappush(self._sleepers, (wakes_s, next(self._numbers), woken))
        await woken

    async def run(self) -> None:
        """Wake sleepers in their order, each when it is quiet; until cancelled."""
        while True:
            for _ in range(_QUIET_STEPS):
                await asyncio.sleep(0)
            while self._sleepers and self._sleepers[0][2].cancelled():
                heapq.heappop(self._sleepers)
            if self._sleepers:
                wakes_s, _, woken = heapq.heappop(self._sleepers)
                self._now_s = max(self._now_s, wakes_s)
                woken.set_result(None)
