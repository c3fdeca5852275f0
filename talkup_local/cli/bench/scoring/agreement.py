"""How well given levels agree with known ones. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from talkup_local.interview.questions import LEVELS


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Agreement over ``count`` answers.

    kappa: quadratic weighted, 1 is perfect, 0 is chance; mean_error: mean distance in levels;
    bias: mean of given minus known, in levels; exact: share of the same level, 0..1;
    confusion: counts, a row for each known level and a column for each given one, lowest first.
    """

    count: int
    kappa: float
    mean_error: float
    bias: float
    exact: float
    confusion: tuple[tuple[int, ...], ...]


def agreement(known: Sequence[int], given: Sequence[int]) -> Agreement:
    """Compare levels, pair by pair. Raises ValueError for none, or for a level that is none."""
    if not known:
        raise ValueError("no levels to compare")
    counts = np.zeros((len(LEVELS), len(LEVELS)), dtype=np.int64)
    for row, column in zip(known, given, strict=True):
        counts[LEVELS.index(row), LEVELS.index(column)] += 1
    apart = np.subtract(given, known)
    return Agreement(
        count=len(known),
        kappa=_kappa(counts),
        mean_error=float(np.abs(apart).mean()),
        bias=float(apart.mean()),
        exact=float((apart == 0).mean()),
        confusion=tuple(tuple(int(n) for n in row) for row in counts),
    )


def _kappa(counts: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> float:
    """Return quadratic weighted kappa (Cohen 1968) of a square table of counts.

    Where both sides know one level only, chance can't disagree: then it is 1 if they are the
    same, which they are.
    """
    places = np.arange(len(counts))
    weights = np.subtract.outer(places, places) ** 2
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    by_chance = float((weights * expected).sum())
    return 1.0 - float((weights * counts).sum()) / by_chance if by_chance else 1.0
