"""Which points of a question an answer meets, and by which of its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from talkup_local.analysis.verbal.phrases import Span
from talkup_local.analysis.verbal.tokens import Token, composed, tokens
from talkup_local.assessment.signs.reading import Reading
from talkup_local.config.model import Language
from talkup_local.interview.numbers import MOST, spoken
from talkup_local.interview.questions import Question

_KEPT_CUES: Final = 2_048
_DASHES: Final = str.maketrans("-", " ")


@dataclass(frozen=True, kw_only=True)
class Met:
    """A point that is met. point, part: their places; span: the words that meet it."""

    point: int
    part: int
    span: Span


def points_met(question: Question, reading: Reading) -> tuple[Met, ...]:
    """Return for each point of ``question`` that is met the first words that meet it."""
    return tuple(_met(question, reading))


def _met(question: Question, reading: Reading) -> Iterator[Met]:
    lines = [_Line(part.tokens, reading.language) for part in reading.parts]
    for place, point in enumerate(question.points):
        pattern = _pattern(point.cues, reading.language)
        found = ((number, line.find(pattern)) for number, line in enumerate(lines))
        first = next(((number, span) for number, span in found if span), None)
        if first is not None:
            yield Met(point=place, part=first[0], span=first[1])


class _Line:
    """Words as cues are held against them: one blank between two, numbers in words."""

    def __init__(self, words: Sequence[Token], language: Language) -> None:
        plain = [_plain(token.text, language) for token in words]
        self._text = " ".join(plain)
        self._starts = [0, *accumulate(len(word) + 1 for word in plain)]

    def find(self, pattern: re.Pattern[str]) -> Span | None:
        match = pattern.search(self._text)
        if match is None:
            return None
        first, last = (bisect_right(self._starts, at) for at in (match.start(), match.end() - 1))
        return Span(first - 1, last)


@lru_cache(_KEPT_CUES)
def _pattern(cues: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """Return what finds any of ``cues``; a star stands for the rest of a word."""
    either = "|".join(_cue(cue, language) for cue in cues)
    return re.compile(rf"(?<!\S)(?:{either})(?!\S)")


def _cue(cue: str, language: Language) -> str:
    words = (
        re.escape(
            " ".join(_plain(token.text, language) for token in tokens(composed(word), language))
        )
        + (r"\S*" if word.endswith("*") else "")
        for word in cue.lower().split()
    )
    return " ".join(filter(None, words))


@lru_cache(_KEPT_CUES)
def _plain(word: str, language: Language) -> str:
    """Return ``word`` as it is compared: a number in words, no dashes."""
    if word.isdecimal() and int(word) <= MOST:
        word = spoken(int(word), language)
    return word.translate(_DASHES)
