"""Plain PCM: the sample type of the whole house, and how loud it is.

Inside the appliance, sound is int16, mono; what goes into an engine is 16 kHz.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.errors import BufferOverflow

Samples = NDArray[np.int16]

RATE_HZ: Final = 16_000
"""Sample rate of what is buffered and recognised."""

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


class AudioBuffer:
    """Audio that waits to be recognised: int16, 16 kHz mono, bounded.

    limit_s: seconds that it may hold; one sample more and it is emptied.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit = int(limit_s * RATE_HZ)
        # one array that grows, not a list: a client that sends single samples would
        # otherwise cost fifty times what it sent
        self._samples: Samples = np.empty(0, np.int16)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def duration_s(self) -> float:
        """Seconds held."""
        return self._length / RATE_HZ

    def append(self, samples: Samples) -> None:
        """Keep ``samples``, shape (n,), 16 kHz.

        Raises BufferOverflow when they do not fit; then the buffer is empty.
        """
        end = self._length + len(samples)
        if end > self._limit:
            self.clear()
            limit_s = self._limit / RATE_HZ
            raise BufferOverflow(
                f"More than {limit_s:g} s of audio without send_for_AI_processing: the buffer "
                "was cleared. Please repeat the last answer in shorter parts."
            )
        if end > len(self._samples):
            grown: Samples = np.empty(min(self._limit, max(end, 2 * self._length)), np.int16)
            grown[: self._length] = self._samples[: self._length]
            self._samples = grown
        self._samples[self._length : end] = samples
        self._length = end

    def take(self) -> Samples:
        """Return everything held, in order, and hold nothing."""
        taken = self._samples[: self._length]
        self.clear()
        return taken

    def restore(self, samples: Samples) -> None:
        """Put back what ``take`` gave, before what came since; the oldest goes if need be."""
        newer = self.take()
        room = self._limit - len(newer)
        self.append(samples[max(0, len(samples) - room) :])
        self.append(newer)

    def clear(self) -> None:
        """Forget everything held."""
        self._samples = np.empty(0, np.int16)
        self._length = 0
