"""Runs one interview: feeds what happens to the state table and performs its effects.

One task reads the inbox, works out what each moment means and performs effects in
order; others recognise, prepare and speak. All live in one task group, and ending the
interview cancels them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

import structlog

from talkup_local.audio.pcm import Samples
from talkup_local.clock import Clock
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.errors import DetectionError
from talkup_local.interview.history import History
from talkup_local.turn import output as out
from talkup_local.turn import state as table
from talkup_local.turn.ears import Ears, Sound
from talkup_local.turn.endpoint import LONGEST_PAUSE, Judgement
from talkup_local.turn.front import ms_of
from talkup_local.turn.inbox import Inbox, Message
from talkup_local.turn.keeper import Keeper
from talkup_local.turn.keeping import Keeping
from talkup_local.turn.listener import Hearing, Listener
from talkup_local.turn.minutes import Minutes
from talkup_local.turn.pause import PauseJudge
from talkup_local.turn.performer import Performer
from talkup_local.turn.reading import Moment, event_of
from talkup_local.turn.senses import Senses
from talkup_local.turn.settings import TurnSettings
from talkup_local.turn.speaker import Speaker
from talkup_local.turn.state import Event, Phase
from talkup_local.turn.timing import TurnRecord
from talkup_local.turn.vigil import Vigil

log = structlog.get_logger(__name__)

_OURS: Final = frozenset(
    {Phase.GREETING, Phase.GREETING_HELD, Phase.ENCOURAGING, Phase.SPEAKING, Phase.HELD}
)
_TURN: Final = frozenset(
    {
        Phase.HEARING,
        Phase.PAUSING,
        Phase.ENCOURAGING,
        Phase.CLOSING,
        Phase.THINKING,
        Phase.ANSWERING,
    }
)
_UNDECIDED: Final = frozenset({Phase.LISTENING, Phase.HEARING, Phase.PAUSING, Phase.ENCOURAGING})
"""Phases in which what was said so far waits for an answer."""

_EXPECTING: Final = frozenset({Phase.HEARING, Phase.PAUSING, Phase.GREETING_HELD, Phase.HELD})
"""Phases in which silence means something, even that of a client that sends nothing."""

_BURST: Final = 25
"""Slices of sound after which others get their turn."""

_CLOSE_TIMEOUT_S: Final = 1.0
_LOOK_FOR_ROOM_S: Final = 0.05


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
        keeper: Keeper | None = None,
        history: History | None = None,
        resuming: bool = False,
        elapsed_s: Callable[[], float] | None = None,
    ) -> None:
        """Make an interview that has not begun.

        keeper: keeps it, None where nothing is kept. history: what was said before it broke off,
        resuming: then it goes on. elapsed_s: how long it has lasted.
        """
        self._senses, self._interviewer = senses, interviewer
        self._clock, self._settings = clock, settings
        self._state = table.State()
        self._inbox = inbox = Inbox()
        self._listener = Listener(
            stt=senses.stt,
            vad=senses.vad,
            language=senses.language,
            settings=settings.listener,
            on_change=inbox.nudge,
        )
        self._ears = Ears(
            self._listener,
            clock,
            buffer_s=settings.buffer_s,
            half_duplex=settings.half_duplex,
            post=inbox.hear,
        )
        self._pauses = PauseJudge(
            self._listener,
            language=senses.language,
            patience=settings.patience,
            turn_model=senses.turn_model,
            on_change=inbox.nudge,
        )
        self._speaker = Speaker(
            senses=senses, sink=sink, clock=clock, paced=settings.paced, tell=self._tell
        )
        self._keeping = Keeping(
            keeper,
            interviewer,
            clock,
            elapsed_s=elapsed_s or clock.monotonic_s,
            on_failure=inbox.unkept,
        )

        def turn_done(record: TurnRecord) -> None:
            self._keeping.turn_done(record)
            if on_turn is not None:
                on_turn(record)

        self._minutes = Minutes(clock, turn_done, history)
        self._performer = Performer(
            listener=self._listener,
            speaker=self._speaker,
            minutes=self._minutes,
            interviewer=interviewer,
            sink=sink,
            clock=clock,
            keeping=self._keeping,
            resuming=resuming,
        )
        self._vigil = Vigil(clock, inbox.silent)
        self._turn_from = 0
        self._last_word = False  # nothing more will be said
        self._last_answer = False  # and it is being answered

    # -- what the other side does ---------------------------------------------------

    def audio(self, samples: Samples, rate_hz: int) -> None:
        """Hear the candidate: int16, shape (n,), mono at ``rate_hz``.

        Raises BufferOverflow when the recogniser is too far behind; then everything that
        was not recognised yet is dropped.
        """
        self._ears.take(samples, rate_hz)

    async def room(self) -> None:
        """Wait while so much sound is waiting that more of it may soon be too much."""
        most_s = self._settings.buffer_s / 2
        while self._ears.waiting_s > most_s and self._state.phase is not Phase.ENDED:
            await self._clock.sleep_s(_LOOK_FOR_ROOM_S)

    def commit(self) -> None:
        """Declare the candidate's turn over."""
        self._ears.flush()
        self._inbox.post(Event.COMMIT)

    def text(self, text: str) -> None:
        """Take a typed answer: it ends the turn, together with what was said before."""
        self._ears.flush()
        self._inbox.put(Message(Event.COMMIT, text=text))

    def finish(self) -> None:
        """Answer what was said so far, then end the interview."""
        self._ears.flush()
        self._inbox.put(Message(last=True))

    def end(self, reason: str = "client") -> None:
        """End the interview. ``reason``: see ``output.Ended``."""
        self._performer.reason = reason
        self._inbox.post(Event.END)

    def gone(self) -> None:
        """The other side is not there any more."""
        self._inbox.post(Event.GONE)

    @property
    def phase(self) -> Phase:
        """Where the interview is."""
        return self._state.phase

    @property
    def buffered_s(self) -> float:
        """Seconds of audio that wait to be looked at or recognised."""
        return self._ears.waiting_s

    @property
    def history(self) -> History:
        """What was said so far, as it was heard."""
        return self._minutes.history

    # -- the loop -------------------------------------------------------------------

    async def run(self) -> None:
        """Hold the interview until it ends."""
        self._inbox.post(Event.START)
        try:
            async with asyncio.TaskGroup() as self._tasks:
                background = (
                    self._tasks.create_task(self._listener.run()),
                    self._tasks.create_task(self._ears.watch()),
                )
                while self._state.phase is not Phase.ENDED:
                    await self._take(await self._inbox.get())
                self._vigil.stop()
                for task in background:
                    task.cancel()
            await self._keeping.ended(self._performer.reason or "gone")
        finally:
            with contextlib.suppress(TimeoutError):
                # it may have to wait for a model that is busy with others; they go first
                async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                    await self._interviewer.close()

    async def _take(self, message: Message) -> None:
        if message.sound is not None:
            await self._hear(message.sound)
        elif message.event is Event.COMMIT:
            if message.text:
                self._listener.take_text(message.text)
            await self._on_commit()
        elif message.event is Event.SILENT:
            await self._on_silence()
        elif message.event is not None:
            await self._on(message.event, message.revision)
        message.done.set()
        self._last_word = self._last_word or message.last
        await self._look()
        if self._last_word:
            await self._wind_up()

    async def _look(self) -> None:
        """Act on what the moment means until it means nothing new."""
        while self._state.phase is not Phase.ENDED:
            event = event_of(self._moment())
            if event is None:
                break
            await self._on(event)
        if self._state.phase in _TURN:
            await self._performer.tell_heard(final=False)

    async def _wind_up(self) -> None:
        """Answer what was said last; end once that is done."""
        phase = self._state.phase
        if not self._last_answer and self._listener.has_speech and phase in _UNDECIDED:
            self._last_answer = True
            await self._on_commit()
            await self._look()
        elif phase is Phase.LISTENING:
            self._inbox.post(Event.END)

    async def _on(self, event: Event, revision: int | None = None) -> None:
        before = self._state
        self._state, effects = table.step(
            before, event, at_s=self._clock.monotonic_s(), revision=revision
        )
        phase = self._state.phase
        if event is Event.UNKEPT:  # the goodbye is the last word
            self._performer.reason = "storage"
            self._last_word = self._last_answer = True
        if phase is not before.phase:
            log.debug("turn moves", on=event.name, was=before.phase.name, now=phase.name)
            self._note(event, before.phase)
            self._attend(phase)
            await self._performer.tell_phase(phase)
        await self._performer.perform(effects, self._tasks)
        if phase is Phase.HEARING and before.phase not in _TURN:
            self._minutes.begin_turn()
            self._turn_from = self._listener.position

    async def _tell(self, event: Event, revision: int) -> None:
        """Post an event of our own speech and wait until its effects are done."""
        await self._inbox.post(event, revision).wait()

    # -- the candidate ----------------------------------------------------------------

    async def _hear(self, sound: Sound) -> None:
        """Look at the sound in slices, and at what each of them means."""
        try:
            slices = self._ears.hear(sound, ours=self._state.phase in _OURS)
            for number, _ in enumerate(slices, start=1):
                await self._look()
                if not number % _BURST:
                    await asyncio.sleep(0)
        except DetectionError as exc:
            log.warning("sound not looked at", code=exc.code, error=str(exc))

    def _attend(self, phase: Phase) -> None:
        """Wait for the candidate to begin, or after the goodbye for the end."""
        settings = self._settings
        if phase is not Phase.LISTENING:
            self._vigil.stop()
        elif self._interviewer.finished:
            self._vigil.begin(settings.linger_s, self._tasks)
        else:
            self._vigil.begin(settings.check_in_s, self._tasks)

    async def _on_silence(self) -> None:
        """Ask whether anybody is there, or end the interview that is over."""
        if self._state.phase is not Phase.LISTENING:
            return
        asked = self._performer.checked_in
        if self._interviewer.finished:
            refused = self._interviewer.consent is False
            self.end("no_consent" if refused else "silence" if asked else "finished")
        elif (draft := self._interviewer.check_in(asked)) is not None:
            self._performer.remark = draft
            await self._on(Event.SILENT)

    async def _on_commit(self) -> None:
        self._performer.committed_s = self._clock.monotonic_s()
        event = table.commit(
            self._state,
            at_s=self._performer.committed_s,
            new_speech=self._listener.has_speech,
            window_s=self._settings.duplicate_window_s,
        )
        await self._on(event)

    # -- what a moment means --------------------------------------------------------

    def _moment(self) -> Moment:
        phase, settings = self._state.phase, self._settings
        hearing = self._listener.hearing()
        reply = self._speaker.reply
        return Moment(
            phase=phase,
            hearing=hearing,
            language=self._senses.language,
            judgement=self._judge(hearing) if phase is Phase.PAUSING else None,
            endpointing=settings.endpointing,
            answered=reply.answers if reply is not None and self._state.live else None,
            lead_ms=self._speaker.lead_ms,
            turn_ms=ms_of(self._listener.position - self._turn_from),
            longest_ms=settings.longest_s * 1000,
            speaks_since=self._performer.speaks_since,
            spoke_until=self._performer.spoke_until,
            interruptible=self._interruptible(),
            saying=reply.utterance.text if reply is not None else "",
            ending=reply is not None and reply.utterance.ending,
            held_ms=ms_of(self._listener.position - self._performer.held_from),
        )

    def _judge(self, hearing: Hearing) -> Judgement:
        turn = self._minutes.turn
        found = self._pauses.judge(
            hearing, asked=self._minutes.asked, encouraged=turn.encouraged, tasks=self._tasks
        )
        turn.verdict, turn.reasons = found.verdict.value, found.reasons
        return found

    def _interruptible(self) -> bool:
        settings = self._settings
        if not settings.barge_in or settings.half_duplex:
            return False
        if self._state.phase is not Phase.GREETING:
            return True
        return (
            self._clock.monotonic_s() - self._performer.greeted_s >= settings.greeting_protected_s
        )

    def _note(self, event: Event, before: Phase) -> None:
        """Count what the record of the turn tells."""
        turn, phase = self._minutes.turn, self._state.phase
        match event:
            case Event.PAUSE:
                turn.pauses += 1
                self._listener.retry()  # what failed in a gap between words is no failure yet
            case Event.DONE if before is Phase.PAUSING:
                self._performer.committed_s = self._clock.monotonic_s()
                turn.committed_by = "limit" if LONGEST_PAUSE in turn.reasons else "verdict"
                turn.endpoint_ms = self._listener.hearing().pause_ms
            case Event.LIMIT:
                self._performer.committed_s = self._clock.monotonic_s()
                turn.committed_by = "limit"
                turn.endpoint_ms = self._listener.hearing().pause_ms
            case Event.COMMIT:
                turn.committed_by, turn.endpoint_ms = "client", None
            case Event.INTERRUPTION:
                turn.barge_ins += 1
            case Event.FALSE_ALARM:
                turn.false_barge_ins += 1
        self._ears.expect(speech=phase in _EXPECTING)
        if phase is Phase.HEARING:
            self._listener.reopen()
            self._listener.retry()
