"""What an engine is: five small interfaces and what each one declares.

An engine is heavy and shared: it is made cheaply, ``start`` loads it once, and all
sessions use it. Those that run in this process are made with ``threaded``.
"""

from __future__ import annotations

import abc
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from talkup_local.errors import EngineUnavailable

Samples = NDArray[np.int16]
Role = Literal["system", "user", "assistant"]
Job = Literal["stt", "llm", "tts", "vad", "turn", "vision"]

RECOGNISER_RATE_HZ = 16_000
"""Sample rate of all audio that goes into an engine."""


@dataclass(frozen=True, kw_only=True)
class EngineInfo:
    """What an engine declares of itself.

    name: as in the configuration. model: what is loaded, for people.
    languages: ISO 639-1 codes; empty means any.
    sample_rate_hz: of the audio that it makes (text to speech only), else 0.
    device: ``cpu``, or cards such as ``cuda:0``. threads: on the processor, 0 where nobody
    counts them. compute_type: that of its library. note: why it is not on a card, for people.
    """

    name: str
    job: Job
    model: str = ""
    languages: frozenset[str] = frozenset()
    sample_rate_hz: int = 0
    device: str = "cpu"
    threads: int = 0
    compute_type: str = ""
    note: str = ""

    def speaks(self, language: str) -> bool:
        """Whether the engine can do its job in ``language``."""
        return not self.languages or language in self.languages

    def __str__(self) -> str:
        return f"{self.name} ({self.model})" if self.model else self.name

    def running(self) -> dict[str, Any]:
        """Return how it runs, for people and logs: what there is nothing to say of is left out."""
        told = {
            "device": self.device,
            "threads": self.threads,
            "compute_type": self.compute_type,
            "note": self.note,
        }
        return {name: value for name, value in told.items() if value}


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
class TimedWord:
    """A word and when it was said, seconds from the start of the audio."""

    text: str
    start_s: float
    end_s: float


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
    """How to generate. ``conversation`` names the prompt prefix worth keeping.

    schema: a JSON schema that the reply has to fit; it does unless ``max_tokens`` cut it off, or
    the model is elsewhere and can't be held to it.
    """

    max_tokens: int = 150
    temperature: float = 0.7
    conversation: str = ""
    seed: int | None = None
    stop: tuple[str, ...] = ()
    schema: Mapping[str, Any] | None = None


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
    """Loaded once, shared by all sessions."""

    @property
    @abc.abstractmethod
    def info(self) -> EngineInfo:
        """What the engine declares of itself; known before it is loaded."""

    @property
    @abc.abstractmethod
    def waiting(self) -> int:
        """Jobs that have not ended."""

    @property
    def reachable(self) -> bool:
        """Whether what does its work is there; an engine of this process always is."""
        return True

    @abc.abstractmethod
    async def start(self) -> None:
        """Load the engine and make it warm. Raises EngineUnavailable."""

    @abc.abstractmethod
    async def close(self) -> None:
        """Free what it holds, within seconds; a second time does nothing."""


class SpeechToText(Engine):
    """Recognises speech."""

    @abc.abstractmethod
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


class BatchSpeechToText(SpeechToText):
    """Recognises several utterances in about the time of one, on a machine that gains by it."""

    @abc.abstractmethod
    async def transcribe_many(
        self, utterances: Sequence[Samples], *, language: str
    ) -> list[Transcript]:
        """Return what was said in each: int16, shape (n,), 16 kHz mono. Raises RecognitionError.

        No utterance has an influence on what is heard in another.
        """


class LanguageModel(Engine):
    """Continues a conversation."""

    @abc.abstractmethod
    def stream(
        self, messages: Sequence[ChatMessage], options: GenerationOptions
    ) -> AsyncIterator[str]:
        """Yield the reply in pieces of text as they come.

        Raises GenerationError. Closing the iterator stops the model at the next token.
        """

    async def prepare(self, messages: Sequence[ChatMessage], options: GenerationOptions) -> None:
        """Evaluate a prompt's prefix now, so that the reply to it begins sooner.

        Models that keep no prefix have nothing to do.
        """

    async def forget(self, conversation: str) -> None:
        """Drop what is kept for ``conversation``; models that keep nothing have nothing to do."""


class TextToSpeech(Engine):
    """Speaks."""

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

    @abc.abstractmethod
    async def synthesize(self, text: str, voice: Voice) -> Speech:
        """Return the sound of ``text``, best a single sentence, in ``voice``.

        Raises SynthesisError.
        """


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

    @abc.abstractmethod
    async def completeness(self, samples: Samples) -> float:
        """Return how likely the turn is over, 0..1.

        samples: int16, shape (n,), 16 kHz mono, ending where the speech paused; the last
        8 s are used. Raises DetectionError.
        """
