"""What is said to silence, after a broken connection, and when nothing can be kept any more."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from talkup_local.dialogue.rules.closing import close, goodbye
from talkup_local.dialogue.rules.progress import Progress, Stage, Turn, make_turn
from talkup_local.dialogue.rules.scene import Scene, nth
from talkup_local.interview.texts import Step

MOST_CHECK_INS: Final = 2
"""After so many words to nobody, the interview ends."""


def check_in(scene: Scene, now: Progress, times: int) -> Turn | None:
    """Return a word for a candidate who has not begun to answer; None for nothing to say."""
    if now.stage in (Stage.START, Stage.CLOSED):
        return None
    if now.stage is Stage.INVITED and times:
        return close(scene, now)  # nothing more was to be said
    if times >= MOST_CHECK_INS:
        consent = False if now.stage is Stage.CONSENT else now.consent
        return goodbye(replace(now, consent=consent), scene.conduct.nobody)
    asks = now.stage is Stage.QUESTIONS and bool(times or not now.thinking)
    after = replace(now, offered=asks)
    return make_turn(Step.CHECK_IN, _gentle_word(scene, now, times), "", after)


def _gentle_word(scene: Scene, now: Progress, times: int) -> str:
    conduct = scene.conduct
    if now.stage is Stage.INVITED:
        return conduct.invited_check_in
    if times:
        return conduct.still_there
    if now.stage is Stage.CONSENT:
        return conduct.consent_check_in
    return conduct.no_hurry if now.thinking else conduct.check_in


def welcome_back(scene: Scene, now: Progress) -> Turn:
    """Return the open question again, for a candidate who is back."""
    if now.stage is Stage.CLOSED:
        return make_turn(
            Step.OVER, scene.conduct.welcome_closing, nth(scene.texts.over, now.turns), now
        )
    after = replace(now, unheard=0, offered=False, thinking=False)
    return make_turn(Step.REPEAT, scene.conduct.welcome_back, now.asked, after, topic=now.asked)


def give_up(scene: Scene, now: Progress) -> Turn:
    """Return the goodbye for when what is said can't be kept any more."""
    return goodbye(now, scene.conduct.give_up)
