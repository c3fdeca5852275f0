"""A connection to a record or to the desk: what is asked there, and who answers it.

Requests are answered beside each other, but ``open`` of a record, which those after it need.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final

import structlog

from talkup_local.errors import (
    LetGo,
    PeerError,
    RateLimited,
    RecordUnknown,
    ServerBusy,
    TalkupError,
)
from talkup_local.protocol.desk import answers, requests
from talkup_local.protocol.desk.answers import ANSWERS, Answer
from talkup_local.protocol.desk.session import Asked, DeskSession
from talkup_local.server.dialects.base import Dialect, Link
from talkup_local.server.dialects.interview import Attempts, Seat
from talkup_local.wiring import Appliance
from talkup_local.wiring.desk import point_told

log = structlog.get_logger(__name__)

WATCH_S: Final = 1.0
"""Between two looks at the interviews that go on."""


class DeskDialect(Dialect):
    """Answers what is asked of one record, or at the desk.

    operator: whether it is the desk. health: gives what ``GET /health`` answers. attempts: of
    showing a key. token_id: of the token that was shown, "" for none. seat: its place. on_error:
    is told the code of every error that the client is told. watch_s: between two looks of who
    watches.
    """

    def __init__(
        self,
        link: Link,
        appliance: Appliance,
        *,
        operator: bool,
        health: Callable[[], Mapping[str, Any]],
        attempts: Attempts,
        token_id: str = "",
        seat: Seat | None = None,
        on_error: Callable[[str], None] | None = None,
        watch_s: float = WATCH_S,
    ) -> None:
        self._watch_s, self._seat = watch_s, seat
        self._link, self._operator, self._health = link, operator, health
        self._records, self._desk = appliance.records, appliance.desk
        self._attempts, self._token_id = attempts, token_id
        self._session = DeskSession(
            operator=operator,
            limits=appliance.config.limits,
            language=appliance.config.interview.language,
            on_error=on_error,
        )
        self._watching: asyncio.Task[None] | None = None
        if operator and seat is not None:
            seat.begin()  # whoever is here at all may ask
        self._leaving = self._gone = False
        self._one_file = asyncio.Lock()  # the next is read once this one is on its way

    async def receive(self, data: bytes, *, text: bool) -> None:
        session = self._session
        for asked in session.receive_text(data) if text else session.receive_binary(data):
            if self._leaving:
                session.report(ServerBusy(""), ticket=asked.ticket)
            elif isinstance(asked.request, requests.Open) and not self._operator:
                await self._answer(asked)
            else:
                self._link.spawn(self._give(asked))
        await self._deliver()

    def refuse(self, error: PeerError) -> None:
        self._session.report(error)
        self._link.offer(*self._session.data_to_send())

    def let_go(self) -> None:
        self.refuse(LetGo(""))

    @property
    def busy(self) -> bool:
        return self._session.at_work > 0

    async def end(self, reason: str) -> None:  # noqa: ARG002 - whatever it is, what is at work is done
        self._leaving = True
        self._watch(on=False)
        await self._leave_if_done()

    async def gone(self) -> None:
        self._gone = True
        self._watch(on=False)  # all else has an end, and a deletion must come to it

    @property
    def buffered_s(self) -> float:
        return 0.0

    # -- answers -------------------------------------------------------------------------------

    async def _give(self, asked: Asked) -> None:
        """Answer a request; files, which are large, one after the other."""
        if ANSWERS[type(asked.request)] is not answers.File:
            await self._answer(asked)
            return
        async with self._one_file:
            if not self._gone:
                await self._answer(asked)

    async def _answer(self, asked: Asked) -> None:
        try:
            self._session.answer(asked.ticket, await self._result(asked))
        except Exception as exc:  # noqa: BLE001 - whatever it is, the client is told, and we go on
            self._failed(asked, exc)
        await self._deliver()
        await self._leave_if_done()

    def _failed(self, asked: Asked, exc: Exception) -> None:
        kind = type(asked.request).__name__
        if isinstance(exc, PeerError):
            log.info("request refused", request=kind, code=exc.code)
        elif isinstance(exc, TalkupError):
            log.warning("request failed", request=kind, code=exc.code, reason=str(exc))
        else:
            log.error("request failed", request=kind, code="INTERNAL_ERROR", exc_info=exc)
        self._session.report(exc, ticket=asked.ticket)

    async def _result(self, asked: Asked) -> Answer | None:
        request = asked.request
        if isinstance(request, requests.AboutSession):
            return await self._of_session(request, asked.session_id)
        return await self._of_house(request)

    async def _of_session(  # noqa: PLR0911 - one per request
        self, request: requests.AboutSession, session_id: str
    ) -> Answer:
        records = self._records
        match request:
            case requests.Open(key=key):
                return await self._open(session_id, key)
            case requests.Transcript():
                return await records.transcript(session_id)
            case requests.Report(format=form):
                return await records.report(session_id, form)
            case requests.Audio(turn=turn, format=form):
                return await records.audio(session_id, turn, form)
            case requests.Export():
                return await records.export(session_id)
            case requests.Redact():
                return await self._desk.redact(session_id)
            case requests.MakeReport():
                return await self._desk.make_report(session_id)
            case _ if self._operator:
                return await self._desk.delete(session_id)
            case _:
                return await records.delete(session_id)

    async def _open(self, session_id: str, key: str | None) -> answers.Record:
        if self._operator:
            return self._records.told(await self._records.row(session_id))
        if wait_s := self._attempts.wait_s():
            raise RateLimited(f"Too many attempts from this address. Please wait {wait_s} s.")
        self._session.opened("")
        try:
            row = await self._records.by_key(key or "", session_id)
        except RecordUnknown:
            self._attempts.failed()
            raise
        self._session.opened(row.id)
        if self._seat is not None:
            self._seat.begin()
        return self._records.told(row)

    async def _of_house(  # noqa: C901, PLR0911 - one per request
        self, request: requests.AnyRequest
    ) -> Answer | None:
        desk = self._desk
        match request:
            case requests.Overview():
                return await desk.overview(self._health())
            case requests.Live():
                return answers.Live(sessions=desk.live())
            case requests.Watch(on=on):
                self._watch(on=on)
            case requests.History(minutes=minutes):
                return await desk.history(minutes)
            case requests.Sessions(limit=limit, before=before, state=state):
                return await desk.sessions(limit, before=before, state=state)
            case requests.Purge():
                return await desk.purge(request.which())
            case requests.Tokens():
                return await desk.tokens(self._token_id)
            case requests.AddToken(name=name, scopes=scopes, days=days):
                return await desk.add_token(name, scopes, days)
            case requests.RevokeToken(token_id=token_id):
                return await desk.revoke_token(token_id)
            case requests.Models():
                return await desk.models()
            case requests.Retention():
                return await desk.retention()
        return None  # a ping, or a watch

    # -- what is told by itself ----------------------------------------------------------------

    def _watch(self, *, on: bool) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if on and not (self._leaving or self._gone):
            self._watching = self._link.spawn(self._look())

    async def _look(self) -> None:
        last = self._desk.latest
        while True:
            self._session.tell(answers.LiveTold(sessions=self._desk.live()))
            if (point := self._desk.latest) is not None and point is not last:
                last = point
                self._session.tell(answers.PointTold(point=point_told(point)))
            self._link.offer(*self._session.data_to_send())
            await asyncio.sleep(self._watch_s)

    async def _deliver(self) -> None:
        """Send what there is; waits while the client can't keep up."""
        for data in self._session.data_to_send():
            await self._link.put(data)

    async def _leave_if_done(self) -> None:
        if self._leaving and not self._session.at_work:
            await self._link.finish()
