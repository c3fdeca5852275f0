"""Latency marks of one turn, and the record that remains of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Mark(Enum):
    """A moment of a turn, in the order in which they come."""

    COMMITTED = "committed"
    TRANSCRIBED = "transcribed"
    FIRST_SENTENCE = "first_sentence"
    FIRST_SYNTHESIZED = "first_synthesized"
    FIRST_AUDIO = "first_audio"
    DONE = "done"


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


@dataclass(frozen=True, kw_only=True)
class TurnRecord:
    """What one turn was. The words are for whoever keeps transcripts, never for the log.

    asked: what the interviewer had said before. heard: what was recognised.
    reply: what was said then. stt_ms: commit to transcript. llm_first_ms: transcript to
    first sentence. tts_first_ms: first sentence to its sound. first_audio_ms: commit to the
    first audio byte handed to the connection. audio_s: the candidate's audio.
    error: code of what went wrong, if anything.
    """

    number: int
    asked: str = field(repr=False)
    heard: str = field(repr=False)
    reply: str = field(repr=False)
    audio_s: float
    segments: int
    stt_ms: float | None
    llm_first_ms: float | None
    tts_first_ms: float | None
    first_audio_ms: float | None
    error: str = ""

    def figures(self) -> dict[str, object]:
        """Return what may be logged: numbers and codes, no words."""
        return {
            "turn": self.number,
            "audio_s": round(self.audio_s, 2),
            "segments": self.segments,
            "stt_ms": self.stt_ms,
            "llm_first_ms": self.llm_first_ms,
            "tts_first_ms": self.tts_first_ms,
            "first_audio_ms": self.first_audio_ms,
            "error": self.error or None,
        }
