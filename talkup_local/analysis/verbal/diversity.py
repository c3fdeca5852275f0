"""How varied the words are: MTLD, which hardly depends on the length of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from talkup_local.analysis.verbal.speech import Found, Speech

FEWEST_WORDS: Final = 100
"""Below, MTLD is not stable (Koizumi 2012)."""

_THRESHOLD: Final = 0.72
"""Of McCarthy and Jarvis (2010): where the share of new words falls to, a factor is full."""


def diversity(speech: Speech) -> Found:
    """Measure the diversity of the words, hesitations left out."""
    match = speech.lexicon.hesitation.match
    words = [token.text for token in speech.tokens if not match(token.text)]
    if len(words) < FEWEST_WORDS:
        return Found({"lexical_diversity_mtld": None}, notes=("short_for_diversity",))
    return Found({"lexical_diversity_mtld": mtld(words)})


def mtld(words: Sequence[str]) -> float:
    """Return the mean of both directions; the number of words if no word is said twice."""
    return (_one_way(words) + _one_way(words[::-1])) / 2


def _one_way(words: Iterable[str]) -> float:
    factors = 0.0
    seen = set[str]()
    count = total = 0
    for word in words:
        seen.add(word)
        count += 1
        total += 1
        if len(seen) / count <= _THRESHOLD:
            factors += 1
            seen.clear()
            count = 0
    if count:  # the part of a factor that is left
        factors += (1 - len(seen) / count) / (1 - _THRESHOLD)
    return total / factors if factors else float(total)
