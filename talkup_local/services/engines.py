"""Engines whose work is done by a service elsewhere, or by nobody.

For the turn they are engines like any other. What the service does not do, the engine of
this process does, where there is one; else the turn is told, as of any engine that fails.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from typing import Final

from talkup_local.audio import encode
from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import silence
from talkup_local.engines.base import (
    RECOGNISER_RATE_HZ,
    ChatMessage,
    Engine,
    EngineInfo,
    GenerationOptions,
    Job,
    LanguageModel,
    Samples,
    Segment,
    Speech,
    SpeechToText,
    TextToSpeech,
    Transcript,
    Voice,
)
from talkup_local.errors import (
    AudioError,
    GenerationError,
    RecognitionError,
    ServiceBroken,
    ServiceError,
    SynthesisError,
)
from talkup_local.protocol.services.contents import (
    Message,
    PromptContent,
    Reply,
    SoundContent,
    SpeakContent,
    Spoken,
    Transcription,
)
from talkup_local.services.route import Route

_REMOTE: Final = "remote"
_WAV: Final = "audio/wav"
_SPEECH_RATE_HZ: Final = 24_000


class _RemoteEngine(Engine):
    """What all of them have: the way to the service, and who stands in for it."""

    job: Job

    def __init__(self, route: Route, local: Engine | None) -> None:
        self._route, self._held = route, local
        self._waiting = 0

    @property
    def info(self) -> EngineInfo:
        state = self._route.state()
        return EngineInfo(
            name=_REMOTE,
            job=self.job,
            model=str(state["url"]),
            languages=self._languages(),
            device=_REMOTE,
        )

    @property
    def reachable(self) -> bool:
        return bool(self._route.state()["state"] == "up")

    @property
    def waiting(self) -> int:
        return self._waiting

    async def start(self) -> None:
        """Do nothing: who keeps the connection is not the engine."""

    async def close(self) -> None:
        if self._held is not None:
            await self._held.close()

    def _languages(self) -> frozenset[str]:
        """Return those that the service said it knows, and those of who stands in for it."""
        told = self._route.languages
        here = self._held.info.languages if self._held is not None else told
        return told | here if told and here else frozenset()

    @contextlib.contextmanager
    def _busy(self) -> Iterator[None]:
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1


class RemoteSpeechToText(_RemoteEngine, SpeechToText):
    """Recognises speech elsewhere; ``local``: instead, where that fails."""

    job = "stt"

    def __init__(self, route: Route, local: SpeechToText | None) -> None:
        super().__init__(route, local)
        self._local = local

    async def transcribe(
        self,
        samples: Samples,
        *,
        language: str,
        draft: Transcript | None = None,  # noqa: ARG002 (a service keeps none)
        urgent: bool = True,
    ) -> Transcript:
        with self._busy():
            try:
                return await self._elsewhere(samples, language)
            except ServiceError as exc:
                if self._local is None or not self._local.info.speaks(language):
                    self._route.failed(exc)
                    raise RecognitionError(_REMOTE, str(exc)) from exc
                self._route.stood_in(exc)
            return await self._local.transcribe(samples, language=language, urgent=urgent)

    async def _elsewhere(self, samples: Samples, language: str) -> Transcript:
        content = SoundContent(
            audio=encode.wav(samples, RECOGNISER_RATE_HZ),
            format=_WAV,
            sample_rate=RECOGNISER_RATE_HZ,
            language=language,
        )
        heard = (await self._route.process(content, here=False)).data
        assert isinstance(heard, Transcription), "a route gives what its service does"
        text = heard.text.strip()
        if not text:
            return Transcript(language=language)
        segment = Segment(
            text=text,
            start_s=0.0,
            end_s=len(samples) / RECOGNISER_RATE_HZ,
            confidence=heard.confidence,
        )
        return Transcript(text=text, segments=(segment,), language=language)


class RemoteLanguageModel(_RemoteEngine, LanguageModel):
    """Continues a conversation elsewhere; ``local``: instead, where that fails."""

    job = "llm"

    def __init__(self, route: Route, local: LanguageModel | None) -> None:
        super().__init__(route, local)
        self._local = local

    async def stream(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncIterator[str]:
        said = ""
        with self._busy():
            try:
                async with contextlib.aclosing(self._elsewhere(messages, options)) as texts:
                    async for text in texts:
                        if len(text) > len(said) and text.startswith(said):
                            new, said = text[len(said) :], text
                            yield new
            except ServiceError as exc:
                if self._local is None or said:
                    self._route.failed(exc)
                    raise GenerationError(_REMOTE, str(exc)) from exc
                self._route.stood_in(exc)
            else:
                return
            pieces = self._local.stream(messages, options)
            try:
                async for piece in pieces:
                    yield piece
            finally:
                if isinstance(pieces, AsyncGenerator):
                    await pieces.aclose()

    async def _elsewhere(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncGenerator[str, None]:
        content = PromptContent(
            messages=tuple(Message(role=m.role, content=m.content) for m in messages),
            max_tokens=options.max_tokens,
            temperature=options.temperature,
        )
        pieces = self._route.pieces(content, options.conversation, here=False)
        async with contextlib.aclosing(pieces):
            async for answer in pieces:
                assert isinstance(answer.data, Reply), "a route gives what its service does"
                yield answer.data.text


class RemoteTextToSpeech(_RemoteEngine, TextToSpeech):
    """Speaks elsewhere; ``local``: instead, where that fails.

    voice: a name that the service knows, "" for its own choice. languages: those spoken.
    """

    job = "tts"

    def __init__(
        self, route: Route, local: TextToSpeech | None, *, voice: str, languages: Sequence[str]
    ) -> None:
        super().__init__(route, local)
        self._local, self._name = local, voice
        self._voices = tuple(
            Voice(name=voice or f"{_REMOTE}-{code}", language=code) for code in languages
        )

    @property
    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    async def synthesize(self, text: str, voice: Voice) -> Speech:
        with self._busy():
            try:
                return await self._elsewhere(text, voice)
            except ServiceError as exc:
                if self._local is None or not self._local.info.speaks(voice.language):
                    self._route.failed(exc)
                    raise SynthesisError(_REMOTE, str(exc)) from exc
                self._route.stood_in(exc)
            return await self._local.synthesize(text, self._local.voice(voice.language))

    async def _elsewhere(self, text: str, voice: Voice) -> Speech:
        content = SpeakContent(text=text, language=voice.language, voice=self._name or None)
        spoken = (await self._route.process(content, here=False)).data
        assert isinstance(spoken, Spoken), "a route gives what its service does"
        try:
            samples = await asyncio.to_thread(decode, spoken.audio, _SPEECH_RATE_HZ)
        except AudioError as exc:
            raise ServiceBroken(self._route.name, "its sound can't be read") from exc
        return Speech(samples=samples, sample_rate_hz=_SPEECH_RATE_HZ)


class Deaf(SpeechToText):
    """Hears nothing: speech to text is turned off."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="off", job="stt")

    @property
    def waiting(self) -> int:
        return 0

    async def start(self) -> None:
        """There is nothing to load."""

    async def close(self) -> None:
        """There is nothing to free."""

    async def transcribe(
        self,
        samples: Samples,  # noqa: ARG002 (nobody listens)
        *,
        language: str,
        draft: Transcript | None = None,  # noqa: ARG002 (nobody listens)
        urgent: bool = True,  # noqa: ARG002 (nobody listens)
    ) -> Transcript:
        return Transcript(language=language)


class Mute(TextToSpeech):
    """Says nothing: text to speech is turned off, replies are text.

    languages: all that interviews may be held in.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._voices = tuple(Voice(name=f"off-{code}", language=code) for code in languages)

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="off", job="tts")

    @property
    def waiting(self) -> int:
        return 0

    async def start(self) -> None:
        """There is nothing to load."""

    async def close(self) -> None:
        """There is nothing to free."""

    @property
    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    async def synthesize(self, text: str, voice: Voice) -> Speech:  # noqa: ARG002 (nobody speaks)
        return Speech(samples=silence(0.0), sample_rate_hz=_SPEECH_RATE_HZ)
