"""Hearing without a model: sound that says how likely it is speech, and a recogniser by hand."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.engines.base import (
    EngineInfo,
    Segment,
    Transcript,
    VadStream,
    VoiceActivityDetector,
)
from talkup_local.engines.threaded import ThreadedSpeechToText
from talkup_local.engines.vad.windows import Windows
from talkup_local.turn.listener import Hearing, Listener, ListenerSettings

WINDOW = 512
_CERTAIN = 10_000


def sounding(ms: float, probability: float = 1.0) -> Samples:
    """Return sound that the ``Meter`` takes for speech with ``probability``."""
    sound = np.full(round(ms * RATE_HZ / 1000), round(_CERTAIN * probability), np.int16)
    sound[::2] *= -1
    return sound


def windows(*probabilities: float, size: int = WINDOW) -> Samples:
    """Return sound with one window for each probability."""
    return np.concatenate([sounding(size * 1000 / RATE_HZ, p) for p in probabilities])


class Meter(VoiceActivityDetector):
    """Takes loudness for the probability of speech."""

    def __init__(self, window_samples: int = WINDOW, *, certain: bool = False) -> None:
        self._window, self._certain = window_samples, certain

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="meter", job="vad")

    @property
    def window_samples(self) -> int:
        return self._window

    def start(self) -> None:
        pass

    def open(self) -> VadStream:
        return _MeterStream(self._window, certain=self._certain)


class _MeterStream(VadStream):
    def __init__(self, window_samples: int, *, certain: bool) -> None:
        self._windows, self._certain = Windows(window_samples), certain

    def push(self, samples: Samples) -> list[float]:
        found = np.abs(self._windows.push(samples).astype(float)).mean(axis=1) / _CERTAIN
        return [1.0 if self._certain else float(probability) for probability in found]


@dataclass
class Pass:
    """One job of the recogniser."""

    samples: Samples
    draft: Transcript | None
    urgent: bool
    cancelled: bool = False
    _result: asyncio.Future[Transcript] = field(default_factory=asyncio.Future)

    @property
    def length_ms(self) -> int:
        return round(len(self.samples) * 1000 / RATE_HZ)

    def hears(self, text: str, confidence: float | None = None) -> None:
        """End it with a result."""
        part = Segment(text=text, start_s=0, end_s=1, confidence=confidence)
        self._result.set_result(Transcript(text=text, segments=(part,)))

    def fails(self, error: Exception) -> None:
        """End it with an error."""
        self._result.set_exception(error)

    async def result(self) -> Transcript:
        try:
            return await self._result
        except asyncio.CancelledError:
            self.cancelled = True
            raise


class Stenographer(ThreadedSpeechToText):
    """Writes down what the test says, pass by pass.

    by_itself: what to hear in some samples, for passes that need no hand.
    """

    def __init__(self, by_itself: Callable[[Samples], str] | None = None) -> None:
        super().__init__()
        self._by_itself = by_itself
        self.passes: list[Pass] = []
        self.others = 0
        """Jobs of other interviews that wait."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="stenographer", job="stt")

    @property
    def waiting(self) -> int:
        return self.others

    @property
    def last(self) -> Pass:
        return self.passes[-1]

    async def transcribe(self, samples, *, language, draft=None, urgent=True):
        job = Pass(samples, draft, urgent)
        self.passes.append(job)
        if self._by_itself is not None:
            job.hears(self._by_itself(samples))
        return await job.result()

    def _load(self) -> None:
        pass

    def _transcribe(self, samples, language, cancel, draft):
        raise NotImplementedError


class Ear:
    """A listener at work."""

    def __init__(self, listener: Listener, stt: Stenographer, nudges: list[Hearing]) -> None:
        self.listener, self.stt, self.nudges = listener, stt, nudges

    async def hear(self, *sounds: Samples, chunk_ms: int = 32) -> None:
        """Take sound chunk by chunk, and do what there is to do after each."""
        step = round(chunk_ms * RATE_HZ / 1000)
        for sound in sounds:
            for at in range(0, len(sound), step):
                self.listener.push(sound[at : at + step])
                await settle()

    @property
    def hearing(self) -> Hearing:
        return self.listener.hearing()

    @property
    def text(self) -> str:
        return self.hearing.text


async def settle() -> None:
    """Let every task do what it can."""
    for _ in range(8):
        await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def listening(
    by_itself: Callable[[Samples], str] | None = None, **settings: Any
) -> AsyncIterator[Ear]:
    """Listen until the block ends; without ``by_itself`` the test ends each pass by hand."""
    stt = Stenographer(by_itself)
    nudges: list[Hearing] = []
    listener = Listener(
        stt=stt,
        vad=Meter(),
        language="en",
        settings=ListenerSettings(**settings),
        on_change=lambda: nudges.append(listener.hearing()),
    )
    working = asyncio.create_task(listener.run())
    try:
        yield Ear(listener, stt, nudges)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await stt.close()
