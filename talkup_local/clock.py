"""Time as an argument, so that what waits can be tested without waiting."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the appliance knows of time."""

    def monotonic_s(self) -> float:
        """Seconds since an arbitrary moment; never goes back."""
        ...

    def utc_now(self) -> datetime:
        """The wall time, timezone UTC."""
        ...

    async def sleep_s(self, seconds: float) -> None:
        """Return once ``seconds`` have passed; at once when they are not positive."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic_s(self) -> float:
        return time.monotonic()

    def utc_now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_s(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class VirtualClock:
    """A clock that nobody waits for: for tests and for runs faster than real time.

    Left to itself it jumps to the moment at which the next sleeper wakes, as soon as
    nothing else is ready to run. ``driven`` it stands still between ``advance_s``.
    """

    def __init__(
        self,
        start: datetime = datetime(2024, 11, 25, 10, 0, tzinfo=UTC),
        *,
        driven: bool = False,
    ) -> None:
        self._start, self._driven = start, driven
        self._now_s = 0.0
        self._wakes_s: list[float] = []
        self._moved = asyncio.Event()

    def monotonic_s(self) -> float:
        return self._now_s

    def utc_now(self) -> datetime:
        return self._start + timedelta(seconds=self._now_s)

    def advance_s(self, seconds: float) -> None:
        """Move the time on without yielding."""
        self._now_s += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep_s(self, seconds: float) -> None:
        wake_s = self._now_s + max(0.0, seconds)
        self._wakes_s.append(wake_s)
        try:
            await asyncio.sleep(0)
            while self._now_s < wake_s:
                if self._driven:
                    await self._moved.wait()
                elif wake_s <= min(self._wakes_s):
                    self.advance_s(wake_s - self._now_s)
                else:
                    await asyncio.sleep(0)
        finally:
            self._wakes_s.remove(wake_s)
