"""Where an interview stands, and the next words with where it stands after them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct

from talkup_local.dialogue.sentences import split_sentences
from talkup_local.interview.memory import Note
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.texts import Step

VERSION: Final = 1
"""Of what ``save`` writes; another one is not read."""


class Stage(StrEnum):
    """Where the interview is."""

    START = "start"
    CONSENT = "consent"
    QUESTIONS = "questions"
    INVITED = "invited"  # the candidate's turn to ask
    CLOSED = "closed"


class Progress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the interview stands; it changes only when a draft is committed.

    consent: the candidate's word. unclear: how often it was none. explained: it was told once
    more.

    question: index into the plan. asked: the words to say when it must be repeated; step: how
    they were asked. began_s, asked_s: when the part of the plan and the question began.

    Of the question: goings_on, questions that were asked on; told, what was heard of a story;
    points, what was heard of its points, as places; probed, parts that were asked for;
    following, it had a question about a phrase (followed: the one before had); astray, an
    answer to it was about something else; easier, how often it was put in other words; asides,
    what was said instead of an answer.

    Of the interview: heads, frames, said: what was asked on about, and in which words. turns:
    replies so far. crude, off_topic, orders: how often (orders: attempts to tell the
    interviewer what to do). long: answers that were too long. warned, up: what was said of the
    time.

    notes: of each thing that was heard, for a language model (``interview.memory``); the rules
    only keep them.

    repeats, unheard, asked_back: how often in a row. adding: the candidate goes back to the
    answer before. offered: to repeat the question. thinking: a minute was asked for.
    """

    stage: Stage = Stage.START
    consent: bool | None = None
    unclear: int = 0
    explained: bool = False

    question: int = -1
    asked: str = ""
    step: Step = Step.ASK
    began_s: float = 0.0
    asked_s: float = 0.0

    goings_on: int = 0
    told: frozenset[str] = frozenset()
    points: frozenset[int] = frozenset()
    probed: frozenset[str] = frozenset()
    following: bool = False
    followed: bool = False
    astray: bool = False
    easier: int = 0
    asides: int = 0

    heads: frozenset[str] = frozenset()
    frames: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    turns: int = 0
    crude: int = 0
    off_topic: int = 0
    orders: int = 0
    long: int = 0
    warned: bool = False
    up: bool = False
    notes: tuple[Note, ...] = ()

    repeats: int = 0
    unheard: int = 0
    asked_back: int = 0
    adding: bool = False
    offered: bool = False
    thinking: bool = False


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is to be said now, and where the interview stands after it.

    notice: sentences that come first and as they are, whoever finds the words for the rest
    ("We have about six minutes left."). opening: sentences before the question, question: the
    sentences that ask. topic: the words of the plan that a language model is to go by.
    """

    step: Step
    opening: tuple[str, ...]
    question: tuple[str, ...]
    after: Progress
    topic: str = ""
    phrase: str = ""
    last: bool = False
    notice: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is said."""
        return self.notice + self.opening + self.question


def make_turn(
    step: Step,
    opening: str,
    question: str,
    after: Progress,
    *,
    topic: str = "",
    phrase: str = "",
    last: bool = False,
    notice: str = "",
) -> Turn:
    """Return a turn that says these words, cut into sentences."""
    return Turn(
        step=step,
        opening=tuple(split_sentences(opening)),
        question=tuple(split_sentences(question)),
        after=after,
        topic=topic,
        phrase=phrase,
        last=last,
        notice=tuple(split_sentences(notice)),
    )


class _Saved(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    progress: Progress


def dump(progress: Progress) -> bytes:
    """Return ``progress`` as JSON, the same bytes for the same progress."""
    return msgspec.json.encode(_Saved(version=VERSION, progress=progress), order="sorted")


def read(saved: bytes, plan: InterviewPlan) -> Progress:
    """Return what ``dump`` wrote in an interview by ``plan``. Raises ValueError."""
    try:
        found = msgspec.json.decode(saved, type=_Saved)
    except msgspec.MsgspecError as exc:
        raise ValueError(f"not the progress of an interview: {exc}") from exc
    progress = found.progress
    if found.version != VERSION:
        raise ValueError(f"progress of version {found.version}, this one reads {VERSION}")
    if not -1 <= progress.question < len(plan.questions):
        raise ValueError("progress of an interview by another plan")
    if progress.question < 0 and progress.stage in (Stage.QUESTIONS, Stage.INVITED):
        raise ValueError("progress without a question")
    return progress
