"""Who keeps an interview: what the turn tells, before the candidate hears of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from talkup_local.audio.pcm import Samples
from talkup_local.engines.base import TimedWord
from talkup_local.turn.timing import TurnRecord


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer that is over and about to be replied to.

    question_id, step: see ``dialogue.interviewer.Position``. asked: the words before it, as they
    were heard. words: with their times from the beginning of the answer's sound. response_s:
    from the end of what was asked to the answer. progress: where the interviewer stands once the
    reply is spoken, see ``Interviewer.save``. consent: the candidate's word on what is kept, None
    as long as there is none. spent_s: how long the interview has lasted. samples: the answer's
    sound, int16, shape (n,), 16 kHz mono; None when nobody asked for it.
    """

    question_id: str
    step: str
    asked: str = field(repr=False)
    asked_at: datetime
    heard: str = field(repr=False)
    answered_at: datetime
    words: tuple[TimedWord, ...] = field(default=(), repr=False)
    speech_s: float = 0.0
    response_s: float | None = None
    progress: bytes = field(default=b"", repr=False)
    consent: bool | None = None
    spent_s: float = 0.0
    samples: Samples | None = field(default=None, repr=False)


class Keeper(Protocol):
    """Keeps one interview. Nothing of it may take longer than a write to disk."""

    async def answered(self, answer: Answered) -> None:
        """Keep an answer: it is safe when this returns. Raises StorageError."""
        ...

    async def said(self, text: str, progress: bytes, spent_s: float) -> None:
        """Keep what the interviewer said last, as it was heard. Raises StorageError."""
        ...

    def turn_done(self, record: TurnRecord) -> None:
        """Take note of the figures of a turn that is over; never fails, never waits."""
        ...

    def happened(self, name: str, **facts: object) -> None:
        """Take note of something; never fails, never waits."""
        ...

    async def ended(self, reason: str, spent_s: float) -> None:
        """Keep that the interview is over, or the connection gone (``reason`` "gone")."""
        ...
