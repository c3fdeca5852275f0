"""Whole windows out of audio that comes cut anywhere."""

from __future__ import annotations

import numpy as np

from talkup_local.engines.base import Samples


class Windows:
    """Keeps what does not fill a window until the rest comes."""

    def __init__(self, window_samples: int) -> None:
        self._size = window_samples
        self._rest: Samples = np.zeros(0, np.int16)

    def push(self, samples: Samples) -> Samples:
        """Return all whole windows: int16, shape (windows, window_samples)."""
        joined = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        whole = len(joined) // self._size * self._size
        self._rest = joined[whole:].copy()  # a view would keep the peer's whole buffer
        return joined[:whole].reshape(-1, self._size)
