"""What the levels of a recording tell: where sound begins, where it stops, where it has holes.

A recording is rows of time in seconds and levels, RMS of 1, one row for each block.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

AUDIBLE: Final = 0.005
"""RMS from which there is sound: -46 dB."""

_STILL_S: Final = 0.15
"""Quiet for so long has stopped; less is a pause within a word."""

Levels = NDArray[np.float64]


def onset_s(times_s: Levels, levels: Levels, after_s: float = 0.0) -> float | None:
    """Return when sound begins after a moment; None when it does not.

    times_s, levels: shape (n,), in order of time.
    """
    heard = np.flatnonzero((levels >= AUDIBLE) & (times_s >= after_s))
    return float(times_s[heard[0]]) if heard.size else None


def stop_s(times_s: Levels, levels: Levels, after_s: float) -> float | None:
    """Return when sound that lasts at a moment stops; None when it goes on to the end."""
    rows = np.flatnonzero(times_s >= after_s)
    since: float | None = None
    for row in rows:
        if levels[row] >= AUDIBLE:
            since = None
            continue
        since = float(times_s[row]) if since is None else since
        if times_s[row] - since >= _STILL_S:
            return since
    return None


def holes_ms(times_s: Levels, levels: Levels, shorter_than_s: float) -> Sequence[float]:
    """Return how long each silence between two sounds is, ms; longer ones are no holes."""
    heard = times_s[levels >= AUDIBLE]
    if heard.size < 2:  # noqa: PLR2004 - between two
        return ()
    step_s = float(np.median(np.diff(times_s)))
    silences_s = np.diff(heard) - step_s
    return [float(s) * 1000 for s in silences_s if step_s / 2 < s < shorter_than_s]
