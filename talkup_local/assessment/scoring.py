"""What a scorer says of the answer to one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct

from talkup_local.config.model import Language
from talkup_local.interview.questions import Question
from talkup_local.interview.record import Turn

StarPart = Literal["situation", "task", "action", "result"]


class Evidence(Struct, frozen=True, kw_only=True):
    """Words of the candidate, and what they show.

    turn: number of the turn. quote: a verbatim stretch of ``Turn.heard``. shows: a point of the
    question, or a part of a story; several, with commas.
    """

    turn: int
    quote: str
    shows: str


class Assessment(Struct, frozen=True, kw_only=True):
    """One answer against its rubric.

    level: 1..4, None where there is nothing to go by (skipped, nothing said). evidence: what it
    rests on. strong, missing: sentences in the language of the interview. parts: of a story, told
    anywhere in the answer; None for questions that want none. confidence: 0..1. by: who says it,
    ``rules`` or the name of a model. note: what a reader must know, "" for nothing. levels: of
    several runs of a model, the one that counts first; none where one run is all there was.
    """

    question_id: str
    level: int | None
    evidence: tuple[Evidence, ...] = ()
    strong: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    parts: dict[StarPart, bool] | None = None
    confidence: float = 0.0
    by: str = "rules"
    note: str = ""
    levels: tuple[int, ...] = ()


class Scorer(Protocol):
    """Gives levels. The same question and turns get the same assessment."""

    async def assess(
        self, question: Question, turns: Sequence[Turn], language: Language
    ) -> Assessment:
        """Assess what was said to ``question``: the answer and what was asked on, in order."""
        ...
