"""One audio track on its way to 16 kHz mono, with its gaps filled."""

from __future__ import annotations

from typing import Final

import numpy as np

from talkup_local.audio.media.codecs import SoundCodec
from talkup_local.audio.media.packets import Malformed, Packet, Track
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.audio.resample import StreamResampler

_MOST_WAITING: Final = 1_000_000
"""Samples that are converted at once."""


class SoundTrack:
    """Takes packets, gives samples.

    end_s: media time after the last packet, None when packets never had one.
    packet_s: how long the last packet was.
    """

    def __init__(self, track: Track) -> None:
        """Raise Malformed when no decoder takes ``track``."""
        self._codec = SoundCodec(track)
        self._skip_s = track.skip_s
        self._resampler = StreamResampler(RATE_HZ, RATE_HZ)
        self._skip: int | None = None
        self._decoded: list[Samples] = []
        self._waiting = 0
        self._ready: list[Samples] = []
        self.end_s: float | None = None
        self.packet_s = 0.0

    def decode(self, packet: Packet) -> float:
        """Take one packet; return how many seconds it decoded to. Raises Malformed."""
        seconds = sum(self._take(*sound) for sound in self._codec.decode(packet.data))
        at_s = self.end_s if packet.at_s is None else packet.at_s
        self.end_s = None if at_s is None else at_s + seconds
        self.packet_s = seconds
        return seconds

    def conceal(self, seconds: float) -> None:
        """Put a guess in the place of what is missing, or silence where there is none."""
        if self.end_s is not None:
            self.end_s += seconds
        missing = round(seconds * self._resampler.from_hz)
        while missing > 0:
            guess = self._guess()
            if guess is None or not len(guess):
                guess = np.zeros(missing, np.int16)
            self._decoded.append(guess[:missing])
            missing -= len(guess)

    def take(self) -> Samples:
        """Return what is ready: int16, shape (n,), 16 kHz mono."""
        self._resample()
        ready, self._ready = self._ready, []
        return _joined(ready)

    def flush(self) -> Samples:
        """Return the rest; the track is over."""
        for sound in self._codec.flush():
            self._take(*sound)
        self._resample()
        self._ready.append(self._resampler.flush())
        return self.take()

    def _guess(self) -> Samples | None:
        try:
            return self._codec.conceal()
        except Malformed:
            return None

    def _take(self, samples: Samples, rate_hz: int) -> float:
        if self._skip is None:
            self._skip = round(self._skip_s * rate_hz)
        if rate_hz != self._resampler.from_hz:
            self._resample()
            self._ready.append(self._resampler.flush())
            self._resampler = StreamResampler(rate_hz, RATE_HZ)
        length_s = len(samples) / rate_hz
        skipped = min(self._skip, len(samples))
        self._skip -= skipped
        self._decoded.append(samples[skipped:])
        self._waiting += len(samples)
        if self._waiting > _MOST_WAITING:
            self._resample()
        return length_s

    def _resample(self) -> None:
        """Convert all at once: the call costs more than the samples."""
        if self._decoded:
            self._ready.append(self._resampler.push(_joined(self._decoded)))
            self._decoded, self._waiting = [], 0


def _joined(parts: list[Samples]) -> Samples:
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)
