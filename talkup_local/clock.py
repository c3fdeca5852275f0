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
    """A clock that jumps instead of waiting: for tests and for runs faster than real time.

    ``sleep_s`` moves the time on by itself, so one sleeper at a time sees exact times.
    """

    def __init__(self, start: datetime = datetime(2024, 11, 25, 10, 0, tzinfo=UTC)) -> None:
        self._start = start
        self._now_s = 0.0

    def monotonic_s(self) -> float:
        return self._now_s

    def utc_now(self) -> datetime:
        return self._start + timedelta(seconds=self._now_s)

    def advance_s(self, seconds: float) -> None:
        """Move the time on without yielding."""
        self._now_s += seconds

    async def sleep_s(self, seconds: float) -> None:
        self.advance_s(max(0.0, seconds))
        await asyncio.sleep(0)
