"""What a language model's reply must fit, by what is to be done in this turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from talkup_local.dialogue.checks import Frame, around
from talkup_local.dialogue.rules.progress import Progress, Turn
from talkup_local.dialogue.unsaid import unsaid_in
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.prompts import note_for, system_prompt
from talkup_local.interview.texts import Step

_MAY_REPEAT: Final = frozenset({Step.REPEAT, Step.REPHRASE, Step.DEFER})
_ASKS_ON: Final = frozenset({Step.FOLLOW_UP, Step.PROBE, Step.PART, Step.POINT})


def frame_of(
    plan: InterviewPlan, turn: Turn, now: Progress, heard: str, spoken: tuple[str, ...]
) -> Frame:
    """Return what the reply of ``turn`` must fit.

    now: where the interview stands before it. heard: what it answers. spoken: what the
    interviewer has said so far.
    """
    note = note_for(plan, turn.step, phrase=turn.phrase, last=turn.last)
    return Frame(
        language=plan.language,
        about=" ".join(_about(plan, turn, now, heard, spoken)),
        own_words=turn.step in _ASKS_ON,
        may_repeat=turn.step in _MAY_REPEAT,
        spoken=spoken,
        secret=f"{system_prompt(plan).content} {note}",
        given=" ".join(turn.question),
    )


def _about(
    plan: InterviewPlan, turn: Turn, now: Progress, heard: str, spoken: tuple[str, ...]
) -> Iterator[str]:
    """Yield texts that hold the words of what may be asked."""
    yield from turn.question
    if turn.step is Step.INVITE:
        yield unsaid_in(plan.language).invitation
    elif turn.step is Step.ASK:
        yield around(plan.questions[turn.after.question])
    else:
        yield around(plan.questions[now.question])
        yield now.asked
        yield from spoken[-1:]
        if turn.step in _ASKS_ON:
            yield heard
