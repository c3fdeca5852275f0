"""Makes the reports of interviews that have ended, one after the other, beside all others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import msgspec
import structlog

from talkup_local.assessment.assessing import assess
from talkup_local.assessment.report.build import build
from talkup_local.assessment.scoring import Assessment, Scorer
from talkup_local.clock import Clock
from talkup_local.config.model import Language
from talkup_local.errors import StorageError
from talkup_local.interview.questions import Question
from talkup_local.interview.record import Turn
from talkup_local.storage.exporting import report_of
from talkup_local.storage.sessions import SessionStore

log = structlog.get_logger(__name__)


async def make_report(
    store: SessionStore, session_id: str, scorer: Scorer | None, clock: Clock
) -> bool:
    """Make and keep the report of an interview; False when nothing of it is there to report.

    What takes long is done in threads. A trainer's word in the one before stays. scorer: None
    gives no levels. Raises StorageError.
    """
    row = await asyncio.to_thread(store.overview, session_id)
    if row is None or row.redacted:  # nobody agreed to it, or its words were taken out
        return False
    record = await asyncio.to_thread(store.load, session_id)
    if not record.turns:
        return False
    found = {} if scorer is None else await assess(record, scorer)

    def finish() -> bool:
        before = report_of(store, session_id)
        note = before.reviewer_note if before else ""
        report = build(record, found, made_at=clock.utc_now(), reviewer_note=note)
        with store.together():
            now = store.overview(session_id)
            if now is None or now.redacted:  # meanwhile
                return False
            store.save_report(session_id, "json", msgspec.json.encode(report))
        return True

    return await asyncio.to_thread(finish)


class Aside:
    """A scorer whose work would hold up everybody else: it is done in a thread."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    async def assess(
        self, question: Question, turns: Sequence[Turn], language: Language
    ) -> Assessment:
        work = self._scorer.assess(question, turns, language)
        return await asyncio.to_thread(_finished, work)


class Reports:
    """A queue of interviews without a report. What waits in it survives in the store.

    scorer: of the answers, None for none. before: what is waited for before each report.
    """

    def __init__(
        self,
        store: SessionStore,
        clock: Clock,
        *,
        scorer: Scorer | None = None,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._store, self._clock, self._scorer = store, clock, scorer
        self._before = before
        self._waiting: asyncio.Queue[str] = asyncio.Queue()

    def report_job(self, session_id: str) -> None:
        """Have the report of an interview made; never waits."""
        self._waiting.put_nowait(session_id)

    async def idle(self) -> None:
        """Wait until all reports are made."""
        await self._waiting.join()

    async def run(self) -> None:
        """Make reports until cancelled."""
        while True:
            session_id = await self._waiting.get()
            try:
                await self._make(session_id)
            finally:
                self._waiting.task_done()

    async def _make(self, session_id: str) -> None:
        begun_s = self._clock.monotonic_s()
        try:
            if self._before is not None:
                await self._before()
            made = await make_report(self._store, session_id, self._scorer, self._clock)
        except StorageError as exc:
            log.warning("report not kept", interview=session_id, code=exc.code, error=str(exc))
        except Exception:  # one that fails must not keep the others from being made
            log.exception("report not made", interview=session_id)
        else:
            took_s = round(self._clock.monotonic_s() - begun_s, 3)
            log.info("report done", interview=session_id, made=made, took_s=took_s)


def _finished(work: Coroutine[Any, Any, Assessment]) -> Assessment:
    return asyncio.run(work)
