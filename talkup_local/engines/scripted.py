"""Engines that follow a script: for tests, the demo and soak runs.

They obey the same interfaces and the same worker as the real ones, so what holds
them up, cancels them or makes them fail does so in the same way. In all of them
``delay_s`` comes before each job and is cut short by cancelling, ``failures`` are
the numbers of the jobs that fail, counted from 0, and ``load_failure`` is the
reason for which the engine does not load.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

import numpy as np

from talkup_local.engines.base import (
    RECOGNISER_RATE_HZ,
    ChatMessage,
    EngineInfo,
    GenerationOptions,
    Samples,
    Segment,
    Speech,
    Transcript,
    VadStream,
    Voice,
    VoiceActivityDetector,
)
from talkup_local.engines.threaded import (
    ThreadedLanguageModel,
    ThreadedSpeechToText,
    ThreadedTextToSpeech,
    ThreadedTurnModel,
)
from talkup_local.engines.vad.windows import Windows
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineError, EngineUnavailable, GenerationError

NAME: Final = "scripted"
WINDOW_SAMPLES: Final = 512
VOICES: Final = (
    Voice(name="tone-en", language="en"),
    Voice(name="tone-en-high", language="en"),
    Voice(name="tone-fr", language="fr"),
)

_BOTH = frozenset({"en", "fr"})
_PITCHES_HZ = {"tone-en": 300, "tone-en-high": 500, "tone-fr": 400}
_SAMPLE_RATE_HZ = 24_000
_LOUD = 500.0  # root mean square


class _Script:
    """Counts the jobs of an engine, and makes some of them late or fail."""

    def __init__(self, delay_s: float, failures: Collection[int]) -> None:
        self._delay_s, self._failures = delay_s, frozenset(failures)
        self._jobs = 0

    def next(self, failure: type[EngineError], cancel: CancelFlag) -> int:
        """Return the number of the next job after its delay, or fail."""
        number = self._jobs
        self._jobs += 1
        if self._delay_s:
            cancel.wait(self._delay_s)
        if number in self._failures:
            raise failure(NAME, f"job {number} fails by script")
        return number


def _load(load_failure: str) -> None:
    if load_failure:
        raise EngineUnavailable(NAME, load_failure)


class ScriptedRecognizer(ThreadedSpeechToText):
    """Hears what the script says.

    answers: texts in their order, then again from the first; or a function of the
    samples. Without any, nothing is ever heard.
    """

    def __init__(
        self,
        answers: Sequence[str] | Callable[[Samples], str] = (),
        *,
        delay_s: float = 0.0,
        failures: Collection[int] = (),
        load_failure: str = "",
        languages: Collection[str] = _BOTH,
    ) -> None:
        super().__init__()
        self._answers, self._languages = answers, frozenset(languages)
        self._script, self._load_failure = _Script(delay_s, failures), load_failure
        self.calls = 0
        """Times that it was asked."""
        self.drafts: list[Transcript | None] = []
        """What came with each of them."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="stt", languages=self._languages)

    def _load(self) -> None:
        _load(self._load_failure)

    def _transcribe(
        self, samples: Samples, language: str, cancel: CancelFlag, draft: Transcript | None
    ) -> Transcript:
        self.calls += 1
        self.drafts.append(draft)
        number = self._script.next(self.failure, cancel)
        if callable(self._answers):
            text = self._answers(samples)
        else:
            text = self._answers[number % len(self._answers)] if self._answers else ""
        if not text:
            return Transcript(language=language)
        duration_s = len(samples) / RECOGNISER_RATE_HZ
        segment = Segment(text=text, start_s=0.0, end_s=duration_s, confidence=1.0)
        return Transcript(text=text, segments=(segment,), language=language)


class ScriptedModel(ThreadedLanguageModel):
    """Says the replies of the script, word by word.

    replies: texts in their order, then again from the first; or a function of the
    messages. tokens_per_s: 0 is at once. fail_after: words after which every reply
    breaks off with an error.
    """

    def __init__(
        self,
        replies: Sequence[str] | Callable[[Sequence[ChatMessage]], str] = ("Tell me more.",),
        *,
        first_token_delay_s: float = 0.0,
        tokens_per_s: float = 0.0,
        failures: Collection[int] = (),
        fail_after: int | None = None,
        load_failure: str = "",
    ) -> None:
        super().__init__()
        self._replies = replies
        self._token_s = 1 / tokens_per_s if tokens_per_s else 0.0
        self._fail_after = fail_after
        self._script = _Script(first_token_delay_s, failures)
        self._load_failure = load_failure
        self.seen: list[tuple[ChatMessage, ...]] = []
        """The messages of each reply."""
        self.forgotten: list[str] = []
        """Conversations that were dropped."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="llm")

    def _load(self) -> None:
        _load(self._load_failure)

    def _generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelFlag
    ) -> Iterator[str]:
        self.seen.append(tuple(messages))
        number = self._script.next(self.failure, cancel)
        if callable(self._replies):
            text = self._replies(messages)
        else:
            text = self._replies[number % len(self._replies)]
        for count, word in enumerate(text.split(" ")[: options.max_tokens]):
            if cancel.cancelled or (count and cancel.wait(self._token_s)):
                return
            if count == self._fail_after:
                raise GenerationError(NAME, f"breaks off after {count} words by script")
            yield f" {word}" if count else word

    def _forget(self, conversation: str) -> None:
        self.forgotten.append(conversation)


class ScriptedVoice(ThreadedTextToSpeech):
    """Says each text as a tone whose length follows the text."""

    def __init__(
        self,
        *,
        delay_s: float = 0.0,
        failures: Collection[int] = (),
        load_failure: str = "",
        languages: Collection[str] = _BOTH,
        s_per_character: float = 0.06,
    ) -> None:
        super().__init__()
        self._voices = tuple(voice for voice in VOICES if voice.language in languages)
        self._s_per_character = s_per_character
        self._script, self._load_failure = _Script(delay_s, failures), load_failure
        self.spoken: list[str] = []
        """Texts in their order."""

    @property
    def info(self) -> EngineInfo:
        languages = frozenset(voice.language for voice in self._voices)
        return EngineInfo(name=NAME, job="tts", languages=languages, sample_rate_hz=_SAMPLE_RATE_HZ)

    @property
    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def _load(self) -> None:
        _load(self._load_failure)

    def _synthesize(self, text: str, voice: Voice, cancel: CancelFlag) -> Speech:
        self.spoken.append(text)
        self._script.next(self.failure, cancel)
        count = round(len(text) * self._s_per_character * _SAMPLE_RATE_HZ)
        time_s = np.arange(count) / _SAMPLE_RATE_HZ
        pitch_hz = _PITCHES_HZ.get(voice.name, 300)
        wave = 8000 * np.sin(2 * np.pi * pitch_hz * time_s)
        return Speech(samples=wave.astype(np.int16), sample_rate_hz=_SAMPLE_RATE_HZ)


class ScriptedTurnModel(ThreadedTurnModel):
    """Takes a pause for what the script says.

    answers: 0..1 in their order, then again from the first; or a function of the samples.
    """

    def __init__(
        self,
        answers: Sequence[float] | Callable[[Samples], float] = (1.0,),
        *,
        delay_s: float = 0.0,
        failures: Collection[int] = (),
        load_failure: str = "",
    ) -> None:
        super().__init__()
        self._answers = answers
        self._script, self._load_failure = _Script(delay_s, failures), load_failure

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="turn")

    def _load(self) -> None:
        _load(self._load_failure)

    def _completeness(self, samples: Samples, cancel: CancelFlag) -> float:
        number = self._script.next(self.failure, cancel)
        if callable(self._answers):
            return self._answers(samples)
        return self._answers[number % len(self._answers)]


class ScriptedDetector(VoiceActivityDetector):
    """Takes everything loud for speech."""

    def __init__(self, *, load_failure: str = "") -> None:
        self._load_failure = load_failure

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="vad")

    @property
    def window_samples(self) -> int:
        return WINDOW_SAMPLES

    def start(self) -> None:
        _load(self._load_failure)

    def open(self) -> VadStream:
        return _LoudnessStream()


class _LoudnessStream(VadStream):
    def __init__(self) -> None:
        self._windows = Windows(WINDOW_SAMPLES)

    def push(self, samples: Samples) -> list[float]:
        windows = self._windows.push(samples).astype(np.float64)
        return [float(np.sqrt((window**2).mean()) >= _LOUD) for window in windows]
