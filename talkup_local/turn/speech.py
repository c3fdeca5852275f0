"""An utterance of ours: a handle that owns its sound until it has been delivered.

Cancelling drops the queue with everything in it: stale sound has nowhere to go.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final

from talkup_local.clock import Clock
from talkup_local.turn.output import Level, Sink, Sound

LEVEL_STEP_MS: Final = 50
"""Speech that one ``Level`` stands for."""

_AHEAD: Final = 2
"""Segments that may be ready before the one that plays is over."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A sentence ready to be heard; without sound when synthesis failed.

    levels: amplitude of each 50 ms.
    """

    text: str = field(repr=False)
    mp3: bytes = field(default=b"", repr=False)
    duration_s: float = 0.0
    levels: tuple[float, ...] = ()


class Utterance:
    """One greeting or reply, from its first sentence to its last sound."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._queue: asyncio.Queue[Segment | None] = asyncio.Queue(_AHEAD)
        self._delivered: list[Segment] = []

    @property
    def heard(self) -> str:
        """The text whose sound was delivered so far."""
        return " ".join(segment.text for segment in self._delivered)

    @property
    def segments(self) -> int:
        """Segments delivered."""
        return len(self._delivered)

    async def put(self, segment: Segment) -> None:
        """Add a segment; waits while enough are ready."""
        await self._queue.put(segment)

    async def finish(self) -> None:
        """Say that no segment follows."""
        await self._queue.put(None)

    async def ready(self) -> AsyncIterator[Segment]:
        """Yield the segments in order. Whoever takes the next one has delivered the last."""
        while (segment := await self._queue.get()) is not None:
            yield segment
            self._delivered.append(segment)


async def deliver(utterance: Utterance, sink: Sink, clock: Clock, *, paced: bool) -> None:
    """Hand an utterance's sound over, segment by segment.

    Paced, a segment begins when the one before has played out: one level, the sound,
    then a level every 50 ms in step with it. Else all levels and the sound at once.
    """
    async for segment in utterance.ready():
        if not segment.mp3:
            continue
        if paced:
            await _play(segment, sink, clock)
        else:
            for amplitude in segment.levels:
                await sink(Level(amplitude))
            await sink(Sound(segment.mp3, segment.duration_s))


async def _play(segment: Segment, sink: Sink, clock: Clock) -> None:
    begin_s = clock.monotonic_s()
    for index, amplitude in enumerate(segment.levels):
        at_s = begin_s + index * LEVEL_STEP_MS / 1000
        await clock.sleep_s(at_s - clock.monotonic_s())
        await sink(Level(amplitude))
        if index == 0:
            await sink(Sound(segment.mp3, segment.duration_s))
    await clock.sleep_s(begin_s + segment.duration_s - clock.monotonic_s())
