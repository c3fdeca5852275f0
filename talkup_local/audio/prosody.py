"""How the end of an utterance sounds: whether pitch and energy fall as they do at an end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from talkup_local.audio.pcm import RATE_HZ, Samples

_HEARD_S: Final = 4
_FINAL_MS: Final = 250
_LEAST_REST_MS: Final = 150

# The voice's pitch and its first harmonics need no more than a quarter of the rate.
_DECIMATION: Final = 4
_LOW_RATE_HZ: Final = RATE_HZ // _DECIMATION
_CUTOFF_HZ: Final = 1000
_TAPS: Final = 41

_HOP_MS: Final = 10
_HOP: Final = _LOW_RATE_HZ * _HOP_MS // 1000
_FRAME: Final = _LOW_RATE_HZ * 40 // 1000
_FFT: Final = 256
_SHORTEST_LAG: Final = _LOW_RATE_HZ // 400
_LONGEST_LAG: Final = _LOW_RATE_HZ // 70

# A frame is voiced when it repeats itself this well and is this near to the loud ones.
_PERIODIC: Final = 0.55
_QUIET_DB: Final = -22.0
_FAINT_RMS: Final = 20.0
# Two periods look like one: what a lag must gain for each octave that it lies lower.
_OCTAVE_COST: Final = 0.03
_SHORTEST_STRETCH: Final = 6
_LONGEST_GAP: Final = 2
_SYLLABLE_DIP_DB: Final = 6.0
# No voice moves faster; what seems to is a wrong frame in a short stretch.
_STEEPEST_ST_S: Final = 80.0

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class VoiceCues:
    """The last voiced stretch against the rest of what was heard.

    final_pitch_st: its median pitch against that of the rest, semitones (negative: lower).
    final_slope_st_s: how its pitch moves, semitones per second.
    final_energy_db: its energy against the rest, decibels (negative: softer).
    final_voiced_ms: length of its last syllable: long for a drawn-out "and..." or "um".
    """

    final_pitch_st: float
    final_slope_st_s: float
    final_energy_db: float
    final_voiced_ms: int


def voice_cues(samples: Samples) -> VoiceCues | None:
    """Return how ``samples`` end: int16, shape (n,), 16 kHz mono, ending with speech.

    Pitch and energy are those of the last 250 ms that are voiced without a break, the
    rest is what else is voiced in the last 4 s. None when too little is voiced.
    """
    frames = _frames(samples[-_HEARD_S * RATE_HZ :])
    if not len(frames):
        return None
    power = (frames**2).mean(axis=1) + np.float32(1e-3)
    level_db = 10 * np.log10(power)
    pitch_st, periodic = _pitch(frames)
    audible = (power > _FAINT_RMS**2) & (level_db > np.percentile(level_db, 95) + _QUIET_DB)
    voiced = _steady(periodic & audible)
    ends = np.flatnonzero(voiced)
    if not len(ends):
        return None
    end = int(ends[-1]) + 1
    breaks = np.flatnonzero(~voiced[:end])
    start = int(breaks[-1]) + 1 if len(breaks) else 0
    first = max(start, end - _FINAL_MS // _HOP_MS)
    final = np.arange(first, end)
    rest = ends[ends < first]
    if len(rest) * _HOP_MS < _LEAST_REST_MS:
        return None
    return VoiceCues(
        final_pitch_st=_round(np.median(pitch_st[final]) - np.median(pitch_st[rest])),
        final_slope_st_s=_round(_slope_st_s(pitch_st[final])),
        final_energy_db=_round(10 * np.log10(power[final].mean() / power[rest].mean())),
        final_voiced_ms=_last_syllable(level_db[start:end]) * _HOP_MS,
    )


def _frames(samples: Samples) -> Floats:
    """Return what is below 1 kHz in frames of 40 ms, one each 10 ms: shape (frames, samples)."""
    if len(samples) < _TAPS + _FRAME * _DECIMATION:
        return np.zeros((0, _FRAME), np.float32)
    windows = sliding_window_view(samples.astype(np.float32), _TAPS)[::_DECIMATION]
    return sliding_window_view(windows @ _low_pass(), _FRAME)[::_HOP]


def _pitch(frames: Floats) -> tuple[Floats, Flags]:
    """Return each frame's pitch in semitones above 1 Hz, and whether it has one."""
    centred = (frames - frames.mean(axis=1, keepdims=True)) * _window()
    product = _autocorrelation(centred)
    # the window fades the later lags: without it a pure tone repeats itself perfectly
    alike = product / (product[:, :1] + 1e-3) / _fading()
    lags = np.arange(_SHORTEST_LAG, _LONGEST_LAG + 1)
    before, here, after = (alike[:, lags + step] for step in (-1, 0, 1))
    peaks = (here >= before) & (here > after)
    score = np.where(peaks, here - _OCTAVE_COST * np.log2(lags / _SHORTEST_LAG), -1)
    best = score.argmax(axis=1)
    row = np.arange(len(frames))
    left, top, right = before[row, best], here[row, best], after[row, best]
    bend = np.maximum(2 * top - left - right, np.float32(1e-6))
    lag = lags[best] + np.clip((right - left) / (2 * bend), -0.5, 0.5)
    found = peaks[row, best] & (top > _PERIODIC)
    pitch_st = 12 * np.log2(_LOW_RATE_HZ / lag)
    return _median_of_5(pitch_st.astype(np.float32)), found


def _autocorrelation(frames: Floats) -> Floats:
    spectrum = np.fft.rfft(frames, _FFT, axis=-1)
    return np.fft.irfft(np.abs(spectrum) ** 2, axis=-1)[..., : _LONGEST_LAG + 2].astype(np.float32)


def _median_of_5(values: Floats) -> Floats:
    """Take out single jumps to another octave."""
    padded = np.pad(values, 2, mode="edge")
    return np.median(sliding_window_view(padded, 5), axis=1).astype(np.float32)


def _steady(flags: Flags) -> Flags:
    """Drop single frames, close gaps of 20 ms, then drop stretches under 60 ms."""
    closed = flags.copy()
    closed[1:-1] &= flags[:-2] | flags[2:]
    for start, end in _runs(~closed):
        if start > 0 and end < len(flags) and end - start <= _LONGEST_GAP:
            closed[start:end] = True
    kept = closed.copy()
    for start, end in _runs(closed):
        if end - start < _SHORTEST_STRETCH:
            kept[start:end] = False
    return kept


def _runs(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _slope_st_s(pitch_st: Floats) -> float:
    """Median of the slopes between all pairs: a few wrong frames do not bend it."""
    first, second = np.triu_indices(len(pitch_st), k=1)
    steps_st = (pitch_st[second] - pitch_st[first]) / (second - first)
    slope_st_s = float(np.median(steps_st)) * 1000 / _HOP_MS
    return min(max(slope_st_s, -_STEEPEST_ST_S), _STEEPEST_ST_S)


def _last_syllable(level_db: Floats) -> int:
    """Frames from the end back to where it was louder and then clearly softer again."""
    backwards = level_db[::-1]
    dips = np.flatnonzero(backwards < np.maximum.accumulate(backwards) - _SYLLABLE_DIP_DB)
    return int(dips[0]) if len(dips) else len(level_db)


def _round(value: float | np.floating) -> float:
    return round(float(value), 2)


@cache
def _low_pass() -> Floats:
    at = np.arange(_TAPS) - _TAPS // 2
    kernel = np.sinc(2 * _CUTOFF_HZ / RATE_HZ * at) * np.hamming(_TAPS)
    return np.asarray(kernel / kernel.sum(), np.float32)


@cache
def _window() -> Floats:
    return np.hanning(_FRAME + 2)[1:-1].astype(np.float32)


@cache
def _fading() -> Floats:
    own = _autocorrelation(_window())
    return np.asarray(own / own[0], np.float32)
