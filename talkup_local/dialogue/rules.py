"""The interviewer that needs no language model.

It walks the plan, asks on about what was said, and is what a failing language
model is replaced with. The same words heard in an interview of the same id get
the same reply.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from talkup_local.config.model import InterviewKind, Language
from talkup_local.dialogue.interviewer import Draft, FixedDraft, Interviewer
from talkup_local.dialogue.sentences import split_sentences
from talkup_local.interview.cues import announces, content_words, is_question, understand
from talkup_local.interview.followups import Phrase, find_phrase
from talkup_local.interview.history import History
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.texts import Question, Step, Topic
from talkup_local.interview.words import Cue

SHORT_ANSWER_WORDS: Final = 6
"""An answer with fewer content words is probed."""

MOST_HEARD_CHARACTERS: Final = 8_000
"""Of an answer: the rules go by its end, so that none holds up other interviews."""

SAME_QUESTION: Final = 0.6
"""Share of words in common from which two questions ask the same."""


class Stage(StrEnum):
    """Where the interview is."""

    START = "start"
    QUESTIONS = "questions"
    INVITED = "invited"  # the candidate's turn to ask
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where the interview stands; it changes only when a draft is committed.

    question: index into the plan. asked: the words to say when it must be repeated.
    deepened: the question has had its follow-up or its probe.
    following, followed: this question, the question before had a follow-up.
    heads, frames: what was asked on about, and with which words.
    turns: replies so far. repeats, unheard, asked_back: how often in a row.
    """

    stage: Stage = Stage.START
    question: int = -1
    asked: str = ""
    deepened: bool = False
    following: bool = False
    followed: bool = False
    heads: frozenset[str] = frozenset()
    frames: frozenset[str] = frozenset()
    turns: int = 0
    repeats: int = 0
    unheard: int = 0
    asked_back: int = 0


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is to be said now, and where the interview stands after it.

    opening: sentences before the question, question: the sentences that ask.
    topic: the words of the plan that a language model is to go by.
    """

    step: Step
    opening: tuple[str, ...]
    question: tuple[str, ...]
    after: Progress
    topic: str = ""
    phrase: str = ""
    last: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is said."""
        return self.opening + self.question


class RulesInterviewer(Interviewer):
    """Conducts an interview by ``plan``; ``interview_id`` decides between equal words."""

    def __init__(self, plan: InterviewPlan, interview_id: str) -> None:
        self.plan = plan
        self._texts = plan.texts
        self._id = interview_id
        self._progress = Progress()

    @property
    def language(self) -> Language:
        return self.plan.language

    @property
    def kind(self) -> InterviewKind:
        return self.plan.kind

    @property
    def finished(self) -> bool:
        return self._progress.stage is Stage.CLOSED

    def greet(self) -> Draft:
        return self.draft(self.greeting())

    def reply(self, heard: str, history: History) -> Draft:  # noqa: ARG002 - the plan remembers
        return self.draft(self.decide(heard))

    def draft(self, turn: Turn) -> Draft:
        """Return a draft that says ``turn``."""
        return FixedDraft(turn.sentences, lambda: self.advance(turn))

    def advance(self, turn: Turn) -> None:
        """Move on to where the interview stands after ``turn``."""
        self._progress = turn.after

    def greeting(self) -> Turn:
        """Return the greeting with the first question."""
        question = self.plan.questions[0]
        after = Progress(stage=Stage.QUESTIONS, question=0, asked=question.text)
        return _turn(Step.ASK, self.plan.greeting, question.text, after, topic=question.text)

    def decide(self, heard: str, *, improvise: bool = False) -> Turn:
        """Return what to say to ``heard``.

        improvise: a follow-up may be due although no phrase was found to build it
        from; a language model finds its own.
        """
        now = replace(self._progress, turns=self._progress.turns + 1)
        heard = heard[-MOST_HEARD_CHARACTERS:]
        cue = understand(heard, self.language)
        if now.stage is Stage.START:
            return self.greeting()
        if now.stage is Stage.CLOSED:
            return _turn(Step.OVER, _nth(self._texts.over, now.turns), "", now)
        if (aside := self._aside(cue, now)) is not None:
            return aside
        now = replace(now, unheard=0)
        if now.stage is Stage.INVITED:
            return self._invited(heard, cue, now)
        return self._question(heard, cue, replace(now, repeats=0), improvise=improvise)

    def _aside(self, cue: Cue, now: Progress) -> Turn | None:
        """Return the reply to what is neither an answer nor a question of substance."""
        if cue is Cue.NOTHING:
            words = self._texts.not_heard[min(now.unheard, len(self._texts.not_heard) - 1)]
            return _turn(Step.NOT_HEARD, "", words, replace(now, unheard=now.unheard + 1))
        now = replace(now, unheard=0)
        if cue is Cue.STOP:
            return self._close(now, self._texts.stopped)
        if cue is Cue.WAIT:
            return _turn(Step.WAIT, self._pick(self._texts.waits, now.turns), "", now)
        if cue is Cue.REPEAT:
            return self._repeat(now)
        return None

    def _question(self, heard: str, cue: Cue, now: Progress, *, improvise: bool) -> Turn:
        question = self.plan.questions[now.question]
        if cue is Cue.PERMISSION:
            return _turn(Step.PERMIT, self._texts.permit, "", now)
        if cue is Cue.QUESTION:
            return _turn(Step.DEFER, self._texts.defer, now.asked, now, topic=now.asked)
        if cue is Cue.PASS:
            return self._next(now, self._pick(self._texts.skips, now.turns))
        acknowledgement = self._pick(self._texts.acknowledgements, now.turns)
        if now.deepened or cue is Cue.NO_MORE:
            return self._next(now, acknowledgement)
        if content_words(heard, self.language) < SHORT_ANSWER_WORDS:
            return self._probe(now, question, acknowledgement)
        return self._follow_up(heard, now, question, improvise=improvise) or self._next(
            now, acknowledgement
        )

    def _probe(self, now: Progress, question: Question, acknowledgement: str) -> Turn:
        opening = f"{acknowledgement} {self._pick(self._texts.probes, now.turns)}"
        after = replace(now, asked=question.probe, deepened=True)
        return _turn(Step.PROBE, opening, question.probe, after, topic=question.probe)

    def _follow_up(
        self, heard: str, now: Progress, question: Question, *, improvise: bool
    ) -> Turn | None:
        """Return a question about what was said, unless it is better to move on.

        Not after every answer: where the last question had one, it is a coin's toss.
        """
        if now.followed and self._digest("follow", question.id)[0] % 2:
            return None
        asked = f"{question.text} {question.probe}"
        phrase = find_phrase(heard, self.language, question=asked, used=now.heads)
        if phrase is None:
            if not improvise:
                return None
            after = replace(now, asked=question.probe, deepened=True, following=True)
            opening = self._pick(self._texts.acknowledgements, now.turns)
            return _turn(Step.FOLLOW_UP, opening, question.probe, after)
        mention = _nth(self._texts.mentions, 0 if phrase.topic is Topic.RESULT else len(now.heads))
        frame = self._frame(phrase, asked, now)
        words = f"{mention.format(phrase=phrase.text)} {frame}"
        after = replace(
            now,
            asked=words,
            deepened=True,
            following=True,
            heads=now.heads | {phrase.head},
            frames=now.frames | {frame},
        )
        opening = self._pick(self._texts.acknowledgements, now.turns)
        return _turn(Step.FOLLOW_UP, opening, words, after, phrase=phrase.text)

    def _frame(self, phrase: Phrase, asked: str, now: Progress) -> str:
        """Return a question about ``phrase`` that neither was asked nor is asked again."""
        topic = phrase.topic
        if now.question == 0 and topic is not Topic.PLACE:
            topic = Topic.OTHER  # the opener is about the present: nothing is over yet
        frames = self._shuffled(self._texts.follow_ups[topic])
        fresh = [frame for frame in frames if not _asks_the_same(frame, asked)] or frames
        return next((frame for frame in fresh if frame not in now.frames), fresh[0])

    def _next(self, now: Progress, acknowledgement: str) -> Turn:
        index = now.question + 1
        if index >= len(self.plan.questions):
            after = replace(now, stage=Stage.INVITED, asked=self._texts.invite, repeats=0)
            return _turn(Step.INVITE, acknowledgement, self._texts.invite, after)
        question = self.plan.questions[index]
        last = index == len(self.plan.questions) - 1
        bridge = self._texts.last_question if last else _nth(self._texts.transitions, index)
        after = replace(
            now,
            question=index,
            asked=question.text,
            deepened=False,
            following=False,
            followed=now.following,
            repeats=0,
        )
        opening = f"{acknowledgement} {bridge}"
        return _turn(Step.ASK, opening, question.text, after, topic=question.text, last=last)

    def _repeat(self, now: Progress) -> Turn:
        after = replace(now, repeats=now.repeats + 1)
        if now.repeats and now.stage is Stage.QUESTIONS and not now.deepened:
            words = self.plan.questions[now.question].probe
            return _turn(Step.REPHRASE, self._texts.rephrase, words, after, topic=words)
        opening = self._pick(self._texts.repeats, now.repeats)
        return _turn(Step.REPEAT, opening, now.asked, after, topic=now.asked)

    def _invited(self, heard: str, cue: Cue, now: Progress) -> Turn:
        asks = cue in (Cue.QUESTION, Cue.PERMISSION) or (
            cue is Cue.ANSWER and is_question(heard, self.language)
        )
        if announces(heard, self.language):
            return _turn(Step.LISTEN, self._texts.listen, "", now)
        if asks:
            words = _nth(self._texts.cannot_answer, now.asked_back)
            if now.asked_back:
                return self._close(now, f"{words} {self._texts.closing}")
            after = replace(now, asked_back=1, asked=self._texts.anything_else)
            return _turn(Step.ANSWER, words, self._texts.anything_else, after)
        return self._close(now, self._texts.closing)

    def _close(self, now: Progress, words: str) -> Turn:
        return _turn(Step.CLOSE, words, "", replace(now, stage=Stage.CLOSED))

    def _pick(self, variants: Sequence[str], count: int) -> str:
        """Return one variant; the next count has another, in this interview's order."""
        return _nth(self._shuffled(variants), count)

    def _shuffled(self, variants: Sequence[str]) -> list[str]:
        return sorted(variants, key=lambda variant: self._digest("order", variant))

    def _digest(self, *facts: str) -> bytes:
        return hashlib.sha256("\0".join((self._id, *facts)).encode()).digest()


def _turn(
    step: Step,
    opening: str,
    question: str,
    after: Progress,
    *,
    topic: str = "",
    phrase: str = "",
    last: bool = False,
) -> Turn:
    return Turn(
        step=step,
        opening=tuple(split_sentences(opening)),
        question=tuple(split_sentences(question)),
        after=after,
        topic=topic,
        phrase=phrase,
        last=last,
    )


def _nth(variants: Sequence[str], count: int) -> str:
    return variants[count % len(variants)]


def _asks_the_same(question: str, asked: str) -> bool:
    words = set(question.lower().strip(" ?.").replace(",", "").split())
    others = set(asked.lower().replace("?", "").replace(".", "").replace(",", "").split())
    return len(words & others) >= SAME_QUESTION * len(words)
