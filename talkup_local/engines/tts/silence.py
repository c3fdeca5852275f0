"""The silence at the edges of a sentence.

Engines differ from none to half a second. Set alike, sentences made one by one
join with a natural pause, and the first sound comes without delay.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from talkup_local.engines.base import Samples

LEAD_MS: Final = 20
TAIL_MS: Final = 150

_AUDIBLE = 100  # about -50 dB of full scale


def even_edges(samples: Samples, sample_rate_hz: int) -> Samples:
    """Return ``samples`` with at most 20 ms of silence before and 150 ms after.

    samples: int16, shape (n,). Without any sound only the pause is left.
    """
    tail = sample_rate_hz * TAIL_MS // 1000
    # int16 has no positive twin of -32768, so no abs() here
    audible = np.flatnonzero((samples > _AUDIBLE) | (samples < -_AUDIBLE))
    if not len(audible):
        return np.zeros(tail, np.int16)
    start = max(0, int(audible[0]) - sample_rate_hz * LEAD_MS // 1000)
    end = int(audible[-1]) + 1 + tail
    kept = samples[start:end]
    return np.pad(kept, (0, end - start - len(kept)))
