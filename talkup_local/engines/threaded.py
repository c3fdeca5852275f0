"""Engines that run in this process, each in a worker thread of its own.

The public methods are the interfaces' of ``base``; they run the underscored ones in the
worker and turn whatever these raise into our own errors, so that no foreign exception
gets out.
"""

from __future__ import annotations

import abc
import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import ClassVar, Final, TypeVar

from talkup_local.engines.base import (
    ChatMessage,
    Engine,
    GenerationOptions,
    LanguageModel,
    Samples,
    Speech,
    SpeechToText,
    TextToSpeech,
    Transcript,
    TurnModel,
    Voice,
)
from talkup_local.engines.worker import CancelFlag, Worker
from talkup_local.errors import (
    DetectionError,
    EngineError,
    EngineUnavailable,
    GenerationError,
    RecognitionError,
    SynthesisError,
    TalkupError,
)

T = TypeVar("T")

_CLOSE_TIMEOUT_S: Final = 1.0


class ThreadedEngine(Engine):
    """Loaded and used in a thread of its own. failure: what a foreign exception becomes."""

    failure: ClassVar[type[EngineError]] = EngineError

    def __init__(self) -> None:
        self._worker = Worker(type(self).__name__)

    @abc.abstractmethod
    def _load(self) -> None:
        """Import the library and load the model, in the worker thread.

        Raises EngineUnavailable, or anything else, which is taken for it.
        """

    def _close(self) -> None:
        """Free what ``_load`` took, in the worker thread."""

    @property
    def waiting(self) -> int:
        return self._worker.waiting

    async def start(self) -> None:
        try:
            await self._worker.run(lambda _cancel: self._load())
        except TalkupError:
            raise
        except Exception as exc:
            raise EngineUnavailable(self.info.name, f"does not load: {_reason(exc)}") from exc

    async def close(self) -> None:
        if self._worker.closed:
            return
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                # not urgent: what was asked for before is still answered
                await self._worker.run(lambda _cancel: self._close(), urgent=False)
        except TimeoutError:
            pass  # a native call that does not return; its thread does not hold up the exit
        finally:
            await asyncio.to_thread(self._worker.close, timeout_s=_CLOSE_TIMEOUT_S)

    def _guard(self, work: Callable[[CancelFlag], T]) -> Callable[[CancelFlag], T]:
        def guarded(cancel: CancelFlag) -> T:
            try:
                return work(cancel)
            except TalkupError:
                raise
            except Exception as exc:
                raise self.failure(self.info.name, _reason(exc)) from exc

        return guarded


class ThreadedSpeechToText(ThreadedEngine, SpeechToText):
    """Recognises speech."""

    failure = RecognitionError

    async def transcribe(
        self,
        samples: Samples,
        *,
        language: str,
        draft: Transcript | None = None,
        urgent: bool = True,
    ) -> Transcript:
        return await self._worker.run(
            self._guard(lambda cancel: self._transcribe(samples, language, cancel, draft)),
            urgent=urgent,
        )

    @abc.abstractmethod
    def _transcribe(
        self, samples: Samples, language: str, cancel: CancelFlag, draft: Transcript | None
    ) -> Transcript:
        """Do it, in the worker thread."""


class ThreadedLanguageModel(ThreadedEngine, LanguageModel):
    """Continues a conversation."""

    failure = GenerationError

    def stream(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncIterator[str]:
        def pieces(cancel: CancelFlag) -> Iterator[str]:
            try:
                yield from self._generate(messages, options, cancel)
            except TalkupError:
                raise
            except Exception as exc:
                raise self.failure(self.info.name, _reason(exc)) from exc

        return self._worker.stream(pieces)

    async def prepare(self, messages: Sequence[ChatMessage], options: GenerationOptions) -> None:
        await self._worker.run(self._guard(lambda cancel: self._prepare(messages, options, cancel)))

    async def forget(self, conversation: str) -> None:
        await self._worker.run(self._guard(lambda _cancel: self._forget(conversation)))

    @abc.abstractmethod
    def _generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelFlag
    ) -> Iterator[str]:
        """Do it, in the worker thread; look at ``cancel`` between tokens."""

    def _prepare(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelFlag
    ) -> None:
        """Engines that keep no prefix have nothing to do."""

    def _forget(self, conversation: str) -> None:
        """Engines that keep no prefix have nothing to do."""


class ThreadedTextToSpeech(ThreadedEngine, TextToSpeech):
    """Speaks."""

    failure = SynthesisError

    async def synthesize(self, text: str, voice: Voice) -> Speech:
        return await self._worker.run(
            self._guard(lambda cancel: self._synthesize(text, voice, cancel))
        )

    @abc.abstractmethod
    def _synthesize(self, text: str, voice: Voice, cancel: CancelFlag) -> Speech:
        """Do it, in the worker thread."""


class ThreadedTurnModel(ThreadedEngine, TurnModel):
    """Tells from the sound alone whether somebody has finished speaking."""

    failure = DetectionError

    async def completeness(self, samples: Samples) -> float:
        return await self._worker.run(
            self._guard(lambda cancel: self._completeness(samples, cancel))
        )

    @abc.abstractmethod
    def _completeness(self, samples: Samples, cancel: CancelFlag) -> float:
        """Do it, in the worker thread."""


def _reason(exc: Exception) -> str:
    """First line of an exception, for the log and for operators; never for a peer."""
    line = str(exc).strip().splitlines()
    return f"{type(exc).__name__}: {line[0][:300]}" if line else type(exc).__name__
