"""What an engine is: five small interfaces and what each one declares.

An engine is heavy and shared: it is made cheaply, ``start`` loads it once in its
own worker thread, and all sessions use it. The public methods are the same for
every engine; they run the underscored ones in the worker and turn whatever these
raise into our own errors, so that no foreign exception gets out.
"""

from __future__ import annotations

import abc
import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

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

Samples = NDArray[np.int16]
Role = Literal["system", "user", "assistant"]
Job = Literal["stt", "llm", "tts", "vad", "turn"]
T = TypeVar("T")

_CLOSE_TIMEOUT_S: Final = 1.0

RECOGNISER_RATE_HZ = 16_000
"""Sample rate of all audio that goes into an engine."""


@dataclass(frozen=True, kw_only=True)
class EngineInfo:
    """What an engine declares of itself.

    name: as in the configuration. model: what is loaded, for people.
    languages: ISO 639-1 codes; empty means any.
    sample_rate_hz: of the audio that it makes (text to speech only), else 0.
    """

    name: str
    job: Job
    model: str = ""
    languages: frozenset[str] = frozenset()
    sample_rate_hz: int = 0
    device: str = "cpu"

    def speaks(self, language: str) -> bool:
        """Whether the engine can do its job in ``language``."""
        return not self.languages or language in self.languages

    def __str__(self) -> str:
        return f"{self.name} ({self.model})" if self.model else self.name


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of a transcript. Times in seconds from the start of the audio.

    confidence: 0..1, None where the engine gives none.
    """

    text: str
    start_s: float
    end_s: float
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """What was heard. An empty text is a legal result.

    tokens: of the text, for the engine that made it and for nobody else.
    """

    text: str = ""
    segments: tuple[Segment, ...] = ()
    language: str = ""
    tokens: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @property
    def confidence(self) -> float | None:
        """How sure the engine is of the whole, 0..1: the mean of its segments by their length."""
        sure = [
            (s.confidence, s.end_s - s.start_s) for s in self.segments if s.confidence is not None
        ]
        return weighted_mean(sure)


def weighted_mean(values: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of (value, weight) pairs, None of none."""
    total = sum(weight for _, weight in values)
    return sum(value * weight for value, weight in values) / total if total > 0 else None


@dataclass(frozen=True, kw_only=True)
class ChatMessage:
    """One message of the conversation that a language model sees."""

    role: Role
    content: str


@dataclass(frozen=True, kw_only=True)
class GenerationOptions:
    """How to generate. ``conversation`` names the prompt prefix worth keeping."""

    max_tokens: int = 150
    temperature: float = 0.7
    conversation: str = ""
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Speech:
    """Synthesised sound. ``samples``: int16, shape (n,), mono at ``sample_rate_hz``."""

    samples: Samples
    sample_rate_hz: int

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate_hz


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A voice of a text-to-speech engine."""

    name: str
    language: str
    gender: Literal["female", "male", "unknown"] = "unknown"
    description: str = field(default="", compare=False)


class Engine(abc.ABC):
    """Loaded once, shared by all sessions, working in a thread of its own."""

    failure: ClassVar[type[EngineError]] = EngineError

    def __init__(self) -> None:
        self._worker = Worker(type(self).__name__)

    @property
    @abc.abstractmethod
    def info(self) -> EngineInfo:
        """What the engine declares of itself; known before it is loaded."""

    @abc.abstractmethod
    def _load(self) -> None:
        """Import the library and load the model, in the worker thread.

        Raises EngineUnavailable, or anything else, which is taken for it.
        """

    def _close(self) -> None:
        """Free what ``_load`` took, in the worker thread."""

    @property
    def waiting(self) -> int:
        """Jobs that have not ended."""
        return self._worker.waiting

    async def start(self) -> None:
        """Load the engine and make it warm. Raises EngineUnavailable."""
        try:
            await self._worker.run(lambda _cancel: self._load())
        except TalkupError:
            raise
        except Exception as exc:
            raise EngineUnavailable(self.info.name, f"does not load: {_reason(exc)}") from exc

    async def close(self) -> None:
        """Free the model and end the thread, within seconds; a second time does nothing."""
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


class SpeechToText(Engine):
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
        """Return what was said in ``samples``: int16, shape (n,), 16 kHz mono.

        language: ISO 639-1 code, one that the engine declares.
        draft: what this engine heard in about the beginning of the same audio; it may
        make the work shorter. The result is the same, but for what a network rounds.
        urgent: False for what is only a step on the way; such work waits for the rest.
        Raises RecognitionError. Cancelling the caller cancels the work.
        """
        return await self._worker.run(
            self._guard(lambda cancel: self._transcribe(samples, language, cancel, draft)),
            urgent=urgent,
        )

    @abc.abstractmethod
    def _transcribe(
        self, samples: Samples, language: str, cancel: CancelFlag, draft: Transcript | None
    ) -> Transcript:
        """Do it, in the worker thread."""


class LanguageModel(Engine):
    """Continues a conversation."""

    failure = GenerationError

    def stream(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncIterator[str]:
        """Yield the reply in pieces of text as they come.

        Raises GenerationError. Closing the iterator stops the model at the next token.
        """

        def pieces(cancel: CancelFlag) -> Iterator[str]:
            try:
                yield from self._generate(messages, options, cancel)
            except TalkupError:
                raise
            except Exception as exc:
                raise self.failure(self.info.name, _reason(exc)) from exc

        return self._worker.stream(pieces)

    async def prepare(self, messages: Sequence[ChatMessage], options: GenerationOptions) -> None:
        """Evaluate a prompt's prefix now, so that the reply to it begins sooner."""
        await self._worker.run(self._guard(lambda cancel: self._prepare(messages, options, cancel)))

    async def forget(self, conversation: str) -> None:
        """Drop what is kept for ``conversation``."""
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


class TextToSpeech(Engine):
    """Speaks."""

    failure = SynthesisError

    @property
    @abc.abstractmethod
    def voices(self) -> tuple[Voice, ...]:
        """The voices, the default of each language first."""

    def voice(self, language: str, name: str = "") -> Voice:
        """Return the voice called ``name``, or the default one of ``language``.

        Raises EngineUnavailable when there is none.
        """
        for voice in self.voices:
            if voice.name == name if name else voice.language == language:
                return voice
        wanted = f"voice {name!r}" if name else f"voice for {language!r}"
        names = ", ".join(sorted(voice.name for voice in self.voices))
        raise EngineUnavailable(self.info.name, f"has no {wanted}", f"It has: {names}")

    async def synthesize(self, text: str, voice: Voice) -> Speech:
        """Return the sound of ``text``, best a single sentence, in ``voice``.

        Raises SynthesisError.
        """
        return await self._worker.run(
            self._guard(lambda cancel: self._synthesize(text, voice, cancel))
        )

    @abc.abstractmethod
    def _synthesize(self, text: str, voice: Voice, cancel: CancelFlag) -> Speech:
        """Do it, in the worker thread."""


class VadStream(abc.ABC):
    """The state of one session's voice activity detection."""

    @abc.abstractmethod
    def push(self, samples: Samples) -> list[float]:
        """Return the speech probability of each whole window so far unseen.

        samples: int16, shape (n,), 16 kHz mono; cut anywhere. Raises DetectionError.
        """


class VoiceActivityDetector(abc.ABC):
    """Tells speech from anything else; light enough to run where it is called."""

    @property
    @abc.abstractmethod
    def info(self) -> EngineInfo:
        """What the detector declares of itself."""

    @property
    @abc.abstractmethod
    def window_samples(self) -> int:
        """Samples per window at 16 kHz."""

    @abc.abstractmethod
    def start(self) -> None:
        """Load the model. Raises EngineUnavailable."""

    @abc.abstractmethod
    def open(self) -> VadStream:
        """Return a fresh stream."""


class TurnModel(Engine):
    """Tells from the sound alone whether somebody has finished speaking."""

    failure = DetectionError

    async def completeness(self, samples: Samples) -> float:
        """Return how likely the turn is over, 0..1.

        samples: int16, shape (n,), 16 kHz mono, ending where the speech paused; the last
        8 s are used. Raises DetectionError.
        """
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
