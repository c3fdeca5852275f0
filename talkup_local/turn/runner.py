"""Runs one interview: feeds what happens to the state table and performs its effects.

One task reads the inbox, works out what each moment means and performs effects in
order; others recognise, prepare and speak. All live in one task group, and ending the
interview cancels them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import structlog

from talkup_local.audio.pcm import Samples
from talkup_local.clock import Clock
from talkup_local.dialogue.interviewer import Interviewer, Wish
from talkup_local.errors import DetectionError
from talkup_local.interview.history import History
from talkup_local.turn import output as out
from talkup_local.turn import state as table
from talkup_local.turn.ears import Ears, Sound
from talkup_local.turn.inbox import Inbox, Message
from talkup_local.turn.keeper import Keeper
from talkup_local.turn.keeping import Keeping
from talkup_local.turn.listener import Listener
from talkup_local.turn.minutes import Minutes
from talkup_local.turn.outlook import Outlook
from talkup_local.turn.performer import Performer
from talkup_local.turn.phases import BY_CLIENT, EXPECTING, OURS, TURN, UNDECIDED
from talkup_local.turn.reading import event_of
from talkup_local.turn.senses import Senses
from talkup_local.turn.settings import TurnSettings
from talkup_local.turn.speaker import Speaker
from talkup_local.turn.standstill import StoppableClock
from talkup_local.turn.state import Event, Phase
from talkup_local.turn.timing import TurnRecord
from talkup_local.turn.vigil import Vigil
from talkup_local.turn.wishes import Wishes

log = structlog.get_logger(__name__)

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
        continues: bool = False,
        elapsed_s: Callable[[], float] | None = None,
    ) -> None:
        """Make an interview that has not begun.

        keeper: keeps it, None where nothing is kept. history: what was said before it broke off,
        resuming: then it goes on, with a word of welcome; continues: in the middle of an answer,
        without one. elapsed_s: how long it has lasted.
        """
        self._interviewer, self._settings = interviewer, settings
        self._wall, self._clock = clock, StoppableClock(clock)
        clock = self._clock
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
            stalled_s=settings.stalled_s,
            half_duplex=settings.half_duplex,
            post=inbox.hear,
        )
        self._speaker = Speaker(
            senses=senses, sink=sink, clock=clock, delivery=settings.delivery, tell=self._tell
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
        self._begins_with = Event.GO_ON if continues else Event.START
        self._outlook = Outlook(
            senses=senses,
            settings=settings,
            clock=clock,
            listener=self._listener,
            ears=self._ears,
            on_change=inbox.nudge,
            speaker=self._speaker,
            minutes=self._minutes,
            performer=self._performer,
        )
        self._vigil = Vigil(clock, inbox.silent)
        self._longest_pause = Vigil(self._wall, lambda: self.end("idle"))
        self._wishes = Wishes(
            settings=settings,
            clock=clock,
            listener=self._listener,
            outlook=self._outlook,
            performer=self._performer,
            keeping=self._keeping,
            interviewer=interviewer,
            longest_pause=self._longest_pause,
            happens=self._on,
        )
        self._paused = False  # or will be, once it is its turn
        self._heard = 0
        self._last_word = False  # nothing more will be said
        self._last_answer = False  # and it is being answered

    # -- what the other side does ---------------------------------------------------

    def audio(self, samples: Samples, rate_hz: int) -> None:
        """Hear the candidate: int16, shape (n,), mono at ``rate_hz``.

        Raises BufferOverflow when the recogniser is too far behind; then everything that
        was not recognised yet is dropped. While everything stands still, nothing is heard.
        """
        if not self._paused:
            self._ears.take(samples, rate_hz)

    async def room(self) -> None:
        """Wait while so much sound is waiting that more of it may soon be too much."""
        most_s = self._settings.buffer_s / 2
        while self._ears.waiting_s > most_s and self._state.phase is not Phase.ENDED:
            await self._wall.sleep_s(_LOOK_FOR_ROOM_S)

    def commit(self) -> None:
        """Declare the candidate's turn over."""
        self.go_on()
        self._ears.flush()
        self._inbox.post(Event.COMMIT)

    def text(self, text: str, answer_id: str = "") -> None:
        """Take a typed answer: it ends the turn with what was said before, whoever speaks."""
        self._do(partial(self._wishes.typed, text, answer_id))

    def wish(self, wish: Wish) -> None:
        """Do what the candidate wants, and break off for it what we say."""
        self._do(partial(self._wishes.wished, wish))

    def typing(self) -> None:
        """Take note that the candidate is typing, and wait."""
        self._inbox.call(self._on_typing)

    def pause(self) -> None:
        """Let everything stand still, until ``go_on``; what was heard before stays."""
        if not self._paused:
            self._ears.flush()
            self._paused = True
            self._inbox.call(lambda: self._wishes.stand_still(self._tasks))

    def go_on(self) -> None:
        """Go on after a pause; without one, nothing happens."""
        if self._paused:
            self._paused = False
            self._inbox.call(self._wishes.go_on)

    def _do(self, wish: Callable[[], Awaitable[None]]) -> None:
        """Do something after what was said before it, unless nothing more will be said."""

        async def act() -> None:
            if not self._last_word:
                await wish()

        self.go_on()
        self._ears.flush()
        self._inbox.call(act)

    def finish(self) -> None:
        """Answer what was said so far, then end the interview."""
        self.go_on()
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
    def stood_s(self) -> float:
        """Seconds for which everything has stood still."""
        return self._clock.stood_s

    @property
    def history(self) -> History:
        """What was said so far, as it was heard."""
        return self._minutes.history

    # -- the loop -------------------------------------------------------------------

    async def run(self) -> None:
        """Hold the interview until it ends."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                background = (
                    self._tasks.create_task(self._listener.run()),
                    self._tasks.create_task(self._ears.watch()),
                )
                await self._on(self._begins_with)  # before all that waits already
                while self._state.phase is not Phase.ENDED:
                    await self._take(await self._inbox.get())
                self._vigil.stop()
                self._longest_pause.stop()
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
        elif message.call is not None:
            await message.call()
        elif message.event is Event.COMMIT:
            await self._on_commit()
        elif message.event is Event.SILENT:
            await self._on_silence()
        elif message.event is not None:
            await self._on(message.event, message.revision)
        message.done.set()
        if message.sound is None:
            await asyncio.sleep(0)  # who asks for much must not keep others waiting
        self._last_word = self._last_word or message.last
        await self._look()
        if self._last_word:
            await self._wind_up()

    async def _look(self) -> None:
        """Act on what the moment means until it means nothing new."""
        while self._state.phase is not Phase.ENDED and self._clock.runs.is_set():
            event = event_of(self._outlook.moment(self._state, self._tasks))
            if event is None:
                break
            await self._on(event)
        if self._state.phase in TURN:
            await self._performer.tell_heard(final=False)

    async def _wind_up(self) -> None:
        """Answer what was said last; end once that is done."""
        phase = self._state.phase
        if not self._last_answer and self._listener.has_speech and phase in UNDECIDED:
            self._last_answer = True
            await self._on_commit()
            await self._look()
        elif phase in UNDECIDED:
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
        if phase is Phase.HEARING and before.phase not in TURN:
            self._minutes.begin_turn()
            self._outlook.begin_turn()
        if event in BY_CLIENT and (effects or phase is not before.phase):
            self._minutes.turn.committed_by, self._minutes.turn.endpoint_ms = "client", None

    async def _tell(self, event: Event, revision: int) -> None:
        """Post an event of our own speech and wait until its effects are done."""
        await self._inbox.post(event, revision).wait()

    # -- the candidate ----------------------------------------------------------------

    async def _hear(self, sound: Sound) -> None:
        """Look at the sound in slices, and at what each of them means."""
        try:
            for _ in self._ears.hear(sound, ours=self._state.phase in OURS):
                await self._look()
                self._heard += 1
                if not self._heard % _BURST:
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

    async def _on_typing(self) -> None:
        self._wishes.typing()
        self._attend(self._state.phase)

    async def _on_commit(self) -> None:
        self._performer.committed_s = self._clock.monotonic_s()
        event = table.commit(
            self._state,
            at_s=self._performer.committed_s,
            new_speech=self._listener.has_speech,
            window_s=self._settings.duplicate_window_s,
        )
        await self._on(event)

    # -- the record -------------------------------------------------------------------

    def _note(self, event: Event, before: Phase) -> None:
        """Count what the record of the turn tells."""
        phase = self._state.phase
        self._minutes.turn.note(event, before, self._listener.hearing().pause_ms)
        if event is Event.PAUSE:
            self._listener.retry()  # what failed in a gap between words is no failure yet
        if event is Event.LIMIT or (event is Event.DONE and before is Phase.PAUSING):
            self._performer.committed_s = self._clock.monotonic_s()
        self._ears.expect(speech=phase in EXPECTING)
        if phase in (Phase.LISTENING, Phase.HEARING):
            self._outlook.revoke()
        if phase is Phase.HEARING:
            self._listener.reopen()
            self._listener.retry()
