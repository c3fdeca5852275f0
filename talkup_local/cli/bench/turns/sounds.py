"""Sounds that are no speech: room noise, hum, keyboard, music, coughs and knocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from talkup_local.audio.pcm import FULL_SCALE, RATE_HZ, Samples

Wave = NDArray[np.float32]
"""Sound as floats, full scale is 1.0."""

ROOM_DB: Final = -60.0
"""Level of a quiet room, RMS, decibels of full scale."""

_REST_CHANCE: Final = 0.05
"""After how many strokes somebody who types looks up."""

_CHORDS_HZ: Final = (
    (220.0, 261.6, 329.6),
    (174.6, 220.0, 261.6),
    (196.0, 246.9, 293.7),
    (130.8, 164.8, 196.0),
)


def gain(db: float) -> float:
    """Return the factor that is ``db`` decibels."""
    return float(10 ** (db / 20))


def to_samples(wave: Wave) -> Samples:
    """Return ``wave`` as int16."""
    return np.clip(np.rint(wave * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


def to_wave(samples: Samples) -> Wave:
    """Return int16 ``samples`` as floats."""
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def room(rng: Generator, count: int) -> Wave:
    """Return ``count`` samples of a quiet room: soft noise without much treble."""
    return _noise(rng, count, smooth=4) * np.float32(gain(ROOM_DB))


def hum(rng: Generator, duration_s: float) -> Wave:
    """Return the hum of a badly shielded microphone: 50 Hz, its harmonics, slowly swelling."""
    time_s = _times(duration_s)
    wave = sum(
        np.sin(2 * np.pi * 50 * harmonic * time_s + rng.uniform(0, 6.28)) / harmonic
        for harmonic in range(1, 9)
    )
    swell = 1 + 0.3 * np.sin(2 * np.pi * 0.1 * time_s)
    return _with_room(rng, (wave * swell * gain(-38)).astype(np.float32))


def keyboard(rng: Generator, duration_s: float) -> Wave:
    """Return typing: bursts of clicks, with the rests between them that people make."""
    wave = np.zeros(round(duration_s * RATE_HZ), np.float32)
    at_s = 0.0
    while True:
        at_s += rng.exponential(0.12) + 0.04
        at_s += rng.uniform(1, 5) if rng.random() < _REST_CHANCE else 0.0
        if at_s > duration_s - 0.1:
            return _with_room(rng, wave)
        _add(wave, at_s, _click(rng) * np.float32(gain(rng.uniform(-30, -16))))


def music(rng: Generator, duration_s: float) -> Wave:
    """Return music from the next room: chords, broken ones over them, a beat."""
    wave = np.zeros(round(duration_s * RATE_HZ), np.float32)
    beat_s = 0.5
    for beat in range(int(duration_s / beat_s)):
        chord = _CHORDS_HZ[beat // 4 % len(_CHORDS_HZ)]
        if beat % 4 == 0:
            for pitch_hz in chord:
                _add(wave, beat * beat_s, _note(pitch_hz, 2.0) * np.float32(gain(-36)))
        pitch_hz = chord[int(rng.integers(len(chord)))] * 2 ** int(rng.integers(1, 3))
        _add(wave, beat * beat_s, _note(pitch_hz, 0.45) * np.float32(gain(-32)))
        _add(wave, beat * beat_s, _click(rng) * np.float32(gain(-36)))
    return _with_room(rng, wave)


def cough(rng: Generator) -> Wave:
    """Return a cough: a burst of coloured noise, and a weaker one after it."""
    parts = []
    for level_db, length_s in ((-14.0, 0.16), (-60.0, 0.12), (-20.0, 0.12)):
        count = round(length_s * RATE_HZ)
        envelope = np.exp(-np.linspace(0, 4, count)) * np.minimum(np.arange(count) / 160, 1)
        parts.append(_noise(rng, count, smooth=6) * envelope * gain(level_db))
    return np.concatenate(parts).astype(np.float32)


def knock(rng: Generator) -> Wave:
    """Return two knocks on wood."""
    wave = np.zeros(round(0.4 * RATE_HZ), np.float32)
    for at_s in (0.0, 0.18):
        time_s = _times(0.12)
        body = np.sin(2 * np.pi * 180 * time_s) * np.exp(-time_s * 45)
        _add(wave, at_s, (body * gain(-12)).astype(np.float32))
        _add(wave, at_s, _click(rng) * np.float32(gain(-18)))
    return wave


def long_noise(make: Callable[[Generator, float], Wave], rng: Generator, duration_s: float) -> Wave:
    """Return ``duration_s`` of what ``make`` makes, a minute at a time to spare memory."""
    minutes, rest_s = divmod(duration_s, 60)
    lengths_s = [60.0] * int(minutes) + ([rest_s] if rest_s else [])
    return np.concatenate([make(rng, length_s) for length_s in lengths_s])


def _noise(rng: Generator, count: int, *, smooth: int) -> Wave:
    """Return noise with RMS 1, its treble damped by a moving average over ``smooth``."""
    white = rng.standard_normal(count + smooth - 1, dtype=np.float32)
    soft = np.convolve(white, np.full(smooth, 1 / np.sqrt(smooth), np.float32), "valid")
    return soft.astype(np.float32)


def _click(rng: Generator) -> Wave:
    count = round(0.015 * RATE_HZ)
    return (_noise(rng, count, smooth=1) * np.exp(-np.linspace(0, 7, count))).astype(np.float32)


def _note(pitch_hz: float, duration_s: float) -> Wave:
    time_s = _times(duration_s)
    tone = sum(np.sin(2 * np.pi * pitch_hz * n * time_s) / n**2 for n in range(1, 6))
    attack = np.minimum(time_s / 0.02, 1)
    release = np.minimum((duration_s - time_s) / 0.05, 1)
    return (tone * attack * release * np.exp(-time_s * 1.2)).astype(np.float32)


def _times(duration_s: float) -> NDArray[np.float64]:
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def _add(wave: Wave, at_s: float, part: Wave) -> None:
    start = round(at_s * RATE_HZ)
    end = min(len(wave), start + len(part))
    wave[start:end] += part[: end - start]


def _with_room(rng: Generator, wave: Wave) -> Wave:
    return wave + room(rng, len(wave))
