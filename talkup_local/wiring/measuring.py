"""Has the voice of answers measured, beside the interview."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec
import structlog

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.config.model import Language
from talkup_local.services.gateway import Gateway
from talkup_local.wiring.keeping import StoreKeeper

log = structlog.get_logger(__name__)

SERVICE: Final = "behavior_analyzer"
"""It measures a voice where it is given nothing but sound."""

_AT_ONCE: Final = 1
"""Answers that are measured at the same time: interviews need the processor more."""

_MOST_WAITING: Final = 64


class Measurer:
    """Gives the sound of answers to the service, wherever that runs, and keeps what it finds."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    def measure(self, keeper: StoreKeeper, turn: int, samples: Samples, language: Language) -> None:
        """Measure int16 ``samples``, shape (n,), 16 kHz, as the answer of a turn; never waits."""
        if len(self._tasks) >= _MOST_WAITING:
            log.warning("answer not measured", why="too many wait")
            return
        task = asyncio.create_task(self._measure(keeper, turn, samples, language))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Wait until everything is measured."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Measure no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _measure(
        self, keeper: StoreKeeper, turn: int, samples: Samples, language: Language
    ) -> None:
        data = {"audio": samples.tobytes(), "format": "audio/pcm", "sample_rate": RATE_HZ}
        async with self._free:
            asked = await self._gateway.ask([SERVICE], data, language=language)
        outcome = asked.outcomes[SERVICE]
        if outcome.data is None:
            log.warning("answer not measured", code=outcome.code)
            return
        keeper.measured(turn, SERVICE, msgspec.to_builtins(outcome.data))
