"""Hearing and speaking as a turn needs them: the engines, put together.

Only what the detector takes for speech reaches the recogniser, so that noise and
silence can't be turned into words.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from talkup_local.audio import encode, pcm
from talkup_local.audio.pcm import Samples
from talkup_local.engines.base import (
    Speech,
    SpeechToText,
    TextToSpeech,
    Voice,
    VoiceActivityDetector,
)
from talkup_local.engines.vad.regions import speech_regions
from talkup_local.errors import AudioError, RecognitionError, SynthesisError
from talkup_local.turn.speech import LEVEL_STEP_MS, Segment

_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, kw_only=True)
class SenseSettings:
    """Bounds: see the sections ``stt``, ``tts`` and ``vad`` of the configuration."""

    stt_timeout_s: float = 60.0
    tts_timeout_s: float = 30.0
    vad_threshold: float = 0.5
    min_speech_ms: int = 150
    padding_ms: int = 200


@dataclass(frozen=True, kw_only=True)
class Senses:
    """One interview's ears and voice; the engines are shared with all others."""

    stt: SpeechToText
    tts: TextToSpeech
    vad: VoiceActivityDetector
    voice: Voice
    language: str
    settings: SenseSettings = SenseSettings()

    async def recognise(self, samples: Samples) -> str:
        """Return the words in ``samples``: int16, shape (n,), 16 kHz mono; "" for none.

        Raises RecognitionError, DetectionError.
        """
        speech = await asyncio.to_thread(self._only_speech, samples)
        if not len(speech):
            return ""
        try:
            async with asyncio.timeout(self.settings.stt_timeout_s):
                transcript = await self.stt.transcribe(speech, language=self.language)
        except TimeoutError as exc:
            raise RecognitionError(self.stt.info.name, "took too long") from exc
        text = transcript.text.strip()
        return text if _WORD.search(text) else ""

    def _only_speech(self, samples: Samples) -> Samples:
        regions = speech_regions(
            self.vad.open().push(samples),
            window_samples=self.vad.window_samples,
            threshold=self.settings.vad_threshold,
            min_speech_ms=self.settings.min_speech_ms,
            padding_ms=self.settings.padding_ms,
            total_samples=len(samples),
        )
        parts = [samples[region.start : region.end] for region in regions]
        return np.concatenate(parts) if parts else np.zeros(0, np.int16)

    async def speak(self, text: str) -> Segment:
        """Return ``text``, a sentence, with its sound. Raises SynthesisError."""
        try:
            async with asyncio.timeout(self.settings.tts_timeout_s):
                speech = await self.tts.synthesize(text, self.voice)
            return await asyncio.to_thread(_segment, text, speech)
        except TimeoutError as exc:
            raise SynthesisError(self.tts.info.name, "took too long") from exc
        except AudioError as exc:
            raise SynthesisError(self.tts.info.name, str(exc)) from exc


def _segment(text: str, speech: Speech) -> Segment:
    if not len(speech.samples):
        return Segment(text=text)
    return Segment(
        text=text,
        mp3=encode.mp3(speech.samples, speech.sample_rate_hz),
        duration_s=speech.duration_s,
        levels=tuple(pcm.levels(speech.samples, speech.sample_rate_hz, LEVEL_STEP_MS)),
    )
