"""What was said, sorted: by question, answers told from requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from talkup_local.assessment.report.model import Exchange
from talkup_local.interview.cues import understand
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.record import Turn
from talkup_local.interview.texts import Step
from talkup_local.interview.words import Cue

_ANSWERS: Final = frozenset({Cue.ANSWER, Cue.NO, Cue.NO_MORE, Cue.READY})


@dataclass(frozen=True, kw_only=True)
class Said:
    """A turn in its place. number: of its question, 0 outside of the plan. label: as shown."""

    turn: Turn
    number: int
    label: str
    cue: Cue

    @property
    def answers(self) -> bool:
        """Whether it answers a question of the plan."""
        return self.number > 0 and self.cue in _ANSWERS

    @property
    def exchange(self) -> Exchange:
        """The turn as a report shows it."""
        turn = self.turn
        return Exchange(
            turn=turn.number,
            label=self.label,
            step=turn.step,
            asked=turn.asked,
            heard=turn.heard,
            at=turn.asked_at,
            answer=self.answers,
        )


def sorted_turns(plan: InterviewPlan, turns: Sequence[Turn]) -> tuple[Said, ...]:
    """Return the turns in order, each with its place in the plan."""
    return tuple(_sorted(plan, turns))


def _sorted(plan: InterviewPlan, turns: Sequence[Turn]) -> Iterator[Said]:
    numbers = {question.id: number for number, question in enumerate(plan.questions, start=1)}
    answered: dict[int, int] = {}
    for turn in sorted(turns, key=lambda turn: turn.number):
        number = numbers.get(turn.question_id, 0)
        said = Said(turn=turn, number=number, label="", cue=_cue(turn, plan))
        if said.answers:
            count = answered[number] = answered.get(number, 0) + 1
            label = f"{number}{_letter(count)}"
            said = Said(turn=turn, number=number, label=label, cue=said.cue)
        yield said


def _cue(turn: Turn, plan: InterviewPlan) -> Cue:
    return Cue.PASS if turn.step == Step.SKIP else understand(turn.heard, plan.language)


def _letter(count: int) -> str:
    """Return what tells later answers to a question from the first: "", "b", "c", ..."""
    if count == 1:
        return ""
    return ascii_lowercase[count - 1] if count <= len(ascii_lowercase) else f".{count}"
