"""What a language model gets to read: the same beginning for a whole interview.

The system prompt never changes while an interview lasts, and what follows it, the summary of
what was dropped and the last exchanges, only grows at its end for several turns. So an engine
that keeps the evaluated prefix keeps it. What to do in this turn stands in a note at the end of
the last message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from talkup_local.interview.cues import without_orders
from talkup_local.interview.history import Message
from talkup_local.interview.memory import Note, shown_from, summary_of
from talkup_local.interview.opening import MOST_ROLE_WORDS
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.texts import Step

_BRACKETS: Final = str.maketrans("[]", "()")


@dataclass(frozen=True, kw_only=True)
class PromptMessage:
    """One message for a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


def system_prompt(plan: InterviewPlan) -> PromptMessage:
    """Return the first message, the same one for equal plans."""
    prompts = plan.texts.prompts
    about = [prompts.levels[plan.level]] if plan.level else []
    if is_role(plan):
        about.insert(0, prompts.role.format(role=_candidate(plan.role)))
    content = prompts.system.format(
        kind=prompts.kinds[plan.kind], about=" ".join(about), topics=", ".join(plan.topics)
    )
    return PromptMessage(role="system", content=content)


def is_role(plan: InterviewPlan) -> bool:
    """Whether the role is one: a client could write anything there, also orders to a model."""
    words = plan.role.split()
    if not 0 < len(words) <= MOST_ROLE_WORDS or not plan.role.isprintable():
        return False
    return (
        not any(sign in plan.role for sign in ".:!?;")
        and not without_orders(plan.role, plan.language)[1]
    )


def note_for(
    plan: InterviewPlan, step: Step, *, question: str = "", phrase: str = "", last: bool = False
) -> str:
    """Return what the model is to do now, "" for a step that is not the model's.

    question: the words of the plan. phrase: something the candidate said.
    last: whether ``question`` is the last one of the plan.
    """
    prompts = plan.texts.prompts
    note = prompts.notes.get(step, "").format(question=question)
    if note and phrase and step is Step.FOLLOW_UP:
        note += prompts.follow_up_on.format(phrase=phrase)
    if note and last and step is Step.ASK:
        note += prompts.last
    return note


def messages_for(
    plan: InterviewPlan, past: Sequence[Message], heard: str, note: str, notes: Sequence[Note] = ()
) -> list[PromptMessage]:
    """Return the system prompt, a summary, the last exchanges, then ``heard`` with ``note``.

    past: all that was said before ``heard``. notes: of the candidate's messages in it, in their
    order. Square brackets are the note's alone: in what was heard they become round ones.
    """
    start = shown_from(past)
    answers = sum(message.role == "user" for message in past[:start])
    said = _alternating(past[start:])
    if summary := summary_of(notes[:answers]):
        earlier = plan.texts.prompts.earlier.format(summary=_candidate(summary))
        said.insert(0, PromptMessage(role="user", content=earlier))
    current = _candidate(heard)
    if said and said[-1].role == "user":  # an answer that got no reply goes with this one
        current = f"{said.pop().content}\n{current}".strip()
    if note:
        current = f"{current}\n\n[{note}]".strip()
    return [system_prompt(plan), *said, PromptMessage(role="user", content=current)]


def _alternating(past: Sequence[Message]) -> list[PromptMessage]:
    """Join neighbours of the same side: chat templates want the sides in turn."""
    joined: list[PromptMessage] = []
    for message in past:
        content = _candidate(message.content) if message.role == "user" else message.content
        if joined and joined[-1].role == message.role:
            content = f"{joined.pop().content}\n{content}"
        joined.append(PromptMessage(role=message.role, content=content))
    return joined


def _candidate(heard: str) -> str:
    return heard.translate(_BRACKETS).strip()
