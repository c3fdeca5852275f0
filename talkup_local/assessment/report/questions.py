"""Each question of the plan: what was said to it, and what that shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from talkup_local.assessment.report.model import QuestionReport, QuestionState, Quote
from talkup_local.assessment.report.texts import texts_for
from talkup_local.assessment.report.transcript import Said
from talkup_local.assessment.scoring import Assessment
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import LEVELS, Question
from talkup_local.interview.words import Cue


def question_reports(
    plan: InterviewPlan, said: Sequence[Said], assessments: Mapping[str, Assessment]
) -> tuple[QuestionReport, ...]:
    """Return the questions in the plan's order, with those that were not reached."""
    uncovered = texts_for(plan.language).uncovered
    return tuple(
        _report(
            number,
            question,
            [one for one in said if one.number == number],
            assessments.get(question.id) or Assessment(question_id=question.id, level=None, by=""),
            uncovered,
        )
        for number, question in enumerate(plan.questions, start=1)
    )


def _report(
    number: int, question: Question, said: Sequence[Said], found: Assessment, uncovered: str
) -> QuestionReport:
    answered = any(one.answers for one in said)
    level = found.level if answered and found.level in LEVELS else None
    quotes = _quotes(said, found) if level is not None else ()
    dropped = len(found.evidence) - len(quotes) if level is not None else 0
    notes = (found.note, uncovered if level is not None and dropped and not quotes else "")
    anchored = level is not None and len(question.anchors) == len(LEVELS)
    return QuestionReport(
        number=number,
        id=question.id,
        topic=question.topic,
        competency=question.competency,
        style=question.style,
        difficulty=question.difficulty,
        text=question.text,
        state=_state(said, level),
        exchanges=tuple(one.exchange for one in said),
        level=level,
        anchor=question.anchors[LEVELS.index(level)] if level is not None and anchored else "",
        anchors=question.anchors,
        evidence=quotes,
        dropped_quotes=dropped,
        strong=found.strong if level is not None else (),
        missing=found.missing if level is not None else (),
        parts=found.parts if level is not None else None,
        outline=question.outline,
        confidence=found.confidence if level is not None else 0.0,
        by=found.by if level is not None else "",
        note=" ".join(note for note in notes if note),
        levels=found.levels if level is not None else (),
    )


def _state(said: Sequence[Said], level: int | None) -> QuestionState:
    if level is not None:
        return "assessed"
    if not said:
        return "not_reached"
    passed = any(one.cue is Cue.PASS for one in said)
    return "skipped" if passed and not any(one.answers for one in said) else "unassessed"


def _quotes(said: Sequence[Said], found: Assessment) -> tuple[Quote, ...]:
    """Return the evidence that the candidate did say, in those words and in answer to this."""
    turns = {one.turn.number: one for one in said if one.answers}
    return tuple(
        Quote(turn=one.turn, label=turns[one.turn].label, quote=one.quote, shows=one.shows)
        for one in found.evidence
        if one.quote.strip() and one.turn in turns and one.quote in turns[one.turn].turn.heard
    )
