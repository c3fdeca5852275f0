"""The end: the candidate's own questions, thanks, goodbye."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from talkup_local.dialogue.rules.progress import Progress, Stage, Turn, make_turn
from talkup_local.dialogue.rules.requests import about, aside_of
from talkup_local.dialogue.rules.scene import Scene, nth
from talkup_local.interview.cues import announces, has_questions, is_question
from talkup_local.interview.texts import Step
from talkup_local.interview.words import Cue

MOST_ASKED_BACK: Final = 3
"""So many of the candidate's questions are heard."""

MOST_ASIDES: Final = 4

_QUESTIONS: Final = (Cue.QUESTION, Cue.PERMISSION)


def invite(scene: Scene, now: Progress, acknowledgement: str, *, notice: str = "") -> Turn:
    """Return the invitation to ask or to add something, a short one when the time is up."""
    words = scene.conduct.up_invite if now.up else scene.texts.invite
    after = replace(
        now,
        stage=Stage.INVITED,
        asked=words,
        step=Step.INVITE,
        repeats=0,
        asides=0,
        adding=False,
        thinking=False,
    )
    return make_turn(Step.INVITE, acknowledgement, words, after, notice=notice)


def time_is_up(scene: Scene, now: Progress) -> Turn:
    """Return the end of the questions: the answer that was given is the last."""
    thanks = scene.pick(scene.texts.acknowledgements, now.turns)
    return invite(scene, replace(now, up=True), thanks, notice=scene.conduct.up)


def overdue(scene: Scene, now: Progress) -> Turn:
    """Return the goodbye for when there is no time even for that."""
    return close(scene, now, "" if now.up else scene.conduct.up)


def reply_to_guest(scene: Scene, heard: str, cue: Cue, now: Progress) -> Turn:
    """Return the reply to the candidate who may ask, or add something."""
    if now.asides >= MOST_ASIDES:
        return close(scene, now)
    if (aside := aside_of(scene, cue, now)) is not None:
        return aside
    if cue is Cue.ADD or announces(heard, scene.language):
        after = replace(now, asides=now.asides + 1)
        return make_turn(Step.LISTEN, scene.texts.listen, "", after)
    told = about(scene, cue, now)
    asks = is_question(heard, scene.language) or has_questions(heard, scene.language)
    if not told and cue not in _QUESTIONS and not (asks and cue is Cue.ANSWER):
        return close(scene, now)
    words = told or nth(scene.texts.cannot_answer, now.asked_back)
    most = 1 if now.up else MOST_ASKED_BACK
    if now.asked_back + 1 >= most:
        return close(scene, now, words)
    anything_else = scene.texts.anything_else
    after = replace(now, asked_back=now.asked_back + 1, asked=anything_else)
    return make_turn(Step.ANSWER, words, anything_else, after)


def close(scene: Scene, now: Progress, words: str = "") -> Turn:
    """Return thanks, what comes next, and goodbye; ``words`` before that."""
    keeps, texts = scene.opening.keeps, scene.texts
    report = scene.conduct.report if keeps is not None and keeps.report else ""
    said = " ".join(part for part in (words, texts.closing, report, texts.goodbye) if part)
    return goodbye(now, said)


def goodbye(now: Progress, words: str) -> Turn:
    """Return ``words`` as the last ones."""
    return make_turn(Step.CLOSE, words, "", replace(now, stage=Stage.CLOSED, step=Step.CLOSE))
