"""Waits while nobody speaks: for a gentle word, or for the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from talkup_local.clock import Clock


class Vigil:
    """One wait at a time. ``over`` is called when one has lasted long enough."""

    def __init__(self, clock: Clock, over: Callable[[], None]) -> None:
        self._clock, self._over = clock, over
        self._task: asyncio.Task[None] | None = None

    def begin(self, wait_s: float, tasks: asyncio.TaskGroup) -> None:
        """Wait ``wait_s`` from now, 0 being for ever; the wait before is off."""
        self.stop()
        if wait_s > 0:
            self._task = tasks.create_task(self._wait(wait_s))

    def stop(self) -> None:
        """Wait no longer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wait(self, wait_s: float) -> None:
        await self._clock.sleep_s(wait_s)
        self._over()
