"""How a voice sounds over time: pitch, level, phrases and syllables, measured by Praat.

The one door to praat-parselmouth. Sound is measured piece by piece as it comes: Praat holds
Python's lock while it works, so a piece is kept to some 20 ms of work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.audio.pcm import FULL_SCALE, RATE_HZ, Samples
from talkup_local.errors import AudioError

STEP_S: Final = 0.01
"""Time between two values of a track."""

SILENCE_DB: Final = -100.0
"""Level of no sound at all; 16 bits hold nothing softer."""

_HOP: Final = RATE_HZ // 100
_PIECE: Final = 500 * _HOP
# Praat looks this far to both sides of a value.
_CONTEXT: Final = RATE_HZ // 10

_LOWEST_HZ: Final = 60.0
_HIGHEST_HZ: Final = 500.0
_SMOOTHED_HZ: Final = 50.0
# Praat's decibels are above 20 µPa where ours are below full scale.
_HEARING_DB: Final = 20 * float(np.log10(2e-5))

_LOUD_PERCENTILE: Final = 98
_FAINT_DB: Final = -30.0
# What lies beyond these shares of the quartiles is the same voice an octave off
# (Hirst and De Looze's way to choose floor and ceiling).
_BELOW_Q1: Final = 0.75
_ABOVE_Q3: Final = 1.5
_SHORTEST_VOICED: Final = 3

_PAUSE: Final = 30
_SHORTEST_PHRASE: Final = 10
# A syllable is a peak of the level with dips on both sides (De Jong and Wempe, 2009).
_DIP_DB: Final = 2.0

# Syllables ring and unvoiced sounds lie around the voiced ones: no noise is measured there.
_CLEAR: Final = 20
_LEAST_NOISE: Final = 20

_CLIPPED: Final = FULL_SCALE - 8

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class VoiceFeatures:
    """What was measured. All levels in dB below full scale, a full square wave being 0.

    step_s: time between two values of a track, the first being at half of it.
    pitch_hz: shape (frames,), 0 where nothing is voiced.
    level_db: shape (frames,), smoothed over some 60 ms, at least -100.
    phrases_s: shape (phrases, 2), begin and end of what is voiced without a pause of 0.3 s.
    nuclei_s: shape (syllables,), times of the syllables' loudest points.
    speech_db: RMS level within phrases, None without any.
    noise_db: median level away from them, None when too little is there.
    clipped_share: 0..1, samples that stand at full scale, three or more in a row.
    """

    duration_s: float
    step_s: float
    pitch_hz: Floats
    level_db: Floats
    phrases_s: Floats
    nuclei_s: Floats
    speech_db: float | None
    noise_db: float | None
    clipped_share: float


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """Tracks of one piece. power: mean square of each step, full scale being 1."""

    pitch_hz: Floats
    level_db: Floats
    power: Floats
    clipped: int


class VoiceTracker:
    """Measures a voice as it comes; keeps numbers, not sound."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._samples = 0
        self._pending = np.zeros(_CONTEXT, np.int16)  # with the context before it

    def push(self, samples: Samples) -> None:
        """Take the next ``samples``: int16, shape (n,), 16 kHz mono; cut anywhere.

        Takes some 5 ms for each second of them. Raises AudioError.
        """
        if samples.ndim != 1 or samples.dtype != np.int16:
            raise AudioError(f"int16 of shape (n,) is needed, not {samples.dtype} {samples.shape}")
        self._samples += len(samples)
        self._pending = np.concatenate((self._pending, samples))
        at = 0
        while len(self._pending) - at >= _PIECE + 2 * _CONTEXT:
            self._pieces.append(_measure(self._pending[at : at + _PIECE + 2 * _CONTEXT]))
            at += _PIECE
        self._pending = self._pending[at:].copy()

    def features(self) -> VoiceFeatures:
        """Return what was measured so far. Raises AudioError."""
        rest = len(self._pending) - _CONTEXT
        whole = rest // _HOP * _HOP
        pieces = list(self._pieces)
        if whole:
            end = np.zeros(_CONTEXT + whole - rest, np.int16)
            last = np.concatenate((self._pending, end))
            pieces.append(_measure(last[: whole + 2 * _CONTEXT]))
        return _features(pieces, self._samples)


def voice_features(samples: Samples) -> VoiceFeatures:
    """Return what is measured in ``samples``: int16, shape (n,), 16 kHz mono.

    Silence and what is shorter than a syllable have no phrases. Raises AudioError.
    """
    tracker = VoiceTracker()
    tracker.push(samples)
    return tracker.features()


def _measure(samples: Samples) -> _Piece:
    """Measure what lies between the contexts at both ends of ``samples``."""
    import parselmouth

    wave = samples / FULL_SCALE
    inside = wave[_CONTEXT:-_CONTEXT].reshape(-1, _HOP)
    try:
        sound = parselmouth.Sound(wave, RATE_HZ)
        pitch = sound.to_pitch_ac(
            time_step=STEP_S, pitch_floor=_LOWEST_HZ, pitch_ceiling=_HIGHEST_HZ
        )
        level = sound.to_intensity(minimum_pitch=_SMOOTHED_HZ, time_step=STEP_S)
    except parselmouth.PraatError as exc:
        raise AudioError("Praat can't measure this sound") from exc
    times_s = _CONTEXT / RATE_HZ + _times_s(len(inside))
    level_db = level.values[0][_nearest(level, times_s)] + _HEARING_DB
    return _Piece(
        pitch_hz=pitch.selected_array["frequency"][_nearest(pitch, times_s)],
        level_db=np.maximum(level_db, SILENCE_DB),
        power=((inside - inside.mean()) ** 2).mean(axis=1),
        clipped=_clipped(samples[_CONTEXT:-_CONTEXT]),
    )


def _nearest(track: Any, times_s: Floats) -> NDArray[np.int64]:
    """Return where a track of Praat has its values for ``times_s``."""
    index = np.rint((times_s - track.x1) / track.dx).astype(np.int64)
    return np.asarray(np.clip(index, 0, track.nx - 1))


def _features(pieces: list[_Piece], samples: int) -> VoiceFeatures:
    pitch_hz, level_db, power = (
        np.concatenate([np.zeros(0), *(getattr(piece, name) for piece in pieces)])
        for name in ("pitch_hz", "level_db", "power")
    )
    faintest_db = SILENCE_DB
    if len(level_db):
        faintest_db = float(np.percentile(level_db, _LOUD_PERCENTILE)) + _FAINT_DB
    voiced = _voiced(pitch_hz, level_db > max(faintest_db, SILENCE_DB))
    phrases = _phrases(voiced)
    inside = _within(phrases, len(voiced))
    speech, noise = power[inside], power[_within(phrases, len(voiced), _CLEAR, outside=True)]
    return VoiceFeatures(
        duration_s=samples / RATE_HZ,
        step_s=STEP_S,
        pitch_hz=np.where(voiced & inside, pitch_hz, 0),
        level_db=level_db,
        phrases_s=np.asarray(phrases * STEP_S, np.float64),
        nuclei_s=_times_s(len(voiced))[_nuclei(level_db, voiced & inside)],
        speech_db=_db(speech.mean()) if len(speech) else None,
        noise_db=_db(np.median(noise)) if len(noise) >= _LEAST_NOISE else None,
        clipped_share=sum(piece.clipped for piece in pieces) / max(samples, 1),
    )


def _voiced(pitch_hz: Floats, audible: Flags) -> Flags:
    """Tell which frames are the voice's, without octave errors and single frames."""
    found = pitch_hz[(pitch_hz > 0) & audible]
    if not len(found):
        return np.zeros(len(pitch_hz), bool)
    low_hz, high_hz = np.percentile(found, (25, 75)) * (_BELOW_Q1, _ABOVE_Q3)
    voiced: Flags = audible & (pitch_hz > low_hz) & (pitch_hz < high_hz)
    for start, end in _runs(voiced):
        if end - start < _SHORTEST_VOICED:
            voiced[start:end] = False
    return voiced


def _phrases(voiced: Flags) -> NDArray[np.int64]:
    """Return begin and end of what no pause divides: shape (phrases, 2), frames."""
    runs = np.array(_runs(voiced), np.int64).reshape(-1, 2)
    breaks = np.flatnonzero(runs[1:, 0] - runs[:-1, 1] >= _PAUSE) + 1
    groups = [group for group in np.split(runs, breaks) if len(group)]
    spans = [
        (group[0, 0], group[-1, 1])
        for group in groups
        if (group[:, 1] - group[:, 0]).sum() >= _SHORTEST_PHRASE
    ]
    return np.array(spans, np.int64).reshape(-1, 2)


def _within(
    phrases: NDArray[np.int64], frames: int, margin: int = 0, *, outside: bool = False
) -> Flags:
    """Tell which frames lie in phrases, ``margin`` around them included; or which do not."""
    flags = np.zeros(frames, bool)
    for start, end in phrases:
        flags[max(0, start - margin) : end + margin] = True
    return ~flags if outside else flags


def _nuclei(level_db: Floats, voiced: Flags) -> list[int]:
    """Return the frames of the peaks between two dips, those that are voiced."""
    peaks: list[int] = []
    top, bottom, rising = 0, 0, True
    levels_db = level_db.tolist()
    for frame, now_db in enumerate(levels_db):
        if rising:
            if now_db > levels_db[top]:
                top = frame
            elif now_db < levels_db[top] - _DIP_DB:
                peaks.append(top)
                bottom, rising = frame, False
        elif now_db < levels_db[bottom]:
            bottom = frame
        elif now_db > levels_db[bottom] + _DIP_DB:
            top, rising = frame, True
    if rising and levels_db:
        peaks.append(top)
    return [peak for peak in peaks if voiced[peak]]


def _clipped(samples: Samples) -> int:
    """Count the samples that stand at full scale, three or more in a row."""
    full = (samples >= _CLIPPED) | (samples <= -_CLIPPED)
    threes = full[:-2] & full[1:-1] & full[2:]
    rows = np.zeros(len(full), bool)
    for shift in range(3):
        rows[shift : len(full) - 2 + shift] |= threes
    return int(rows.sum())


def _runs(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _times_s(frames: int) -> Floats:
    return np.asarray((np.arange(frames) + 0.5) * STEP_S, np.float64)


def _db(power: float | np.floating) -> float:
    return max(10 * float(np.log10(max(float(power), 1e-12))), SILENCE_DB)
