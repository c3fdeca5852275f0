"""Trim sound to its loud part: recognisers do worst on what has much silence at its ends."""

from __future__ import annotations

from typing import Final

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples

_FRAME: Final = RATE_HZ // 100
_FLOOR: Final = 0.03
"""Of the loud frames' level, 30 dB: soft consonants are above it, or within the padding."""

_LOUD_PERCENTILE: Final = 90


def trim(samples: Samples, padding_ms: int) -> Samples:
    """Return ``samples`` without what comes long before or after the loud part.

    samples: int16, shape (n,), 16 kHz mono, speech with a little around it. padding_ms:
    what stays on both sides, as far as it is there.
    """
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float32)
    if not len(frames):
        return samples
    levels = np.sqrt((frames**2).mean(axis=1))
    loud = np.flatnonzero(levels >= _FLOOR * np.percentile(levels, _LOUD_PERCENTILE))
    padding = padding_ms * RATE_HZ // 1000
    start = max(0, int(loud[0]) * _FRAME - padding)
    return samples[start : (int(loud[-1]) + 1) * _FRAME + padding]
