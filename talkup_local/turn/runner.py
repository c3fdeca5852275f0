"""Runs one interview: feeds what happens to the state table and performs its effects.

One task reads the inbox and performs effects in order; others work on the turn in
hand (greeting, transcription or reply). All live in one task group, and ending the
interview cancels the work.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import structlog

from talkup_local.audio.pcm import RATE_HZ, AudioBuffer, Samples
from talkup_local.audio.resample import StreamResampler
from talkup_local.clock import Clock
from talkup_local.dialogue.interviewer import Draft, Interviewer, ModelFailed
from talkup_local.errors import EngineError, SynthesisError, TalkupError
from talkup_local.interview.history import History
from talkup_local.turn import output as out
from talkup_local.turn import state as table
from talkup_local.turn.senses import Senses
from talkup_local.turn.speech import Segment, Utterance, deliver
from talkup_local.turn.state import Effect, Event, Phase
from talkup_local.turn.timing import Mark, Timing, TurnRecord

log = structlog.get_logger(__name__)

_REPORTS: Final = {
    Effect.REPORT_NOTHING_HEARD: "TRANSCRIPTION_ERROR",
    Effect.REPORT_RECOGNITION_FAILED: "TRANSCRIPTION_ERROR",
    Effect.REPORT_MODEL_FAILED: "AI_RESPONSE_ERROR",
    Effect.REPORT_VOICE_FAILED: "TTS_ERROR",
    Effect.REPORT_LOST: "INTERNAL_ERROR",
}

_CLOSE_TIMEOUT_S: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class TurnSettings:
    """What an interview was opened with.

    paced: segments follow each other in step with their sound. buffer_s: audio that may
    wait. duplicate_window_s: see ``state.commit``.
    """

    paced: bool = True
    buffer_s: float = 120.0
    duplicate_window_s: float = 2.0


@dataclass
class _Message:
    event: Event
    utterance: int | None
    done: asyncio.Event


class TurnRunner:
    """One interview in progress. The methods without ``async`` may be called at any time."""

    def __init__(
        self,
        *,
        senses: Senses,
        interviewer: Interviewer,
        sink: out.Sink,
        clock: Clock,
        settings: TurnSettings,
        on_turn: Callable[[TurnRecord], None] | None = None,
    ) -> None:
        self._senses, self._interviewer = senses, interviewer
        self._sink, self._clock, self._settings = sink, clock, settings
        self._on_turn = on_turn
        self._state = table.State()
        self._inbox: asyncio.Queue[_Message] = asyncio.Queue()
        self._buffer = AudioBuffer(settings.buffer_s)
        self._resampler = StreamResampler(RATE_HZ, RATE_HZ)
        self._new_audio = False
        self._history = History()
        self._work: list[asyncio.Task[None]] = []
        self._utterance = Utterance(0)
        self._reason = "client"
        self._said = self._heard = self._asked = ""
        self._turn = 0
        self._timing = Timing()
        self._audio_s = 0.0
        self._error = ""
        self._perform: dict[Effect, Callable[[asyncio.TaskGroup], Awaitable[None]]] = {
            Effect.ANNOUNCE_PREPARING: lambda _: sink(out.Preparing()),
            Effect.GREET: self._greet,
            Effect.ANNOUNCE_STARTED: self._announce_started,
            Effect.TRANSCRIBE: self._begin_turn,
            Effect.ANNOUNCE_CONSIDERING: lambda _: sink(out.Considering()),
            Effect.REPLY: self._reply,
            Effect.ANNOUNCE_SPEAKING: lambda _: sink(out.Speaking()),
            Effect.ANNOUNCE_REPLIED: self._announce_replied,
            Effect.STOP_WORK: self._stop_work,
            Effect.ANNOUNCE_ENDED: lambda _: sink(out.Ended(self._reason)),
        }

    # -- what the other side does ---------------------------------------------------

    def audio(self, samples: Samples, rate_hz: int) -> None:
        """Keep the candidate's audio: int16, shape (n,), mono at ``rate_hz``.

        Raises BufferOverflow; then everything that waited is dropped.
        """
        if rate_hz != self._resampler.from_hz:
            self._buffer.append(self._resampler.flush())
            self._resampler = StreamResampler(rate_hz, RATE_HZ)
        if len(samples):
            self._new_audio = True
            self._buffer.append(self._resampler.push(samples))

    def commit(self) -> None:
        """Declare the candidate's turn over."""
        event = table.commit(
            self._state,
            at_s=self._clock.monotonic_s(),
            new_audio=self._new_audio,
            window_s=self._settings.duplicate_window_s,
        )
        self._post(event)

    def end(self, reason: str = "client") -> None:
        """End the interview. ``reason``: see ``output.Ended``."""
        self._reason = reason
        self._post(Event.END)

    def gone(self) -> None:
        """The other side is not there any more."""
        self._post(Event.GONE)

    @property
    def phase(self) -> Phase:
        """Where the interview is."""
        return self._state.phase

    @property
    def buffered_s(self) -> float:
        """Seconds of audio that wait."""
        return self._buffer.duration_s

    @property
    def history(self) -> History:
        """What was said so far, as it was heard."""
        return self._history

    # -- the loop -------------------------------------------------------------------

    async def run(self) -> None:
        """Hold the interview until it ends."""
        self._post(Event.START)
        try:
            async with asyncio.TaskGroup() as tasks:
                while self._state.phase is not Phase.ENDED:
                    message = await self._inbox.get()
                    await self._handle(message, tasks)
                    message.done.set()
        finally:
            with contextlib.suppress(TimeoutError):
                # it may have to wait for a model that is busy with others; they go first
                async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                    await self._interviewer.close()

    async def _handle(self, message: _Message, tasks: asyncio.TaskGroup) -> None:
        before = self._state.phase
        self._state, effects = table.step(
            self._state,
            message.event,
            at_s=self._clock.monotonic_s(),
            utterance=message.utterance,
        )
        log.debug("turn moves", on=message.event.name, was=before.name, now=self._state.phase.name)
        for effect in effects:
            if effect in _REPORTS:
                self._error = _REPORTS[effect]
                await self._sink(out.Failed(self._error))
            else:
                await self._perform[effect](tasks)

    def _post(self, event: Event, utterance: int | None = None) -> asyncio.Event:
        done = asyncio.Event()
        self._inbox.put_nowait(_Message(event, utterance, done))
        return done

    async def _tell(self, event: Event, utterance: int) -> None:
        """Post an event of our own work and wait until its effects are done."""
        await self._post(event, utterance).wait()

    # -- effects --------------------------------------------------------------------

    async def _greet(self, tasks: asyncio.TaskGroup) -> None:
        number = self._state.utterance
        self._work = [
            tasks.create_task(self._prepare()),
            tasks.create_task(self._speak(self._interviewer.greet, number)),
        ]

    async def _begin_turn(self, tasks: asyncio.TaskGroup) -> None:
        self._turn += 1
        self._work = [task for task in self._work if not task.done()]
        self._timing, self._error, self._heard = Timing(), "", ""
        self._mark(Mark.COMMITTED)
        samples = np.concatenate((self._buffer.take(), self._resampler.flush()))
        self._new_audio = False
        self._audio_s = len(samples) / RATE_HZ
        self._work.append(tasks.create_task(self._listen(samples, self._state.utterance)))

    async def _reply(self, tasks: asyncio.TaskGroup) -> None:
        self._history.add("user", self._heard, self._clock.utc_now())
        self._asked = self._said
        reply = functools.partial(self._interviewer.reply, self._heard, self._history)
        self._work.append(tasks.create_task(self._speak(reply, self._state.utterance)))

    async def _announce_started(self, _tasks: asyncio.TaskGroup) -> None:
        self._remember()
        await self._sink(out.Started(self._said))

    async def _announce_replied(self, _tasks: asyncio.TaskGroup) -> None:
        self._mark(Mark.DONE)
        self._remember()
        self._record()
        await self._sink(out.Replied(self._said))

    async def _stop_work(self, _tasks: asyncio.TaskGroup) -> None:
        for task in self._work:
            task.cancel()

    # -- work, one task at a time -----------------------------------------------------

    async def _prepare(self) -> None:
        try:
            await self._interviewer.prepare()
        except EngineError as exc:
            # only a head start is lost; the reply itself will tell if the model is broken
            log.warning("interviewer not prepared", code=exc.code)

    async def _listen(self, samples: Samples, number: int) -> None:
        event = Event.RECOGNITION_FAILED
        try:
            self._heard = await self._senses.recognise(samples)
            self._mark(Mark.TRANSCRIBED)
            event = Event.HEARD if self._heard else Event.NOTHING_HEARD
        except TalkupError as exc:
            log.warning("transcription failed", code=exc.code, error=str(exc))
        except Exception:
            log.exception("transcription failed")
        if event is Event.RECOGNITION_FAILED:
            # the answer is not lost: another send_for_AI_processing tries it again
            self._buffer.restore(samples)
            self._new_audio = True
        if event is not Event.HEARD:
            self._error = "TRANSCRIPTION_ERROR"
            self._record()
        await self._tell(event, number)

    async def _speak(self, ask: Callable[[], Draft], number: int) -> None:
        self._utterance = utterance = Utterance(number)
        self._said = ""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._produce(ask(), utterance))
                await deliver(utterance, self._marked, self._clock, paced=self._settings.paced)
        except* Exception:
            log.exception("utterance lost")
            self._error = _REPORTS[Effect.REPORT_LOST]
            if self._turn:
                self._remember()
                self._record()
            await self._tell(Event.UTTERANCE_LOST, number)
        else:
            await self._tell(Event.UTTERANCE_DONE, number)

    async def _produce(self, draft: Draft, utterance: Utterance) -> None:
        """Turn a draft into segments: sentence by sentence, one ahead of what sounds."""
        said: list[str] = []
        async with contextlib.aclosing(draft.pieces()) as pieces:
            async for piece in pieces:
                if isinstance(piece, ModelFailed):
                    error = piece.error
                    log.warning("language model failed", code=error.code, error=str(error))
                    await self._tell(Event.MODEL_FAILED, utterance.number)
                    continue
                if not said:
                    self._mark(Mark.FIRST_SENTENCE)
                    draft.commit()
                    await self._tell(Event.REPLY_BEGAN, utterance.number)
                said.append(piece.text)
                self._said = " ".join(said)
                await utterance.put(await self._voice(piece.text, utterance.number))
        await utterance.finish()

    async def _voice(self, text: str, number: int) -> Segment:
        try:
            segment = await self._senses.speak(text)
        except SynthesisError as exc:
            log.warning("speech synthesis failed", code=exc.code, error=str(exc))
            await self._tell(Event.VOICE_FAILED, number)
            return Segment(text=text)
        self._mark(Mark.FIRST_SYNTHESIZED)
        return segment

    async def _marked(self, output: out.Output) -> None:
        await self._sink(output)
        if isinstance(output, out.Sound):
            self._mark(Mark.FIRST_AUDIO)

    # -- what remains -----------------------------------------------------------------

    def _mark(self, mark: Mark) -> None:
        self._timing.mark(mark, self._clock.monotonic_s())

    def _remember(self) -> None:
        if self._said:
            self._history.add("assistant", self._said, self._clock.utc_now())

    def _record(self) -> None:
        between = self._timing.between_ms
        replied = bool(self._heard)
        record = TurnRecord(
            number=self._turn,
            asked=self._asked if replied else self._said,
            heard=self._heard,
            reply=self._said if replied else "",
            audio_s=self._audio_s,
            segments=self._utterance.segments if replied else 0,
            stt_ms=between(Mark.COMMITTED, Mark.TRANSCRIBED),
            llm_first_ms=between(Mark.TRANSCRIBED, Mark.FIRST_SENTENCE),
            tts_first_ms=between(Mark.FIRST_SENTENCE, Mark.FIRST_SYNTHESIZED),
            first_audio_ms=between(Mark.COMMITTED, Mark.FIRST_AUDIO),
            error=self._error,
        )
        log.info("turn done", **record.figures())
        if self._on_turn is not None:
            self._on_turn(record)
