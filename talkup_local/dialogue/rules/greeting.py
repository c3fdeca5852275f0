"""The greeting, and the candidate's consent to what is kept."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from talkup_local.dialogue.rules.progress import Progress, Stage, Turn, make_turn
from talkup_local.dialogue.rules.scene import Scene
from talkup_local.interview.cues import agrees, is_question, understand
from talkup_local.interview.opening import introduction, statement
from talkup_local.interview.texts import Step
from talkup_local.interview.words import Cue

MOST_UNCLEAR: Final = 3
"""So many answers that are neither yes nor no are a no."""

MOST_ASIDES: Final = 6

_ASKS: Final = (Cue.QUESTION, Cue.PERMISSION, Cue.DATA, Cue.NEXT, Cue.SCORING, Cue.TIME, Cue.PERSON)
_AGAIN: Final = (Cue.REPEAT, Cue.REPHRASE, Cue.SLOWER)


def greeting(scene: Scene) -> Turn:
    """Return the greeting, with the question of consent or with the first question."""
    words = introduction(scene.plan, scene.opening)
    if scene.opening.asks:
        asked = scene.conduct.consent
        after = Progress(stage=Stage.CONSENT, asked=asked, step=Step.CONSENT)
        return make_turn(Step.CONSENT, words, asked, after)
    return first_question(scene, Progress(), words)


def first_question(scene: Scene, now: Progress, opening: str) -> Turn:
    """Return the first question of the plan."""
    asked = scene.plan.questions[0].text
    after = replace(
        now,
        stage=Stage.QUESTIONS,
        question=0,
        asked=asked,
        step=Step.ASK,
        asked_s=scene.elapsed_s,
        asides=0,
    )
    return make_turn(Step.ASK, opening, asked, after, topic=asked)


def consent(scene: Scene, heard: str, now: Progress) -> Turn:
    """Return the reply to what was said to the question of consent."""
    conduct, cue = scene.conduct, understand(heard, scene.language)
    word = agrees(heard, scene.language)
    if word:
        return first_question(scene, replace(now, consent=True), conduct.agreed)
    if word is False or cue is Cue.STOP or now.asides >= MOST_ASIDES:
        return refused(scene, now)
    aside = replace(now, asides=now.asides + 1)
    if cue is Cue.WAIT or cue in _AGAIN:
        return stay_with_consent(scene, cue, aside)
    if (cue in _ASKS or is_question(heard, scene.language)) and not now.explained:
        after = replace(aside, explained=True)
        return make_turn(Step.CONSENT, conduct.explained, conduct.consent, after)
    return _unclear(scene, now)


def stay_with_consent(scene: Scene, cue: Cue, now: Progress) -> Turn:
    """Return what is said to a request while the question of consent is open."""
    if cue is Cue.WAIT:
        return make_turn(Step.WAIT, scene.pick(scene.texts.waits, now.turns), "", now)
    explains = cue is Cue.REPHRASE
    words = scene.conduct.explained if explains else statement(scene.plan, scene.opening)
    return make_turn(Step.CONSENT, words, scene.conduct.consent, now)


def refused(scene: Scene, now: Progress) -> Turn:
    """Return the goodbye to who does not agree."""
    after = replace(now, stage=Stage.CLOSED, consent=False)
    return make_turn(Step.CLOSE, scene.conduct.refused, "", after)


def _unclear(scene: Scene, now: Progress) -> Turn:
    """Return the question once more, the second time for a plain word."""
    unclear = now.unclear + 1
    if unclear >= MOST_UNCLEAR:
        return refused(scene, now)
    words = scene.conduct.unclear if unclear == 1 else scene.conduct.plainly
    after = replace(now, unclear=unclear)
    return make_turn(Step.CONSENT, words, scene.conduct.consent, after)
