"""The operator's desk: how the house is, what is kept in it, and who may come in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from talkup_local.assessment.rules_scorer import RulesScorer
from talkup_local.catalogue.listing import Listing, listed
from talkup_local.catalogue.load import load_catalogue
from talkup_local.catalogue.shelf import Shelf
from talkup_local.clock import Clock
from talkup_local.config.folders import data_folder
from talkup_local.config.model import Config
from talkup_local.engines.cuda import usable_cards_mib
from talkup_local.engines.probe import resolve
from talkup_local.errors import (
    ConfigError,
    InterviewGoesOn,
    InvalidMessage,
    NoReport,
    RecordIllegible,
    TokenRefused,
)
from talkup_local.interview.record import SessionState
from talkup_local.observe import machine
from talkup_local.observe.history import History, Point, TurnPoint
from talkup_local.protocol.desk import answers, parts
from talkup_local.protocol.envelope import iso_timestamp
from talkup_local.storage import retention, tokens
from talkup_local.storage.purging import purge
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.redacting import redact, strip
from talkup_local.storage.sessions import SessionStore
from talkup_local.storage.tokens import Scope, Token, TokenStore
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring.archive import Archive
from talkup_local.wiring.interviews import Interviews
from talkup_local.wiring.records import Records, as_faults, moment
from talkup_local.wiring.reports import Aside, make_report


class Desk:
    """What an operator may see and do. What takes long is done in threads.

    All methods raise PeerError and StorageError.
    """

    def __init__(
        self,
        config: Config,
        folder: Path,
        clock: Clock,
        interviews: Interviews,
        records: Records,
    ) -> None:
        self._config, self._folder, self._clock = config, folder, clock
        self._interviews, self._records = interviews, records
        self._tokens = TokenStore(data_folder(config, folder) / tokens.FILE)
        self._use = machine.OwnUse(clock.monotonic_s())
        self._history = History()

    # -- how the house is ------------------------------------------------------------------

    async def overview(self, health: Mapping[str, Any]) -> answers.Overview:
        """Return how all is. health: what ``GET /health`` answers."""
        here, sessions = await asyncio.to_thread(machine.this_machine), health["sessions"]
        return answers.Overview(
            version=health["version"],
            uptime_s=health["uptime_s"],
            ready=health["ready"],
            engines=dict(health["engines"]),
            languages=tuple(health["languages"]),
            services=dict(health["services"]),
            sessions=parts.SessionCount(open=sessions["open"], limit=sessions["limit"]),
            turns=dict(health["turns"]),
            machine=parts.Machine(
                processor=here.processor,
                cpus=here.cores,
                load=machine.load(),
                memory_bytes=here.memory_bytes,
                memory_free_bytes=here.memory_free_bytes,
                process_memory_bytes=machine.own_memory_bytes(),
            ),
            store=await self._store(),
        )

    def live(self) -> tuple[parts.LiveSession, ...]:
        """Return how the interviews go that go on."""
        return self._interviews.live()

    def sample(self, sessions: int, waiting: Mapping[str, int], buffered_s: float) -> None:
        """Take a point of the history."""
        self._history.add(
            Point(
                at=self._clock.utc_now(),
                sessions=sessions,
                cpu=round(self._use.cpu(self._clock.monotonic_s()), 3),
                memory_bytes=machine.own_memory_bytes(),
                waiting=waiting,
                buffered_s=round(buffered_s, 1),
            )
        )

    def turn_over(self, record: TurnRecord) -> None:
        """Take note of a turn's delays."""
        self._history.add_turn(
            TurnPoint(
                at=self._clock.utc_now(),
                gap_ms=record.gap_ms,
                endpoint_ms=record.endpoint_ms,
                compute_ms=record.compute_ms,
            )
        )

    @property
    def latest(self) -> Point | None:
        """The newest point of the history."""
        return self._history.latest

    async def history(self, minutes: float) -> answers.History:
        """Return load and delays as they were."""
        since = self._clock.utc_now() - timedelta(minutes=minutes)
        found = self._history.points(since), self._history.turns(since)
        return await asyncio.to_thread(_history_told, *found)

    # -- what is kept ----------------------------------------------------------------------

    async def sessions(
        self, limit: int, *, before: str | None = None, state: SessionState | None = None
    ) -> answers.Sessions:
        """Return interviews, the latest first. before: a time in ISO 8601."""
        archive = self._records.archive()
        since = None if before is None else _moment(before)
        rows = await archive.do(archive.store.list, limit, state=state, before=since)
        return answers.Sessions(
            sessions=tuple(self._listed(row) for row in rows),
            count=await archive.do(archive.store.count),
        )

    async def purge(self, session_ids: Collection[str] | None) -> answers.Purged:
        """Delete interviews for good; None: those that are kept for long enough.

        Raises InterviewGoesOn, and then nothing is deleted. While anybody is interviewed they are
        deleted only, else looked for in every byte too.
        """
        archive = self._records.archive()
        going = {row.id for row in await archive.do(archive.store.open_sessions) if self._open(row)}
        if session_ids is None:
            session_ids = await self._old(archive)
        elif here := sorted(going.intersection(session_ids)):
            raise InterviewGoesOn(f"{', '.join(here)}: still going on. Nothing was deleted.")
        ids = sorted(set(session_ids) & await archive.do(archive.store.ids))
        proven = not self._interviews.live()
        if proven and ids:
            await asyncio.to_thread(purge, archive.store, ids)
        else:
            await archive.do(archive.store.delete, ids)
        return answers.Purged(deleted=len(ids), proven=proven)

    async def delete(self, session_id: str) -> answers.Deleted:
        """Delete an interview, be it illegible. Raises InterviewGoesOn."""
        with contextlib.suppress(RecordIllegible):  # nobody can take it up again
            await self._records.over(session_id)
        return await self._records.delete(session_id)

    async def redact(self, session_id: str) -> answers.Record:
        """Take the words out of an interview. Raises InterviewGoesOn."""
        await self._records.over(session_id)
        take_out = strip if self._interviews.live() else redact
        with as_faults():
            await asyncio.to_thread(take_out, self._records.archive().store, session_id)
        return self._records.told(await self._records.row(session_id))

    async def make_report(self, session_id: str) -> answers.Made:
        """Make the report of an interview anew. Raises InterviewGoesOn, NoReport."""
        await self._records.over(session_id)
        store = self._records.archive().store
        with as_faults():
            made = await make_report(store, session_id, Aside(RulesScorer()), self._clock)
        if not made:
            raise NoReport("")
        return answers.Made(report="ready")

    async def retention(self) -> answers.Retention:
        """Return for how long interviews are kept, and how many are older."""
        archive = self._records.archive()
        return answers.Retention(
            days=self._config.store.retention_days, expired=len(await self._old(archive))
        )

    async def _old(self, archive: Archive) -> list[str]:
        """Return the interviews that are kept for long enough, and not open."""
        days, store = self._config.store.retention_days, archive.store
        old = await archive.do(retention.expired, store, days, self._clock.utc_now())
        open_ = {row.id for row in await archive.do(store.open_sessions) if self._open(row)}
        return [session_id for session_id in old if session_id not in open_]

    def _open(self, row: SessionRow) -> bool:
        return self._records.open(row)

    def _listed(self, row: SessionRow) -> parts.Listed:
        return parts.Listed(
            session_id=row.id,
            client_id=row.client_id,
            state=row.state,
            live=self._interviews.goes_on(row.id),
            reason=row.reason,
            kind=row.kind,
            language=row.language,
            role=row.role,
            created=iso_timestamp(row.created),
            ended=moment(row.ended),
            minutes=round(row.minutes, 1),
            turns=row.turns,
            report=self._records.report_state(row),
            redacted=row.redacted is not None,
        )

    async def _store(self) -> parts.Store:
        settings, archive = self._config.store, self._interviews.archive
        count = await archive.do(archive.store.count) if archive else 0
        return parts.Store(
            enabled=archive is not None,
            audio=settings.audio,
            reports=settings.reports,
            retention_days=settings.retention_days,
            interviews=count,
            bytes=_size(archive.store) if archive else 0,
        )

    # -- who may come in -------------------------------------------------------------------

    async def tokens(self, mine: str = "") -> answers.Tokens:
        """Return all tokens. mine: the id of the one that was shown, if any."""
        found, now = await asyncio.to_thread(self._tokens.all), self._clock.utc_now()
        return answers.Tokens(tokens=tuple(_token(one, now) for one in found), mine=mine or None)

    async def add_token(
        self, name: str, scopes: Sequence[Scope], days: int | None
    ) -> answers.AddedToken:
        """Make a token. Raises TokenRefused."""
        now = self._clock.utc_now()
        ends = None if days is None else now + timedelta(days=days)
        try:
            token, text = await asyncio.to_thread(self._tokens.add, name, scopes, now, expires=ends)
        except ConfigError as exc:
            raise TokenRefused(_sentence(exc)) from exc
        return answers.AddedToken(token=text, token_id=token.id)

    async def revoke_token(self, token_id: str) -> answers.RevokedToken:
        """End a token. Raises TokenRefused."""
        now = self._clock.utc_now()
        try:
            token = await asyncio.to_thread(self._tokens.revoke, token_id, now)
        except ConfigError as exc:
            raise TokenRefused(_sentence(exc)) from exc
        return answers.RevokedToken(token_id=token.id)

    # -- what could be had -----------------------------------------------------------------

    async def models(self) -> answers.Models:
        """Return the catalogue of models, and which of them are here."""
        return await asyncio.to_thread(self._catalogue)

    def _catalogue(self) -> answers.Models:
        folder = resolve(self._folder, self._config.models)
        catalogue, shelf = load_catalogue(folder), Shelf(folder)
        here, cards = machine.this_machine(), usable_cards_mib()
        return answers.Models(
            folder=str(shelf.folder),
            models=tuple(_model(one) for one in listed(catalogue, shelf, here, cards)),
            presets={
                name: parts.Preset(title=preset.title, models=preset.models)
                for name, preset in catalogue.presets.items()
            },
        )


def _history_told(points: Sequence[Point], turns: Sequence[TurnPoint]) -> answers.History:
    return answers.History(
        points=tuple(point_told(one) for one in points),
        turns=tuple(
            parts.TurnPoint(
                at=iso_timestamp(one.at),
                gap_ms=one.gap_ms,
                endpoint_ms=one.endpoint_ms,
                compute_ms=one.compute_ms,
            )
            for one in turns
        ),
    )


def point_told(point: Point) -> parts.Point:
    """Return a point as it is told."""
    return parts.Point(
        at=iso_timestamp(point.at),
        sessions=point.sessions,
        cpu=point.cpu,
        memory_bytes=point.memory_bytes,
        waiting=dict(point.waiting),
        buffered_s=point.buffered_s,
    )


def _model(one: Listing) -> parts.Model:
    model = one.model
    return parts.Model(
        name=one.name,
        title=model.title,
        job=model.job,
        languages=model.languages,
        gender=model.gender,
        tier=model.tier,
        size_bytes=model.size_bytes,
        memory_mib=model.memory_mib,
        licence=model.licence,
        state=one.state,
        fits=one.fit.ok,
        fit=one.fit.word,
        why=one.fit.reason,
    )


def _token(token: Token, now: datetime) -> parts.Token:
    return parts.Token(
        token_id=token.id,
        name=token.name,
        scopes=tuple(sorted(token.scopes)),
        state=token.fault(now) or "valid",
        created=iso_timestamp(token.created),
        expires=moment(token.expires),
        last_used=token.last_used.isoformat() if token.last_used else None,
    )


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InvalidMessage("`before` must be a time in ISO 8601.") from None


def _sentence(error: ConfigError) -> str:
    text = f"{error.reason}. {error.mend}." if error.mend else f"{error.reason}."
    return text[0].upper() + text[1:]


def _size(store: SessionStore) -> int:
    files = (store.path, store.path.with_name(f"{store.path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
