"""Voices whose pitch, level, pauses and syllables are known, because they are made so."""

import numpy as np

RATE_HZ = 16_000


def voice(pitch_hz, *, syllables=0, duration_s=None, level_db=-20.0):
    """Return int16 samples: harmonics of ``pitch_hz``, a number or one per sample.

    syllables: how often in it the level rises and falls; 0 is an even level. level_db: RMS.
    """
    count = round(duration_s * RATE_HZ) if duration_s is not None else len(pitch_hz)
    pitch_hz = np.broadcast_to(np.asarray(pitch_hz, float), (count,))
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
    wave = sum(np.sin(number * phase) / number for number in range(1, 11))
    if syllables:
        at = np.arange(count) / count
        wave = wave * (0.05 + np.sin(np.pi * syllables * at) ** 2)
    return scaled(wave, level_db)


def scaled(wave, level_db):
    """Return ``wave`` as int16 samples with that RMS level."""
    rms = np.sqrt((wave**2).mean())
    return np.clip(wave * 32768 * 10 ** (level_db / 20) / rms, -32768, 32767).astype(np.int16)


def glide(start_hz, end_hz, duration_s):
    """Return a pitch that moves evenly in semitones: one value per sample."""
    return np.geomspace(start_hz, end_hz, round(duration_s * RATE_HZ))


def silence(duration_s):
    return np.zeros(round(duration_s * RATE_HZ), np.int16)


def noise(duration_s, level_db):
    wave = np.random.default_rng(0).normal(size=round(duration_s * RATE_HZ))
    return scaled(wave, level_db)


def joined(*parts):
    return np.concatenate(parts)
