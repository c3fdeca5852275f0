"""What is known of interviews, out of rows."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.record import (
    Consent,
    Happening,
    SessionRecord,
    Turn,
    Word,
)


class SessionRow(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An interview in one line, its fields by the names of their columns.

    touched: the last time that anything of it was written. pending: it waits for the candidate's
    consent, so it is deleted when it ends. state: a ``SessionState``, kind and language as the
    configuration has them; another release may know others.
    """

    id: str
    client_id: str
    state: str
    pending: bool
    reason: str
    created: datetime
    touched: datetime
    ended: datetime | None
    redacted: datetime | None
    kind: str
    role: str
    language: str
    turns: int
    spent_s: float
    reported: datetime | None

    @property
    def minutes(self) -> float:
        """How long it lasted, without the time that the connection was gone."""
        return self.spent_s / 60

    @property
    def has_report(self) -> bool:
        """Whether there is a report."""
        return self.reported is not None


_OVERVIEW: Final = f"json_array({', '.join(SessionRow.__struct_fields__)})"
_OVERVIEWS: Final = msgspec.json.Decoder(tuple[SessionRow, ...], strict=False)  # 0 is false


def overviews(
    rows: sqlite3.Connection, where: str = "", values: tuple[object, ...] = (), limit: int = -1
) -> tuple[SessionRow, ...]:
    """Return interviews, the latest first. where: a condition, with its values.

    As JSON, since reading all columns of ten thousand one by one takes half as long again.
    Raises msgspec.MsgspecError.
    """
    return _OVERVIEWS.decode(f"[{','.join(_lines(rows, where, values, limit))}]")


def legible(
    rows: sqlite3.Connection, where: str, values: tuple[object, ...], limit: int
) -> Iterator[SessionRow]:
    """Yield of the same those that make sense, each by itself."""
    for line in _lines(rows, where, values, limit):
        with contextlib.suppress(msgspec.MsgspecError):  # the others must be seen all the same
            yield from _OVERVIEWS.decode(f"[{line}]")


def _lines(
    rows: sqlite3.Connection, where: str, values: tuple[object, ...], limit: int
) -> Iterator[str]:
    condition = f"WHERE {where}" if where else ""
    found = rows.execute(
        f"SELECT {_OVERVIEW} FROM sessions {condition} ORDER BY number DESC LIMIT ?",  # noqa: S608 - conditions are ours
        (*values, limit),
    )
    return (text for (text,) in found)


def record(rows: sqlite3.Connection, session_id: str) -> SessionRecord | None:
    """Return all that is known of an interview. Raises msgspec.MsgspecError."""
    row = rows.execute(
        "SELECT client_id, created, ended, state, reason, spent_s, progress, closing, engines, plan"
        " FROM sessions JOIN plans ON session_id = id WHERE id = ?",
        (session_id,),
    ).fetchone()
    if row is None:
        return None
    client_id, created, ended, state, reason, spent_s, progress, closing, engines, plan = row
    return SessionRecord(
        id=session_id,
        client_id=client_id,
        plan=msgspec.json.decode(plan, type=InterviewPlan),
        created=_moment(created),
        ended=ended and _moment(ended),
        state=state,
        reason=reason,
        spent_s=spent_s,
        consent=_consent(rows, session_id),
        turns=tuple(_turns(rows, session_id)),
        happenings=tuple(_happenings(rows, session_id)),
        progress=progress,
        closing=closing,
        engines=msgspec.json.decode(engines, type=dict[str, str]),
    )


def _consent(rows: sqlite3.Connection, session_id: str) -> Consent | None:
    row = rows.execute(
        "SELECT given, at, how, wording FROM consents WHERE session_id = ?", (session_id,)
    ).fetchone()
    if row is None:
        return None
    given, at, how, wording = row
    return Consent(given=bool(given), at=_moment(at), how=how, wording=wording)


def _turns(rows: sqlite3.Connection, session_id: str) -> Iterator[Turn]:
    measures: dict[int, dict[str, Any]] = {}
    for number, service, result in rows.execute(
        "SELECT turn, service, result FROM measures WHERE session_id = ? ORDER BY service",
        (session_id,),
    ):
        measures.setdefault(number, {})[service] = msgspec.json.decode(result)
    for row in rows.execute(
        "SELECT number, question_id, step, asked, asked_at, heard, answered_at, words, speech_s,"
        " response_s, audio, figures FROM turns WHERE session_id = ? ORDER BY number",
        (session_id,),
    ):
        yield Turn(
            number=row[0],
            question_id=row[1],
            step=row[2],
            asked=row[3],
            asked_at=_moment(row[4]),
            heard=row[5],
            answered_at=_moment(row[6]),
            words=msgspec.json.decode(row[7], type=tuple[Word, ...]),
            speech_s=row[8],
            response_s=row[9],
            measures=measures.get(row[0], {}),
            audio=row[10],
            figures=msgspec.json.decode(row[11]),
        )


def _happenings(rows: sqlite3.Connection, session_id: str) -> Iterator[Happening]:
    for at, name, facts in rows.execute(
        "SELECT at, name, facts FROM events WHERE session_id = ? ORDER BY number", (session_id,)
    ):
        yield Happening(at=_moment(at), name=name, facts=msgspec.json.decode(facts))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
