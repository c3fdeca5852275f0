"""What a decision goes by besides what was said: the plan, its texts, the time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from talkup_local.config.model import Language
from talkup_local.dialogue.rules.progress import Progress
from talkup_local.interview.numbers import spoken
from talkup_local.interview.opening import Opening
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import Question
from talkup_local.interview.texts import Texts
from talkup_local.interview.texts.conduct import Conduct

WARNED_AT: Final = 0.8
"""Share of the time after which it is said how much is left."""

ENDED_AT: Final = 1.1
"""Share of the time after which nothing is asked or answered any more."""

GOINGS_ON: Final = 2
GOINGS_ON_HARD: Final = 3
"""Questions that are asked on after the plan's; for a hard one (difficulty 3) one more."""

HARD: Final = 3
AMPLE_S: Final = 100.0
SCARCE_S: Final = 60.0
"""Time for each question still to come, below which less, or nothing, is asked on."""

CLOSING_S: Final = 60.0
"""Time that is left for the closing where there is so much of it."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One moment of an interview. interview_id decides between equal words."""

    plan: InterviewPlan
    opening: Opening
    interview_id: str
    elapsed_s: float

    @property
    def texts(self) -> Texts:
        """All that is said around the questions."""
        return self.plan.texts

    @property
    def conduct(self) -> Conduct:
        """All that is said about the interview itself."""
        return self.plan.texts.conduct

    @property
    def language(self) -> Language:
        """Language of the interview."""
        return self.plan.language

    # -- time ---------------------------------------------------------------------------------

    @property
    def limit_s(self) -> float:
        """Time that the interview may take, 0 for any."""
        return self.plan.minutes * 60

    @property
    def share(self) -> float:
        """Share of the time that is over, 0 where there is no limit."""
        return max(0.0, self.elapsed_s) / self.limit_s if self.limit_s else 0.0

    @property
    def minutes_left(self) -> int:
        """Whole minutes that are left, never less than none."""
        return max(0, round((self.limit_s - self.elapsed_s) / 60))

    def in_words(self, number: int) -> str:
        """Return ``number`` of questions or minutes, both feminine in French."""
        return spoken(number, self.language, feminine=True)

    def allowed(self, question: Question, now: Progress) -> int:
        """Return how many questions may be asked on: fewer where time is short."""
        most = GOINGS_ON_HARD if question.difficulty >= HARD else GOINGS_ON
        if not self.limit_s:
            return most
        if self._part_is_over(question, now):
            return 0
        to_come = len(self.plan.questions) - now.question - 1
        closing_s = min(CLOSING_S, self.limit_s / 10)
        each_s = (self.limit_s - closing_s - self.elapsed_s) / max(1, to_come)
        if each_s < SCARCE_S:
            return 0
        return min(most, 1) if each_s < AMPLE_S or self.share >= WARNED_AT else most

    def unhurried(self, question: Question, now: Progress) -> bool:
        """Whether less than half of the question's time is used, where there is a limit."""
        return bool(self.limit_s) and self.elapsed_s - now.asked_s < question.minutes * 30

    def part_of(self, question: Question) -> str:
        """Return the name of the part that ``question`` belongs to, "" for none."""
        return next((part.name for part in self.plan.parts if question.id in part.questions), "")

    def _part_is_over(self, question: Question, now: Progress) -> bool:
        minutes = (part.minutes for part in self.plan.parts if question.id in part.questions)
        return self.elapsed_s - now.began_s >= next(minutes, float("inf")) * 60

    # -- words --------------------------------------------------------------------------------

    def pick(self, variants: Sequence[str], count: int) -> str:
        """Return one variant; the next count has another, in this interview's order."""
        return nth(self.shuffled(variants), count)

    def shuffled(self, variants: Sequence[str]) -> list[str]:
        """Return ``variants`` in this interview's order."""
        return sorted(variants, key=lambda variant: self.digest("order", variant))

    def digest(self, *facts: str) -> bytes:
        """Return bytes that stand for ``facts`` in this interview."""
        return hashlib.sha256("\0".join((self.interview_id, *facts)).encode()).digest()


def nth(variants: Sequence[str], count: int) -> str:
    """Return the variant of that count; after the last comes the first."""
    return variants[count % len(variants)]
