"""Latency marks of one turn, and the record that remains of it."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Literal

from talkup_local.turn.endpoint import LONGEST_PAUSE
from talkup_local.turn.state import Event, Phase


class Mark(Enum):
    """A moment of a reply, in the order in which they come when nothing is done ahead."""

    BEGUN = "begun"
    FIRST_SENTENCE = "first_sentence"
    FIRST_SYNTHESIZED = "first_synthesized"
    COMMITTED = "committed"
    FIRST_AUDIO = "first_audio"


class Timing:
    """Monotonic times of the marks, each set once."""

    def __init__(self) -> None:
        self._at_s: dict[Mark, float] = {}

    def mark(self, mark: Mark, at_s: float) -> None:
        """Note that ``mark`` was reached; only the first time counts."""
        self._at_s.setdefault(mark, at_s)

    def between_ms(self, start: Mark, end: Mark) -> float | None:
        """Return the milliseconds from one mark to another, None if either is missing."""
        if start not in self._at_s or end not in self._at_s:
            return None
        return round((self._at_s[end] - self._at_s[start]) * 1000, 1)


Outcome = Literal["replied", "interrupted", "nothing_heard", "failed", "gone"]
CommittedBy = Literal["client", "verdict", "limit", ""]


@dataclass(frozen=True, kw_only=True)
class TurnRecord:
    """What one turn was. The words are for whoever keeps transcripts, never for the log.

    asked: what the interviewer had said before. heard: what was recognised.
    reply: as much of the reply as was heard.
    outcome: how it ended; ``interrupted`` is a reply that the candidate broke off.
    committed_by: what declared it over; ``limit`` is the longest pause or answer.
    verdict: what the pauses before the end were taken for last, and the reasons.
    audio_s: the candidate's speech. pauses: those within the answer.
    endpoint_ms: last speech to the end of turn, None when the client declared it.
    stt_ms: the last pass of the recogniser. llm_first_ms: to the first sentence of the
    reply. tts_first_ms: from there to its sound. What of these was done ahead of the end of
    turn is in no delay. compute_ms: end of turn to the first audio byte handed to the
    connection. gap_ms: last speech to that byte.
    revisions: replies that were begun; dropped: of these, thrown away unheard.
    barge_ins: interruptions by words; false_barge_ins: by anything else.
    encouraged: whether "take your time" was said. cpu_s: processor time of the whole
    process while the turn lasted. error: code of what went wrong, if anything.
    """

    number: int
    asked: str = field(repr=False, default="")
    heard: str = field(repr=False, default="")
    reply: str = field(repr=False, default="")
    outcome: Outcome
    committed_by: CommittedBy = ""
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    audio_s: float = 0.0
    pauses: int = 0
    segments: int = 0
    endpoint_ms: float | None = None
    stt_ms: float | None = None
    llm_first_ms: float | None = None
    tts_first_ms: float | None = None
    compute_ms: float | None = None
    gap_ms: float | None = None
    revisions: int = 0
    dropped: int = 0
    barge_ins: int = 0
    false_barge_ins: int = 0
    encouraged: bool = False
    cpu_s: float = 0.0
    error: str = ""

    def figures(self) -> dict[str, object]:
        """Return what may be logged: numbers and codes, no words."""
        words = {"asked", "heard", "reply"}
        found = {name: value for name, value in asdict(self).items() if name not in words}
        return {"turn": found.pop("number"), **found, "error": self.error or None}


class TurnLog:
    """Gathers what becomes the record of a turn."""

    def __init__(self) -> None:
        self.timing = Timing()
        self.committed_by: CommittedBy = ""
        self.verdict = ""
        self.reasons: tuple[str, ...] = ()
        self.endpoint_ms: float | None = None
        self.stt_ms: float | None = None
        self.audio_s = 0.0
        self.pauses = self.revisions = self.dropped = 0
        self.barge_ins = self.false_barge_ins = 0
        self.encouraged = False
        self.error = ""
        self._cpu_s = time.process_time()

    def note(self, event: Event, before: Phase, pause_ms: float) -> None:
        """Count an event that has led out of ``before``. pause_ms: how long the pause is."""
        match event:
            case Event.PAUSE:
                self.pauses += 1
            case Event.DONE if before is Phase.PAUSING:
                self.committed_by = "limit" if LONGEST_PAUSE in self.reasons else "verdict"
                self.endpoint_ms = pause_ms
            case Event.LIMIT:
                self.committed_by, self.endpoint_ms = "limit", pause_ms
            case Event.INTERRUPTION:
                self.barge_ins += 1
            case Event.BY_HAND if before in (Phase.SPEAKING, Phase.HELD):
                self.barge_ins += 1
            case Event.FALSE_ALARM:
                self.false_barge_ins += 1

    def record(
        self,
        number: int,
        outcome: Outcome,
        *,
        asked: str = "",
        heard: str = "",
        reply: str = "",
        segments: int = 0,
    ) -> TurnRecord:
        """Return the record. ``segments``: those of the reply that were delivered."""
        between = self.timing.between_ms
        compute_ms = between(Mark.COMMITTED, Mark.FIRST_AUDIO)
        known = compute_ms is not None and self.endpoint_ms is not None
        return TurnRecord(
            number=number,
            asked=asked,
            heard=heard,
            reply=reply,
            outcome=outcome,
            committed_by=self.committed_by,
            verdict=self.verdict,
            reasons=self.reasons,
            audio_s=round(self.audio_s, 2),
            pauses=self.pauses,
            segments=segments,
            endpoint_ms=self.endpoint_ms,
            stt_ms=self.stt_ms,
            llm_first_ms=between(Mark.BEGUN, Mark.FIRST_SENTENCE),
            tts_first_ms=between(Mark.FIRST_SENTENCE, Mark.FIRST_SYNTHESIZED),
            compute_ms=compute_ms,
            gap_ms=round((self.endpoint_ms or 0) + (compute_ms or 0), 1) if known else None,
            revisions=self.revisions,
            dropped=self.dropped,
            barge_ins=self.barge_ins,
            false_barge_ins=self.false_barge_ins,
            encouraged=self.encouraged,
            cpu_s=round(time.process_time() - self._cpu_s, 3),
            error=self.error,
        )
