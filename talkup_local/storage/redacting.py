"""Takes the words out of an interview; levels, measures and times stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from talkup_local.assessment.report.model import QuestionReport, Report
from talkup_local.assessment.report.texts import texts_for
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import Question
from talkup_local.storage import writing
from talkup_local.storage.purging import Removal, removal
from talkup_local.storage.sessions import SessionStore

TAKEN_OUT: Final = "[taken out]"
"""Stands for a sentence that had to be there."""

_OF_A_RESULT: Final = frozenset(("language", "confidence"))
_OF_A_READING: Final = frozenset(("value", "unit", "place"))


def redact(store: SessionStore, session_id: str) -> Removal:
    """Take out of an interview what was asked and said, quotes, recordings and who it was.

    What stays: times, lengths and figures of turns, measures, levels, questions of the banks.
    Reports in other forms than JSON go. Done a second time it changes nothing more.
    Raises StorageError.
    """
    with removal(store, [session_id], ids_stay=True) as found:
        found.recordings += store.recordings.count(session_id)
        strip(store, session_id)
    return found


def strip(store: SessionStore, session_id: str) -> None:
    """Do the same, and leave to ``SessionStore.tidy`` that no copy stays. Raises StorageError."""
    record, report = store.load(session_id), store.report(session_id)
    bare = None if report is None else _bare_report(report)
    with store.changing(session_id) as rows:
        store.untidy()
        writing.plan(rows, session_id, _bare_plan(record.plan))
        for turn in record.turns:
            for service, result in turn.measures.items():
                writing.measure(rows, session_id, turn.number, service, _bare_result(result))
        rows.execute(
            "UPDATE turns SET asked = '', heard = '', words = '[]', audio = ''"
            " WHERE session_id = ?",
            (session_id,),
        )
        rows.execute("UPDATE consents SET wording = '' WHERE session_id = ?", (session_id,))
        rows.execute("DELETE FROM reports WHERE session_id = ?", (session_id,))
        if bare is not None:
            store.save_report(session_id, "json", msgspec.json.encode(bare))
        rows.execute(
            "UPDATE sessions SET client_id = '', closing = '', progress = x'', redacted = ?,"
            " reported = CASE WHEN ? THEN reported END WHERE id = ?",
            (writing.moment(store.now()), bare is not None, session_id),
        )
    store.recordings.delete(session_id)


def _bare_plan(plan: InterviewPlan) -> InterviewPlan:
    """Return a plan without terms of documents; one that a model drafted quotes them anywhere."""
    questions = plan.questions
    if plan.source == "model":
        questions = tuple(_bare_question(question) for question in questions)
    return replace(plan, terms=(), questions=questions)


def _bare_question(question: Question) -> Question:
    return replace(
        question,
        topic=TAKEN_OUT,
        text=TAKEN_OUT,
        rephrase="",
        probe=TAKEN_OUT,
        follow_ups=(),
        points=(),
        anchors=(),
        outline="",
    )


def _bare_result(result: Any) -> dict[str, Any]:
    """Return of a service's result the values of its measures: other people's may quote anything.

    Names of measures that are longer than a name are left out too.
    """
    found: dict[str, Any] = result if isinstance(result, dict) else {}
    measures = found.get("measures")
    kept = {name: found[name] for name in _OF_A_RESULT if name in found}
    return {**kept, "measures": dict(_readings(measures if isinstance(measures, dict) else {}))}


def _readings(measures: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, reading in measures.items():
        if isinstance(reading, dict):
            yield name, {key: reading[key] for key in _OF_A_READING if key in reading}
        elif not isinstance(reading, str):
            yield name, reading


def _bare_report(data: bytes) -> Report | None:
    """Return a report without words; None when it is of another release."""
    try:
        report = msgspec.json.decode(data, type=Report)
    except msgspec.MsgspecError:
        return None
    drafted = report.head.source == "model"
    taken_out = texts_for(report.head.language).taken_out
    return replace(
        report,
        statement=f"{report.statement.removesuffix(taken_out).rstrip()} {taken_out}",
        advice=(),
        questions=tuple(_bare_answer(one, drafted=drafted) for one in report.questions),
        rest=(),
        reviewer_note="",
    )


def _bare_answer(question: QuestionReport, *, drafted: bool) -> QuestionReport:
    bare = replace(question, exchanges=(), evidence=(), strong=(), missing=(), note="")
    if not drafted:
        return bare
    return replace(bare, topic=TAKEN_OUT, text=TAKEN_OUT, anchor="", anchors=(), outline="")
