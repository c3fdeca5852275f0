"""What a language model gets to read: the same beginning for a whole interview.

The system prompt never changes while an interview lasts, so an engine that keeps
the evaluated prefix keeps it. What to do in this turn stands in a note at the end
of the last message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from talkup_local.interview.history import History, Message
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.texts import Step

EXCHANGES: Final = 5
"""Exchanges of the history that the model sees."""

_BRACKETS: Final = str.maketrans("[]", "()")


@dataclass(frozen=True, kw_only=True)
class PromptMessage:
    """One message for a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


def system_prompt(plan: InterviewPlan) -> PromptMessage:
    """Return the first message, the same one for equal plans."""
    prompts = plan.texts.prompts
    content = prompts.system.format(kind=prompts.kinds[plan.kind], topics=", ".join(plan.topics))
    return PromptMessage(role="system", content=content)


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
    plan: InterviewPlan, history: History, heard: str, note: str
) -> list[PromptMessage]:
    """Return the system prompt, the last exchanges, then ``heard`` with ``note``.

    ``heard`` need not be in ``history`` yet; when it is the last message there it
    is not said twice. Square brackets are the note's alone: in what was heard they
    become round ones.
    """
    past = history.window(EXCHANGES)
    if past and past[-1].role == "user" and past[-1].content == heard:
        past = history.messages[-2 * EXCHANGES - 1 : -1]
    said = _alternating(past)
    current = _candidate(heard)
    if said and said[-1].role == "user":  # an answer that got no reply goes with this one
        current = f"{said.pop().content}\n{current}".strip()
    if note:
        current = f"{current}\n\n[{note}]".strip()
    return [system_prompt(plan), *said, PromptMessage(role="user", content=current)]


def _alternating(past: tuple[Message, ...]) -> list[PromptMessage]:
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
