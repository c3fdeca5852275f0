"""When a pause ends a turn: a pure function of what is known at that moment.

The words, the voice, and a turn model if there is one, each move the chance that the answer
is over; the chance, not a fixed timer, says how long to wait. Words that show an unfinished
sentence cap the chance, so that no falling voice ends it. The pause itself moves nothing:
a judgement says when the turn will be over, and stays so while the pause lasts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from talkup_local.audio.prosody import VoiceCues
from talkup_local.config.model import Language, Patience
from talkup_local.engines.base import TimedWord
from talkup_local.turn.asked import FULL_WORDS, wanted
from talkup_local.turn.completeness import Close, Grip, Reading, read

__all__ = ["Evidence", "Judgement", "Verdict", "judge"]

# --- how long to wait --------------------------------------------------------------------

CHANCES: Final = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.92, 0.97)
"""Chances that the answer is over, to which the columns of ``WAITS_MS`` belong."""

WAITS_MS: Final[dict[Patience, tuple[int, ...]]] = {
    "brisk": (6000, 2900, 2600, 2400, 1900, 1300, 650, 300, 130, 130),
    "normal": (12000, 3500, 3200, 3000, 2600, 2000, 1000, 450, 160, 160),
    "relaxed": (20000, 4400, 3700, 3200, 2900, 2500, 1900, 1300, 800, 450),
}
"""Pause in ms after which the turn is over, by patience; between columns, in proportion.

Column 0 is the longest pause whatever is known. An unfinished sentence (0) waits for it;
one that probably is (0.05) outlasts the pauses of 3 s that people make in mid-answer, and
a complete one that is little of an answer (0.2) outlasts nearly all of them. An answer that
is surely over is taken up after 160 ms: with the time that it takes to notice, these are the
200 ms that people leave among themselves, and natural rests between sentences are longer.
Relaxed gives every full answer nearly a second, unless the words wrap it up (0.97).
"""

ENCOURAGE_MS: Final[dict[Patience, int]] = {"brisk": 3000, "normal": 4500, "relaxed": 6000}
"""Pause after which to say "take your time": past 4 s a silence begins to weigh."""

# --- what each thing known weighs, in log odds that the answer is over ----------------------

COMPLETE: Final = -9.0
"""A complete sentence, but next to nothing said of what was wanted."""
FULLNESS: Final = 11.0
"""As much said as the question wants: with ``COMPLETE``, in 7 of 8 cases."""
SETTING: Final = -1.4
OUTCOME: Final = 0.7
HESITANT: Final = -0.4
CLOSED: Final = 4.5
"""A wrap-up or a direct answer: whatever else is known."""
HELD: Final = {Grip.FIRM: -3.5, Grip.LOOSE: -2.0}
"""Words that hold the turn open; if they do so ``Grip.FAST``, there is no chance at all."""
MODEL: Final = 0.7
"""A turn model's own log odds count this much, and never for more than ``MODEL_MOST``."""
MODEL_MOST: Final = 2.5

# Half way between a voice that ends, lower than before and still falling, and one that goes
# on; how much a semitone, and one per second, away from there counts; and the most that both
# count together. People who go on seldom fall, but many end on a level voice or a rising one.
LOWER_ST: Final = 1.9
FALLING_ST_S: Final = 4.0
PER_LOWER_ST: Final = 0.15
PER_FALLING_ST_S: Final = 0.08
FALLS_MOST: Final = 1.0
HOLDS_MOST: Final = 2.0
DRAWN_OUT: Final = -0.7
DRAWN_OUT_MS: Final = (450, 900)
"""From when on a level last sound is drawn out, and when it is so for certain."""
LEVEL_ST_S: Final = 6.0

# --- within what bounds --------------------------------------------------------------------

COMPLETE_LEAST: Final = 0.2
"""A complete sentence may be all that there is to say, however short..."""
SOUNDS_OPEN_LEAST: Final = 0.1
"""... and even if it does not sound like it."""
HELD_LEAST: Final = {Grip.FIRM: 0.05, Grip.LOOSE: 0.2}
CLOSED_LEAST: Final = 0.97

BLIND: Final = -1.3
"""While the recogniser lags behind: the odds of a short utterance."""
BLIND_FULLNESS: Final = 1.8
BLIND_BOUNDS: Final = (0.1, 0.6)
WORDS_PER_S: Final = 2.3
"""Pace of speech, pauses included, to guess the number of words from the time."""


LONGEST_PAUSE: Final = "longest_pause"
"""The reason of a verdict that fell because the patience was at its end."""


class Verdict(Enum):
    """What a pause is."""

    DONE = "done"
    """The answer is complete."""
    THINKING = "thinking"
    """The candidate looks for words, or has more to say."""
    CUT_OFF = "cut_off"
    """The sentence is not."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of a pause.

    pause_ms: since the last speech. speech_ms: speech in the turn so far.
    words: of the whole turn so far, None while the recogniser has not caught up.
    asked: what the interviewer said last. voice: how the last words sounded, None when
    unknown. completeness: of a turn model that listens to the sound, 0..1, if there is one.
    encouraged: whether "take your time" was said in this turn already.
    """

    pause_ms: int
    speech_ms: int
    words: tuple[TimedWord, ...] | None
    asked: str
    language: Language
    patience: Patience
    voice: VoiceCues | None = None
    completeness: float | None = None
    encouraged: bool = False


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a pause is taken for, given what is known now.

    verdict: DONE once the pause has lasted ``done_ms``; until then what it is taken for.
    done_ms: pause after which the turn is over if nothing else comes.
    encourage_ms: pause after which to say "take your time", None for not at all.
    reasons: what led to it, as fixed words without anything that was said.
    """

    verdict: Verdict
    done_ms: int
    encourage_ms: int | None
    reasons: tuple[str, ...] = ()


def judge(evidence: Evidence) -> Judgement:
    """Judge a pause."""
    reasons: list[str] = []
    taken_for = Verdict.THINKING
    encourages = True
    if evidence.words is None:
        chance = _blind(evidence, reasons)
    elif not any(char.isalnum() for word in evidence.words for char in word.text):
        # A cough: there is nothing to answer, and nobody to be told to take their time.
        chance, encourages = 0.0, False
        reasons.append("no_words")
    else:
        reading = read(evidence.words, evidence.asked, evidence.language)
        chance = _chance(reading, evidence, reasons)
        if reading.hold is not None and reading.hold.mid_sentence:
            taken_for = Verdict.CUT_OFF
    done_ms = _wait_ms(chance, evidence.patience)
    encourage_ms = ENCOURAGE_MS[evidence.patience]
    if evidence.pause_ms >= done_ms:
        taken_for = Verdict.DONE
        if done_ms == longest_pause_ms(evidence.patience):
            reasons.append(LONGEST_PAUSE)
    return Judgement(
        verdict=taken_for,
        done_ms=done_ms,
        encourage_ms=encourage_ms
        if encourages and not evidence.encouraged and encourage_ms < done_ms
        else None,
        reasons=tuple(reasons),
    )


def longest_pause_ms(patience: Patience) -> int:
    """Return the pause in ms that ends a turn whatever was said."""
    return WAITS_MS[patience][0]


def _wait_ms(chance: float, patience: Patience) -> int:
    knots = zip(CHANCES, WAITS_MS[patience], strict=True)
    for (low, longer), (high, shorter) in pairwise(knots):
        if chance <= high:
            return round(longer + (shorter - longer) * (chance - low) / (high - low))
    return WAITS_MS[patience][-1]


def _chance(reading: Reading, evidence: Evidence, reasons: list[str]) -> float:
    """Return the chance, 0..1, that the answer is over."""
    weights = {
        "setting": SETTING * reading.setting,
        "outcome": OUTCOME * reading.outcome,
        "hesitant": HESITANT * reading.hesitant,
    }
    reasons += [reason for reason, weight in weights.items() if weight]
    odds = COMPLETE + FULLNESS * reading.fullness
    if reading.hold is None:
        odds = max(odds, _log_odds(COMPLETE_LEAST))
    odds += sum(weights.values())
    reasons.append("full_answer" if reading.fullness >= 1 else "short_answer")
    asks = reading.close is Close.QUESTION
    sound = _sound(evidence, reasons, full=reading.fullness, asks=asks)
    if reading.hold is not None and reading.grip is not None:
        reasons.append(reading.hold.value)
        if reading.grip is Grip.FAST:
            return 0.0
        return max(_probability(odds + sound + HELD[reading.grip]), HELD_LEAST[reading.grip])
    if reading.close is not None:
        reasons.append(reading.close.value)
        return max(_probability(odds + sound + CLOSED), CLOSED_LEAST)
    return max(_probability(odds + sound), SOUNDS_OPEN_LEAST)


def _blind(evidence: Evidence, reasons: list[str]) -> float:
    """Return the chance that the answer is over, without its words."""
    reasons.append("words_late")
    spoken = evidence.speech_ms / 1000 * WORDS_PER_S
    full = min(1.0, spoken / FULL_WORDS[wanted(evidence.asked, evidence.language)])
    odds = BLIND + BLIND_FULLNESS * full
    odds += _sound(evidence, reasons, full=full, asks=False)
    least, most = BLIND_BOUNDS
    return min(max(_probability(odds), least), most)


def _sound(evidence: Evidence, reasons: list[str], *, full: float, asks: bool) -> float:
    """Return what the voice and the turn model say, in log odds."""
    odds = 0.0
    if evidence.voice is not None:
        odds += _voice(evidence.voice, reasons, full=full, asks=asks)
    if evidence.completeness is not None:
        model = MODEL * _log_odds(evidence.completeness)
        odds += _clip(model, MODEL_MOST)
        reasons.append("model_done" if model > 0 else "model_going_on")
    return odds


def _voice(voice: VoiceCues, reasons: list[str], *, full: float, asks: bool) -> float:
    lower = PER_LOWER_ST * (-voice.final_pitch_st - LOWER_ST)
    falling = PER_FALLING_ST_S * (-voice.final_slope_st_s - FALLING_ST_S)
    odds = min(max(lower + falling, -HOLDS_MOST), FALLS_MOST)
    if asks:
        odds = max(odds, 0.0)  # a question rises
    reasons.append("voice_falls" if odds > 0 else "voice_holds")
    # A fall ends a sentence; whether the answer ends with it, the words must say.
    if odds > 0:
        odds *= full
    start, sure = DRAWN_OUT_MS
    if abs(voice.final_slope_st_s) < LEVEL_ST_S and voice.final_voiced_ms > start:
        odds += DRAWN_OUT * min((voice.final_voiced_ms - start) / (sure - start), 1.0)
        reasons.append("drawn_out")
    return odds


def _clip(value: float, most: float) -> float:
    return min(max(value, -most), most)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _log_odds(probability: float) -> float:
    probability = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(probability / (1 - probability))
