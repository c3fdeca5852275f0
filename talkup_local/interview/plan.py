"""The plan of an interview: which questions, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from talkup_local.config.model import InterviewKind, Language, Level
from talkup_local.interview.bank import competencies, load_bank
from talkup_local.interview.composing import CLOSING_MINUTES, OPENING_MINUTES, Wishes, choose
from talkup_local.interview.questions import Competency, Question, Record
from talkup_local.interview.texts import Step, Texts, texts_for

__all__ = [
    "InterviewPlan",
    "Part",
    "Question",
    "Step",
    "competencies_of",
    "parts_of",
    "plan_for",
]

PlanSource = Literal["bank", "model", "file"]


class Part(Record, frozen=True, kw_only=True):
    """A stretch of an interview. questions: ids, in order. minutes: that it may take."""

    name: str
    questions: tuple[str, ...]
    minutes: Annotated[float, Meta(gt=0)]


class InterviewPlan(Record, frozen=True, kw_only=True):
    """What is asked in one interview. ``questions`` is never empty.

    role: as the candidate hears it ("data analyst"), "" for none. minutes: for the whole
    interview, 0 for no limit. terms: of the job description and the CV, most telling first: for
    choosing questions and for a recogniser, never spoken as they are. source: where the
    questions come from. name: of an operator's own plan.
    """

    kind: InterviewKind
    language: Language
    questions: Annotated[tuple[Question, ...], Meta(min_length=1)]
    parts: tuple[Part, ...] = ()
    competencies: tuple[Competency, ...] = ()
    role: str = ""
    level: Level | None = None
    minutes: float = 0.0
    terms: tuple[str, ...] = ()
    source: PlanSource = "bank"
    name: str = ""

    @property
    def texts(self) -> Texts:
        """Everything that is said around the questions."""
        return texts_for(self.language)

    @property
    def greeting(self) -> str:
        """What is said before the first question."""
        texts = self.texts
        return " ".join((texts.greeting, texts.purposes[self.kind], texts.advice))

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics of the questions, in order."""
        return tuple(question.topic for question in self.questions)

    def question(self, question_id: str) -> Question | None:
        """Return the question of that id."""
        return next((one for one in self.questions if one.id == question_id), None)


def plan_for(
    kind: InterviewKind,
    language: Language,
    count: int | None = None,
    *,
    role: str = "",
    level: Level | None = None,
    minutes: float = 0.0,
    terms: tuple[str, ...] = (),
) -> InterviewPlan:
    """Return a plan from the bank, the same for the same wishes.

    count: main questions, or as many as there are; None for as many as fit into ``minutes``.
    minutes: of the whole interview, 0 for no limit. terms: of the documents.
    """
    wishes = Wishes(role=role, level=level or "junior", count=count, minutes=minutes, terms=terms)
    questions = choose(load_bank(kind, language), wishes)
    return InterviewPlan(
        kind=kind,
        language=language,
        questions=questions,
        parts=parts_of(questions, minutes),
        competencies=competencies_of(questions, competencies(language)),
        role=role,
        level=level,
        minutes=minutes,
        terms=terms,
    )


def parts_of(questions: Sequence[Question], minutes: float = 0.0) -> tuple[Part, ...]:
    """Return the parts of an interview that asks ``questions``, within ``minutes`` where given."""
    opener, *main = questions
    opening = OPENING_MINUTES + opener.minutes
    middle = sum(question.minutes for question in main)
    scale = minutes / (opening + middle + CLOSING_MINUTES) if minutes else 1.0
    parts = (
        ("opening", (opener.id,), opening),
        ("main", tuple(question.id for question in main), middle),
        ("closing", (), CLOSING_MINUTES),
    )
    return tuple(
        Part(name=name, questions=ids, minutes=round(length * scale, 2))
        for name, ids, length in parts
        if length
    )


def competencies_of(
    questions: Iterable[Question], known: Iterable[Competency]
) -> tuple[Competency, ...]:
    """Return what ``questions`` look for, in their order."""
    by_id = {competency.id: competency for competency in known}
    ids = dict.fromkeys(question.competency for question in questions)
    return tuple(by_id[one] for one in ids if one in by_id)
