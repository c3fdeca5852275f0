"""An interview that is being held: its runner, what keeps it, and how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from talkup_local.audio.pcm import Samples
from talkup_local.clock import Clock
from talkup_local.config.model import Language
from talkup_local.interview.plan import InterviewPlan
from talkup_local.turn import output as out
from talkup_local.turn.keeper import Answered
from talkup_local.turn.runner import TurnRunner
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring.keeping import StoreKeeper
from talkup_local.wiring.pulse import Pulse

GONE: Final = "gone"

Measure = Callable[[StoreKeeper, int, Samples], None]
"""Has the sound of an answer measured beside, by the number of its turn."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a client is told of its interview.

    resume_token: opens its record, and itself again; None where nothing is kept. continues:
    whether it goes on in the middle of an answer. answers: taken before it broke off, ids: what the
    client calls what was typed of them, as far as is known. transcript, audio: what is kept of it,
    days: for how long, 0 for ever. notes: what people should know of their documents.
    """

    session_id: str
    resume_token: str | None = field(default=None, repr=False)
    resume_grace_s: float = 0.0
    resumed: bool = False
    continues: bool = False
    answers: int = 0
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    transcript: bool = False
    audio: bool = False
    days: int = 0


class InterviewKeeper:
    """A ``turn.keeper.Keeper`` over the store's, which knows what may go on after its end.

    measure: what is done with the sound of each answer, if anything.
    """

    def __init__(self, store: StoreKeeper, measure: Measure | None) -> None:
        self._store, self._measure = store, measure
        self._told = False
        self.finished = False
        """Whether the interview is over for good."""

    @property
    def refused(self) -> bool:
        """Whether nothing of it is kept, as the candidate did not agree."""
        return self._store.refused

    async def answered(self, answer: Answered) -> None:
        await self._store.answered(answer)
        if self._measure is not None and answer.samples is not None and not self.refused:
            self._measure(self._store, self._store.turn, answer.samples)

    async def said(self, text: str, progress: bytes, spent_s: float) -> None:
        await self._store.said(text, progress, spent_s)

    def turn_done(self, record: TurnRecord) -> None:
        self._store.turn_done(record)

    def happened(self, name: str, **facts: object) -> None:
        self._store.happened(name, **facts)

    async def ended(self, reason: str, spent_s: float) -> None:
        if self._told:
            return
        self._told = True
        self.finished = reason not in out.LEAVES_OPEN
        await self._store.ended(reason if self.finished else GONE, spent_s)


class Interview:
    """One interview in progress, see ``Interviews.opened``.

    spent_s: how long it had lasted before. keeper: None where nothing is kept. ``runner`` is
    set before it is held.
    """

    def __init__(
        self,
        ticket: Ticket,
        plan: InterviewPlan,
        clock: Clock,
        *,
        keeper: InterviewKeeper | None = None,
        spent_s: float = 0.0,
    ) -> None:
        self.ticket, self.plan, self.keeper = ticket, plan, keeper
        self.pulse = Pulse(ticket.session_id, plan)
        self._clock, self._spent_s = clock, spent_s
        self._begun_s = clock.monotonic_s()
        self._number = 0
        self.over = asyncio.Event()
        """Set once its last word is kept."""
        self.task = asyncio.current_task()
        """Who holds it."""
        self.runner: TurnRunner

    @property
    def language(self) -> Language:
        """Language of the interview."""
        return self.plan.language

    def elapsed_s(self) -> float:
        """Return how long it has lasted, without its pauses and what was between connections."""
        lasted_s = self._clock.monotonic_s() - self._begun_s
        return self._spent_s + lasted_s - self.runner.stood_s

    def standing(self, asked: out.Asked) -> tuple[int, int, str, float, float | None]:
        """Return how far it is: question, of how many, step, seconds so far, and left."""
        ids = [question.id for question in self.plan.questions]
        if asked.question_id in ids:
            self._number = ids.index(asked.question_id) + 1
        elapsed_s = self.elapsed_s()
        left_s = max(0.0, self.plan.minutes * 60 - elapsed_s) if self.plan.minutes else None
        return self._number, len(ids), asked.step, elapsed_s, left_s

    async def run(self) -> None:
        """Hold it until it ends."""
        await self.runner.run()

    async def end(self, reason: str, *, within_s: float) -> None:
        """End it, and wait until its last word is kept; who holds it for longer is cut off."""
        self.runner.end(reason)
        try:
            async with asyncio.timeout(within_s):
                await self.over.wait()
        except TimeoutError:
            if self.task is not None:
                self.task.cancel()
            await self.over.wait()

    async def leave(self) -> None:
        """Keep that nobody holds it any more, whatever has happened."""
        try:
            if self.keeper is not None:
                await asyncio.shield(self._told(self.keeper.ended))
        finally:
            self.over.set()

    async def _told(self, ended: Callable[[str, float], Awaitable[None]]) -> None:
        await ended(GONE, self.elapsed_s())
