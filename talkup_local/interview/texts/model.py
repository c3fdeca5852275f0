"""What the interviewer says: the shape of the texts of one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from talkup_local.config.model import InterviewKind, Language, Level
from talkup_local.interview.texts.conduct import Conduct


class Step(StrEnum):
    """What the interviewer does next."""

    CONSENT = "consent"  # whether the candidate agrees to what is kept
    ASK = "ask"  # the next question of the plan
    FOLLOW_UP = "follow_up"  # one question about what was just said
    PROBE = "probe"  # the answer was very short
    PART = "part"  # a part of the story is missing
    POINT = "point"  # more of what the question is after
    CLARIFY = "clarify"  # what was said is about something else: back to the question
    REPEAT = "repeat"  # the candidate wants to hear the question again
    REPHRASE = "rephrase"  # ... in other words
    WAIT = "wait"  # the candidate wants a moment
    SKIP = "skip"  # the candidate wants the next question, and has said nothing to this one
    PERMIT = "permit"  # the candidate asks for leave ("may I take an example from school?")
    DEFER = "defer"  # the candidate asks something else before the end
    TELL = "tell"  # ... about the interview itself: it is told, then back to the question
    ADD = "add"  # the candidate goes back to the answer before
    CALM = "calm"  # the candidate is crude
    NOT_HEARD = "not_heard"  # nothing was understood
    INVITE = "invite"  # the candidate's own questions
    LISTEN = "listen"  # the candidate says that there is a question
    ANSWER = "answer"  # ... and has asked it
    CLOSE = "close"  # thanks and goodbye
    OVER = "over"  # something was said after the goodbye
    CHECK_IN = "check_in"  # nothing has been said for a while


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

    system: with ``{kind}``, ``{about}`` (role and level) and ``{topics}``. earlier: with
    ``{summary}``, of what is not shown any more. notes: with ``{question}`` and ``{phrase}``.
    led_in: with ``{words}``, which were spoken while the model thinks.
    """

    system: str
    kinds: Mapping[InterviewKind, str]
    role: str
    levels: Mapping[Level, str]
    earlier: str
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
    goodbye: str
    stopped: str
    over: tuple[str, ...]
    asking: tuple[str, ...]
    conduct: Conduct
    prompts: PromptTexts
