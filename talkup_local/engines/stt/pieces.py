"""Cut long audio where it is quiet, so that no word is cut in two."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from talkup_local.engines.base import RECOGNISER_RATE_HZ, Samples

_FRAME = RECOGNISER_RATE_HZ // 50
_PAUSE_FRAMES = 10


def pieces(samples: Samples, *, longest_s: float) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of pieces that cover ``samples`` without gap or overlap.

    samples: int16, shape (n,), 16 kHz mono. Each piece is at most ``longest_s``
    long and ends in the quietest 200 ms of its second half, or with the audio.
    """
    longest = int(longest_s * RECOGNISER_RATE_HZ)
    start = 0
    while len(samples) - start > longest:
        earliest = start + longest // 2
        end = earliest + _quietest(samples[earliest : start + longest])
        yield start, end
        start = end
    if start < len(samples):
        yield start, len(samples)


def _quietest(samples: Samples) -> int:
    """Middle of the quietest 200 ms, as an index into ``samples``."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float32)
    if len(frames) < _PAUSE_FRAMES:
        return len(samples)
    energy = np.convolve((frames**2).mean(axis=1), np.ones(_PAUSE_FRAMES), mode="valid")
    return (int(energy.argmin()) + _PAUSE_FRAMES // 2) * _FRAME
