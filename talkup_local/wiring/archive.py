"""What is kept of interviews, and what is done with it beside them: grace, reports, retention."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import structlog

from talkup_local.assessment.rules_scorer import RulesScorer
from talkup_local.clock import Clock
from talkup_local.config.folders import data_folder
from talkup_local.config.model import Config
from talkup_local.errors import StorageError
from talkup_local.services.gateway import Gateway
from talkup_local.storage import retention
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.sessions import FILE, SessionStore
from talkup_local.wiring.measuring import Measurer
from talkup_local.wiring.reports import Aside, Reports

log = structlog.get_logger(__name__)

_Result = TypeVar("_Result")

LOOK_S: Final = 30.0
"""Between two looks at the interviews that are open."""

_LOOKS_PER_RETENTION: Final = 120
"""Once in an hour."""


class Live(Protocol):
    """An interview that goes on."""

    def elapsed_s(self) -> float:
        """Return how long it has lasted."""
        ...


class Archive:
    """The store of an appliance, which one thread alone reads and writes.

    Made by ``opened``. live: the interviews that go on, by id.
    """

    def __init__(
        self,
        config: Config,
        clock: Clock,
        store: SessionStore,
        writer: ThreadPoolExecutor,
        live: Mapping[str, Live],
    ) -> None:
        self.store, self.writer = store, writer
        self.measurer: Measurer | None = None
        """What measures the sound of answers, if that is wanted."""
        self._config, self._clock, self._live = config, clock, live
        self._lost_s: dict[str, float] = {}  # when nobody held it any more, by our own clock
        self._reports: Reports | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def opened(
        cls, config: Config, folder: Path, clock: Clock, live: Mapping[str, Live]
    ) -> Archive:
        """Open the configured store. Raises StorageError."""
        path, busy_s = data_folder(config, folder) / FILE, config.store.busy_s
        writer = ThreadPoolExecutor(1, "store")
        loop = asyncio.get_running_loop()
        try:
            store = await loop.run_in_executor(
                writer, lambda: SessionStore(path, clock, busy_s=busy_s)
            )
        except StorageError:
            writer.shutdown()
            raise
        return cls(config, clock, store, writer, live)

    async def start(self, gateway: Gateway | None) -> None:
        """Look after what is kept, from now on. gateway: to who measures voices."""
        settings = self._config.store
        if settings.delivery_measures and gateway is not None:
            self.measurer = Measurer(gateway)
        if settings.reports:
            before = self.measurer.idle if self.measurer else None
            scorer = Aside(RulesScorer())
            self._reports = Reports(self.store, self._clock, scorer=scorer, before=before)
            self._tasks.append(asyncio.create_task(self._reports.run()))
        self._tasks.append(asyncio.create_task(self._tend()))

    async def close(self, *, keep_open: bool = False) -> None:
        """Let go of the store; what has no report yet gets it after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.measurer is not None:
            await self.measurer.close()
        if not keep_open:
            await self.do(self.store.close)
        await asyncio.to_thread(self.writer.shutdown)

    async def do(self, work: Callable[..., _Result], *arguments: Any, **settings: Any) -> _Result:
        """Do something with the store, after all that was asked of it before."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.writer, lambda: work(*arguments, **settings))

    def left(self, session_id: str) -> None:
        """Take note that nobody holds an interview any more that is not over."""
        self._lost_s[session_id] = self._clock.monotonic_s()

    def taken_up(self, session_id: str) -> None:
        """Take note that somebody holds it again."""
        self._lost_s.pop(session_id, None)

    def expired(self, row: SessionRow) -> bool:
        """Tell whether nobody may come back to an open interview any more.

        By our own clock where we were there; else the time since it was last written to, which
        is never less than nothing, however the wall clock jumps.
        """
        now_s = self._clock.monotonic_s()
        since_s = max(0.0, (self._clock.utc_now() - row.touched).total_seconds())
        lost_s = self._lost_s.setdefault(row.id, now_s - since_s)
        return now_s - lost_s > self._config.interview.resume_grace_s

    async def break_off(self, row: SessionRow) -> None:
        """Keep that nobody came back to an interview in time. Raises StorageError."""
        self._lost_s.pop(row.id, None)
        kept = await self.do(self.store.end, row.id, row.reason or "gone", state="broken")
        log.info("interview broken", interview=row.id, kept=kept)
        if kept:
            self.report(row.id)

    async def reported(self) -> None:
        """Wait until the reports of all interviews that are over are made."""
        if self._reports is not None:
            await self._reports.idle()

    def report(self, session_id: str) -> None:
        """Have the report of an interview made that is over, if that is wanted; never waits."""
        if self._reports is not None:
            self._reports.report_job(session_id)

    # -- as long as the appliance runs ------------------------------------------------------

    async def _tend(self) -> None:
        await self._tried(self._tidy)
        for look in itertools.count():
            await self._tried(self._look)
            if not look % _LOOKS_PER_RETENTION:
                await self._tried(self._delete_old)
            if not self._live:  # who is interviewed would wait for it
                await self._tried(self._forget)
            await asyncio.sleep(LOOK_S)

    async def _tried(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except StorageError as exc:
            log.warning("interviews not looked after", code=exc.code, error=str(exc))

    async def _tidy(self) -> None:
        """Do what the end of the process before has prevented."""
        await self.do(self.store.sweep)
        for row in await self.do(self.store.list):
            if row.state != "open" and row.turns and not row.has_report and not row.redacted:
                self.report(row.id)

    async def _forget(self) -> None:
        """Write the file anew if something was deleted, so that no copy of it is left."""
        if not await self.do(self.store.tidy):
            log.info("deleted interviews wait for another process that reads")

    async def _look(self) -> None:
        """Note which interviews go on, and that others can't any more."""
        for session_id, interview in tuple(self._live.items()):
            await self.do(self.store.touch, session_id, interview.elapsed_s())
        for row in await self.do(self.store.open_sessions):
            if row.id not in self._live and self.expired(row):
                await self.break_off(row)

    async def _delete_old(self) -> None:
        days = self._config.store.retention_days
        due = await self.do(retention.due, self.store, days, self._clock.utc_now())
        open_ = {row.id for row in await self.do(self.store.open_sessions)}
        old = [session_id for session_id in due if session_id not in open_ | self._live.keys()]
        if old:
            count = await self.do(self.store.delete, old)
            log.info("old interviews deleted", count=count, days=days)
