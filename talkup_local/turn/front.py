"""The audio front of one interview: where in the sound that comes in is there speech.

Time is counted in samples at 16 kHz from the first one that came in. Sound is kept
only as long as it may be needed: a short pre-roll while nobody speaks, and the
segments of speech until they are released.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.audio.trim import trim
from talkup_local.engines.base import VoiceActivityDetector

_HYSTERESIS: Final = 0.15
"""How far below the threshold a probability may be beside one that is above it."""

_SILENT_RMS: Final = 20.0
"""About -64 dB of full scale: whatever a detector says of it, nobody speaks so softly."""


def samples_of(ms: float) -> int:
    """Return how many samples last ``ms``."""
    return round(ms * RATE_HZ / 1000)


def ms_of(samples: int) -> int:
    """Return how long ``samples`` samples last."""
    return round(samples * 1000 / RATE_HZ)


@dataclass(frozen=True, kw_only=True)
class FrontSettings:
    """What counts as speech.

    threshold: probability from which a window is surely speech. It may be 0.15 less in speech
    that goes on, and beside one that is sure. onset_ms: how much of it makes speech, so that a
    click does not. lull_ms: how long it must be gone for the recogniser to begin with the tail.
    close_ms: pause that ends a segment. longest_ms: a longer segment is cut where it is quiet.
    preroll_ms: sound kept from before the speech.
    """

    threshold: float = 0.5
    onset_ms: int = 64
    lull_ms: int = 32
    close_ms: int = 500
    longest_ms: int = 12_000
    preroll_ms: int = 300


@dataclass(eq=False)
class Region:
    """A segment of speech: samples ``start`` to ``end``; while open, ``end`` moves on."""

    start: int
    end: int
    closed: bool = False


class AudioFront:
    """Follows one candidate's sound."""

    def __init__(self, vad: VoiceActivityDetector, settings: FrontSettings) -> None:
        self._vad, self._settings = vad.open(), settings
        self._window = vad.window_samples
        # of whole windows
        self._onset = -(-samples_of(settings.onset_ms) // self._window) * self._window
        self._kept: Samples = np.zeros(0, np.int16)
        self._kept_from = 0
        self._needed_from: int | None = None
        self._region: Region | None = None
        self._run_from: int | None = None  # where the current run of windows like speech began
        self._sure_to = 0  # where the latest one ended that surely is speech
        self._cut_at = 0
        self.position = 0
        """How much has been looked at, in samples."""
        self.last_speech = 0
        """Where the latest window of speech ended."""
        self.onset = 0
        """Where the speech began that goes on now, or the latest one."""
        self.speaking = False
        """Whether somebody speaks; a pause shorter than ``lull_ms`` does not count."""

    @property
    def stirring(self) -> bool:
        """Whether the latest window may be the beginning of speech."""
        return self.speaking or (self._run_from is not None and self._sure_to > self._run_from)

    @property
    def region(self) -> Region | None:
        """The open segment."""
        return self._region

    def push(self, samples: Samples) -> list[Region]:
        """Take ``samples``: int16, shape (n,), 16 kHz mono. Raises DetectionError.

        Returns the segments that are closed by it; their sound stays until the next push,
        and longer where it is needed.
        """
        self._forget()
        self._kept = np.concatenate((self._kept, samples))
        closed: list[Region] = []
        for probability in self._vad.push(samples):
            start, self.position = self.position, self.position + self._window
            window = self.audio(start, self.position).astype(np.float32)
            loud = float(np.sqrt((window**2).mean())) >= _SILENT_RMS
            if loud and probability >= self._settings.threshold:
                self._sure_to = self.position
            if loud and probability >= self._settings.threshold - _HYSTERESIS:
                self._hear(start, closed)
            else:
                self._miss(closed)
        return closed

    def audio(self, start: int, end: int) -> Samples:
        """Return what is kept of the samples from ``start`` to ``end``."""
        first = max(0, start - self._kept_from)
        return self._kept[first : max(first, end - self._kept_from)]

    def padded(self, region: Region, padding_ms: int) -> Samples:
        """Return the sound of a segment, trimmed to ``padding_ms`` around its loud part."""
        around = samples_of(padding_ms)
        sound = self.audio(region.start - around, min(region.end + around, self.position))
        return trim(sound, padding_ms)

    def need(self, start: int | None) -> None:
        """Keep the sound from ``start`` on, None for no more than the pre-roll."""
        self._needed_from = start

    def cut(self) -> Region | None:
        """Close the open segment here and now; what is said from here on is another."""
        region, self._region = self._region, None
        self._cut_at = self.position
        if region is not None:
            region.closed = True
            if self.speaking:
                self._region = Region(self.position, self.position)
        return region

    def _hear(self, start: int, closed: list[Region]) -> None:
        if self._run_from is None:
            self._run_from = start
        begin = self.position - self._onset
        if not self.speaking and (self._run_from > begin or self._sure_to <= begin):
            return
        if not self.speaking:
            self.speaking, self.onset = True, max(begin, self._cut_at)
        if self._region is None:
            self._region = Region(self.onset, self.position)
        self.last_speech = self._region.end = self.position
        if self._region.end - self._region.start > samples_of(self._settings.longest_ms):
            closed.append(self._divide(self._region))

    def _miss(self, closed: list[Region]) -> None:
        self._run_from = None
        pause = self.position - self.last_speech
        if pause >= samples_of(self._settings.lull_ms):
            self.speaking = False
        if self._region is not None and pause >= samples_of(self._settings.close_ms):
            self._region.closed = True
            closed.append(self._region)
            self._region = None

    def _divide(self, region: Region) -> Region:
        """Cut a long segment at the quietest 200 ms of its last third, while it is not too long."""
        step, width = samples_of(20), 10
        earliest = region.end - (region.end - region.start) // 3
        # a pause just before the end may have made it longer than it may be at once
        latest = min(region.end, region.start + samples_of(self._settings.longest_ms))
        sound = self.audio(earliest, latest).astype(np.float32)
        frames = sound[: len(sound) // step * step].reshape(-1, step)
        energy = np.convolve((frames**2).mean(axis=1), np.ones(width), mode="valid")
        at = earliest + (int(energy.argmin()) + width // 2) * step
        self._region = Region(at, region.end)
        region.end, region.closed = at, True
        return region

    def _forget(self) -> None:
        floor = self.position - samples_of(self._settings.preroll_ms)
        if self._region is not None:
            floor = min(floor, self._region.start - samples_of(self._settings.preroll_ms))
        if self._needed_from is not None:
            floor = min(floor, self._needed_from)
        # in steps, so that not every chunk copies all that is kept
        if floor - self._kept_from > RATE_HZ // 2:
            self._kept = self._kept[floor - self._kept_from :].copy()
            self._kept_from = floor
