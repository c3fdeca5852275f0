"""What a moment means: a pure function from what is known to the next event, if any.

It looks at levels, not at edges: it may be asked again and again, and after a missed
moment the next one says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from talkup_local.config.model import Language
from talkup_local.turn.endpoint import Judgement, Verdict
from talkup_local.turn.listener import Hearing
from talkup_local.turn.state import Event, Phase
from talkup_local.turn.words import lexicon_for

HOLD_LIMIT_MS: Final = 2_500
"""Sound over ours in which no words are found for so long is no interruption."""

_ATTENTION_WORDS: Final = 4
_ECHO_SHARE: Final = 0.7

_VOWEL: Final = re.compile("[aeiouyéèêàâôûî]", re.IGNORECASE)
"""What a word has, and a hum has not."""

_PAUSE_MS: Final = 96
"""A shorter silence is a part of a word."""

_OVER_MS: Final = 200
"""Silence after which words over ours are over."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What is known.

    judgement: of the pause, None while there is none to judge. answered: the words that the
    reply in the making answers, None when none is. lead_ms: how long before it is wanted a
    reply should be begun. turn_ms: how long the answer has been going on, pauses included.
    longest_ms: how long it may. speaks_since: in samples, when our own speech or the last
    end of turn was. spoke_until: in samples, when our own speech ended last. interruptible:
    whether what we say may be. saying: its text. ending: whether nearly all of it was heard.
    held_ms: for how long it has stood still. leaving: whether the question is to be left, whatever
    was said to it.
    """

    phase: Phase
    hearing: Hearing
    language: Language
    judgement: Judgement | None = None
    endpointing: bool = True
    answered: str | None = None
    lead_ms: float = 300.0
    turn_ms: float = 0.0
    longest_ms: float = 300_000.0
    speaks_since: int = 0
    spoke_until: int = 0
    interruptible: bool = True
    saying: str = ""
    ending: bool = False
    held_ms: float = 0.0
    leaving: bool = False


def event_of(now: Moment) -> Event | None:
    """Return what has happened, None for nothing new."""
    read = _READINGS.get(now.phase)
    return None if read is None else read(now)


def _listening(now: Moment) -> Event | None:
    hearing = now.hearing
    if hearing.speaking:
        return Event.SPEECH
    if not hearing.open or hearing.failed or not hearing.words:
        return None  # noise, or words that the recogniser still owes
    over_us = hearing.onset < now.spoke_until
    if over_us and not is_interruption(hearing.text, now.saying, now.language):
        return Event.NOTHING
    return Event.SPEECH


def _hearing(now: Moment) -> Event | None:
    hearing = now.hearing
    if now.turn_ms >= now.longest_ms:
        return Event.LIMIT
    if not hearing.open and not hearing.failed:
        return Event.NOTHING
    quiet = not (hearing.speaking or hearing.stirring) and hearing.pause_ms >= _PAUSE_MS
    return Event.PAUSE if quiet else None


def _pausing(now: Moment) -> Event | None:
    hearing = now.hearing
    if hearing.speaking:
        return Event.SPEECH
    if hearing.words is None:
        return None  # half of the words would make half an answer
    if hearing.failed:
        return Event.FAILED
    if not hearing.words:
        return Event.NOTHING
    if now.turn_ms >= now.longest_ms:
        return Event.LIMIT
    return None if hearing.stirring or not now.endpointing else _verdict(now)


def _verdict(now: Moment) -> Event | None:
    """Return what the judgement asks for."""
    hearing, judgement = now.hearing, now.judgement
    if judgement is None:
        return None
    if now.answered is not None and now.answered != hearing.text:
        return Event.CHANGED
    if judgement.verdict is Verdict.DONE:
        return Event.PROMISING if now.answered is None else Event.DONE
    if judgement.encourage_ms is not None and hearing.pause_ms >= judgement.encourage_ms:
        return Event.STUCK
    soon = hearing.pause_ms + now.lead_ms >= judgement.done_ms
    return Event.PROMISING if soon and now.answered is None else None


def _closing(now: Moment) -> Event | None:
    hearing = now.hearing
    if hearing.words is None:
        return None
    if hearing.failed and not now.leaving:
        return Event.FAILED
    if not hearing.words and not now.leaving:
        return Event.NOTHING
    if now.answered is None:
        return Event.PROMISING
    return Event.DONE if now.answered == hearing.text else Event.CHANGED


def _going_on(now: Moment) -> Event | None:
    """Read whether the candidate goes on after all."""
    anew = now.hearing.speaking and now.hearing.onset >= now.speaks_since
    return Event.SPEECH if anew else None


def _over_us(now: Moment) -> Event | None:
    return _going_on(now) if now.interruptible else None


def _held(now: Moment) -> Event | None:
    hearing = now.hearing
    over = not hearing.speaking and hearing.words is not None and hearing.pause_ms >= _OVER_MS
    # what goes on may end in half a word, and "yes" may be followed by "but"
    text = hearing.text if over else hearing.text.rpartition(" ")[0]
    if is_interruption(text, now.saying, now.language):
        return Event.INTERRUPTION
    worded = _VOWEL.search(hearing.text) and not is_echo(hearing.text, now.saying)
    if over and now.ending and worded:
        return Event.INTERRUPTION  # "yes" at the end of a question is its answer
    return Event.FALSE_ALARM if over or now.held_ms >= HOLD_LIMIT_MS else None


def is_interruption(text: str, saying: str, language: Language) -> bool:
    """Whether words heard over ours want the floor.

    Signs of attention do not, nor does an echo of us. One word alone does only if it is a
    call, as it may be what a recogniser makes of a cough.
    """
    words = re.findall(r"[^\W_]+", text.lower())
    known = lexicon_for(language)
    if len(words) <= 1:
        return known.calls.issuperset(words) and bool(words)
    if len(words) <= _ATTENTION_WORDS and known.attention.issuperset(words):
        return False
    return not is_echo(text, saying)


def is_echo(text: str, saying: str) -> bool:
    """Whether what was heard is mostly what we were saying."""
    words = re.findall(r"[^\W_]+", text.lower())
    ours = set(re.findall(r"[^\W_]+", saying.lower()))
    return sum(word in ours for word in words) >= _ECHO_SHARE * len(words)


_READINGS: Final[Mapping[Phase, Callable[[Moment], Event | None]]] = {
    Phase.GREETING: _over_us,
    Phase.GREETING_HELD: _held,
    Phase.LISTENING: _listening,
    Phase.HEARING: _hearing,
    Phase.PAUSING: _pausing,
    Phase.ENCOURAGING: _going_on,
    Phase.CLOSING: _closing,
    Phase.THINKING: _going_on,
    Phase.SPEAKING: _over_us,
    Phase.HELD: _held,
}
