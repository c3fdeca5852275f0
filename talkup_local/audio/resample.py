"""Sample-rate conversion by soxr: whole signals, and streams cut anywhere."""

from __future__ import annotations

import numpy as np
import soxr

from talkup_local.audio.pcm import Samples


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Return int16 mono ``samples``, shape (n,), at ``to_hz``."""
    if from_hz == to_hz or not len(samples):
        return samples
    converted: Samples = soxr.resample(samples, from_hz, to_hz)
    return converted


class StreamResampler:
    """Converts one stream whose chunks may be cut anywhere.

    The same stream gives the same samples however it is cut. ``push`` holds back
    the filter's tail; ``flush`` gives it and makes ready for a new stream.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self.from_hz, self.to_hz = from_hz, to_hz
        self._open()

    def _open(self) -> None:
        same = self.from_hz == self.to_hz
        self._stream = (
            None if same else soxr.ResampleStream(self.from_hz, self.to_hz, 1, dtype="float32")
        )

    def push(self, samples: Samples) -> Samples:
        """Return what ``samples``, int16, shape (n,), have made available."""
        if self._stream is None:
            return samples
        return _to_int16(self._stream.resample_chunk(samples.astype(np.float32)))

    def flush(self) -> Samples:
        """Return the rest of the stream."""
        if self._stream is None:
            return np.zeros(0, np.int16)
        tail = _to_int16(self._stream.resample_chunk(np.zeros(0, np.float32), last=True))
        self._open()
        return tail


def _to_int16(samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Samples:
    # float inside, rounded once: soxr's own int16 path dithers, and dither depends on the cuts
    return np.clip(np.rint(samples), -32_768, 32_767).astype(np.int16)
