"""Keeps the minutes: what was said on both sides, and a record of every turn."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from talkup_local.clock import Clock
from talkup_local.interview.history import History
from talkup_local.turn.speaker import Reply
from talkup_local.turn.timing import Outcome, TurnLog, TurnRecord

log = structlog.get_logger(__name__)


class Minutes:
    """Of one interview. ``on_turn`` is told of every turn, with its words.

    history: what was said before, in an interview that goes on.
    """

    def __init__(
        self,
        clock: Clock,
        on_turn: Callable[[TurnRecord], None] | None,
        history: History | None = None,
    ) -> None:
        self._clock, self._on_turn = clock, on_turn
        self._turns = 0
        self.history = History() if history is None else history
        self.answers = sum(message.role == "user" for message in self.history)
        """How many there are, those before it broke off included."""
        self.asked = ""
        """What the interviewer said last."""
        self.asked_at = clock.utc_now()
        """When that was over."""
        self.turn = TurnLog()
        """The turn that is being gathered."""

    def begin_turn(self) -> None:
        """The candidate begins to speak."""
        self.turn = TurnLog()

    def candidate_said(self, text: str) -> None:
        """Keep an answer."""
        self.answers += 1
        self.history.add("user", text, self._clock.utc_now())

    def go_on(self) -> str:
        """Take up the question that was open when it broke off, and return it."""
        last = next((m for m in reversed(self.history.messages) if m.role == "assistant"), None)
        if last is not None:
            self.asked, self.asked_at = last.content, last.timestamp
        return self.asked

    def interviewer_said(self, text: str) -> None:
        """Keep what of a greeting or reply was heard."""
        if text:
            self.asked, self.asked_at = text, self._clock.utc_now()
            self.history.add("assistant", text, self._clock.utc_now())

    def close_turn(self, outcome: Outcome, reply: Reply | None = None, *, asked: str = "") -> None:
        """Make the record of the turn. ``reply``: what answered it, as far as it was heard."""
        self._turns += 1
        if reply is not None:
            self.turn.timing = reply.timing
        record = self.turn.record(
            self._turns,
            outcome,
            asked=asked or self.asked,
            heard=(reply.answers or "") if reply is not None else "",
            reply=reply.utterance.heard if reply is not None else "",
            segments=reply.utterance.segments if reply is not None else 0,
        )
        self.turn = TurnLog()
        log.info("turn done", **record.figures())
        if self._on_turn is not None:
            self._on_turn(record)
