"""Time that can be stopped: while it stands, nothing of an interview goes on by the clock."""

from __future__ import annotations

import asyncio
from datetime import datetime

from talkup_local.clock import Clock


class StoppableClock:
    """A ``Clock`` beside another one, which does not count the time for which it stood."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before_s = 0.0
        self._since_s: float | None = None
        self.runs = asyncio.Event()
        """Set unless it stands."""
        self.runs.set()

    @property
    def stood_s(self) -> float:
        """Seconds for which it has stood, now included."""
        now_s = 0.0 if self._since_s is None else self._clock.monotonic_s() - self._since_s
        return self._before_s + now_s

    def stop(self) -> None:
        """Let it stand; a second time changes nothing."""
        if self._since_s is None:
            self._since_s = self._clock.monotonic_s()
            self.runs.clear()

    def go_on(self) -> float:
        """Let it run again; return for how many seconds it has stood."""
        before_s = self._before_s
        self._before_s, self._since_s = self.stood_s, None
        self.runs.set()
        return self._before_s - before_s

    def monotonic_s(self) -> float:
        return self._clock.monotonic_s() - self.stood_s

    def utc_now(self) -> datetime:
        return self._clock.utc_now()

    async def sleep_s(self, seconds: float) -> None:
        left_s = seconds
        while True:
            stood_s, began_s = self.stood_s, self.monotonic_s()
            await self._clock.sleep_s(left_s)
            await self.runs.wait()
            left_s -= self.monotonic_s() - began_s
            if self.stood_s == stood_s or left_s <= 0:
                return
