"""What is to be seen of an interview at a moment, put together from all who know of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from talkup_local.clock import Clock
from talkup_local.turn.ears import Ears
from talkup_local.turn.endpoint import Judgement, Verdict
from talkup_local.turn.front import ms_of
from talkup_local.turn.listener import Hearing, Listener
from talkup_local.turn.minutes import Minutes
from talkup_local.turn.pause import PauseJudge
from talkup_local.turn.performer import Performer
from talkup_local.turn.reading import Moment
from talkup_local.turn.senses import Senses
from talkup_local.turn.settings import TurnSettings
from talkup_local.turn.speaker import Speaker
from talkup_local.turn.state import Phase, State

GRANTED: Final = "granted"
"""The reason of a judgement that gives the candidate time, whatever was said."""


class Outlook:
    """Of one interview. ``on_change`` is called whenever more is known."""

    def __init__(
        self,
        *,
        senses: Senses,
        settings: TurnSettings,
        clock: Clock,
        listener: Listener,
        ears: Ears,
        speaker: Speaker,
        minutes: Minutes,
        performer: Performer,
        on_change: Callable[[], None],
    ) -> None:
        self._senses, self._settings, self._clock = senses, settings, clock
        self._listener, self._ears = listener, ears
        self._speaker, self._minutes, self._performer = speaker, minutes, performer
        self._pauses = PauseJudge(
            listener,
            language=senses.language,
            patience=settings.patience,
            turn_model=senses.turn_model,
            on_change=on_change,
        )
        self._turn_from = 0
        self._granted_ms = self._granted_from = 0

    def begin_turn(self) -> None:
        """The candidate's turn begins here."""
        self._turn_from = self._listener.position

    def grant(self, ms: int) -> None:
        """Give the candidate so long, from here or from the end of what we say, to go on."""
        self._granted_ms = max(self._granted_ms, ms)
        self._granted_from = self._listener.position

    def revoke(self) -> None:
        """Judge pauses as ever: the candidate has gone on."""
        self._granted_ms = 0

    def moment(self, state: State, tasks: asyncio.TaskGroup) -> Moment:
        """Return what is known now. tasks: of what is still to be found out."""
        settings, hearing = self._settings, self._listener.hearing()
        reply, judgement = self._speaker.reply, None
        if state.phase is Phase.PAUSING:
            judgement = self._judge(hearing, tasks)
            if self._granted_ms:
                hearing = replace(hearing, pause_ms=self._granted_pause_ms)
        return Moment(
            phase=state.phase,
            hearing=hearing,
            language=self._senses.language,
            judgement=judgement,
            endpointing=settings.endpointing and not self._ears.catching_up,
            answered=reply.answers if reply is not None and state.live else None,
            lead_ms=self._speaker.lead_ms,
            turn_ms=ms_of(self._listener.position - self._turn_from),
            longest_ms=settings.longest_s * 1000,
            speaks_since=self._performer.speaks_since,
            spoke_until=self._performer.spoke_until,
            interruptible=self._interruptible(state.phase),
            saying=reply.utterance.text if reply is not None else "",
            ending=reply is not None and reply.utterance.ending,
            held_ms=ms_of(self._listener.position - self._performer.held_from),
            leaving=self._performer.leaving,
        )

    def _judge(self, hearing: Hearing, tasks: asyncio.TaskGroup) -> Judgement:
        turn = self._minutes.turn
        found = self._pauses.judge(
            hearing, asked=self._minutes.asked, encouraged=turn.encouraged, tasks=tasks
        )
        if self._granted_ms:
            found = self._patient(found)
        turn.verdict, turn.reasons = found.verdict.value, found.reasons
        return found

    @property
    def _granted_pause_ms(self) -> int:
        """How long it has been quiet since the candidate was given time."""
        listener = self._listener
        since = max(listener.last_speech, self._granted_from, self._performer.spoke_until)
        return ms_of(listener.position - since)

    def _patient(self, found: Judgement) -> Judgement:
        done_ms = max(found.done_ms, self._granted_ms)
        done = self._granted_pause_ms >= done_ms
        return Judgement(
            verdict=Verdict.DONE if done else Verdict.THINKING,
            done_ms=done_ms,
            encourage_ms=None,
            reasons=(*found.reasons, GRANTED),
        )

    def _interruptible(self, phase: Phase) -> bool:
        settings = self._settings
        if not settings.barge_in or settings.half_duplex or self._performer.reason:
            return False  # nobody breaks off the last word
        if phase is not Phase.GREETING:
            return True
        return (
            self._clock.monotonic_s() - self._performer.greeted_s >= settings.greeting_protected_s
        )
