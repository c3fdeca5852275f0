"""Who comes to an interview, and what they say: read from ``candidates/LANGUAGE.toml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from talkup_local.config.model import Language

Want = Literal["repeat", "rephrase", "skip", "wait", "time", "person", "data", "scoring", "reply"]
"""What a candidate may ask for: a question again or in other words or not at all, a moment,
how much is left, who is speaking, what is kept, how answers are judged; at the end, whatever."""

Stage = Literal["consent", "questions", "closing"]


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that a candidate says. text: "" for silence.

    wants: a request that it makes. astray: it leads away from the question. after_s: silence
    before it, None for the candidate's usual one.
    """

    text: str
    wants: Want | None = None
    astray: bool = False
    after_s: float | None = None

    @property
    def answers(self) -> bool:
        """Whether it is an answer, good or bad, to what was asked."""
        return bool(self.text) and self.wants is None and not self.astray


class Candidate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A simulated candidate; each tuple of lines is used in turn, then again from the first.

    consent: what is said to the question of consent, answers: to questions of the plan, more:
    to what is asked on, asks: when the candidate's own questions are wanted. joined: lines of
    ``answers`` that make up one answer. thinks_s: silence before a line. agrees: whether things
    may be kept.
    """

    name: str
    consent: tuple[str | Line, ...]
    answers: tuple[str | Line, ...]
    more: tuple[str | Line, ...]
    asks: tuple[str | Line, ...]
    joined: Annotated[int, Meta(ge=1)] = 1
    words_per_minute: float = 150.0
    thinks_s: float = 1.5
    agrees: bool = True

    def speaking_s(self, line: Line) -> float:
        """Return how long the candidate speaks."""
        return len(line.text.split()) * 60 / self.words_per_minute

    def silence_s(self, line: Line) -> float:
        """Return how long the candidate is silent before."""
        return self.thinks_s if line.after_s is None else line.after_s


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    candidate: tuple[Candidate, ...]


@cache
def candidates(language: Language) -> tuple[Candidate, ...]:
    """Return the candidates who speak a language."""
    data = files(__package__).joinpath("candidates", f"{language}.toml").read_bytes()
    return msgspec.toml.decode(data, type=_File).candidate


class Talk:
    """What one candidate says in the course of one interview."""

    def __init__(self, candidate: Candidate) -> None:
        self._candidate = candidate
        self._used: dict[str, int] = {}
        self._part = "answers"
        self._owes = True  # an answer to the question of the plan
        self._question_id = ""

    def next(self, stage: Stage, question_id: str) -> Line:
        """Return what is said next. question_id: that of the plan which is being answered."""
        candidate = self._candidate
        if stage == "consent":
            return self._take("consent", candidate.consent)
        if stage == "closing":
            return self._take("asks", candidate.asks)
        if question_id != self._question_id:
            self._question_id, self._part = question_id, "answers"
        elif not self._owes:
            self._part = "more"
        if self._part == "more":
            line = self._take("more", candidate.more)
        else:
            lines = [self._take("answers", candidate.answers) for _ in range(candidate.joined)]
            line = lines[0]
            if candidate.joined > 1:
                line = Line(text=" ".join(one.text for one in lines))
        self._owes = not line.answers
        return line

    def _take(self, part: str, lines: tuple[str | Line, ...]) -> Line:
        number = self._used.get(part, 0)
        self._used[part] = number + 1
        line = lines[number % len(lines)]
        return Line(text=line) if isinstance(line, str) else line
