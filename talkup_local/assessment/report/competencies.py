"""What the questions of each competency came to."""

from __future__ import annotations

from collections.abc import Sequence

from talkup_local.assessment.report.model import CompetencyView, QuestionReport
from talkup_local.assessment.report.texts import ReportTexts, texts_for
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import Competency


def competency_views(
    plan: InterviewPlan, questions: Sequence[QuestionReport]
) -> tuple[CompetencyView, ...]:
    """Return the competencies that are asked for, in the order of their first question."""
    known = {competency.id: competency for competency in plan.competencies}
    texts = texts_for(plan.language)
    wanted = dict.fromkeys(question.competency for question in questions)
    return tuple(
        _view(name, known.get(name), [one for one in questions if one.competency == name], texts)
        for name in wanted
    )


def _view(
    competency_id: str,
    competency: Competency | None,
    questions: Sequence[QuestionReport],
    texts: ReportTexts,
) -> CompetencyView:
    levels = {one.number: one.level for one in questions if one.level is not None}
    lowest = min(levels.values(), default=None)
    highest = max(levels.values(), default=None)
    return CompetencyView(
        id=competency_id,
        name=competency.name if competency else competency_id.replace("_", " ").capitalize(),
        meaning=competency.meaning if competency else "",
        planned=len(questions),
        levels=levels,
        lowest=lowest,
        highest=highest,
        summary=_summary(lowest, highest, len(levels), texts),
    )


def _summary(lowest: int | None, highest: int | None, count: int, texts: ReportTexts) -> str:
    if lowest is None or highest is None:
        return texts.nothing
    if count == 1:
        return texts.one_answer.format(level=lowest)
    if lowest == highest:
        return texts.same_level.format(level=lowest, count=count)
    return texts.levels.format(low=lowest, high=highest, count=count)
