"""A scorer that only counts words: what any other one must do better than."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from talkup_local.cli.bench.scoring.agreement import agreement
from talkup_local.cli.bench.scoring.answers import RatedAnswer

_LIMITS: Final = range(10, 160, 15)


class LengthAlone:
    """Gives a level for each limit of words that an answer goes over.

    Its limits are the best that there are for the answers that it is tuned with.
    """

    def __init__(self, tuning: Iterable[RatedAnswer]) -> None:
        known = [(one.level, _words(one)) for one in tuning]
        levels = [level for level, _ in known]
        self._limits: Final = max(
            combinations(_LIMITS, 3),
            key=lambda limits: (
                agreement(levels, [_level(words, limits) for _, words in known]).kappa
            ),
        )

    def level(self, answer: RatedAnswer) -> int:
        """Return the level of ``answer`` by its length."""
        return _level(_words(answer), self._limits)


def _words(answer: RatedAnswer) -> int:
    return len(answer.text.split())


def _level(words: int, limits: Sequence[int]) -> int:
    return 1 + sum(words > limit for limit in limits)
