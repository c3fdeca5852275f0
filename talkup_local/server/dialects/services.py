"""The service protocol's side of a connection: what an AI server asks of services.

It depends on a ``Link`` and on the services alone, so it works in the appliance, in a
process of its own and behind any other server.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

import structlog
from msgspec import structs

from talkup_local import __version__
from talkup_local.clock import Clock
from talkup_local.config.model import Language, Limits
from talkup_local.config.services import Service as ServiceName
from talkup_local.errors import PeerError, ServerBusy, ServiceDisabled, ServiceTimeout, TalkupError
from talkup_local.protocol.services import events as on
from talkup_local.protocol.services.contents import Content, PromptContent, Result
from talkup_local.protocol.services.reading import size_bytes
from talkup_local.protocol.services.session import ServiceSession
from talkup_local.server.dialects.base import Dialect, Link
from talkup_local.services.base import AnyService

log = structlog.get_logger(__name__)

WAITING_BYTES: Final = 16_777_216
"""Of chunks that may wait for their service. Then the AI server is not read any more."""

_CHUNK_BYTES: Final = 256
"""What a chunk takes beside its data."""

Offered = Mapping[ServiceName, AnyService | None]
"""By name: the services at an address; None those that are turned off."""

_Work = Callable[[], Awaitable[Result | Mapping[str, Any]]]

AskMany = Callable[[on.ManyAsked], Awaitable[Mapping[str, Any]]]
"""Asks several services for their part; gives what each one has to say, by name."""


@dataclass(eq=False)
class _Stream:
    """A stream at work, and what waits for it."""

    chunks: asyncio.Queue[Content | None] = field(default_factory=asyncio.Queue)


class ServicesDialect(Dialect):
    """Lets services do what is asked of them, several requests at the same time.

    timeout_s: gives how long one request to a service may take, None where it sees to that
    itself. many: answers requests that name several services, which none may where it is
    None: then the first of ``services`` is meant by every request. caller: whose conversations
    are nobody else's, "" when that is not known. on_error: is told the code of every error
    that is sent.
    """

    def __init__(
        self,
        link: Link,
        services: Offered,
        *,
        clock: Clock,
        timeout_s: Callable[[ServiceName], float | None],
        limits: Limits | None = None,
        language: Language = "en",
        many: AskMany | None = None,
        caller: str = "",
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        self._link, self._services = link, services
        self._timeout_s, self._many, self._caller = timeout_s, many, caller
        self._session = ServiceSession(
            tuple(services),
            now=clock.utc_now,
            about=lambda: about(services),
            version=__version__,
            router=many is not None,
            limits=limits,
            language=language,
            on_error=on_error,
        )
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._streams: dict[int, _Stream] = {}
        self._waiting_bytes = 0
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._leaving = False

    async def receive(self, data: bytes, *, text: bool) -> None:
        session = self._session
        for event in session.receive_text(data) if text else session.receive_binary(data):
            await self._take(event)
        await self._deliver()
        await self._leave_if_done()

    def refuse(self, error: PeerError) -> None:
        self._session.report(error)
        for frames in self._session.data_to_send():
            self._link.offer(*frames)

    async def end(self, reason: str) -> None:  # noqa: ARG002 - whatever it is, what is at work is done
        self._leaving = True
        for stream in self._streams.values():
            stream.chunks.put_nowait(None)
        await self._leave_if_done()

    async def gone(self) -> None:
        for event in self._session.close():
            await self._take(event)

    @property
    def buffered_s(self) -> float:
        return 0.0

    # -- what the AI server wants -----------------------------------------------------------

    async def _take(self, event: on.Event) -> None:
        match event:
            case on.Cancelled():
                self._cancel(event.ticket)
            case on.ChunkReceived():
                await self._push(event)
            case on.StreamEnded():
                if (stream := self._streams.get(event.ticket)) is not None:
                    stream.chunks.put_nowait(None)
            case _ if self._leaving:
                self._session.report(ServerBusy("The service is stopping."), ticket=event.ticket)
            case on.Asked():
                self._start(event.ticket, partial(self._asked, event), event.service)
            case on.ManyAsked():
                self._start(event.ticket, partial(self._asked_many, event), "several")
            case on.StreamOpened():
                stream = self._streams[event.ticket] = _Stream()
                self._start(event.ticket, partial(self._streamed, event, stream), event.service)

    def _start(self, ticket: int, work: _Work, name: str) -> None:
        self._tasks[ticket] = self._link.spawn(self._answer(ticket, work, name))

    def _cancel(self, ticket: int) -> None:
        if (task := self._tasks.get(ticket)) is not None:
            task.cancel()
            self._forget(ticket)  # it may not have begun

    async def _push(self, event: on.ChunkReceived) -> None:
        """Line up a chunk; waits while too many do."""
        await self._roomy.wait()
        if (stream := self._streams.get(event.ticket)) is not None:
            self._wait_for(_takes_bytes(event.content))
            stream.chunks.put_nowait(event.content)

    def _wait_for(self, size_bytes: int) -> None:
        """Take it that more waits, or less."""
        self._waiting_bytes += size_bytes
        if self._waiting_bytes > WAITING_BYTES:
            self._roomy.clear()
        else:
            self._roomy.set()

    # -- what the services do ----------------------------------------------------------------

    async def _answer(self, ticket: int, work: _Work, name: str) -> None:
        """Do a piece of work, and say what came of it."""
        try:
            result = await work()
        except Exception as exc:  # noqa: BLE001 - whatever it is, the AI server is told, and we go on
            self._failed(ticket, _cause(exc), name)
        else:
            self._session.result(ticket, result)
        finally:
            self._forget(ticket)
        await self._deliver()
        await self._leave_if_done()

    def _failed(self, ticket: int, cause: Exception, name: str) -> None:
        if isinstance(cause, TimeoutError):
            cause = ServiceTimeout(name, "took too long")
        if isinstance(cause, PeerError):
            log.info("request refused", service=name, code=cause.code)
        elif isinstance(cause, TalkupError):
            log.warning("request failed", service=name, code=cause.code, reason=str(cause))
        else:
            log.error("request failed", service=name, code="INTERNAL_ERROR", exc_info=cause)
        self._session.report(cause, ticket=ticket)

    def _forget(self, ticket: int) -> None:
        self._tasks.pop(ticket, None)
        stream = self._streams.pop(ticket, None)
        while stream is not None and not stream.chunks.empty():
            self._wait_for(-_takes_bytes(stream.chunks.get_nowait()))

    async def _asked(self, event: on.Asked) -> Result:
        service = self._service(event.service)
        async with asyncio.timeout(self._timeout_s(event.service)):
            if not event.pieces:
                result: Result = await service.process(self._own(event.content))
                return result
            found: Result | None = None
            async with contextlib.aclosing(service.pieces(self._own(event.content))) as pieces:
                async for piece in pieces:
                    if found is not None:
                        await self._tell(event.ticket, found)
                    found = piece
            assert found is not None, "the last piece is the result"
            return found

    async def _asked_many(self, event: on.ManyAsked) -> Mapping[str, Any]:
        assert self._many is not None, "else the session takes one service for each request"
        data = dict(event.data)
        if isinstance(session_id := data.get("session_id"), str):
            data["session_id"] = self._owned(session_id)
        own = replace(event, session_id=self._owned(event.session_id), data=data)
        return await self._many(own)

    def _own(self, content: Content) -> Content:
        """Return ``content`` with its conversation being one of this caller's."""
        if not isinstance(content, PromptContent) or not content.session_id:
            return content
        return structs.replace(content, session_id=self._owned(content.session_id))

    def _owned(self, session_id: str) -> str:
        return f"{self._caller}/{session_id}" if self._caller and session_id else session_id

    async def _streamed(self, event: on.StreamOpened, stream: _Stream) -> Result:
        async def tell(found: Result) -> None:
            if event.pieces:
                await self._tell(event.ticket, found)

        async with self._service(event.service).open(tell, event.language) as work:
            while (content := await stream.chunks.get()) is not None:
                self._wait_for(-_takes_bytes(content))
                await work.push(content)
            found: Result = await work.finish()
            return found

    def _service(self, name: ServiceName) -> AnyService:
        service = self._services.get(name)
        if service is None:
            raise ServiceDisabled(f"`{name}` is turned off here.")
        return service

    # -- what the AI server is told -----------------------------------------------------------

    async def _tell(self, ticket: int, found: Result) -> None:
        self._session.result(ticket, found, final=False)
        await self._deliver()

    async def _deliver(self) -> None:
        """Send what there is; waits while the AI server can't keep up."""
        for frames in self._session.data_to_send():
            await self._link.put(*frames)

    async def _leave_if_done(self) -> None:
        if self._leaving and not self._tasks:
            await self._link.finish()


def about(services: Offered) -> dict[ServiceName, dict[str, Any]]:
    """Return what ``pong`` tells of each service."""
    return {
        name: {"enabled": False}
        if service is None
        else {"enabled": True, "streams": service.streams, **service.describes}
        for name, service in services.items()
    }


def _takes_bytes(content: Content | None) -> int:
    return 0 if content is None else size_bytes(content) + _CHUNK_BYTES


def _cause(exc: Exception) -> Exception:
    """Return what went wrong first among what went wrong beside each other."""
    while isinstance(exc, ExceptionGroup):
        exc = exc.exceptions[0]
    return exc
