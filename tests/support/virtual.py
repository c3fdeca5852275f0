"""Engines whose work takes virtual time, and an interviewer like them.

They run in the real worker threads, so that queueing, priorities and cancelling are the
real ones; only the time that a job takes is that of a driven ``VirtualClock``.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.clock import VirtualClock
from talkup_local.dialogue.interviewer import Draft, Interviewer, Piece, Sentence
from talkup_local.engines.base import EngineInfo, Transcript
from talkup_local.engines.base import Segment as TranscriptSegment
from talkup_local.engines.scripted import ScriptedVoice
from talkup_local.engines.threaded import ThreadedLanguageModel, ThreadedSpeechToText
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import GenerationError

FOREVER_S = 1e9

_FIRST_WORD = 4_000


class Jobs:
    """Makes the jobs of an engine last ``takes_s`` of virtual time, or fail.

    ``failing``: how many of the next jobs fail.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._running = 0
        self._blocked: tuple[float, CancelFlag] | None = None
        self.takes_s = 0.0
        self.failing = 0

    def do(self, cancel: CancelFlag) -> None:
        """Take the time of one job, in the worker thread."""
        self._running += 1
        try:
            wakes_s = self._clock.monotonic_s() + self.takes_s
            self._blocked = wakes_s, cancel
            while self._clock.monotonic_s() < wakes_s and not cancel.wait(0.001):
                pass
            if self.failing:
                self.failing -= 1
                raise RuntimeError
        finally:
            self._blocked = None
            self._running -= 1

    def at_work(self, waiting: int) -> bool:
        """Whether something goes on that does not wait for the clock."""
        if self._blocked is not None:
            wakes_s, cancel = self._blocked
            return cancel.cancelled or self._clock.monotonic_s() >= wakes_s
        return bool(waiting or self._running)


class Vocabulary:
    """Writes words into sound, and reads them: each word has a loudness of its own.

    gap_s: between two words. The default is too short for a detector's window of 32 ms.
    """

    def __init__(self) -> None:
        self.gap_s = 0.02
        self._words: list[tuple[str, int]] = []

    def sound(self, text: str, duration_s: float) -> Samples:
        """Return ``text`` spoken evenly, with short gaps between the words."""
        words = text.split()
        edges = np.linspace(0, round(duration_s * RATE_HZ), len(words) + 1).astype(int)
        sound = np.zeros(edges[-1], np.int16)
        gap = round(self.gap_s * RATE_HZ)
        for word, start, end in zip(words, edges, edges[1:], strict=False):
            sound[start : end - gap] = _FIRST_WORD + len(self._words)
            self._words.append((word, end - gap - start))
        sound[1::2] *= -1
        return sound

    def words(self, samples: Samples) -> str:
        """Return the words in ``samples``; the last may be cut short, and is heard so."""
        heard: list[str] = []
        codes, first, counts = np.unique(np.abs(samples), return_index=True, return_counts=True)
        for index in np.argsort(first):
            number = int(codes[index]) - _FIRST_WORD
            if number >= 0:
                word, length = self._words[number]
                if counts[index] == length:
                    heard.append(word)
                elif counts[index] > length / 2:
                    heard.append(word[: len(word) // 2 + 1])
        return " ".join(heard)


class VirtualRecognizer(ThreadedSpeechToText):
    """Reads the words that a ``Vocabulary`` wrote. ``passes``: what it made of each job."""

    def __init__(self, clock: VirtualClock, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.jobs, self.vocabulary = Jobs(clock), vocabulary
        self.passes: list[str] = []
        self.imagines = ""
        """What it hears where there is nothing."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="virtual", job="stt", languages=frozenset({"en", "fr"}))

    @property
    def at_work(self) -> bool:
        """Whether something goes on that does not wait for the clock."""
        return self.jobs.at_work(self.waiting)

    def _load(self) -> None:
        pass

    def _transcribe(
        self,
        samples: Samples,
        language: str,
        cancel: CancelFlag,
        draft: Transcript | None,
    ) -> Transcript:
        self.jobs.do(cancel)
        text = self.vocabulary.words(samples) or self.imagines
        self.passes.append(text)
        segment = TranscriptSegment(
            text=text, start_s=0, end_s=len(samples) / RATE_HZ, confidence=0.9
        )
        return Transcript(text=text, segments=(segment,) if text else (), language=language)


class VirtualVoice(ScriptedVoice):
    """Speaks as a tone, after the time that its jobs take."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(s_per_character=0.03)
        self.jobs = Jobs(clock)

    @property
    def at_work(self) -> bool:
        """Whether something goes on that does not wait for the clock."""
        return self.jobs.at_work(self.waiting)

    def _synthesize(self, text, voice, cancel):
        self.jobs.do(cancel)
        return super()._synthesize(text, voice, cancel)


class VirtualModel(ThreadedLanguageModel):
    """Says ``text`` word by word, its first ``first_s`` after it was asked."""

    def __init__(self, clock: VirtualClock, text: str) -> None:
        super().__init__()
        self._clock = clock
        self.text, self.first_s, self.failing = text, 0.0, False
        self.seen: list[str] = []
        """The answers that it was asked to reply to."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="virtual", job="llm")

    def _load(self) -> None:
        pass

    async def stream(self, messages, options):
        self.seen.append(messages[-1].content)
        await self._clock.sleep_s(self.first_s)
        if self.failing:
            raise GenerationError(self.info.name, "fails by script")
        for word in self.text.split():
            yield f"{word} "

    def _generate(self, messages, options, cancel):
        raise NotImplementedError


@dataclass
class VirtualInterviewer(Interviewer):
    """Greets with a question and has one reply for everything.

    reply_sentences: "{n}" in them is the number of the reply, those never heard counted.
    thinks_s: before a reply's first sentence. replied_to: answers for which it was asked;
    moved_on: those that it knows to be answered.
    """

    clock: VirtualClock
    question: str
    reply_sentences: tuple[str, ...]
    spoken: str
    thinks_s: float = 0.0
    breaks_down: bool = False
    replied_to: list[str] = field(default_factory=list)
    moved_on: list[str] = field(default_factory=list)

    @property
    def language(self):
        return self.spoken

    @property
    def kind(self):
        return "general"

    @property
    def finished(self) -> bool:
        return False

    def greet(self) -> Draft:
        return _TimedDraft(self.clock, 0.0, tuple(self.question.split("|")), lambda: None)

    def reply(self, heard, history) -> Draft:
        self.replied_to.append(heard)
        if self.breaks_down:
            raise ZeroDivisionError
        number = len(self.replied_to)
        sentences = tuple(sentence.format(n=number) for sentence in self.reply_sentences)
        return _TimedDraft(
            self.clock, self.thinks_s, sentences, lambda: self.moved_on.append(heard)
        )


@dataclass
class _TimedDraft(Draft):
    clock: VirtualClock
    thinks_s: float
    sentences: tuple[str, ...]
    on_commit: Callable[[], None]

    async def pieces(self) -> AsyncGenerator[Piece, None]:
        await self.clock.sleep_s(self.thinks_s)
        for sentence in self.sentences:
            yield Sentence(sentence)
            await asyncio.sleep(0)

    def commit(self) -> None:
        self.on_commit()
