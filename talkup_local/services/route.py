"""One service as the AI server sees it: elsewhere, in this process, or turned off.

A service elsewhere that can't be reached or hangs up is asked once more, at once; where
that does not help, or it fails in another way that is not the request's fault, the one in
this process does the work, if there is one.
"""

from __future__ import annotations

import contextlib
import random
import weakref
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from typing import Any, Final, TypeVar

import structlog

from talkup_local.clock import Clock
from talkup_local.config.services import Service as ServiceName
from talkup_local.config.services import ServicePlace
from talkup_local.errors import (
    ServiceBroken,
    ServiceBusy,
    ServiceDisabled,
    ServiceError,
    ServiceRefused,
    ServiceTimeout,
    ServiceUnreachable,
)
from talkup_local.protocol.services.contents import Content, Result
from talkup_local.services.base import AnyService, ServiceStream, Tell
from talkup_local.services.breaker import Breaker
from talkup_local.services.deadline import deadline
from talkup_local.services.outcome import Answer, By, status_of
from talkup_local.services.remote.dial import shown
from talkup_local.services.remote.service import RemoteService
from talkup_local.services.remote.stream import RemoteStream
from talkup_local.services.routed_stream import RoutedStream

log = structlog.get_logger(__name__)

T = TypeVar("T")

_DISABLED: Final = "SERVICE_DISABLED"
_BAD_REQUEST: Final = frozenset(
    {"INVALID_REQUEST", "INVALID_MESSAGE", "INVALID_BASE64", "UNDECODABLE"}
)
"""What a service refuses that another one would refuse as well."""

_FINE: Final = _BAD_REQUEST | {_DISABLED}
"""Refusals by which the service shows that it works."""


class Route:
    """The way to the service ``name`` at ``place``.

    local: the one in this process, None when there is none. remote: the one elsewhere, None
    when there is none. jitter: gives chance, 0..1.
    """

    def __init__(
        self,
        name: ServiceName,
        place: ServicePlace,
        clock: Clock,
        *,
        local: AnyService | None = None,
        remote: RemoteService | None = None,
        breaker: Breaker | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.name, self.place = name, place
        self.local, self.remote = local, remote
        self.counts: Counter[str] = Counter() if remote is None else remote.counts
        self._clock, self._jitter = clock, jitter
        self._breaker = breaker or Breaker()
        self._failed_by: Callable[[], BaseException | None] = lambda: None
        """What failed last, for as long as somebody has it."""
        self._by: By | None = None
        self._behind: Callable[[], bool] | None = None

    @property
    def enabled(self) -> bool:
        """Whether the operator has not turned it off."""
        return self.place.url != "off"

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes that the one elsewhere said it knows; empty means any."""
        return frozenset() if self.remote is None else self.remote.languages

    @property
    def behind(self) -> str:
        """``up`` or ``down`` of a server that the one in this process asks, "" without any."""
        return "" if self._behind is None else "up" if self._behind() else "down"

    def leads_to(self, reachable: Callable[[], bool]) -> None:
        """Say that the one in this process asks a server; ``reachable`` tells if it is there."""
        self._behind = reachable

    async def run(self) -> None:
        """Keep the service elsewhere connected, if it is one; until cancelled."""
        if self.enabled and self.remote is not None:
            await self.remote.run()

    def state(self) -> dict[str, Any]:
        """Return what operators want to know; no secrets.

        ``state``: ``local``, ``off``, ``up`` or ``down``. ``by``: who did the last request.
        """
        if not self.enabled:
            return {"url": "off", "state": "off"}
        if self.remote is None:
            here = "local" if self.local is not None else "down"
            return {"url": shown(self.place.url), "state": self.behind or here}
        return self.remote.state() | {
            "breaker": self._breaker.state,
            "fallback": self.local is not None and self.place.fallback,
            "by": self._by,
        }

    # -- requests -----------------------------------------------------------------------

    async def process(self, content: Content, session_id: str = "", *, here: bool = True) -> Answer:
        """Return what the service gives.

        here: whether the one in this process may do it; who does it in another way calls
        ``stood_in``, or ``failed``. Raises ServiceError, ServiceDisabled; of the one in this
        process PeerError and EngineError too. Each try takes at most ``timeout_s``.
        """
        with self._counted():
            self._check()
            remote = self.remote
            if remote is None:
                return await self._locally(content)
            try:
                data = await self._tried(lambda: remote.request(content, session_id))
            except ServiceError as exc:
                if not here:
                    raise
                self._instead(exc, self.local)
                return await self._locally(content)
            return self._answer(data, "remote")

    async def pieces(
        self, content: Content, session_id: str = "", *, here: bool = True
    ) -> AsyncGenerator[Answer, None]:
        """Yield what the service gives as it grows, the whole of it last.

        Raises as ``process`` does. Once a piece is out nobody else begins anew.
        """
        with self._counted():
            async with contextlib.aclosing(self._pieces(content, session_id, here=here)) as answers:
                async for answer in answers:
                    yield answer

    async def _pieces(
        self, content: Content, session_id: str, *, here: bool
    ) -> AsyncGenerator[Answer, None]:
        self._check()
        remote, begun = self.remote, False
        if remote is not None:
            async with contextlib.AsyncExitStack() as stack:

                async def begin() -> tuple[Result, AsyncGenerator[Result, None]]:
                    pieces = await stack.enter_async_context(
                        contextlib.aclosing(remote.pieces(content, session_id))
                    )
                    return await anext(pieces), pieces

                try:
                    piece, pieces = await self._tried(begin)
                    begun = True
                    yield self._answer(piece, "remote")
                    async for piece in pieces:
                        yield self._answer(piece, "remote")
                except ServiceError as exc:
                    if begun:
                        self.ended(exc)
                    if begun or not here:
                        raise
                    self._instead(exc, self.local)
        if not begun:
            async with contextlib.aclosing(self._local_pieces(content)) as answers:
                async for answer in answers:
                    yield answer

    def open(
        self, tell: Tell, language: str | None = None, session_id: str = ""
    ) -> ServiceStream[Any, Any]:
        """Return a new stream.

        Raises ServiceDisabled, and what the service in this process raises; ``async with``,
        ``push`` and ``finish`` raise as ``process`` does.
        """
        self._check()
        remote, local = self.remote, self.local
        if remote is None:
            return self._here().open(tell, language)

        def elsewhere() -> RemoteStream:
            self.begin()
            return remote.open(tell, session_id)

        def here(exc: ServiceError) -> ServiceStream[Any, Any]:
            return self._instead(exc, local if local and local.streams else None).open(
                tell, language
            )

        return RoutedStream(elsewhere, here, self.ended)

    # -- elsewhere ----------------------------------------------------------------------

    async def _tried(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask elsewhere, once more if need be. Raises ServiceError."""
        try:
            return await self._asked(ask)
        except (ServiceUnreachable, ServiceBroken) as exc:
            if self.remote is None or not self.remote.ready or self._breaker.state != "closed":
                raise
            log.info("service asked once more", service=self.name, code=exc.code)
            self.counts["retried"] += 1
            return await self._asked(ask)

    async def _asked(self, ask: Callable[[], Awaitable[T]]) -> T:
        self.begin()
        try:
            result = await ask()
        except BaseException as exc:
            self.ended(exc)
            raise
        self.ended(None)
        return result

    def begin(self) -> None:
        """Say that the service elsewhere is about to be asked; then say how that ``ended``.

        Raises ServiceUnreachable when there is no use in it.
        """
        if self.remote is None or not self.remote.ready:
            raise ServiceUnreachable(self.name, "it is down")
        if not self._breaker.may_ask(self._clock.monotonic_s()):
            raise ServiceUnreachable(self.name, "it failed too often to be asked now")

    def ended(self, error: BaseException | None) -> None:
        """Let the breaker know what came of asking; ``error``: None when it went well.

        What a lost connection takes along fails by one error, and is one failure.
        """
        if error is not None and error is self._failed_by():
            return
        breaker = self._breaker
        if error is None or (isinstance(error, ServiceRefused) and error.remote_code in _FINE):
            breaker.succeeded()
        elif not isinstance(error, ServiceError) or isinstance(error, ServiceBusy):
            breaker.gave_up()
        else:
            before = breaker.state
            self._failed_by = weakref.ref(error)
            breaker.failed(self._clock.monotonic_s(), self._jitter())
            if breaker.state != before:
                log.warning("service left alone for now", service=self.name)
                self.counts["opened"] += 1

    # -- here ---------------------------------------------------------------------------

    async def _locally(self, content: Content) -> Answer:
        late = ServiceTimeout(self.name, f"no result within {self.place.timeout_s} s")
        async with deadline(self._clock, self.place.timeout_s, late):
            return self._answer(await self._here().process(content), "local")

    async def _local_pieces(self, content: Content) -> AsyncGenerator[Answer, None]:
        late = ServiceTimeout(self.name, f"no result within {self.place.timeout_s} s")
        left_s = self.place.timeout_s
        async with contextlib.aclosing(self._here().pieces(content)) as pieces:
            while True:
                begun_s = self._clock.monotonic_s()
                async with deadline(self._clock, left_s, late):
                    try:
                        piece = await anext(pieces)
                    except StopAsyncIteration:
                        return
                left_s -= self._clock.monotonic_s() - begun_s
                yield self._answer(piece, "local")

    def _here(self) -> AnyService:
        if self.local is None:
            raise ServiceUnreachable(self.name, "there is none in this process")
        return self.local

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        """Count how a request ends; one that nobody waits for any more is not counted."""
        try:
            yield
        except Exception as exc:
            self.counts[status_of(exc)] += 1
            raise
        self.counts["ok"] += 1

    def _check(self) -> None:
        if not self.enabled:
            raise ServiceDisabled(f"`{self.name}` is turned off.")

    def _answer(self, data: Result, by: By) -> Answer:
        self._by = by
        return Answer(data=data, by=by)

    def _instead(self, exc: ServiceError, local: AnyService | None) -> AnyService:
        """Return what does the work here, ``local``; raise ``exc`` where that is no help."""
        refused = exc.remote_code if isinstance(exc, ServiceRefused) else ""
        if refused == _DISABLED:  # somebody's decision, which we do not go round
            raise ServiceDisabled(f"`{self.name}` is turned off where it runs.") from exc
        if refused in _BAD_REQUEST or local is None or not self.place.fallback:
            self.failed(exc)
            raise exc
        self.stood_in(exc)
        return local

    def failed(self, exc: ServiceError) -> None:
        """Note that nobody did the work."""
        log.warning("service failed", service=self.name, code=exc.code)
        self.counts["failed"] += 1

    def stood_in(self, exc: ServiceError) -> None:
        """Note that the work is done in this process, after ``exc``."""
        self._by = "local"
        log.warning("service done here instead", service=self.name, code=exc.code)
        self.counts["fallback"] += 1
