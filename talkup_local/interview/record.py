"""What is known of one interview: the record that is stored, exported and reported on."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from talkup_local.interview.history import History
from talkup_local.interview.plan import InterviewPlan

SessionState = Literal["open", "ended", "broken"]
"""``open``: it goes on, or may be taken up again. ``broken``: nobody came back in time."""


class Word(Struct, frozen=True, kw_only=True, array_like=True):
    """A word with its times, seconds from the beginning of the answer's sound."""

    text: str
    start_s: float
    end_s: float


class Turn(Struct, frozen=True, kw_only=True):
    """What was asked, and what the candidate said to it.

    number: from 1. question_id: of the plan, "" where none of it was being answered. step: how
    it was asked, a ``Step`` ("ask", "follow_up", "probe", ...). asked: the interviewer's words
    before the answer, as they were heard. heard: the answer as it was recognised. speech_s:
    speech without its pauses. response_s: from the end of the question to the answer, None where
    not known. measures: what analysers found, by service and then as on the wire. audio: file
    name of its recording, "" for none. figures: delays and counts of the turn.
    """

    number: int
    question_id: str = ""
    step: str = ""
    asked: str
    asked_at: datetime
    heard: str
    answered_at: datetime
    words: tuple[Word, ...] = ()
    speech_s: float = 0.0
    response_s: float | None = None
    measures: dict[str, Any] = {}
    audio: str = ""
    figures: dict[str, Any] = {}


class Consent(Struct, frozen=True, kw_only=True):
    """The candidate's word on what is kept.

    how: spoken, given by the client before the interview, or not needed as nothing is kept.
    wording: what the candidate had been told.
    """

    given: bool
    at: datetime
    how: Literal["spoken", "client", "not_needed"]
    wording: str = ""


class Happening(Struct, frozen=True, kw_only=True):
    """Something that happened in an interview: a word and facts, never what was said."""

    at: datetime
    name: str
    facts: dict[str, Any] = {}


class SessionRecord(Struct, frozen=True, kw_only=True):
    """One interview.

    spent_s: time that it has lasted, without the time that the connection was gone. reason:
    why it ended. progress: where the interviewer stands, as the interviewer wrote it. closing:
    the interviewer's last words. engines: by job.
    """

    id: str
    client_id: str
    plan: InterviewPlan
    created: datetime
    ended: datetime | None = None
    state: SessionState = "open"
    reason: str = ""
    spent_s: float = 0.0
    consent: Consent | None = None
    turns: tuple[Turn, ...] = ()
    happenings: tuple[Happening, ...] = ()
    progress: bytes = b""
    closing: str = ""
    engines: dict[str, str] = {}


def history_of(record: SessionRecord) -> History:
    """Return what was said in an interview, the open question at the end."""
    history, at = History(), record.created
    for turn in record.turns:
        history.add("assistant", turn.asked, turn.asked_at)
        history.add("user", turn.heard, turn.answered_at)
        at = turn.answered_at
    if record.closing:
        history.add("assistant", record.closing, at)
    return history
