"""A report from a record and what a scorer says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from talkup_local import __version__
from talkup_local.assessment.report.advice import suggestions
from talkup_local.assessment.report.competencies import competency_views
from talkup_local.assessment.report.model import Completeness, Head, QuestionReport, Report
from talkup_local.assessment.report.questions import question_reports
from talkup_local.assessment.report.speech import speech
from talkup_local.assessment.report.texts import ReportTexts, texts_for
from talkup_local.assessment.report.transcript import sorted_turns
from talkup_local.assessment.scoring import Assessment
from talkup_local.interview.record import SessionRecord


def build(
    record: SessionRecord,
    assessments: Mapping[str, Assessment],
    *,
    made_at: datetime,
    reviewer_note: str = "",
) -> Report:
    """Return the report of an interview.

    assessments: by id of question; what has none counts for nothing. made_at: when; dates of the
    report are told in its time zone. reviewer_note: of a human who has read the answers. The same
    arguments give the same report.
    """
    plan = record.plan
    said = sorted_turns(plan, record.turns)
    questions = question_reports(plan, said, assessments)
    spoken = speech(said, plan.language, record.created)
    head = _head(record, questions, made_at)
    texts = texts_for(plan.language)
    return Report(
        head=head,
        statement=texts.statement.format(by=_by(head.scored_by, texts)),
        competencies=competency_views(plan, questions),
        advice=suggestions(questions, spoken, plan.language),
        questions=questions,
        speech=spoken,
        rest=tuple(one.exchange for one in said if not one.number),
        limits=texts.limits,
        reviewer_note=reviewer_note.strip(),
    )


def _head(record: SessionRecord, questions: tuple[QuestionReport, ...], made_at: datetime) -> Head:
    plan = record.plan
    lasted_s = (record.ended - record.created).total_seconds() if record.ended else 0.0
    return Head(
        session=record.id,
        kind=plan.kind,
        role=plan.role,
        level=plan.level,
        language=plan.language,
        plan=plan.name,
        source=plan.source,
        date=record.created.astimezone(made_at.tzinfo),
        duration_s=round(record.spent_s or max(0.0, lasted_s), 1),
        planned_minutes=plan.minutes,
        completeness=_completeness(record),
        reason=record.reason,
        planned=len(questions),
        reached=sum(one.state != "not_reached" for one in questions),
        assessed=sum(one.state == "assessed" for one in questions),
        scored_by=tuple(dict.fromkeys(one.by for one in questions if one.by)),
        engines=record.engines,
        made_at=made_at,
        made_by=f"talkup-local {__version__}",
    )


def _completeness(record: SessionRecord) -> Completeness:
    if record.consent is not None and not record.consent.given:
        return "refused"
    return record.state


def _by(names: tuple[str, ...], texts: ReportTexts) -> str:
    """Tell who gave the levels."""
    models = ", ".join(name for name in names if name != "rules")
    parts = [texts.rules] if "rules" in names else []
    if models:
        parts.append(texts.models.format(names=models))
    return "; ".join(parts) or texts.nobody
