"""The interviewer that needs no language model.

It walks the plan, asks on about what was said and what was left out, and is what a failing
language model is replaced with. The same words heard at the same times in an interview of the
same id get the same replies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as with_changes
from typing import Final

from msgspec.structs import replace

from talkup_local.config.model import InterviewKind, Language
from talkup_local.dialogue.interviewer import Draft, FixedDraft, Interviewer, Position, Wish
from talkup_local.dialogue.rules.asking import after_answer, next_question
from talkup_local.dialogue.rules.closing import overdue, reply_to_guest, time_is_up
from talkup_local.dialogue.rules.greeting import consent, greeting
from talkup_local.dialogue.rules.progress import Progress, Stage, Turn, dump, make_turn, read
from talkup_local.dialogue.rules.requests import (
    MOST_EASIER,
    addition,
    aside_of,
    minutes_left,
    request_of,
)
from talkup_local.dialogue.rules.scene import ENDED_AT, WARNED_AT, Scene, nth
from talkup_local.dialogue.rules.silence import check_in, give_up, welcome_back
from talkup_local.dialogue.rules.wishes import fulfil, leave
from talkup_local.interview.cues import agrees, understand, without_orders
from talkup_local.interview.history import History
from talkup_local.interview.opening import Opening
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.texts import Step
from talkup_local.interview.words import Cue

MOST_HEARD_CHARACTERS: Final = 8_000
"""Of an answer: the rules go by its end, so that none holds up other interviews."""

MOST_ASIDES: Final = 8
"""So many requests and remarks in one question, then it is left."""


class RulesInterviewer(Interviewer):
    """Conducts an interview by ``plan``; ``interview_id`` decides between equal words.

    opening: what is kept, and whether consent is asked for. elapsed_s: how long the interview
    has lasted, for its time limit.
    """

    def __init__(
        self,
        plan: InterviewPlan,
        interview_id: str,
        *,
        opening: Opening | None = None,
        elapsed_s: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.plan = plan
        self._id, self._elapsed_s = interview_id, elapsed_s
        self._opening = opening or Opening()
        self._progress = Progress()

    # -- where it stands ----------------------------------------------------------------------

    @property
    def language(self) -> Language:
        return self.plan.language

    @property
    def kind(self) -> InterviewKind:
        return self.plan.kind

    @property
    def finished(self) -> bool:
        return self._progress.stage is Stage.CLOSED

    @property
    def progress(self) -> Progress:
        """Where the interview stands."""
        return self._progress

    @property
    def position(self) -> Position:
        now = self._progress
        if now.stage is not Stage.QUESTIONS:
            return Position(step=now.step if now.stage is not Stage.START else "")
        question = self.plan.questions[now.question - now.adding]
        step = Step.ADD if now.adding else now.step
        return Position(question_id=question.id, step=step)

    @property
    def consent(self) -> bool | None:
        return self._progress.consent

    def save(self) -> bytes:
        return dump(self._progress)

    def restore(self, saved: bytes) -> None:
        self._progress = read(saved, self.plan)

    # -- what it says -------------------------------------------------------------------------

    def greet(self) -> Draft:
        return self.draft(self.greeting())

    def greeting(self) -> Turn:
        """Return the greeting, with the question of consent or with the first question."""
        return greeting(self._scene())

    def reply(self, heard: str, history: History) -> Draft:  # noqa: ARG002 - the plan remembers
        return self.draft(self.decide(heard))

    def leave(self, heard: str, history: History) -> Draft:  # noqa: ARG002 - see reply
        return self.draft(self.decide_wish("skip", heard))

    def oblige(self, wish: Wish) -> Draft:
        return self.draft(self.decide_wish(wish))

    def check_in(self, times: int) -> Draft | None:
        turn = check_in(self._scene(), self._progress, times)
        return None if turn is None else self.draft(turn)

    def welcome_back(self) -> Draft:
        if self._progress.stage is Stage.START:
            return self.greet()
        return self.draft(welcome_back(self._scene(), self._progress))

    def give_up(self) -> Draft:
        return self.draft(give_up(self._scene(), self._progress))

    def draft(self, turn: Turn) -> Draft:
        """Return a draft that says ``turn``."""
        return FixedDraft(turn.sentences, lambda: self.advance(turn))

    def advance(self, turn: Turn) -> None:
        """Move on to where the interview stands after ``turn``."""
        self._progress = turn.after

    def decide(self, heard: str, *, improvise: bool = False) -> Turn:
        """Return what to say to ``heard``.

        improvise: a follow-up may be due although no phrase was found to build it
        from; a language model finds its own.
        """
        scene = self._scene()
        return _with_warning(scene, self._decide(scene, heard, improvise=improvise))

    def decide_wish(self, wish: Wish, heard: str = "") -> Turn:
        """Return what to say to a wish that came by a button.

        heard: what was said to the question that is to be left (``skip``).
        """
        scene = self._scene()
        now = replace(self._progress, turns=self._progress.turns + 1)
        turn = leave(scene, heard, now) if wish == "skip" else fulfil(scene, wish, now)
        return _with_warning(scene, turn)

    def _scene(self) -> Scene:
        return Scene(
            plan=self.plan,
            opening=self._opening,
            interview_id=self._id,
            elapsed_s=self._elapsed_s(),
        )

    def _decide(self, scene: Scene, heard: str, *, improvise: bool) -> Turn:
        now = replace(self._progress, turns=self._progress.turns + 1)
        if now.stage is Stage.START:
            return greeting(scene)
        if now.stage is Stage.CLOSED:
            return make_turn(Step.OVER, nth(scene.texts.over, now.turns), "", now)
        heard, orders = without_orders(heard[-MOST_HEARD_CHARACTERS:], scene.language)
        now = replace(now, orders=now.orders + orders)
        if now.stage is Stage.CONSENT:
            return consent(scene, heard, now)
        cue = Cue.ANSWER if orders else understand(heard, scene.language)
        if scene.share >= ENDED_AT:
            return overdue(scene, now)
        if now.stage is Stage.INVITED:
            return reply_to_guest(scene, heard, cue, now)
        return self._in_question(scene, heard, cue, now, improvise=improvise)

    def _in_question(
        self, scene: Scene, heard: str, cue: Cue, now: Progress, *, improvise: bool
    ) -> Turn:
        """Return the reply to what was said to an open question of the plan."""
        if now.offered and cue in _BARE and (word := agrees(heard, scene.language)) is not None:
            cue = Cue.REPEAT if word else Cue.WAIT
        now = replace(now, offered=False)
        if scene.share >= 1 and cue is not Cue.STOP:
            return time_is_up(scene, now)
        if _is_too_much(cue, now):
            return next_question(scene, now, scene.conduct.leave_it)
        for turn in (
            aside_of(scene, cue, now),
            request_of(scene, cue, now),
            addition(scene, heard, cue, now),
        ):
            if turn is not None:
                return turn
        now = replace(now, repeats=0, unheard=0, thinking=False)
        return after_answer(scene, heard, cue, now, improvise=improvise)


_BARE: Final = (Cue.ANSWER, Cue.NO, Cue.NO_MORE)
_ANSWERS: Final = (*_BARE, Cue.PASS, Cue.STOP)


def _is_too_much(cue: Cue, now: Progress) -> bool:
    """Whether this question has had its share of what is no answer."""
    if cue is Cue.REPHRASE and now.easier >= MOST_EASIER:
        return True
    return now.asides >= MOST_ASIDES and cue not in _ANSWERS


def _with_warning(scene: Scene, turn: Turn) -> Turn:
    """Return ``turn``, beginning with how much time is left where that is due."""
    due = scene.share >= WARNED_AT and turn.after.stage is Stage.QUESTIONS and turn.question
    if not due or turn.after.warned:
        return turn
    notice = make_turn(turn.step, minutes_left(scene), "", turn.after).opening
    return with_changes(turn, notice=notice, after=replace(turn.after, warned=True))
