"""What a candidate does beside speaking: types, wishes by a button, lets everything stand still."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from talkup_local.dialogue.interviewer import Interviewer, Wish
from talkup_local.turn.endpoint import longest_pause_ms
from talkup_local.turn.keeping import Keeping
from talkup_local.turn.listener import Listener
from talkup_local.turn.outlook import Outlook
from talkup_local.turn.performer import Performer
from talkup_local.turn.settings import TurnSettings
from talkup_local.turn.standstill import StoppableClock
from talkup_local.turn.state import Event
from talkup_local.turn.vigil import Vigil

_MINUTE_MS: Final = 60_000
"""How long who has asked for a minute is waited for."""

_TYPING_MS: Final = 5_000
"""After a sign of typing, no pause ends the answer for so long."""


class Wishes:
    """Of one interview. ``happens`` takes an event to the state table.

    longest_pause: what waits while everything stands still.
    """

    def __init__(
        self,
        *,
        settings: TurnSettings,
        clock: StoppableClock,
        listener: Listener,
        outlook: Outlook,
        performer: Performer,
        keeping: Keeping,
        interviewer: Interviewer,
        longest_pause: Vigil,
        happens: Callable[[Event], Awaitable[None]],
    ) -> None:
        self._settings, self._clock, self._listener = settings, clock, listener
        self._outlook, self._performer, self._keeping = outlook, performer, keeping
        self._interviewer, self._longest_pause = interviewer, longest_pause
        self._happens = happens

    async def typed(self, text: str, answer_id: str) -> None:
        """End the turn with ``text``, whoever speaks. answer_id: what the client calls it."""
        self._listener.take_text(text, answer_id)
        await self._by_hand()

    async def wished(self, wish: Wish) -> None:
        """Fulfil a wish; the answer goes on after it, unless its question is to be left."""
        self._keeping.happened("wished", what=wish)
        if wish == "skip":
            self._performer.leaving = True
            await self._by_hand()
            return
        patience_ms = longest_pause_ms(self._settings.patience)
        self._outlook.grant(_MINUTE_MS if wish == "wait" else patience_ms)
        self._performer.checked_in = 0
        self._performer.remark = self._interviewer.oblige(wish)
        self._performer.asks_again = wish != "wait"
        await self._happens(Event.WISHED)

    def typing(self) -> None:
        """Hurry nobody who is typing."""
        self._performer.checked_in = 0
        self._outlook.grant(_TYPING_MS)

    async def stand_still(self, tasks: asyncio.TaskGroup) -> None:
        """Let no time pass from here on, but for so long as a pause may last."""
        self._listener.part()  # what is said afterwards is no part of a word from before
        self._clock.stop()
        self._longest_pause.begin(self._settings.longest_pause_s, tasks)
        await self._performer.tell_standing(standing=True)

    async def go_on(self) -> None:
        """Let time pass again."""
        self._longest_pause.stop()
        self._keeping.happened("paused", seconds=round(self._clock.go_on(), 1))
        await self._performer.tell_standing(standing=False)

    async def _by_hand(self) -> None:
        self._performer.committed_s = self._clock.monotonic_s()
        await self._happens(Event.BY_HAND)
