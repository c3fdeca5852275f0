"""The plan of an interview: which questions, in which order."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from talkup_local.config.model import InterviewKind, Language, Level
from talkup_local.interview.questions import Competency, Question, Record
from talkup_local.interview.texts import Step, Texts, texts_for

__all__ = ["InterviewPlan", "Part", "Question", "Step", "plan_for"]

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


def plan_for(kind: InterviewKind, language: Language, count: int) -> InterviewPlan:
    """Return a plan of ``count`` questions, or of as many as there are.

    The first is always the opener; the others are spread evenly over the
    natural order, so that a short interview covers the same ground as a long one.
    """
    bank = texts_for(language).questions[kind]
    count = max(1, min(count, len(bank)))
    gap = (len(bank) - 1) / max(1, count - 1)
    questions = tuple(bank[round(place * gap)] for place in range(count))
    return InterviewPlan(kind=kind, language=language, questions=questions)
