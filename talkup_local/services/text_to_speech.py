"""Text to speech as a service."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, Final

import numpy as np

from talkup_local.audio import encode
from talkup_local.config.model import Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.dialogue.sentences import split_sentences
from talkup_local.engines.base import Speech, TextToSpeech, Voice
from talkup_local.errors import (
    AudioError,
    EngineUnavailable,
    LanguageUnavailable,
    SynthesisError,
    Unusable,
)
from talkup_local.protocol.services.contents import SpeakContent, Spoken
from talkup_local.services.base import Service
from talkup_local.services.media import language_for

MP3: Final = "audio/mpeg"


class TextToSpeechService(Service[SpeakContent, Spoken]):
    """Speaks by ``tts``. voice: name of the default one, "" for the engine's own."""

    name: ClassVar[ServiceName] = "text_to_speech"

    def __init__(
        self, tts: TextToSpeech, *, language: Language, voice: str, timeout_s: float
    ) -> None:
        self._tts, self._language, self._voice, self._timeout_s = tts, language, voice, timeout_s

    async def process(self, request: SpeakContent) -> Spoken:
        voice = self._chosen(request)
        sentences = split_sentences(request.text)
        if not sentences:
            raise Unusable("There is nothing to say: `text` has no words.")
        spoken = [await self._speak(sentence, voice) for sentence in sentences]
        rate_hz = spoken[0].sample_rate_hz
        samples = np.concatenate([speech.samples for speech in spoken])
        try:
            mp3 = await asyncio.to_thread(encode.mp3, samples, rate_hz)
        except AudioError as exc:
            raise SynthesisError(self._tts.info.name, str(exc)) from exc
        return Spoken(audio=mp3, format=MP3, duration_s=round(len(samples) / rate_hz, 3))

    async def _speak(self, sentence: str, voice: Voice) -> Speech:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._tts.synthesize(sentence, voice)
        except TimeoutError as exc:
            raise SynthesisError(self._tts.info.name, "took too long") from exc

    def _chosen(self, request: SpeakContent) -> Voice:
        """Return the voice asked for. Raises Unusable or LanguageUnavailable."""
        voices = self._tts.voices
        if request.voice:
            named = next((voice for voice in voices if voice.name == request.voice), None)
            if named is None:
                names = ", ".join(sorted(voice.name for voice in voices)[:20])
                raise Unusable(f"There is no such voice. Some of those there are: {names}.")
            return named
        language = language_for(request.language, self._language)
        preferred = next((voice for voice in voices if voice.name == self._voice), None)
        if preferred is not None and preferred.language == language:
            return preferred
        try:
            return self._tts.voice(language)
        except EngineUnavailable:
            raise LanguageUnavailable("There is no voice for this language here.") from None

    @property
    def describes(self) -> dict[str, Any]:
        return {
            "engine": str(self._tts.info),
            "languages": sorted({voice.language for voice in self._tts.voices}),
            "format": MP3,
        }
