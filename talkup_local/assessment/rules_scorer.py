"""Levels by rules: which points of a question are heard in the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from talkup_local.assessment.scoring import Assessment, Evidence
from talkup_local.config.model import Language
from talkup_local.interview.questions import Question
from talkup_local.interview.record import Turn

_FEW_WORDS: Final = 15
_STEPS: Final = (0.3, 0.6, 0.9)
"""Shares of the points from which on an answer is of level 2, 3 and 4."""


class RulesScorer:
    """Counts the points that are heard. It needs no model and takes no time to speak of."""

    async def assess(
        self,
        question: Question,
        turns: Sequence[Turn],
        language: Language,  # noqa: ARG002 - the points' cues are in it already
    ) -> Assessment:
        words = sum(len(turn.heard.split()) for turn in turns)
        if not words or not question.points:
            return Assessment(question_id=question.id, level=None)
        evidence = tuple(_heard(question, turns))
        shown = {one.shows for one in evidence}
        share = len(shown) / len(question.points) if words >= _FEW_WORDS else 0.0
        names = [point.name for point in question.points]
        return Assessment(
            question_id=question.id,
            level=1 + sum(share >= step for step in _STEPS),
            evidence=evidence,
            strong=tuple(name for name in names if name in shown),
            missing=tuple(name for name in names if name not in shown),
            confidence=0.5,
        )


def _heard(question: Question, turns: Sequence[Turn]) -> Iterator[Evidence]:
    """Yield for each point the first sentence that shows it."""
    for point in question.points:
        cues = "|".join(re.escape(cue).replace(r"\*", r"\w*") for cue in point.cues)
        found = re.compile(rf"[^.!?]*\b(?:{cues})\b[^.!?]*", re.IGNORECASE)
        for turn in turns:
            if match := found.search(turn.heard):
                yield Evidence(turn=turn.number, quote=match[0].strip(), shows=point.name)
                break
