"""The candidates' voices: espeak-ng, and where its words can be cut apart."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

import numpy as np
from msgspec.structs import replace

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.audio.resample import resample
from talkup_local.cli.bench.turns.sounds import Wave, gain, to_wave
from talkup_local.config import load
from talkup_local.engines.tts import espeak
from talkup_local.engines.tts.espeak import Espeak

SPEECH_DB: Final = -24.0
"""Level of a voice, RMS, decibels of full scale: a person at a headset."""

SPEEDS: Final = (0.9, 1.0, 1.15)

_EDGE_DB: Final = -46.0
"""Sound more than this below the loudest is no part of the speech: breath, reverberation."""

_STEP: Final = RATE_HZ // 200
_SEARCH_S: Final = 0.03
_FADE: Final = RATE_HZ // 200


@dataclass(frozen=True)
class Spoken:
    """A stretch of speech, from its first to its last sound.

    cuts: where it can be cut before a word, as characters of the text to samples.
    """

    wave: Wave = field(repr=False)
    cuts: Mapping[int, int] = field(default_factory=dict)

    def split(self, character: int) -> tuple[Wave, Wave]:
        """Return what is before and what is after the cut, faded and trimmed."""
        at = self.cuts[character]
        return trim(fade(self.wave[:at])), trim(fade(self.wave[at:]))


class Candidates:
    """All voices at all speeds, taken in turn."""

    def __init__(self, engines: tuple[Espeak, ...]) -> None:
        voices = [voice for voice in engines[0].voices if voice.language == "en"]
        # voices and speeds have no common divisor, so all pairs come up
        self._turns = cycle(
            [
                (engines[place % len(engines)], voices[(place + place // 6) % len(voices)])
                for place in range(len(voices) * len(engines))
            ]
        )
        self._engine, self._voice = next(self._turns)

    def next(self) -> None:
        """Let the next candidate speak."""
        self._engine, self._voice = next(self._turns)

    async def say(self, text: str) -> Spoken:
        """Return ``text`` as spoken."""
        speech, words = await self._engine.synthesize_timed(text, self._voice)
        wave = to_wave(resample(speech.samples, speech.sample_rate_hz, RATE_HZ))
        start, end = audible(wave)
        wave = normal(wave[start:end])
        cuts = {
            word.at_character: _quietest(wave, round(word.at_s * RATE_HZ) - start)
            for word in words
            if word.at_character > 0 and text[word.at_character - 1] == " "
        }
        return Spoken(wave, {place: at for place, at in cuts.items() if 0 < at < len(wave)})


@contextlib.asynccontextmanager
async def candidates() -> AsyncIterator[Candidates]:
    """Give the voices. Raises EngineUnavailable without espeak-ng."""
    config, folder = load()
    engines = []
    try:
        for speed in SPEEDS:
            engine = espeak.build(replace(config, tts=replace(config.tts, speed=speed)), folder, "")
            engines.append(engine)
            await engine.start()
        yield Candidates(tuple(engines))
    finally:
        for engine in engines:
            await engine.close()


def normal(wave: Wave) -> Wave:
    """Return ``wave`` at the level of a voice; only what is speech counts."""
    steps = _levels(wave)
    loud = steps[steps > steps.max() * gain(-30)]
    level = float(np.sqrt(np.mean(loud**2))) if len(loud) else 0.0
    return wave * np.float32(gain(SPEECH_DB) / level) if level else wave


def audible(wave: Wave) -> tuple[int, int]:
    """Return where the sound starts and ends, samples, in steps of 5 ms."""
    steps = _levels(wave)
    heard = np.flatnonzero(steps > steps.max(initial=0.0) * gain(_EDGE_DB))
    if not len(heard):
        return 0, 0
    return int(heard[0]) * _STEP, min(len(wave), (int(heard[-1]) + 1) * _STEP)


def trim(wave: Wave) -> Wave:
    """Return ``wave`` from its first to its last sound."""
    start, end = audible(wave)
    return wave[start:end]


def fade(wave: Wave) -> Wave:
    """Return ``wave`` without a click at its edges."""
    count = min(_FADE, len(wave) // 2)
    if not count:
        return wave
    faded, ramp = wave.copy(), np.linspace(0, 1, count, dtype=np.float32)
    faded[:count] *= ramp
    faded[-count:] *= ramp[::-1]
    return faded


def _levels(wave: Wave) -> Wave:
    count = -(-len(wave) // _STEP)
    padded = np.pad(wave, (0, count * _STEP - len(wave))).reshape(count, _STEP)
    return np.sqrt(np.mean(padded**2, axis=1, dtype=np.float32))


def _quietest(wave: Wave, at: int) -> int:
    """Return the quietest place near ``at``: a word's mark is a few ms off at times."""
    reach = round(_SEARCH_S * RATE_HZ)
    start = max(0, at - reach)
    near = np.abs(wave[start : at + reach])
    if len(near) < 2 * _STEP:
        return at
    soft = np.convolve(near, np.ones(_STEP, np.float32), "same")
    return start + int(np.argmin(soft))
