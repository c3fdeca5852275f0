"""The sound of the answer that is being given, for whoever measures or keeps it."""

from __future__ import annotations

from collections import deque

import numpy as np

from talkup_local.audio.pcm import Samples


class Tape:
    """The last of what came in; places are samples from the first one on.

    longest: samples that are kept at most.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._pieces: deque[Samples] = deque()
        self._start = self._end = 0

    def push(self, samples: Samples) -> None:
        """Take ``samples``: int16, shape (n,), 16 kHz mono."""
        self._pieces.append(samples)
        self._end += len(samples)
        self.forget(self._end - self._longest)

    def forget(self, until: int) -> None:
        """Let go of what lies before ``until``, piece by piece."""
        while self._pieces and self._start + len(self._pieces[0]) <= until:
            self._start += len(self._pieces.popleft())

    def cut(self, start: int, end: int) -> Samples:
        """Return what is kept of the samples from ``start`` to ``end``."""
        if not self._pieces:
            return np.zeros(0, np.int16)
        first = max(0, start - self._start)
        return np.concatenate(self._pieces)[first : max(first, end - self._start)]
