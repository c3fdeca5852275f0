"""Which words of an answer are its own: those that no usual talk of an interview holds."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import Final, get_args

from talkup_local.config.model import InterviewKind, Language
from talkup_local.interview.bank import load_bank
from talkup_local.interview.questions import Question
from talkup_local.interview.relevance import stems

_KEPT: Final = 512

_COMMON: Final = 2
"""Words that so many questions of the banks speak of are nobody's own."""


@cache
def usual(language: Language) -> frozenset[str]:
    """Return the stems that the questions of the banks, with their rubrics, have in common.

    Whoever answers in general words alone uses these: they are what banks are written in.
    """
    counts: Counter[str] = Counter()
    for kind in get_args(InterviewKind):
        for question in load_bank(kind, language):
            counts.update(around(question, language))
    return frozenset(stem for stem, count in counts.items() if count >= _COMMON)


@lru_cache(_KEPT)
def around(question: Question, language: Language) -> frozenset[str]:
    """Return the stems of all that is written to ``question``."""
    points = (f"{point.name} {' '.join(point.cues).replace('*', '')}" for point in question.points)
    told = (
        question.text, question.rephrase, question.probe, question.topic, question.outline,
        *question.follow_ups, *question.anchors, *points,
    )  # fmt: skip
    return stems(" ".join(told), language)


@lru_cache(_KEPT)
def asked(question: Question, language: Language) -> frozenset[str]:
    """Return the stems of ``question`` as it is spoken."""
    spoken = (question.text, question.rephrase, question.probe, question.topic)
    return stems(" ".join(spoken), language)
