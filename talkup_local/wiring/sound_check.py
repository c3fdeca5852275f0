"""Tries a microphone: what was heard, and how well. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from talkup_local.audio.pcm import FULL_SCALE, RATE_HZ, Samples, amplitude
from talkup_local.audio.resample import resample
from talkup_local.config.engines import VoiceActivity
from talkup_local.config.model import Language
from talkup_local.engines.base import SpeechToText, VoiceActivityDetector
from talkup_local.engines.vad.parts import find_speech
from talkup_local.engines.vad.regions import Region
from talkup_local.errors import InvalidMessage, LanguageUnavailable, RecognitionError
from talkup_local.wiring.engines import LANGUAGES

MOST_S: Final = 20.0
"""Of sound: a sentence takes less."""

_SILENT: Final = 20 / FULL_SCALE
"""About -64 dB: nobody speaks so softly, whatever a detector says."""

_MARGIN_MS: Final = 150
"""What lies so close to speech is neither it nor the room alone."""


@dataclass(frozen=True, kw_only=True)
class SoundChecked:
    """What was heard, and how well.

    text: "" for no words. speech_s: how much of it is speech. level, noise: RMS of the speech
    and of what is beside it, 0..1; 0 without any. clipped: share of the samples at the limit.
    """

    text: str = field(repr=False)
    speech_s: float
    level: float
    noise: float
    clipped: float


@dataclass(frozen=True, kw_only=True)
class _Found:
    """Where the speech is: as it was found, and with a margin."""

    speech: tuple[Region, ...]
    around: tuple[Region, ...]


async def check_sound(
    samples: Samples,
    rate_hz: int,
    *,
    stt: SpeechToText,
    vad: VoiceActivityDetector,
    language: Language,
    detection: VoiceActivity,
    timeout_s: float,
) -> SoundChecked:
    """Return what is in ``samples``: int16, shape (n,), mono at ``rate_hz``.

    The recogniser does it when no interview needs it, which may take ``timeout_s``. Raises
    InvalidMessage for more than ``MOST_S``, LanguageUnavailable, RecognitionError, DetectionError.
    """
    if len(samples) > MOST_S * rate_hz:
        raise InvalidMessage(f"A sound check has at most {MOST_S:g} s of sound.")
    if not stt.info.speaks(language):
        heard = ", ".join(code for code in LANGUAGES if stt.info.speaks(code))
        raise LanguageUnavailable(
            f"No engine here understands {language!r}. Available: {heard or 'none'}."
        )
    sound = await asyncio.to_thread(resample, samples, rate_hz, RATE_HZ)
    found = await asyncio.to_thread(_find, sound, vad, detection)
    try:
        async with asyncio.timeout(timeout_s):
            text = await _words(sound, found, stt, language, detection)
    except TimeoutError as exc:
        raise RecognitionError(stt.info.name, "took too long") from exc
    return SoundChecked(
        text=text,
        speech_s=sum(region.end - region.start for region in found.speech) / RATE_HZ,
        level=amplitude(_inside(sound, found.speech)),
        noise=amplitude(_outside(sound, found.around)),
        clipped=_clipped(samples),
    )


def _find(sound: Samples, vad: VoiceActivityDetector, detection: VoiceActivity) -> _Found:
    regions = find_speech(
        sound,
        vad,
        threshold=detection.threshold,
        min_speech_ms=detection.min_speech_ms,
        padding_ms=0,
    )
    speech = tuple(r for r in regions if amplitude(sound[r.start : r.end]) >= _SILENT)
    margin = _MARGIN_MS * RATE_HZ // 1000
    around = (Region(max(0, r.start - margin), min(len(sound), r.end + margin)) for r in speech)
    return _Found(speech=speech, around=tuple(around))


async def _words(
    sound: Samples,
    found: _Found,
    stt: SpeechToText,
    language: Language,
    detection: VoiceActivity,
) -> str:
    """Return what was said: a try is short enough to be recognised at once."""
    if not found.speech:
        return ""
    padding = detection.padding_ms * RATE_HZ // 1000
    start, end = found.speech[0].start, found.speech[-1].end
    piece = sound[max(0, start - padding) : end + padding]
    heard = await stt.transcribe(piece, language=language, urgent=False)
    return heard.text.strip()


def _inside(sound: Samples, regions: Sequence[Region]) -> Samples:
    pieces = [sound[region.start : region.end] for region in regions]
    return np.concatenate(pieces) if pieces else sound[:0]


def _outside(sound: Samples, regions: Sequence[Region]) -> Samples:
    beside = np.ones(len(sound), bool)
    for region in regions:
        beside[region.start : region.end] = False
    return sound[beside]


def _clipped(samples: Samples) -> float:
    if not len(samples):
        return 0.0
    limit = np.iinfo(np.int16)
    return float(((samples >= limit.max) | (samples <= limit.min)).mean())
