"""Takes a client's sound to the listener, at whatever rate, pace and length it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import StreamResampler
from talkup_local.clock import Clock
from talkup_local.errors import BufferOverflow
from talkup_local.turn.front import samples_of
from talkup_local.turn.listener import Listener

STALLED_S: Final = 0.3
"""Sound that is so late is taken for silence, unless its client is known for better."""

_LONGEST_CHUNK_S: Final = 1.0
"""After a chunk, the next is due when this one has played, or after so long."""

_BACKLOG_S: Final = 0.5
"""More sound in line than this is no moment to judge a pause: what follows it is known soon."""

_HURRY: Final = 2.0
"""Faster than so many times its own length, sound was spoken before, and more of it follows."""

_MOST_AHEAD_S: Final = 0.5
_MOST_BEHIND_S: Final = 1.0
"""What a network holds up for so long, and then brings all at once, is no hurry."""

_TICK_S: Final = 0.05
_SLICE: Final = samples_of(200)
_ECHO_MS: Final = 300
"""Half duplex: how long the room may still sound after us."""


@dataclass(frozen=True)
class Sound:
    """Samples at 16 kHz on their way to be heard. ``flood``: how many floods came before."""

    samples: Samples
    flood: int


class Ears:
    """Of one interview. ``post`` puts sound in line; ``hear`` takes it when it is its turn."""

    def __init__(
        self,
        listener: Listener,
        clock: Clock,
        *,
        buffer_s: float,
        half_duplex: bool,
        post: Callable[[Sound], None],
        stalled_s: float = STALLED_S,
    ) -> None:
        self._listener, self._clock, self._post = listener, clock, post
        self._buffer_s, self._half_duplex = buffer_s, half_duplex
        self._stalled_s = stalled_s
        self._resampler = StreamResampler(RATE_HZ, RATE_HZ)
        self._in_line = 0
        self._floods = 0
        self._ours_until = -samples_of(_ECHO_MS)
        self._due_s = self._came_s = clock.monotonic_s()
        self._length_s = self._ahead_s = 0.0
        self._expecting = asyncio.Event()

    @property
    def waiting_s(self) -> float:
        """Seconds of sound that wait to be looked at, or recognised."""
        return self._in_line / RATE_HZ + self._listener.waiting_s

    @property
    def catching_up(self) -> bool:
        """Whether more of what was said is there, or on its way, than was looked at.

        So it is with sound that was kept while the connection was gone.
        """
        return self._in_line > samples_of(_BACKLOG_S * 1000) or self._lead_s() > 0

    def take(self, samples: Samples, rate_hz: int) -> None:
        """Take sound: int16, shape (n,), mono at ``rate_hz``. Raises BufferOverflow."""
        length_s = len(samples) / rate_hz
        lead_s = self._lead_s() + self._length_s
        self._ahead_s = min(max(lead_s, -_MOST_BEHIND_S), _MOST_AHEAD_S)
        self._came_s, self._length_s = self._clock.monotonic_s(), length_s
        self._due_s = self._came_s + min(length_s, _LONGEST_CHUNK_S)
        if rate_hz != self._resampler.from_hz:
            self.flush()
            self._resampler = StreamResampler(rate_hz, RATE_HZ)
        if len(samples):
            self._line_up(self._resampler.push(samples))
        if self.waiting_s > self._buffer_s:
            self._floods, self._in_line = self._floods + 1, 0
            self._listener.forget()
            raise BufferOverflow(
                f"More than {self._buffer_s:g} s of audio wait to be recognised: they were "
                "dropped. Please repeat the last answer in shorter parts."
            )

    def flush(self) -> None:
        """Give out what resampling holds back."""
        self._line_up(self._resampler.flush())
        self._resampler = StreamResampler(self._resampler.from_hz, RATE_HZ)

    def hear(self, sound: Sound, *, ours: bool) -> Iterator[None]:
        """Let the listener hear ``sound``, slice by slice; ``ours``: while we speak ourselves.

        Raises DetectionError.
        """
        for at in range(0, len(sound.samples), _SLICE):
            if sound.flood != self._floods:
                return  # dropped since
            part = sound.samples[at : at + _SLICE]
            self._in_line = max(0, self._in_line - len(part))
            self._listener.push(np.zeros_like(part) if self._deaf(ours=ours) else part)
            yield

    def expect(self, *, speech: bool) -> None:
        """Say whether it matters that nothing comes."""
        if speech:
            self._expecting.set()
        else:
            self._expecting.clear()

    async def watch(self) -> None:
        """Take a client that sends nothing for silent, by the clock; until cancelled."""
        while True:
            await self._expecting.wait()
            await self._clock.sleep_s(_TICK_S)
            late_s = self._clock.monotonic_s() - self._due_s - self._stalled_s
            if late_s > 0 and not self._in_line:
                self._due_s += late_s
                self._line_up(silence(late_s))

    def _lead_s(self) -> float:
        """Return how far the sound before the latest piece has run ahead of its time."""
        return self._ahead_s - _HURRY * (self._clock.monotonic_s() - self._came_s)

    def _line_up(self, samples: Samples) -> None:
        if len(samples):
            self._in_line += len(samples)
            self._post(Sound(samples, self._floods))

    def _deaf(self, *, ours: bool) -> bool:
        """Whether what comes in may be ourselves."""
        if not self._half_duplex:
            return False
        position = self._listener.position
        if ours:
            self._ours_until = position
        return position - self._ours_until < samples_of(_ECHO_MS)
