"""Speech to text as a service: a whole file, or a stream utterance by utterance."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, ClassVar, Final, Protocol, Self

from talkup_local.audio.media.decoder import Decoded, MediaDecoder, MediaLimits
from talkup_local.audio.media.formats import SUPPORTED
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.config.engines import VoiceActivity
from talkup_local.config.model import Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.engines.base import (
    SpeechToText,
    TimedWord,
    VoiceActivityDetector,
    weighted_mean,
)
from talkup_local.engines.vad.parts import find_speech, parts, timed_words
from talkup_local.errors import LanguageUnavailable, PeerError
from talkup_local.protocol.services.contents import SoundContent, Transcription, Word
from talkup_local.services.base import Service, ServiceStream, Tell
from talkup_local.services.media import decoder_for, language_for, read_media

_DECIMALS: Final = 4


class HeardWords(Protocol):
    """What was recognised of an utterance; its words have the times of the whole stream."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def final(self) -> bool:
        """Whether the utterance is over."""

    @property
    def confidence(self) -> float | None:
        """How sure the recogniser is, 0..1."""

    @property
    def words(self) -> Sequence[TimedWord]:
        """When each word was said; of what is final."""


class Ears(Protocol):
    """What hears a stream."""

    def audio(self, samples: Samples, rate_hz: int) -> None:
        """Hear sound: int16, shape (n,), mono."""

    async def room(self) -> None:
        """Wait until more may come."""

    def finish(self) -> None:
        """Say that nothing follows: ``run`` returns once all was told."""

    def gone(self) -> None:
        """Stop."""

    async def run(self) -> None:
        """Hear until the end."""


Listen = Callable[[Language, Callable[[HeardWords], Awaitable[None]]], Ears]
"""Opens what hears a stream and tells what it hears. Raises LanguageUnavailable."""


class SpeechToTextService(Service[SoundContent, Transcription]):
    """Transcribes by ``stt`` what ``vad`` takes for speech; ``listen``: for streams."""

    name: ClassVar[ServiceName] = "speech_to_text"
    streams = True

    def __init__(
        self,
        stt: SpeechToText,
        vad: VoiceActivityDetector,
        *,
        language: Language,
        detection: VoiceActivity,
        limits: MediaLimits,
        listen: Listen,
    ) -> None:
        self._stt, self._vad, self._listen = stt, vad, listen
        self._language, self._detection, self._limits = language, detection, limits

    async def process(self, request: SoundContent) -> Transcription:
        language = language_for(request.language, self._language)
        if not self._stt.info.speaks(language):
            raise LanguageUnavailable("There is no engine for this language here.")
        media = await read_media(request.audio, request, self._limits)
        samples = media.samples
        speech = await asyncio.to_thread(
            find_speech,
            samples,
            self._vad,
            threshold=self._detection.threshold,
            min_speech_ms=self._detection.min_speech_ms,
            padding_ms=self._detection.padding_ms,
        )
        texts: list[str] = []
        words: list[TimedWord] = []
        sure: list[tuple[float, float]] = []
        for part in parts(speech):
            heard = await self._stt.transcribe(samples[part.start : part.end], language=language)
            texts.append(heard.text.strip())
            words += timed_words(heard.text.split(), speech, part.start, part.end)
            if heard.confidence is not None:
                sure.append((heard.confidence, part.end - part.start))
        confidence = weighted_mean(sure)
        return Transcription(
            text=" ".join(text for text in texts if text),
            language=language,
            confidence=None if confidence is None else round(confidence, _DECIMALS),
            words=tuple(map(_on_the_wire, words)),
            duration_s=round(len(samples) / RATE_HZ, 3),
        )

    def open(
        self, tell: Tell, language: str | None = None
    ) -> ServiceStream[SoundContent, Transcription]:
        return _Listening(self._listen, language_for(language, self._language), self._limits, tell)

    @property
    def describes(self) -> dict[str, Any]:
        info = self._stt.info
        return {
            "engine": str(info),
            "languages": sorted(info.languages),
            "formats": [name for name in SUPPORTED if name.startswith(("audio/", "video/"))],
        }


class _Listening(ServiceStream[SoundContent, Transcription]):
    """One stream that is heard."""

    def __init__(self, listen: Listen, language: Language, limits: MediaLimits, tell: Tell) -> None:
        self._language, self._limits, self._tell_result = language, limits, tell
        self._ears = listen(language, self._tell)
        self._decoder: MediaDecoder | None = None
        self._utterances: list[HeardWords] = []
        self._samples = 0
        self._tasks = asyncio.TaskGroup()
        self._hearing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        self._hearing = self._tasks.create_task(self._ears.run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
        # without the caller's own error, which is to come out as it is, not in a group
        await self._tasks.__aexit__(None, None, None)

    async def push(self, chunk: SoundContent) -> None:
        if self._decoder is None:
            self._decoder = decoder_for(chunk, self._limits)
        await self._hear(await asyncio.to_thread(self._decoder.push, chunk.audio))

    async def finish(self) -> Transcription:
        fault: PeerError | None = None
        if self._decoder is not None:
            try:
                await self._hear(await asyncio.to_thread(self._decoder.finish))
            except PeerError as exc:
                fault = exc
        self._ears.finish()
        if self._hearing is not None:
            await self._hearing
        if fault is not None and not self._samples:
            raise fault
        return self._result(self._utterances)

    async def close(self) -> None:
        self._ears.gone()
        if self._decoder is not None:
            await asyncio.to_thread(self._decoder.close)

    async def _hear(self, decoded: Decoded) -> None:
        if len(decoded.samples):
            self._samples += len(decoded.samples)
            self._ears.audio(decoded.samples, RATE_HZ)
            await self._ears.room()

    async def _tell(self, heard: HeardWords) -> None:
        await self._tell_result(self._result([*self._utterances, heard]))
        if heard.final:
            self._utterances.append(heard)

    def _result(self, utterances: Sequence[HeardWords]) -> Transcription:
        sure = [(u.confidence, float(len(u.text))) for u in utterances if u.confidence is not None]
        confidence = weighted_mean(sure)
        return Transcription(
            text=" ".join(u.text for u in utterances),
            language=self._language,
            confidence=None if confidence is None else round(confidence, _DECIMALS),
            words=tuple(_on_the_wire(word) for u in utterances for word in u.words),
            duration_s=round(self._samples / RATE_HZ, 3),
        )


def _on_the_wire(word: TimedWord) -> Word:
    return Word(text=word.text, start_s=round(word.start_s, 3), end_s=round(word.end_s, 3))
