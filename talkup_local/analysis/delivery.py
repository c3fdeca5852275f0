"""Delivery: how a voice is used, from its pitch, level, phrases and syllables.

It tells of one recording, against what is usual; it knows nothing of who speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.analysis.delivery_measures import MEASURES, NOTES
from talkup_local.analysis.measure import Findings
from talkup_local.config.model import Language

__all__ = ["MEASURES", "Voice", "analyse"]

Floats = NDArray[np.float64]

_LEAST_SPEECH_S: Final = 1.0
# Hum and music are voiced too, but have no syllables.
_LEAST_RATE_HZ: Final = 1.0
_LEAST_SYLLABLES: Final = 8
_LEAST_PHRASES: Final = 3

_FINAL_S: Final = 0.3
_LEAST_FINAL_S: Final = 0.1
_TURN_ST: Final = 2.0

_CLIPPED_SHARE: Final = 0.0005
_NOISY_DB: Final = 15.0
_SOFT_DB: Final = -40.0

_SURE_AFTER_S: Final = 30.0
_CLEAN_DB: Final = 20.0


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What was measured in a recording; levels in dB below full scale.

    step_s: time between two values of a track, the first being at half of it.
    pitch_hz, level_db: shape (frames,); pitch 0 where nothing is voiced.
    phrases_s: shape (phrases, 2), begin and end of what no pause of 0.3 s divides.
    nuclei_s: shape (syllables,), times of the syllables' loudest points.
    speech_db: within phrases, noise_db: away from them; None where there is nothing of it.
    clipped_share: 0..1, samples that stand at full scale in a row.
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


def analyse(voice: Voice, language: Language) -> Findings:
    """Return the measures of ``MEASURES`` for a recording, notes being in ``language``."""
    speaking_s = float(np.diff(voice.phrases_s, axis=1).sum())
    measures: dict[str, float | None] = dict.fromkeys(measure.name for measure in MEASURES)
    measures["speaking_time_s"] = speaking_s
    if voice.duration_s > 0:
        measures["speaking_share"] = speaking_s / voice.duration_s
        measures["clipping_share"] = voice.clipped_share
    ratio_db = _signal_to_noise_db(voice)
    details: dict[str, Any] = {"phrases": len(voice.phrases_s), "syllables": len(voice.nuclei_s)}
    if speaking_s >= _LEAST_SPEECH_S and len(voice.nuclei_s) >= _LEAST_RATE_HZ * speaking_s:
        measures |= _loudness(voice) | _pitch(voice) | _tempo(voice, speaking_s)
        measures["signal_to_noise_db"] = ratio_db
        turns = list(_turns_st(voice))
        falls = sum(turn <= -_TURN_ST for turn in turns)
        rises = sum(turn >= _TURN_ST for turn in turns)
        details |= {"final_falls": falls, "final_rises": rises}
        if len(turns) >= _LEAST_PHRASES:
            measures["final_falls_share"] = falls / len(turns)
            measures["final_rises_share"] = rises / len(turns)
    return Findings(
        measures=measures,
        details=details,
        confidence=0.0
        if measures["pitch_median_hz"] is None
        else _confidence(speaking_s, ratio_db),
        notes=tuple(NOTES[language][name] for name in _warnings(measures)),
    )


def _loudness(voice: Voice) -> dict[str, float | None]:
    """Level of the speech, and how much its syllables differ."""
    at = np.clip((voice.nuclei_s / voice.step_s).astype(int), 0, max(len(voice.level_db) - 1, 0))
    range_db = None
    if len(at) >= _LEAST_SYLLABLES:
        soft_db, loud_db = np.percentile(voice.level_db[at], (10, 90))
        range_db = float(loud_db - soft_db)
    return {"loudness_dbfs": voice.speech_db, "loudness_range_db": range_db}


def _pitch(voice: Voice) -> dict[str, float | None]:
    """Its middle, its range, and how much it moves."""
    pitch_hz = voice.pitch_hz[voice.pitch_hz > 0]
    if not len(pitch_hz):
        return {}
    pitch_st = 12 * np.log2(pitch_hz)
    low_st, high_st = np.percentile(pitch_st, (5, 95))
    return {
        "pitch_median_hz": float(np.median(pitch_hz)),
        "pitch_range_st": float(high_st - low_st),
        "pitch_variation_st": float(pitch_st.std()),
    }


def _tempo(voice: Voice, speaking_s: float) -> dict[str, float | None]:
    """Syllables per second, and how unevenly they follow each other."""
    if len(voice.nuclei_s) < _LEAST_SYLLABLES:
        return {}
    phrase = np.searchsorted(voice.phrases_s[:, 0], voice.nuclei_s)
    gaps_s = np.diff(voice.nuclei_s)[np.diff(phrase) == 0]
    varies = len(gaps_s) >= _LEAST_SYLLABLES - 1
    return {
        "syllables_per_s": len(voice.nuclei_s) / speaking_s,
        "tempo_variation": float(gaps_s.std() / gaps_s.mean()) if varies else None,
    }


def _turns_st(voice: Voice) -> Iterator[float]:
    """Yield how far the pitch goes, in semitones, in the last 0.3 s of each phrase."""
    for _, end_s in voice.phrases_s:
        end = round(end_s / voice.step_s)
        start = max(0, end - round(_FINAL_S / voice.step_s))
        voiced = np.flatnonzero(voice.pitch_hz[start:end])
        length_s = len(voiced) * voice.step_s
        if length_s < _LEAST_FINAL_S:
            continue
        pitch_st = 12 * np.log2(voice.pitch_hz[start:end][voiced])
        away = voiced - voiced.mean()
        slope_st = float(away @ pitch_st / (away @ away))
        yield slope_st * float(voiced[-1] - voiced[0])


def _signal_to_noise_db(voice: Voice) -> float | None:
    """Level of the speech, without the noise in it, above the noise."""
    if voice.speech_db is None or voice.noise_db is None:
        return None
    noise = 10 ** (voice.noise_db / 10)
    speech = max(10 ** (voice.speech_db / 10) - noise, noise / 10)
    return 10 * float(np.log10(speech / noise))


def _confidence(speaking_s: float, ratio_db: float | None) -> float:
    """Grow with what was said, and shrink with the noise around it."""
    clean = 1.0 if ratio_db is None else min(max(ratio_db / _CLEAN_DB, 0.1), 1.0)
    return round(min(speaking_s / _SURE_AFTER_S, 1.0) * clean, 2)


def _warnings(measures: dict[str, float | None]) -> Iterator[str]:
    """Yield the names of the notes that the recording deserves."""
    if measures["pitch_median_hz"] is None:
        yield "too_little"
    if (measures["clipping_share"] or 0) > _CLIPPED_SHARE:
        yield "clipping"
    ratio_db, level_db = measures["signal_to_noise_db"], measures["loudness_dbfs"]
    if ratio_db is not None and ratio_db < _NOISY_DB:
        yield "noise"
    if level_db is not None and level_db < _SOFT_DB:
        yield "soft"
