"""What the interviewer says: the shape of the texts of one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from talkup_local.config.model import InterviewKind, Language
from talkup_local.interview.questions import Question


class Step(StrEnum):
    """What the interviewer does next."""

    ASK = "ask"  # the next question of the plan
    FOLLOW_UP = "follow_up"  # one question about what was just said
    PROBE = "probe"  # the answer was very short
    REPEAT = "repeat"  # the candidate wants to hear the question again
    REPHRASE = "rephrase"  # ... for the second time
    WAIT = "wait"  # the candidate wants a moment
    PERMIT = "permit"  # the candidate asks for leave ("may I take an example from school?")
    DEFER = "defer"  # the candidate asks something else before the end
    NOT_HEARD = "not_heard"  # nothing was understood
    INVITE = "invite"  # the candidate's own questions
    LISTEN = "listen"  # the candidate says that there is a question
    ANSWER = "answer"  # ... and has asked it
    CLOSE = "close"  # thanks and goodbye
    OVER = "over"  # something was said after the goodbye


class Topic(StrEnum):
    """What a stretch of an answer is about, as far as it matters for asking on."""

    WORK = "work"  # something made, done or run
    PROBLEM = "problem"
    TOOL = "tool"
    NAME = "name"  # a tool by its name
    RESULT = "result"  # a figure
    TEAM = "team"
    CLIENT = "client"
    PLACE = "place"
    STUDY = "study"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class PromptTexts:
    """What a language model is told. ``{...}`` are filled in by ``prompts``.

    system: with ``{kind}`` and ``{topics}``. notes: with ``{question}`` and ``{phrase}``.
    led_in: with ``{words}``, which were spoken while the model thinks.
    """

    system: str
    kinds: Mapping[InterviewKind, str]
    notes: Mapping[Step, str]
    follow_up_on: str
    last: str
    led_in: str


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Everything that is said in one language, written for the ear.

    Tuples are variants of one another, used in turn. ``mentions`` hold ``{phrase}``.
    ``asking``: how a question begins that needs no question mark.
    """

    language: Language
    greeting: str
    purposes: Mapping[InterviewKind, str]
    advice: str
    questions: Mapping[InterviewKind, tuple[Question, ...]]
    acknowledgements: tuple[str, ...]
    transitions: tuple[str, ...]
    last_question: str
    mentions: tuple[str, ...]
    follow_ups: Mapping[Topic, tuple[str, ...]]
    probes: tuple[str, ...]
    repeats: tuple[str, ...]
    rephrase: str
    skips: tuple[str, ...]
    waits: tuple[str, ...]
    encouragement: str
    permit: str
    defer: str
    not_heard: tuple[str, ...]
    invite: str
    listen: str
    cannot_answer: tuple[str, ...]
    anything_else: str
    closing: str
    stopped: str
    over: tuple[str, ...]
    asking: tuple[str, ...]
    prompts: PromptTexts
