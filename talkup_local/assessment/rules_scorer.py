"""Levels by rules: nothing is understood, everything can be pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from talkup_local.assessment.scoring import Assessment
from talkup_local.assessment.signs import explaining
from talkup_local.assessment.signs.finding import Signs
from talkup_local.assessment.signs.levels import judge
from talkup_local.assessment.signs.reading import Reading
from talkup_local.config.model import Language
from talkup_local.interview.questions import Question
from talkup_local.interview.record import Turn


class RulesScorer:
    """Finds signs in an answer, and gives the level that they add up to (`signs.levels`).

    It needs no model, and the same words get the same level. How well they are spoken counts for
    nothing; neither does what tells the interviewer what to find.
    """

    async def assess(
        self, question: Question, turns: Sequence[Turn], language: Language
    ) -> Assessment:
        """Assess what was said to ``question``, in some milliseconds."""
        return self.assess_now(question, turns, language)

    def assess_now(
        self, question: Question, turns: Sequence[Turn], language: Language
    ) -> Assessment:
        """Assess what was said to ``question``: the answer and what was asked on, in order."""
        reading = Reading(turns, language)
        if not reading.parts:
            return Assessment(question_id=question.id, level=None)
        signs = Signs(question, reading)
        verdict = judge(signs)
        return Assessment(
            question_id=question.id,
            level=verdict.level,
            evidence=explaining.evidence(
                signs, verdict, {turn.number: turn.heard for turn in turns}
            ),
            strong=explaining.strong(signs, verdict),
            missing=explaining.missing(signs, verdict),
            parts=explaining.parts(signs),
            confidence=explaining.confidence(signs, verdict),
            note=explaining.note(signs, verdict),
        )
