"""Opens interviews, and takes up again those that broke off."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol
from weakref import WeakValueDictionary

import structlog

from talkup_local.audio.pcm import Samples
from talkup_local.clock import Clock
from talkup_local.config.model import Config, Language
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.engines.base import LanguageModel
from talkup_local.errors import ConsentRequired, RecordUnreadable, ResumeRefused, ResumeTooLate
from talkup_local.interview import opening
from talkup_local.interview.opening import Opening
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.record import Consent, SessionRecord, history_of
from talkup_local.protocol.desk.parts import LiveSession
from talkup_local.services.gateway import Gateway
from talkup_local.storage import naming
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.sessions import SessionStore
from talkup_local.turn.output import Sink
from talkup_local.turn.runner import TurnRunner
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring.archive import Archive
from talkup_local.wiring.held import Interview, InterviewKeeper, Ticket
from talkup_local.wiring.keeping import StoreKeeper
from talkup_local.wiring.parts import InterviewRequest, Kept
from talkup_local.wiring.planning import make_plan
from talkup_local.wiring.typed import TypedAnswers

log = structlog.get_logger(__name__)

_TAKE_OVER_S: Final = 2.0
"""How long the connection before may take to end."""


class House(Protocol):
    """Where interviews are held: what they are made of."""

    @property
    def gateway(self) -> Gateway | None: ...

    @property
    def model(self) -> LanguageModel | None: ...

    def language_of(self, request: InterviewRequest) -> Language: ...

    def interviewer(
        self,
        request: InterviewRequest,
        plan: InterviewPlan,
        *,
        opening: Opening,
        elapsed_s: Callable[[], float],
    ) -> Interviewer: ...

    def runner(
        self,
        interviewer: Interviewer,
        request: InterviewRequest,
        sink: Sink,
        *,
        on_turn: Callable[[TurnRecord], None] | None = None,
        kept: Kept | None = None,
    ) -> TurnRunner: ...

    def engine_names(self) -> dict[str, str]: ...


class Interviews:
    """All interviews of an appliance. store: to keep them in, in place of the configured one."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        clock: Clock,
        house: House,
        store: SessionStore | None = None,
    ) -> None:
        self._config, self._folder, self._clock, self._house = config, folder, clock, house
        self._given = store
        self._archive: Archive | None = None
        self._live: dict[str, Interview] = {}
        self._typed = TypedAnswers()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def open_store(self) -> None:
        """Open what interviews are kept in, where they are. Raises StorageError."""
        config, clock, given = self._config, self._clock, self._given
        if not config.store.enabled:
            return
        if given is not None:
            writer = ThreadPoolExecutor(1, "store")
            self._archive = Archive(config, clock, given, writer, self._live)
        else:
            self._archive = await Archive.opened(config, self._folder, clock, self._live)

    async def start(self) -> None:
        """Look after the interviews that are kept, from now on."""
        if self._archive is not None:
            await self._archive.start(self._house.gateway)

    async def close(self) -> None:
        """Let go of what interviews are kept in."""
        archive, self._archive = self._archive, None
        if archive is not None:
            await archive.close(keep_open=self._given is not None)

    async def reported(self) -> None:
        """Wait until the reports of all interviews that are over are made."""
        if self._archive is not None:
            await self._archive.reported()

    @property
    def archive(self) -> Archive | None:
        """What is kept; None where nothing is."""
        return self._archive

    def live(self) -> tuple[LiveSession, ...]:
        """Return how the interviews go that go on, the longest first."""
        found = (one.pulse.told(one.elapsed_s()) for one in self._live.values())
        return tuple(sorted(found, key=lambda one: -one.elapsed_s))

    def goes_on(self, session_id: str) -> bool:
        """Tell whether somebody is in an interview now."""
        return session_id in self._live

    async def erase(self, archive: Archive, session_id: str) -> bool:
        """Delete an interview, ended first if it goes on; tell if it was there. StorageError."""
        lock = self._locks.setdefault(session_id, asyncio.Lock())
        async with lock:
            if (before := self._live.get(session_id)) is not None:
                await before.end("client", within_s=_TAKE_OVER_S)
            archive.taken_up(session_id)  # nobody is waited for any more
            return bool(await archive.do(archive.store.delete, [session_id]))

    # -- one interview ----------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def opened(
        self,
        request: InterviewRequest,
        sink: Sink,
        on_turn: Callable[[TurnRecord], None] | None = None,
    ) -> AsyncIterator[Interview]:
        """Open an interview, or take one up again, for as long as the block lasts.

        Its runner tells ``sink`` what it has to say; ``run`` holds it. on_turn: is told of each
        of its turns. Raises PeerError for what the request does wrong, StorageError.
        """
        if request.resume is None:
            interview = await self._begin(request, sink, on_turn)
        else:
            interview = await self._resume(request, request.resume, sink, on_turn)
        try:
            yield interview
        finally:
            await self._leave(interview)

    async def _begin(
        self,
        request: InterviewRequest,
        sink: Sink,
        on_turn: Callable[[TurnRecord], None] | None,
    ) -> Interview:
        archive, settings = self._archive, self._config.interview
        if archive is not None and request.consent is False:
            raise ConsentRequired("")
        self._house.language_of(request)
        planned = await make_plan(self._config, self._folder, request, self._house.model)
        plan = planned.plan
        self._house.language_of(replace(request, language=plan.language))
        now, session_id = self._clock.utc_now(), naming.new_id()
        if archive is None:
            ticket = Ticket(session_id=session_id, notes=planned.notes)
            interview = Interview(ticket, plan, self._clock)
            self._furnish(interview, request, sink, on_turn, opening=Opening())
            self._live[session_id] = interview
            return interview
        asks = settings.consent == "ask" and not request.consent
        introduced = self._opening(ask=asks)
        given = Consent(
            given=True, at=now, how="client", wording=opening.statement(plan, introduced)
        )
        token, token_hash = naming.new_token()
        record = SessionRecord(
            id=session_id,
            client_id=request.interview_id,
            plan=plan,
            created=now,
            consent=given if request.consent else None,
            engines=self._house.engine_names(),
        )
        try:
            await archive.do(archive.store.create, record, token_hash=token_hash, pending=asks)
        except asyncio.CancelledError:
            archive.writer.submit(archive.store.delete, [session_id])  # nobody was told of it
            raise
        interview = Interview(
            self._ticket(session_id, token, notes=planned.notes),
            plan,
            self._clock,
            keeper=self._keeper(archive, session_id, plan.language, consent_needed=asks),
        )
        self._furnish(interview, request, sink, on_turn, opening=introduced)
        self._live[session_id] = interview
        return interview

    async def _resume(
        self,
        request: InterviewRequest,
        token: str,
        sink: Sink,
        on_turn: Callable[[TurnRecord], None] | None,
    ) -> Interview:
        archive, digest = self._archive, naming.token_hash(token)
        if archive is None:
            raise ResumeRefused("")
        if not self._config.interview.resume_grace_s:  # the token opens its record, no more
            raise ResumeTooLate("")
        store = archive.store
        found = await archive.do(store.find_by_token, digest)
        if found is None:
            raise ResumeRefused("")
        lock = self._locks.setdefault(found.id, asyncio.Lock())
        async with lock:
            before = self._live.get(found.id)
            if before is not None:
                log.info("interview taken over", interview=found.id)
                await before.end("taken_over", within_s=_TAKE_OVER_S)
            row = await archive.do(store.find_by_token, digest)
            if row is None:  # it waited for consent, or was purged meanwhile
                raise ResumeRefused("")
            if row.state == "open" and archive.expired(row):
                await archive.break_off(row)
            elif row.state == "open" and not row.redacted:  # without its words it can't go on
                record = await self._record(archive, row.id)
                interview = self._resumed(archive, row, record, token)
                request = replace(
                    request, interview_id=record.client_id, language=record.plan.language
                )
                self._house.language_of(request)
                self._furnish(
                    interview,
                    request,
                    sink,
                    on_turn,
                    opening=self._opening(ask=row.pending),
                    record=record,
                )
                self._live[row.id] = interview
                archive.taken_up(row.id)
                return interview
        raise ResumeTooLate("")

    async def _record(self, archive: Archive, session_id: str) -> SessionRecord:
        """Return what is known of an open interview. Raises ResumeTooLate, StorageError."""
        try:
            return await archive.do(archive.store.load, session_id)
        except RecordUnreadable as exc:  # kept by another release
            log.warning("interview can't go on", interview=session_id, error=str(exc))
            raise ResumeTooLate("") from exc

    def _resumed(
        self, archive: Archive, row: SessionRow, record: SessionRecord, token: str
    ) -> Interview:
        return Interview(
            self._ticket(row.id, token, resumed=True),
            record.plan,
            self._clock,
            keeper=self._keeper(archive, row.id, record.plan.language, consent_needed=row.pending),
            spent_s=record.spent_s,
        )

    def _furnish(
        self,
        interview: Interview,
        request: InterviewRequest,
        sink: Sink,
        on_turn: Callable[[TurnRecord], None] | None,
        *,
        opening: Opening,
        record: SessionRecord | None = None,
    ) -> None:
        """Give an interview who conducts it. record: what is known of it, if it goes on."""
        interviewer = self._house.interviewer(
            request, interview.plan, opening=opening, elapsed_s=interview.elapsed_s
        )
        continues = record is not None and _continues(request, record)
        # who has not agreed yet is told anew what there is to agree to
        begun = record is not None and bool(record.progress) and (continues or not opening.ask)
        if record is not None and begun:
            try:
                interviewer.restore(record.progress)
            except ValueError as exc:
                log.warning("interview can't go on", interview=record.id, error=str(exc))
                raise ResumeTooLate("") from exc
            continues = continues and not interviewer.finished
            answers, ids = len(record.turns), self._typed.of(record.id)
            ticket = replace(interview.ticket, continues=continues, answers=answers, ids=ids)
            interview.ticket = ticket
        store = self._config.store
        interview.runner = self._house.runner(
            interviewer,
            request,
            self._typed.beside(interview.ticket.session_id, interview.pulse.beside(sink)),
            on_turn=interview.pulse.counting(on_turn),
            kept=Kept(
                keeper=interview.keeper,
                sound=interview.keeper is not None and (store.audio or store.delivery_measures),
                history=history_of(record) if record is not None and begun else None,
                resuming=begun,
                continues=continues,
                elapsed_s=interview.elapsed_s,
            ),
        )

    async def _leave(self, interview: Interview) -> None:
        session_id = interview.ticket.session_id
        try:
            await interview.leave()
        finally:
            if self._live.get(session_id) is interview:
                del self._live[session_id]
        archive, keeper = self._archive, interview.keeper
        if archive is None or keeper is None:
            return
        if not keeper.finished:
            archive.left(session_id)
        elif not keeper.refused:
            archive.report(session_id)

    def _keeper(
        self, archive: Archive, session_id: str, language: Language, *, consent_needed: bool
    ) -> InterviewKeeper:
        store, measurer = archive.store, archive.measurer

        def measure(keeper: StoreKeeper, turn: int, samples: Samples) -> None:
            assert measurer is not None, "else nobody would call this"
            measurer.measure(keeper, turn, samples, language)

        keeper = StoreKeeper(
            store,
            session_id,
            executor=archive.writer,
            clock=self._clock,
            consent_needed=consent_needed,
            recordings=store.recordings if self._config.store.audio else None,
        )
        return InterviewKeeper(keeper, None if measurer is None else measure)

    def _opening(self, *, ask: bool) -> Opening:
        store = self._config.store
        keeps = opening.Kept(audio=store.audio, days=store.retention_days, report=store.reports)
        return Opening(keeps=keeps, ask=ask)

    def _ticket(
        self, session_id: str, token: str, *, resumed: bool = False, notes: tuple[str, ...] = ()
    ) -> Ticket:
        store = self._config.store
        return Ticket(
            session_id=session_id,
            resume_token=token,
            resume_grace_s=self._config.interview.resume_grace_s,
            resumed=resumed,
            notes=notes,
            transcript=True,
            audio=store.audio,
            days=store.retention_days,
        )


def _continues(request: InterviewRequest, record: SessionRecord) -> bool:
    """Whether an interview may go on in the middle of an answer.

    Both sides know of the same answers, and the question that is open was heard.
    """
    return bool(record.closing and record.progress) and request.continues == len(record.turns)
