"""Recognises while the candidate speaks, so that at the end only the tail is left to do.

One pass at a time: first what is closed, then the tail in a pause, then, if nobody else
needs the recogniser, the segment that is being spoken. A pass over speech that has gone
on to a pause is stale and dropped.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

import structlog

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.engines.base import SpeechToText, TimedWord, Transcript, VoiceActivityDetector
from talkup_local.errors import TalkupError
from talkup_local.turn.front import AudioFront, FrontSettings, Region, ms_of, samples_of
from talkup_local.turn.hearing import SpeechSegment, confidence_of, stable_length, text_of, words_of
from talkup_local.turn.tape import Tape

log = structlog.get_logger(__name__)

_PARTIAL_REST: Final = 5
"""A partial pass waits for this many times what the last pass took."""

_PARTIAL_GROWTH: Final = 0.2
"""And for the segment to have grown by this share."""

_WORDLESS_MS: Final = 4_000
"""Sound in which no more words are found for so long is noise, whatever the detector says."""

_TAPE_MS: Final = 600_000
_MARGIN_MS: Final = 300

_FEW_WORDS: Final = 2
"""So many may be what a recogniser makes of noise."""


@dataclass(frozen=True, kw_only=True)
class ListenerSettings:
    """How the listener works.

    partial_ms: new speech that makes a partial pass worth it, None for no partial passes.
    padding_ms: sound kept on both sides of a segment. tape: whether the sound of an answer is
    kept until it was taken. min_speech_ms: shorter speech is not
    looked at. min_confidence: one or two words that the recogniser is less sure of are noise.
    """

    front: FrontSettings = field(default_factory=FrontSettings)
    partial_ms: int | None = 600
    padding_ms: int = 100
    min_speech_ms: int = 150
    min_confidence: float = 0.35
    timeout_s: float = 60.0
    tape: bool = False


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """What is known of the candidate's turn at a moment.

    open: whether there is any speech to it. speaking: whether it goes on. stirring: whether
    it may be going on again. pause_ms: since the last speech. onset: where the latest speech
    began, in samples; start: where the first did. words: from there on, None while the
    recogniser has not caught up. failed: whether part of it could not be recognised.
    confidence: of the recogniser, 0..1. spoken: those of ``words`` that were not typed. typed:
    whether there are others, ids: what the client calls those.
    """

    open: bool
    speaking: bool
    stirring: bool
    pause_ms: int
    speech_ms: int
    onset: int
    text: str
    stable: int
    words: tuple[TimedWord, ...] | None
    failed: bool
    confidence: float | None = None
    start: int = 0
    spoken: tuple[TimedWord, ...] = ()
    typed: bool = False
    ids: tuple[str, ...] = ()


class Listener:
    """Hears one candidate. ``on_change`` is called whenever more is known."""

    def __init__(
        self,
        *,
        stt: SpeechToText,
        vad: VoiceActivityDetector,
        language: str,
        settings: ListenerSettings,
        on_change: Callable[[], None],
    ) -> None:
        self._stt, self._language, self._settings = stt, language, settings
        self._on_change = on_change
        self._front = AudioFront(vad, settings.front)
        self._segments: list[SpeechSegment] = []
        self._wake = asyncio.Event()
        self._pass: asyncio.Task[None] | None = None
        self._passing: SpeechSegment | None = None
        self._partial = False
        self._cost_s = 0.0
        self._grown_at = self._covered_to = 0
        self._until: int | None = None
        self._tape = Tape(samples_of(_TAPE_MS)) if settings.tape else None

    # -- sound ------------------------------------------------------------------------

    def push(self, samples: Samples) -> None:
        """Take ``samples``: int16, shape (n,), 16 kHz mono. Raises DetectionError."""
        closed = self._front.push(samples)
        if self._tape is not None:
            self._tape.push(samples)
            if not self._segments:
                self._tape.forget(self._front.position - samples_of(_MARGIN_MS))
        known = {id(segment.region) for segment in self._segments}
        regions = [*closed, *([self._front.region] if self._front.region else ())]
        self._segments += [SpeechSegment(r) for r in regions if id(r) not in known]
        self._drop_clicks()
        self._keep()
        if not self._front.speaking and self._partial and self._pass is not None:
            self._pass.cancel()
        if self._segments:
            self._wake.set()

    def take_text(self, text: str, answer_id: str = "") -> None:
        """Take typed words as if they had been said here. answer_id: what the client calls them."""
        self.part()
        at = self._front.position
        segment = SpeechSegment(Region(at - 1, at, closed=True), typed=True, id=answer_id)
        segment.take(Transcript(text=text), at)
        self._segments.append(segment)

    def finish(self) -> None:
        """End the turn here; what is said from here on belongs to the next one."""
        self._until = self._front.position
        self.part()

    def part(self) -> None:
        """Let a segment end here, even in the middle of a word."""
        self._front.cut()
        region = self._front.region
        if region is not None:
            self._segments.append(SpeechSegment(region))
        self._drop_clicks()
        self._wake.set()

    def reopen(self) -> None:
        """Take the end of the turn back: what was said since is part of it."""
        self._until = None

    def forget(self) -> None:
        """Forget the turn: it was answered, or was noise. What came after its end stays."""
        until = self._until
        if until is None:
            self._front.cut()
            self._segments = []
        else:
            self._segments = [s for s in self._segments if s.region.start >= until]
        self._until = None
        self._keep()
        if self._pass is not None and self._passing not in self._segments:
            self._pass.cancel()

    def take_settled(self) -> list[SpeechSegment]:
        """Take from the front what is closed and recognised, or could not be."""
        taken = list(takewhile(_is_over, self._segments))
        del self._segments[: len(taken)]
        self._keep()
        return taken

    def retry(self) -> None:
        """Try again what could not be recognised."""
        for segment in self._segments:
            segment.failed = False
        self._wake.set()

    # -- what is known ----------------------------------------------------------------

    @property
    def position(self) -> int:
        """How much was heard, in samples."""
        return self._front.position

    @property
    def last_speech(self) -> int:
        """Where the latest speech ended, in samples."""
        return self._front.last_speech

    @property
    def has_speech(self) -> bool:
        """Whether there is any speech that was not taken yet."""
        return any(map(self._audible, self._segments))

    @property
    def pass_ms(self) -> float:
        """What the last pass of the recogniser took."""
        return round(self._cost_s * 1000, 1)

    @property
    def waiting_s(self) -> float:
        """Seconds of speech that were not recognised yet."""
        return sum(segment.waiting for segment in self._segments) / RATE_HZ

    def hearing(self) -> Hearing:
        """Return what is known of the turn. What came after its end counts as speech only."""
        front, until = self._front, self._until
        segments = [
            s
            for s in self._segments
            if (until is None or s.region.start < until) and self._audible(s)
        ]
        noise = self._wordless
        caught_up = all(
            s.caught_up or s.failed or (noise and not s.region.closed) for s in segments
        )
        speech = sum(s.region.end - s.region.start for s in segments)
        silent_from = self._grown_at if noise else front.last_speech
        start = next((s.region.start for s in segments if not s.typed), front.position)
        return Hearing(
            open=any(not s.failed for s in segments) or (front.speaking and not noise),
            speaking=front.speaking and not noise,
            stirring=front.stirring and not front.speaking,
            pause_ms=ms_of(front.position - silent_from),
            speech_ms=ms_of(speech),
            onset=front.onset,
            text=text_of(segments),
            stable=stable_length(segments),
            words=words_of(segments) if caught_up else None,
            failed=any(s.failed for s in segments),
            confidence=confidence_of(segments),
            start=start,
            spoken=words_of([s for s in segments if not s.typed], start),
            typed=any(s.typed and s.words for s in segments),
            ids=tuple(s.id for s in segments if s.id),
        )

    def recording(self) -> Samples | None:
        """Return the sound of the turn with a little around it, None for none."""
        spoken = [segment.region for segment in self._segments if not segment.typed]
        if self._tape is None or not spoken:
            return None
        margin = samples_of(_MARGIN_MS)
        return self._tape.cut(spoken[0].start - margin, spoken[-1].end + margin)

    def tail(self, longest_ms: int) -> Samples:
        """Return the sound up to the last speech, as far as it is kept."""
        front = self._front
        return front.audio(front.last_speech - samples_of(longest_ms), front.last_speech)

    @property
    def _wordless(self) -> bool:
        """Whether what sounds like speech has had no words in it for too long."""
        if not self._front.speaking:
            return False
        since = max(self._grown_at, self._front.onset)
        return ms_of(self._covered_to - since) >= _WORDLESS_MS

    # -- recognition ------------------------------------------------------------------

    async def run(self) -> None:
        """Recognise until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                job = self._next()
                if job is None:
                    self._wake.clear()
                    await self._wake.wait()
                    continue
                segment, self._partial = job
                self._pass = tasks.create_task(self._recognise(segment, urgent=not self._partial))
                self._passing = segment
                await asyncio.wait((self._pass,))
                self._pass = self._passing = None

    def _next(self) -> tuple[SpeechSegment, bool] | None:
        """Return the segment to recognise next, and whether only in part."""
        speaking = self._front.speaking
        for segment in self._segments:
            ready = segment.region.closed or not speaking
            if ready and self._audible(segment) and not (segment.caught_up or segment.failed):
                return segment, False
        region = self._front.region
        every_ms = self._settings.partial_ms
        if region is None or every_ms is None or not speaking or self._stt.waiting:
            return None
        for segment in self._segments:
            new = region.end - max(segment.tried, region.start)
            # a pass costs the more the longer the segment is, so it comes the less often
            growth = (region.end - region.start) * _PARTIAL_GROWTH
            rest_ms = max(every_ms, self._cost_s * 1000 * _PARTIAL_REST)
            if segment.region is region and new >= max(samples_of(rest_ms), growth):
                return segment, True
        return None

    async def _recognise(self, segment: SpeechSegment, *, urgent: bool) -> None:
        region, settings = segment.region, self._settings
        segment.tried = end = region.end
        sound = self._front.padded(region, settings.padding_ms)
        began_s = time.perf_counter()
        try:
            async with asyncio.timeout(settings.timeout_s):
                transcript = await self._stt.transcribe(
                    sound, language=self._language, draft=segment.transcript, urgent=urgent
                )
        except TimeoutError:
            segment.failed = urgent
            log.warning("transcription took too long", engine=self._stt.info.name)
        except TalkupError as exc:
            segment.failed = urgent
            log.warning("transcription failed", code=exc.code, error=str(exc))
        else:
            self._cost_s = time.perf_counter() - began_s
            self._take(segment, transcript, end)
        self._on_change()

    def _take(self, segment: SpeechSegment, transcript: Transcript, end: int) -> None:
        before = segment.words
        self._covered_to = max(self._covered_to, end)
        segment.take(transcript if self._plausible(transcript) else Transcript(), end)
        if len(segment.words) > len(before):
            self._grown_at = max(self._grown_at, end)
        self._keep()

    def _keep(self) -> None:
        """Keep the sound that is still to be recognised."""
        waiting = [s.region.start for s in self._segments if not s.settled]
        self._front.need(min(waiting) - samples_of(self._settings.padding_ms) if waiting else None)

    def _plausible(self, transcript: Transcript) -> bool:
        """Whether the words are more than what a recogniser makes of noise."""
        if len(transcript.text.split()) > _FEW_WORDS:
            return True
        sure = [s.confidence for s in transcript.segments if s.confidence is not None]
        return not sure or min(sure) >= self._settings.min_confidence

    def _audible(self, segment: SpeechSegment) -> bool:
        """Whether it is long enough to be words."""
        shortest = samples_of(self._settings.min_speech_ms)
        return segment.typed or segment.region.end - segment.region.start >= shortest

    def _drop_clicks(self) -> None:
        self._segments = [s for s in self._segments if not s.region.closed or self._audible(s)]


def _is_over(segment: SpeechSegment) -> bool:
    return segment.settled or (segment.failed and segment.region.closed)
