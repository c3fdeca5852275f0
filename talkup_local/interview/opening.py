"""What the candidate is told before the first question, and asked to agree to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from talkup_local.interview.numbers import spoken
from talkup_local.interview.plan import InterviewPlan

MOST_ROLE_WORDS: Final = 8
"""A longer role is no role: it isn't spoken."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of an interview: always what was said.

    audio: the sound too. days: until it is deleted, 0 for until somebody does so.
    report: whether one is made of it.
    """

    audio: bool = False
    days: int = 0
    report: bool = True


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How an interview opens. keeps: None for nothing. ask: whether to ask for consent first."""

    keeps: Kept | None = None
    ask: bool = False

    @property
    def asks(self) -> bool:
        """Whether consent is asked for: only where something is kept."""
        return self.ask and self.keeps is not None


def introduction(plan: InterviewPlan, opening: Opening) -> str:
    """Return all that is said before the first question, or before the question of consent."""
    texts, language = plan.texts, plan.language
    said = [texts.greeting]
    words = plan.role.split()
    if words and len(words) <= MOST_ROLE_WORDS and plan.role.replace(" ", "").isprintable():
        said.append(texts.conduct.role.format(role=_after_of(plan.role, language)))
    else:
        said.append(texts.purposes[plan.kind])
    said += [_extent(plan), texts.advice, statement(plan, opening)]
    return " ".join(said)


def statement(plan: InterviewPlan, opening: Opening) -> str:
    """Return what is kept and for how long, as it is spoken."""
    conduct, keeps = plan.texts.conduct, opening.keeps
    if keeps is None:
        return conduct.keeps_nothing
    words = conduct.keeps_audio if keeps.audio else conduct.keeps_text
    if not keeps.days:
        return f"{words} {conduct.keeps_always}"
    days = conduct.day if keeps.days == 1 else conduct.days
    return f"{words} {days.format(days=spoken(keeps.days, plan.language))}"


def _extent(plan: InterviewPlan) -> str:
    """Return how much there is to come."""
    conduct, count = plan.texts.conduct, len(plan.questions)
    words = conduct.one_question if count == 1 else conduct.questions
    said = words.format(questions=spoken(count, plan.language, feminine=True))
    minutes = round(plan.minutes)
    if minutes < 2:  # noqa: PLR2004 - "one minutes"
        return f"{said}."
    return f"{said}{conduct.within.format(minutes=spoken(minutes, plan.language, feminine=True))}"


def _after_of(role: str, language: str) -> str:
    """Return ``role`` as it follows "the role of": "d'analyste", "de vente"."""
    if language != "fr":
        return role
    elided = role[0].lower() in "aàâeéèêiîoôuùûyh"
    return f"d'{role}" if elided else f"de {role}"
