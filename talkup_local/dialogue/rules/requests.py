"""What is said instead of an answer: requests, remarks, silence, and what leads away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from talkup_local.dialogue.rules.progress import Progress, Stage, Turn, make_turn
from talkup_local.dialogue.rules.scene import Scene, nth
from talkup_local.interview.cues import adds
from talkup_local.interview.opening import statement
from talkup_local.interview.texts import Step
from talkup_local.interview.words import Cue

MOST_EASIER: Final = 2
"""A question is put in other words so often, then it is left."""


def aside_of(scene: Scene, cue: Cue, now: Progress) -> Turn | None:
    """Return the reply to what is neither an answer nor a question of substance."""
    make = _ASIDES.get(cue)
    if make is None:
        return None
    unheard = now.unheard if cue is Cue.NOTHING else 0
    return make(scene, replace(now, asides=now.asides + 1, unheard=unheard))


def request_of(scene: Scene, cue: Cue, now: Progress) -> Turn | None:
    """Return the reply to what the candidate asks while a question of the plan is open."""
    aside = replace(now, asides=now.asides + 1, unheard=0)
    if cue is Cue.PERMISSION:
        return make_turn(Step.PERMIT, scene.texts.permit, "", aside)
    if cue is Cue.QUESTION:
        return make_turn(Step.DEFER, scene.texts.defer, now.asked, aside, topic=now.asked)
    if words := about(scene, cue, now):
        opening = f"{words} {scene.conduct.back}"
        return make_turn(Step.TELL, opening, now.asked, aside, topic=now.asked)
    return None


def addition(scene: Scene, heard: str, cue: Cue, now: Progress) -> Turn | None:
    """Return the reply to who adds, or wants to add, to the answer before the open question."""
    aside = replace(now, asides=now.asides + 1, unheard=0)
    fresh = now.question > 0 and not now.goings_on and not now.adding
    if cue is Cue.ADD:
        after = replace(aside, adding=fresh or now.adding)
        return make_turn(Step.ADD, "", scene.conduct.permit_addition, after)
    if now.adding or (fresh and adds(heard, scene.language)):
        opening = f"{scene.conduct.added} {scene.conduct.back}"
        after = replace(aside, adding=False)
        return make_turn(Step.ADD, opening, now.asked, after, topic=now.asked)
    return None


def about(scene: Scene, cue: Cue, now: Progress) -> str:
    """Return what is told about the interview itself, "" where nothing was asked about it."""
    if cue is Cue.PERSON:
        return scene.conduct.person
    if cue is Cue.SCORING:
        return scene.conduct.scoring
    if cue is Cue.NEXT:
        return scene.conduct.next
    if cue is Cue.DATA:
        kept = scene.opening.keeps is not None
        more = scene.conduct.data if kept else scene.conduct.data_nothing
        return f"{statement(scene.plan, scene.opening)} {more}"
    return _ahead(scene, now) if cue is Cue.TIME else ""


def off_topic(scene: Scene, now: Progress) -> Turn:
    """Return the way back to the question from what is about something else."""
    words = f"{nth(scene.conduct.astray, now.off_topic)} {scene.conduct.back}"
    after = replace(now, off_topic=now.off_topic + 1, astray=True)
    return make_turn(Step.CLARIFY, words, now.asked, after, topic=now.asked)


def minutes_left(scene: Scene) -> str:
    """Return how much time is left, in words."""
    minutes = scene.minutes_left
    if minutes < 2:  # noqa: PLR2004 - "one minutes"
        return scene.conduct.soon
    return scene.conduct.left.format(minutes=scene.in_words(minutes))


def _ahead(scene: Scene, now: Progress) -> str:
    """Return how many questions and minutes are left."""
    conduct = scene.conduct
    count = len(scene.plan.questions) - now.question - 1
    if now.stage is Stage.INVITED:
        said = conduct.ahead_closing
    elif not count:
        said = conduct.ahead_none
    elif count == 1:
        said = conduct.ahead_one
    else:
        said = conduct.ahead.format(questions=scene.in_words(count))
    if not scene.limit_s:
        return said
    return f"{said} {minutes_left(scene)}"


# -- each aside; ``now`` has counted it already ----------------------------------------------


def _not_heard(scene: Scene, now: Progress) -> Turn:
    words = scene.texts.not_heard[min(now.unheard, len(scene.texts.not_heard) - 1)]
    return make_turn(Step.NOT_HEARD, "", words, replace(now, unheard=now.unheard + 1))


def _stop(scene: Scene, now: Progress) -> Turn:
    return make_turn(Step.CLOSE, scene.texts.stopped, "", replace(now, stage=Stage.CLOSED))


def _wait(scene: Scene, now: Progress) -> Turn:
    words = scene.pick(scene.texts.waits, now.turns)
    return make_turn(Step.WAIT, words, "", replace(now, thinking=True))


def _repeat(scene: Scene, now: Progress) -> Turn:
    return _again(scene, now, scene.pick(scene.texts.repeats, now.repeats))


def _slower(scene: Scene, now: Progress) -> Turn:
    return _again(scene, now, scene.conduct.slower)


def _again(scene: Scene, now: Progress, opening: str) -> Turn:
    """Return the open question once more; the second time in a row in other words."""
    if now.repeats and _is_whole(now) and not now.easier:
        return _in_other_words(scene, now)
    after = replace(now, repeats=now.repeats + 1)
    return make_turn(Step.REPEAT, opening, now.asked, after, topic=now.asked)


def _in_other_words(scene: Scene, now: Progress) -> Turn:
    """Return the open question, easier where it is one of the plan."""
    easier = replace(now, easier=now.easier + 1)
    if not _is_whole(now):
        opening = scene.conduct.this if now.stage is Stage.QUESTIONS else scene.conduct.slower
        return make_turn(Step.REPEAT, opening, now.asked, easier, topic=now.asked)
    question = scene.plan.questions[now.question]
    words = question.probe if now.easier else question.easier
    after = replace(easier, asked=words, said=now.said | {words})
    return make_turn(Step.REPHRASE, scene.conduct.easier, words, after, topic=words)


def _is_whole(now: Progress) -> bool:
    """Whether a question of the plan is open, rather than one that asks on."""
    return now.stage is Stage.QUESTIONS and not now.goings_on


def _calm(scene: Scene, now: Progress) -> Turn:
    words = nth(scene.conduct.calm, now.crude)
    after = replace(now, crude=now.crude + 1)
    return make_turn(Step.CALM, words, now.asked, after, topic=now.asked)


_ASIDES: Final[Mapping[Cue, Callable[[Scene, Progress], Turn]]] = {
    Cue.NOTHING: _not_heard,
    Cue.STOP: _stop,
    Cue.WAIT: _wait,
    Cue.REPEAT: _repeat,
    Cue.REPHRASE: _in_other_words,
    Cue.SLOWER: _slower,
    Cue.CRUDE: _calm,
}
