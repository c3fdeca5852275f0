"""Has a scorer judge the answers whose level is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Final, Literal, get_args

from msgspec import Struct

from talkup_local.assessment.scoring import Scorer
from talkup_local.cli.bench.scoring.agreement import Agreement, agreement
from talkup_local.cli.bench.scoring.answers import RatedAnswer, halves, load
from talkup_local.config.model import InterviewKind, Language
from talkup_local.interview.bank import load_bank
from talkup_local.interview.questions import LEVELS, Question
from talkup_local.interview.record import Turn

Half = Literal["held_out", "tuning", "all"]

_WHEN: Final = datetime(2026, 1, 1, tzinfo=UTC)


class Judged(Struct, frozen=True, kw_only=True):
    """An answer, the level it was given, and those of further runs; style: of its question.

    ``by_length``: the level that its length alone would give.
    """

    answer: RatedAnswer
    language: Language
    style: str
    given: int
    by_length: int
    levels: tuple[int, ...] = ()


def chosen(language: Language, half: Half) -> tuple[RatedAnswer, ...]:
    """Return the answers of a half, or of both."""
    tuning, held_out = halves(load(language))
    return {"tuning": tuning, "held_out": held_out, "all": (*tuning, *held_out)}[half]


async def judge(
    scorer: Scorer, answer: RatedAnswer, language: Language, *, by_length: int
) -> Judged:
    """Have ``scorer`` give a level; one that finds nothing to go by gives the lowest."""
    question = _questions(language)[answer.question]
    turn = Turn(
        number=1,
        question_id=question.id,
        step="ask",
        asked=question.text,
        asked_at=_WHEN,
        heard=answer.text,
        answered_at=_WHEN,
    )
    found = await scorer.assess(question, [turn], language)
    return Judged(
        answer=answer,
        language=language,
        style=question.style,
        given=found.level or LEVELS[0],
        by_length=by_length,
        levels=found.levels,
    )


def agreed(judged: Iterable[Judged]) -> Agreement:
    """Return how well the given levels agree with the known ones. Raises ValueError for none."""
    judged = tuple(judged)
    return agreement([one.answer.level for one in judged], [one.given for one in judged])


def agreed_by_length(judged: Iterable[Judged]) -> Agreement:
    """Return how well levels by length alone agree with the known ones."""
    judged = tuple(judged)
    return agreement([one.answer.level for one in judged], [one.by_length for one in judged])


def firm(judged: Sequence[Judged]) -> float | None:
    """Return the share of answers that got one level in all runs, None without several runs."""
    several = [one for one in judged if one.levels[1:]]
    if not several:
        return None
    return sum(len(set(one.levels)) == 1 for one in several) / len(several)


@cache
def _questions(language: Language) -> dict[str, Question]:
    return {
        question.id: question
        for kind in get_args(InterviewKind)
        for question in load_bank(kind, language)
    }
