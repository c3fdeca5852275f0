"""The plan of an interview: which questions, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from talkup_local.config.model import InterviewKind, Language
from talkup_local.interview.texts import Question, Step, Texts, texts_for

__all__ = ["InterviewPlan", "Question", "Step", "plan_for"]


@dataclass(frozen=True, kw_only=True)
class InterviewPlan:
    """What is asked in one interview. ``questions`` is never empty."""

    kind: InterviewKind
    language: Language
    questions: tuple[Question, ...]

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
