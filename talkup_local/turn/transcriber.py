"""Transcribes one stream of sound, utterance by utterance, with nobody to answer it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.clock import Clock
from talkup_local.engines.base import SpeechToText, VoiceActivityDetector
from talkup_local.errors import DetectionError
from talkup_local.turn import output as out
from talkup_local.turn.ears import Ears, Sound
from talkup_local.turn.hearing import SpeechSegment, confidence_of, text_of, words_of
from talkup_local.turn.listener import Listener, ListenerSettings

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class TranscriberSettings:
    """How a stream is transcribed. backlog_s: sound that waits before ``room`` does."""

    listener: ListenerSettings = field(default_factory=ListenerSettings)
    backlog_s: float = 60.0


@dataclass(frozen=True)
class _End:
    """Nothing follows."""


class Transcriber:
    """One stream. An utterance ends with a pause; each is told once as final.

    The methods without ``async`` may be called at any time.
    """

    def __init__(
        self,
        *,
        stt: SpeechToText,
        vad: VoiceActivityDetector,
        language: str,
        sink: out.Sink,
        clock: Clock,
        settings: TranscriberSettings,
    ) -> None:
        self._sink, self._settings = sink, settings
        self._inbox: asyncio.Queue[Sound | _End | None] = asyncio.Queue()
        self._listener = Listener(
            stt=stt,
            vad=vad,
            language=language,
            settings=settings.listener,
            on_change=lambda: self._inbox.put_nowait(None),
        )
        self._ears = Ears(
            self._listener,
            clock,
            buffer_s=float("inf"),  # who sends faster than we hear waits for room
            half_duplex=False,
            post=self._inbox.put_nowait,
        )
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._told = ("", 0)
        self._tried_again = False
        self._ending = self._gone = False

    def audio(self, samples: Samples, rate_hz: int) -> None:
        """Hear sound: int16, shape (n,), mono at ``rate_hz``."""
        self._ears.take(samples, rate_hz)
        self._look_for_room()

    async def room(self) -> None:
        """Wait until not too much sound is waiting."""
        await self._roomy.wait()

    def end(self, _reason: str) -> None:
        """End soon: what was heard is still told."""
        self.finish()

    def gone(self) -> None:
        """Stop: nobody wants to know any more."""
        self._gone = True
        self._listener.forget()
        self._look_for_room()
        self._inbox.put_nowait(_End())

    def finish(self) -> None:
        """Say that nothing follows: ``run`` returns once all was told."""
        self._ears.flush()
        self._inbox.put_nowait(_End())

    @property
    def buffered_s(self) -> float:
        """Seconds of audio that wait to be looked at or recognised."""
        return self._ears.waiting_s

    async def run(self) -> None:
        """Transcribe until the end."""
        async with asyncio.TaskGroup() as tasks:
            background = (
                tasks.create_task(self._listener.run()),
                tasks.create_task(self._ears.watch()),
            )
            while not self._gone and (not self._ending or self._listener.has_speech):
                await self._take(await self._inbox.get())
            for task in background:
                task.cancel()
        await self._sink(out.Ended("client"))

    async def _take(self, message: Sound | _End | None) -> None:
        match message:
            case Sound() if not self._ending:  # what comes after the end has no end itself
                await self._hear(message)
            case _End():
                self._ending = True
                self._listener.finish()
        await self._tell()
        self._ears.expect(speech=self._listener.has_speech and not self._ending)
        self._look_for_room()

    async def _hear(self, sound: Sound) -> None:
        try:
            for _ in self._ears.hear(sound, ours=False):
                if self._gone:
                    return
                await self._tell()
                await asyncio.sleep(0)  # other streams are heard in between
        except DetectionError as exc:
            log.warning("sound not looked at", code=exc.code, error=str(exc))

    async def _tell(self) -> None:
        """Tell what is new: utterances that are over, then the one that goes on."""
        if self._listener.hearing().failed and not self._tried_again:
            self._tried_again = True
            self._listener.retry()
        for segment in self._listener.take_settled():
            await self._tell_final(segment)
        hearing = self._listener.hearing()
        if hearing.text and (hearing.text, hearing.stable) != self._told:
            self._told = (hearing.text, hearing.stable)
            await self._sink(
                out.Heard(hearing.text, hearing.stable, final=False, confidence=hearing.confidence)
            )

    async def _tell_final(self, segment: SpeechSegment) -> None:
        self._told, self._tried_again = ("", 0), False
        if segment.failed:
            await self._sink(out.Failed("TRANSCRIPTION_ERROR"))
            return
        text, region = text_of([segment]), segment.region
        if text:  # else it was noise
            await self._sink(
                out.Heard(
                    text,
                    len(text),
                    final=True,
                    confidence=confidence_of([segment]),
                    speech_s=(region.end - region.start) / RATE_HZ,
                    words=words_of([segment], origin=0),
                    pass_ms=self._listener.pass_ms,
                )
            )

    def _look_for_room(self) -> None:
        if self.buffered_s > self._settings.backlog_s and not (self._ending or self._gone):
            self._roomy.clear()
        else:
            self._roomy.set()
