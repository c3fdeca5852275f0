"""One interview's ears and voice: the engines, put together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from talkup_local.audio import encode, pcm
from talkup_local.config.model import Language
from talkup_local.engines.base import (
    Speech,
    SpeechToText,
    TextToSpeech,
    TurnModel,
    Voice,
    VoiceActivityDetector,
)
from talkup_local.errors import AudioError, SynthesisError
from talkup_local.turn.speech import LEVEL_STEP_MS, Segment


@dataclass(frozen=True, kw_only=True)
class Senses:
    """One interview's ears and voice; the engines are shared with all others."""

    stt: SpeechToText
    tts: TextToSpeech
    vad: VoiceActivityDetector
    voice: Voice
    language: Language
    turn_model: TurnModel | None = None
    tts_timeout_s: float = 30.0

    async def speak(self, text: str) -> Segment:
        """Return ``text``, a sentence, with its sound. Raises SynthesisError."""
        try:
            async with asyncio.timeout(self.tts_timeout_s):
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
