"""Keeps one interview in the store, as it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from concurrent.futures import Future as Written
from functools import partial
from typing import Any, TypeVar

import structlog

from talkup_local.audio.pcm import Samples
from talkup_local.clock import Clock
from talkup_local.errors import StorageError
from talkup_local.interview.record import Consent, Happening, Turn, Word
from talkup_local.storage.recordings import Recordings
from talkup_local.storage.sessions import SessionStore
from talkup_local.turn.keeper import Answered
from talkup_local.turn.timing import TurnRecord

log = structlog.get_logger(__name__)

_Result = TypeVar("_Result")
Work = Callable[[], None]


class StoreKeeper:
    """A ``turn.keeper.Keeper`` over the store.

    The interview must have been created in ``store``, with ``pending`` where consent is needed.
    executor: one thread, shared by all interviews, which writes in the order in which it was
    asked to. consent_needed: nothing that is said is kept before the candidate agrees; it waits
    in memory. Refused, all of the interview is deleted. recordings: None when sound is not kept.
    """

    def __init__(
        self,
        store: SessionStore,
        session_id: str,
        *,
        executor: Executor,
        clock: Clock,
        consent_needed: bool,
        recordings: Recordings | None,
    ) -> None:
        self._store, self._id = store, session_id
        self._executor, self._clock, self._recordings = executor, clock, recordings
        self._waits: list[Work] | None = [] if consent_needed else None
        self._refused = False
        self._last: int | None = None
        self._unmeasured = False
        self._recording: set[asyncio.Future[str]] = set()

    @property
    def refused(self) -> bool:
        """Whether the candidate does not want anything to be kept: nothing is."""
        return self._refused

    @property
    def turn(self) -> int:
        """Number of the turn that was kept last, 0 before the first."""
        return self._last or 0

    async def answered(self, answer: Answered) -> None:
        """Keep an answer: it is on the disk when this returns, or waits for consent.

        Raises StorageError.
        """
        if answer.consent is False and not self._refused:
            await self._forget()
        if self._refused:
            return
        if self._last is None:
            self._last = await self._in_turn(self._store.next_turn, self._id) - 1
        turn, consent = _turn(self._last + 1, answer), _consent(answer)
        keep = partial(
            self._store.add_turn,
            self._id,
            turn,
            progress=answer.progress,
            spent_s=answer.spent_s,
            consent=consent if self._waits is not None else None,
        )
        if self._waits is None:
            await self._in_turn(keep)
        elif consent is None:
            self._waits.append(keep)
        else:
            await self._agreed(self._waits, keep)
        self._last, self._unmeasured = turn.number, True
        if self._recordings is not None and answer.samples is not None:
            self._record(self._recordings, turn.number, answer.samples)

    async def said(self, text: str, progress: bytes, spent_s: float) -> None:
        """Keep what the interviewer said last, as it was heard. Raises StorageError.

        The greeting need not wait for consent: it is all ours.
        """
        keep = partial(self._store.said, self._id, text, progress, spent_s)
        if self._waits:
            self._waits.append(keep)
        elif not self._refused:
            await self._in_turn(keep)

    def turn_done(self, record: TurnRecord) -> None:
        """Keep the figures of the turn that was kept last."""
        if self._unmeasured and self._last is not None:
            self._unmeasured = False
            figures = record.figures()
            del figures["turn"]  # counted from where the connection began
            self._later(partial(self._store.figures, self._id, self._last, figures))

    def happened(self, name: str, **facts: object) -> None:
        """Keep that something happened."""
        happening = Happening(at=self._clock.utc_now(), name=name, facts=facts)
        self._later(partial(self._store.happened, self._id, happening))

    def measured(self, turn: int, service: str, result: Mapping[str, Any]) -> None:
        """Keep what a service found in a turn; never fails, never waits."""
        self._later(partial(self._store.measure, self._id, turn, service, result))

    async def ended(self, reason: str, spent_s: float) -> None:
        """Keep that the interview is over, or the connection gone; all before it is kept then.

        An interview without the consent that it needs is deleted when it ends.
        """
        await self._recorded()
        if self._refused:
            return
        try:
            if reason == "gone":
                await self._in_turn(self._store.gone, self._id, spent_s)
            elif not await self._in_turn(
                partial(self._store.end, self._id, reason, spent_s=spent_s)
            ):
                log.info("interview not kept", why="no consent")
        except StorageError as exc:
            self._lost(exc)

    async def _agreed(self, waited: list[Work], keep: Work) -> None:
        """Keep what waited for consent, and the answer that gives it."""
        works = [*waited, keep]
        await self._in_turn(self._all, works)
        self._waits = None
        for work in waited[len(works) - 1 :]:  # what came meanwhile
            self._later(work)

    async def _forget(self) -> None:
        self._refused, self._waits = True, None
        await self._recorded()
        await self._in_turn(self._store.delete, [self._id])
        log.info("interview not kept", why="refused")

    def _record(self, recordings: Recordings, turn: int, samples: Samples) -> None:
        """Encode in another thread: that takes longer than others may wait for the writer."""

        def done(recorded: asyncio.Future[str]) -> None:
            self._recording.discard(recorded)
            if recorded.cancelled():
                return
            error = recorded.exception()
            if error is None:
                self._later(partial(self._store.recorded, self._id, turn, recorded.result()))
            else:
                self._lost(error)

        recording = asyncio.get_running_loop().run_in_executor(
            None, recordings.save, self._id, turn, samples
        )
        self._recording.add(recording)
        recording.add_done_callback(done)

    async def _recorded(self) -> None:
        if self._recording:
            await asyncio.wait(self._recording)

    async def _in_turn(self, work: Callable[..., _Result], *arguments: object) -> _Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, work, *arguments)

    def _later(self, work: Work) -> None:
        if self._refused:
            return
        if self._waits is not None:
            self._waits.append(work)
            return
        try:
            self._executor.submit(work).add_done_callback(self._done)
        except RuntimeError as exc:  # the appliance is closing
            self._lost(exc)

    def _done(self, written: Written[None]) -> None:
        error = written.exception()
        if error is not None:
            self._lost(error)

    def _all(self, works: list[Work]) -> None:
        with self._store.together():
            for work in works:
                work()

    def _lost(self, error: BaseException) -> None:
        log.warning("something was not kept", session=self._id, error=str(error))


def _turn(number: int, answer: Answered) -> Turn:
    return Turn(
        number=number,
        question_id=answer.question_id,
        step=answer.step,
        asked=answer.asked,
        asked_at=answer.asked_at,
        heard=answer.heard,
        answered_at=answer.answered_at,
        words=tuple(Word(text=w.text, start_s=w.start_s, end_s=w.end_s) for w in answer.words),
        speech_s=answer.speech_s,
        response_s=answer.response_s,
    )


def _consent(answer: Answered) -> Consent | None:
    if answer.consent is None:
        return None
    return Consent(given=answer.consent, at=answer.answered_at, how="spoken", wording=answer.asked)
