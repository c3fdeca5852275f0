"""Plain PCM: the sample type of the whole house, and how loud it is.

Inside the appliance, sound is int16, mono; what goes into an engine is 16 kHz.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

RATE_HZ: Final = 16_000
"""Sample rate of what is heard and recognised."""

FULL_SCALE: Final = 32_768


def silence(duration_s: float, rate_hz: int = RATE_HZ) -> Samples:
    """Return ``duration_s`` seconds of digital silence."""
    return np.zeros(round(duration_s * rate_hz), np.int16)


def amplitude(samples: Samples) -> float:
    """Return the RMS level of int16 ``samples``, shape (n,), as 0.0..1.0; 0.0 for none.

    Source: the interview protocol, ``min(sqrt(mean(s²)) / 32768, 1.0)``.
    """
    if not len(samples):
        return 0.0
    # float64: the squares of a second of full-scale samples do not fit float32 exactly
    wide = samples.astype(np.float64)
    return min(float(np.sqrt(wide @ wide / len(wide))) / FULL_SCALE, 1.0)


def levels(samples: Samples, rate_hz: int, step_ms: int) -> list[float]:
    """Return the amplitude of each ``step_ms`` of ``samples``, the last step maybe shorter."""
    step = rate_hz * step_ms // 1000
    return [amplitude(samples[at : at + step]) for at in range(0, len(samples), step)]
