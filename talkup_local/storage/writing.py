"""What is known of interviews, into rows. Each function is part of its caller's transaction."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

import msgspec

from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.record import Consent, Happening, SessionRecord, Turn


def moment(at: datetime) -> str:
    """Return a time as it stands in a column: UTC, and so that it sorts."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plain(value: Any) -> str:
    """Return JSON of a value."""
    return msgspec.json.encode(value, enc_hook=str).decode()


def session(
    rows: sqlite3.Connection,
    record: SessionRecord,
    *,
    token_hash: bytes | None,
    pending: bool,
    now: datetime,
) -> None:
    """Write an interview with all that is known of it."""
    known = record.plan
    rows.execute(
        "INSERT INTO sessions (id, client_id, token_hash, state, pending, reason, created, touched,"
        " ended, kind, role, language, level, spent_s, turns, progress, closing, engines)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
        (
            record.id,
            record.client_id,
            token_hash,
            record.state,
            pending,
            record.reason,
            moment(record.created),
            moment(now),
            record.ended and moment(record.ended),
            known.kind,
            known.role,
            known.language,
            known.level,
            record.spent_s,
            record.progress,
            record.closing,
            plain(record.engines),
        ),
    )
    plan(rows, record.id, known)
    if record.consent is not None:
        consent(rows, record.id, record.consent)
    for one in record.turns:
        turn(rows, record.id, one)
    for happened in record.happenings:
        event(rows, record.id, happened)


def plan(rows: sqlite3.Connection, session_id: str, one: InterviewPlan) -> None:
    """Write, or replace, a plan."""
    rows.execute("INSERT OR REPLACE INTO plans VALUES (?, ?)", (session_id, plain(one)))


def consent(rows: sqlite3.Connection, session_id: str, one: Consent) -> None:
    """Write the candidate's word, the latest counts: from now on, what is kept is meant to stay."""
    rows.execute(
        "INSERT OR REPLACE INTO consents VALUES (?, ?, ?, ?, ?)",
        (session_id, one.given, moment(one.at), one.how, one.wording),
    )
    rows.execute("UPDATE sessions SET pending = 0 WHERE id = ?", (session_id,))


def turn(rows: sqlite3.Connection, session_id: str, one: Turn) -> None:
    """Write a turn with its measures, and count it."""
    rows.execute(
        "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            session_id,
            one.number,
            one.question_id,
            one.step,
            one.asked,
            moment(one.asked_at),
            one.heard,
            moment(one.answered_at),
            plain(one.words),
            one.speech_s,
            one.response_s,
            one.audio,
            plain(one.figures),
        ),
    )
    rows.execute("UPDATE sessions SET turns = turns + 1 WHERE id = ?", (session_id,))
    for service, result in one.measures.items():
        measure(rows, session_id, one.number, service, result)


def measure(
    rows: sqlite3.Connection, session_id: str, number: int, service: str, result: Any
) -> None:
    """Write, or replace, what a service found in a turn."""
    rows.execute(
        "INSERT OR REPLACE INTO measures VALUES (?, ?, ?, ?)",
        (session_id, number, service, plain(result)),
    )


def event(rows: sqlite3.Connection, session_id: str, one: Happening) -> None:
    """Write something that happened."""
    rows.execute(
        "INSERT INTO events (session_id, at, name, facts) VALUES (?, ?, ?, ?)",
        (session_id, moment(one.at), one.name, plain(one.facts)),
    )


def report(
    rows: sqlite3.Connection, session_id: str, form: str, data: bytes, now: datetime
) -> None:
    """Write, or replace, a report in one form."""
    rows.execute(
        "INSERT OR REPLACE INTO reports (session_id, format, made, data) VALUES (?, ?, ?, ?)",
        (session_id, form, moment(now), data),
    )
    rows.execute("UPDATE sessions SET reported = ? WHERE id = ?", (moment(now), session_id))
