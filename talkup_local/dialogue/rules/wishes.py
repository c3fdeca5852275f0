"""What is said to a wish that comes by a button, with no words to be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as with_changes
from typing import Final

from msgspec.structs import replace

from talkup_local.dialogue.interviewer import Wish
from talkup_local.dialogue.rules.asking import next_question
from talkup_local.dialogue.rules.closing import close, overdue, time_is_up
from talkup_local.dialogue.rules.greeting import greeting, stay_with_consent
from talkup_local.dialogue.rules.progress import Progress, Stage, Turn, make_turn
from talkup_local.dialogue.rules.requests import about, aside_of
from talkup_local.dialogue.rules.scene import ENDED_AT, Scene, nth
from talkup_local.interview.texts import Step
from talkup_local.interview.words import Cue

_CUES: Final[Mapping[Wish, Cue]] = {
    "repeat": Cue.REPEAT,
    "rephrase": Cue.REPHRASE,
    "wait": Cue.WAIT,
    "time": Cue.TIME,
}


def fulfil(scene: Scene, wish: Wish, now: Progress) -> Turn:
    """Return what fulfils ``wish``, a button's way of a request; the question stays open.

    Nothing counts towards leaving it: an answer to it may have been begun.
    """
    cue = _CUES.get(wish, Cue.REPEAT)
    if (turn := _at_the_edge(scene, now)) is not None:
        return turn
    if now.stage is Stage.CONSENT:
        return stay_with_consent(scene, cue, now)
    if scene.share >= ENDED_AT:
        return overdue(scene, now)
    turn = aside_of(scene, cue, now)
    if turn is None:
        words = f"{about(scene, cue, now)} {scene.conduct.back}"
        turn = make_turn(Step.TELL, words, now.asked, now, topic=now.asked)
    return with_changes(turn, after=replace(turn.after, asides=now.asides, offered=False))


def leave(scene: Scene, heard: str, now: Progress) -> Turn:
    """Return the next question, or the end where there is none. heard: said to the open one."""
    if (turn := _at_the_edge(scene, now)) is not None:
        return turn
    if now.stage is Stage.CONSENT:
        return stay_with_consent(scene, Cue.REPEAT, now)
    if scene.share >= ENDED_AT:
        return overdue(scene, now)
    if now.stage is Stage.INVITED:
        return close(scene, now)
    if scene.share >= 1:
        return time_is_up(scene, now)
    after = replace(now, adding=False, offered=False, thinking=False, unheard=0)
    words = scene.texts.acknowledgements if heard else scene.texts.skips
    return next_question(scene, after, scene.pick(words, now.turns))


def _at_the_edge(scene: Scene, now: Progress) -> Turn | None:
    """Return what is said before the beginning and after the end, where nothing is open."""
    if now.stage is Stage.START:
        return greeting(scene)
    if now.stage is Stage.CLOSED:
        return make_turn(Step.OVER, nth(scene.texts.over, now.turns), "", now)
    return None
