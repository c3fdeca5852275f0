"""An utterance of ours: a handle that owns its sound until it has been delivered.

It is made ahead of need and stands at its gate until it is released; it can be held and
resumed at any sound. Cancelling drops the queue with everything in it: stale sound has
nowhere to go.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from talkup_local.clock import Clock
from talkup_local.config.model import Delivery
from talkup_local.turn.output import Level, Says, Sink, Sound

LEVEL_STEP_MS: Final = 50
"""Speech that one ``Level`` stands for."""

_AHEAD: Final = 2
"""Segments that may be ready before the one that plays is over."""

_ENDING_SHARE: Final = 0.7
"""Of the last segment, after which people may well have understood it."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A sentence ready to be heard; without sound when synthesis failed.

    levels: amplitude of each 50 ms.
    """

    text: str = field(repr=False)
    mp3: bytes = field(default=b"", repr=False)
    duration_s: float = 0.0
    levels: tuple[float, ...] = ()


@dataclass(frozen=True)
class Trouble:
    """Something failed in the making; it is told when what comes after it is heard."""

    what: Literal["model", "voice"]


Item = Segment | Trouble


class Utterance:
    """One greeting, reply or encouragement, from its first sentence to its last sound.

    runs: it stands still while this is not set, whatever its own gate says.
    """

    def __init__(self, number: int, runs: asyncio.Event | None = None) -> None:
        self.number = number
        self._queue: asyncio.Queue[Item | None] = asyncio.Queue(_AHEAD)
        self._made: list[Item] = []
        self._taken = self._sent = 0
        self._gate = asyncio.Event()
        self._gates = (self._gate,) if runs is None else (self._gate, runs)
        self._delivered: list[Segment] = []
        self._playing: Segment | None = None
        self._share = 0.0
        self._complete = False
        self.finished = False
        """Whether all of it was delivered."""

    # -- the gate -----------------------------------------------------------------------

    def release(self) -> None:
        """Let it sound, from where it stands."""
        self._gate.set()

    def hold(self) -> None:
        """Let it stand still."""
        self._gate.clear()

    async def gate(self, clock: Clock) -> float:
        """Wait while it stands still; return for how many seconds."""
        since_s = clock.monotonic_s()
        stood = False
        while shut := [gate for gate in self._gates if not gate.is_set()]:
            stood = True
            await shut[0].wait()
        return clock.monotonic_s() - since_s if stood else 0.0

    # -- what is in it ------------------------------------------------------------------

    @property
    def heard(self) -> str:
        """The text that was heard so far; of the segment that plays, the words so far."""
        texts = [segment.text for segment in self._delivered]
        if self._playing is not None:
            words = self._playing.text.split(" ")
            texts += words[: round(len(words) * self._share)]
        return " ".join(texts)

    @property
    def text(self) -> str:
        """The text that was delivered or plays."""
        playing = () if self._playing is None else (self._playing,)
        return " ".join(segment.text for segment in (*self._delivered, *playing))

    @property
    def segments(self) -> int:
        """Segments delivered."""
        return len(self._delivered)

    @property
    def ending(self) -> bool:
        """Whether hardly more than its last words are to be heard."""
        last = self._complete and self._queue.qsize() <= 1  # nothing but the end is in the queue
        return last and self._playing is not None and self._share >= _ENDING_SHARE

    async def put(self, item: Item) -> None:
        """Add a segment; waits while enough are ready."""
        await self._queue.put(item)
        self._made.append(item)

    async def finish(self) -> None:
        """Say that no segment follows."""
        self._complete = True
        await self._queue.put(None)

    async def ready(self) -> AsyncIterator[Item]:
        """Yield what is in it, in order. Whoever takes the next has delivered the last."""
        while (item := await self._queue.get()) is not None:
            self._taken += 1
            self._playing, self._share = (item, 0.0) if isinstance(item, Segment) else (None, 0.0)
            yield item
            if isinstance(item, Segment):
                self._delivered.append(item)
            self._playing = None
        self.finished = True

    @property
    def sent(self) -> bool:
        """Whether the segment that plays was sent before it was its turn."""
        return self._sent >= self._taken

    def unsent(self) -> Iterator[Segment]:
        """Yield, each once, what is ready to be sent ahead: up to the next trouble."""
        self._sent = max(self._sent, self._taken)
        while self._sent < len(self._made):
            item = self._made[self._sent]
            if not isinstance(item, Segment):
                return
            self._sent += 1
            if item.mp3:
                yield item

    def played(self, share: float) -> None:
        """Note how much of the segment that plays was heard, 0..1."""
        self._share = share


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where an utterance is heard.

    began: called before its first sound. failed: called for each trouble in its place.
    delivery: ``paced``: a segment begins when the one before has played out: one level, the
    sound, then a level every 50 ms in step with it. ``ahead``: the same, but for the sounds that
    are ready: they are sent at once. ``burst``: all levels and the sound at once.
    """

    sink: Sink
    clock: Clock
    began: Callable[[], Awaitable[None]]
    failed: Callable[[Trouble], Awaitable[None]]
    delivery: Delivery


async def deliver(utterance: Utterance, stage: Stage) -> None:
    """Hand an utterance's sound over, segment by segment, once it is released."""
    begun = False
    async for item in utterance.ready():
        await utterance.gate(stage.clock)
        if isinstance(item, Trouble):
            await stage.failed(item)
            continue
        if not begun:
            await stage.began()
            begun = True
            await utterance.gate(stage.clock)  # it may have been stopped at that
        if not item.mp3:
            continue
        if stage.delivery == "burst":
            await stage.sink(Says(item.text))
            for amplitude in item.levels:
                await stage.sink(Level(amplitude))
            await stage.sink(Sound(item.mp3, item.duration_s))
        else:
            await _play(item, utterance, stage)


async def _play(segment: Segment, utterance: Utterance, stage: Stage) -> None:
    clock, fresh = stage.clock, not utterance.sent
    if fresh:
        await stage.sink(Says(segment.text))
    begin_s = clock.monotonic_s()
    for index, amplitude in enumerate(segment.levels):
        at_s = begin_s + index * LEVEL_STEP_MS / 1000
        await clock.sleep_s(at_s - clock.monotonic_s())
        begin_s += await utterance.gate(clock)
        await stage.sink(Level(amplitude))
        if fresh and index == 0:
            await stage.sink(Sound(segment.mp3, segment.duration_s))
        if stage.delivery == "ahead":
            begin_s += await _send_ahead(utterance, stage)
        utterance.played((index + 1) / len(segment.levels))
    await clock.sleep_s(begin_s + segment.duration_s - clock.monotonic_s())
    await utterance.gate(clock)


async def _send_ahead(utterance: Utterance, stage: Stage) -> float:
    """Send what is ready; return for how many seconds that was held."""
    held_s = 0.0
    for segment in utterance.unsent():
        held_s += await utterance.gate(stage.clock)
        await stage.sink(Says(segment.text))
        await stage.sink(Sound(segment.mp3, segment.duration_s))
    return held_s
