"""A service that runs elsewhere, at a ``ws://`` or ``wss://`` address."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

import structlog
from websockets.asyncio.client import ClientConnection

from talkup_local.clock import Clock
from talkup_local.config.services import Service, ServicePlace
from talkup_local.errors import (
    ServiceBroken,
    ServiceBusy,
    ServiceError,
    ServiceTimeout,
    ServiceUnreachable,
)
from talkup_local.protocol.envelope import iso_timestamp
from talkup_local.protocol.services.contents import Content, Result
from talkup_local.services.base import Tell
from talkup_local.services.breaker import backoff_s
from talkup_local.services.deadline import deadline
from talkup_local.services.remote.answers import answer_of, languages_told
from talkup_local.services.remote.call import Call
from talkup_local.services.remote.connection import Connection
from talkup_local.services.remote.dial import MESSAGE_BYTES, Dialer, shown
from talkup_local.services.remote.stream import RemoteStream

log = structlog.get_logger(__name__)

_FIRST_WAIT_S: Final = 0.2
_LONGEST_WAIT_S: Final = 10.0
_STEADY_S: Final = 10.0
"""A connection that held for so long was a good one, even if nothing was asked."""


class RemoteService:
    """The service ``name`` at ``place``; ``run`` keeps it connected.

    folder: what relative paths start from. message_bytes: the largest message that it may
    send. jitter: gives chance, 0..1.
    """

    def __init__(
        self,
        name: Service,
        place: ServicePlace,
        clock: Clock,
        *,
        folder: Path = Path(),
        message_bytes: int = MESSAGE_BYTES,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Make it, not connected. Raises ConfigError."""
        self.name, self.place = name, place
        self.counts: Counter[str] = Counter()
        self._clock, self._jitter = clock, jitter
        self._dialer = Dialer(name, place, folder, message_bytes)
        self._current: Connection | None = None
        self._known = asyncio.Event()
        """Whether it is known if the service is there; not while we connect."""
        self._error: ServiceError | None = None
        self._since = clock.utc_now()
        self._failures = 0
        self._wait_s = 0.0
        self._latency_ms: float | None = None
        self._waiting = 0
        self._languages: frozenset[str] = frozenset()

    # -- its state ----------------------------------------------------------------------

    @property
    def up(self) -> bool:
        """Whether it is connected and has answered."""
        return self._current is not None

    @property
    def ready(self) -> bool:
        """Whether a request has a chance: it is up, or just being connected to."""
        return self.up or not self._known.is_set()

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes that it said it knows when it last answered; empty means any."""
        return self._languages

    def state(self) -> dict[str, Any]:
        """Return what operators want to know; no secrets."""
        current = self._current
        state: dict[str, Any] = {
            "url": shown(self.place.url),
            "state": "up" if current else "down",
            "since": iso_timestamp(self._since),
            "latency_ms": self._latency_ms,
            "failures": self._failures,
            "features": sorted(current.features) if current else [],
        }
        if current is None and self._error is not None:
            state["code"] = self._error.code
        return state

    # -- the connection -----------------------------------------------------------------

    async def run(self) -> None:
        """Keep connected until cancelled."""
        try:
            while True:
                try:
                    await self._connect_once()
                except Exception:  # a fault of ours, which the other services are not to feel
                    log.exception("service could not be connected", service=self.name)
                    broken = ServiceBroken(self.name, "it could not be connected")
                    self._ended(broken, good=False, was_up=self.up)
                await self._clock.sleep_s(self._wait_s)
        finally:
            self._down(ServiceUnreachable(self.name, "it is not used any more"))

    async def _connect_once(self) -> None:
        """Connect, and stay so for as long as it goes; ``_wait_s`` is how long to wait then."""
        try:
            socket = await self._dialled()
        except ServiceError as exc:
            self._ended(exc, good=False, was_up=False)
            return
        begun_s = self._clock.monotonic_s()
        was_up = False

        def on_pong(latency_ms: float) -> None:
            nonlocal was_up
            was_up = True
            self._latency_ms = round(latency_ms, 2)
            self._languages = languages_told(self.name, connection.describes)
            self._up(connection)

        def on_end() -> None:
            assert connection.error is not None
            if connection.deliberate:
                self._down(None)
                self._wait_s = 0.0
                return
            steady = was_up and self._clock.monotonic_s() - begun_s >= _STEADY_S
            self._ended(connection.error, good=connection.answered or steady, was_up=was_up)

        connection = self._connection(socket, on_pong, on_end)
        await connection.serve()

    async def _dialled(self) -> ClientConnection:
        late = ServiceTimeout(self.name, "it does not take the connection")
        async with deadline(self._clock, self.place.connect_timeout_s, late):
            return await self._dialer.dial()

    def _connection(
        self,
        socket: ClientConnection,
        on_pong: Callable[[float], None] = lambda _ms: None,
        on_end: Callable[[], None] = lambda: None,
    ) -> Connection:
        return Connection(
            self.name,
            socket,
            self.place,
            self._clock,
            on_pong=on_pong,
            on_end=on_end,
            count=self._count,
        )

    def _count(self, name: str) -> None:
        self.counts[name] += 1

    def _up(self, connection: Connection) -> None:
        if self._current is not connection:
            self._current = connection
            self._known.set()
            self._since = self._clock.utc_now()
            self._count("connected")
            log.info("service up", service=self.name, latency_ms=self._latency_ms)

    def _ended(self, error: ServiceError, *, good: bool, was_up: bool) -> None:
        """Note that there is no connection any more, and how soon to try again."""
        if good:
            self._failures = 0
        first = not self._failures
        at_once = was_up and first
        self._wait_s = 0.0 if at_once else self._next_wait_s()
        self._failures += 1
        if was_up or first:
            log.warning("service down", service=self.name, code=error.code, reason=error.reason)
        self._down(None if at_once else error)

    def _next_wait_s(self) -> float:
        return backoff_s(
            self._failures, self._jitter(), first_s=_FIRST_WAIT_S, longest_s=_LONGEST_WAIT_S
        )

    def _down(self, error: ServiceError | None) -> None:
        """Have nobody use the connection; error: why there is none, None while we make one."""
        if self._current is not None:
            self._current = None
            self._since = self._clock.utc_now()
        if error is None:
            self._known.clear()
        else:
            self._error = error
            self._known.set()

    async def look(self) -> float:
        """Return how many ms it takes to connect and to be answered ``pong``; then hang up.

        Raises ServiceError within ``connect_timeout_s``. Needs no ``run``.
        """
        begun_s = self._clock.monotonic_s()
        late = ServiceTimeout(self.name, "it does not answer `ping`")
        async with deadline(self._clock, self.place.connect_timeout_s, late):
            connection = self._connection(await self._dialled())
            serving = asyncio.create_task(connection.serve())
            try:
                await connection.opened()
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
        return (self._clock.monotonic_s() - begun_s) * 1000

    # -- requests -----------------------------------------------------------------------

    async def request(self, content: Content, session_id: str = "") -> Result:
        """Return the result. Raises ServiceError within ``timeout_s``."""
        async with (
            deadline(self._clock, self.place.timeout_s, self._late()),
            self._asking(content, session_id, pieces=False) as call,
        ):
            data = await call.final()
        return answer_of(self.name, data, content)

    async def pieces(self, content: Content, session_id: str = "") -> AsyncGenerator[Result, None]:
        """Yield the result as it grows, the whole of it last.

        Raises ServiceError when waiting for it takes longer than ``timeout_s`` in all.
        """
        left_s = self.place.timeout_s
        seen = 0
        async with contextlib.AsyncExitStack() as stack:
            asking = self._asking(content, session_id, pieces=True)
            begun_s = self._clock.monotonic_s()
            async with deadline(self._clock, left_s, self._late()):
                call = await stack.enter_async_context(asking)
            while True:
                left_s -= self._clock.monotonic_s() - begun_s
                begun_s = self._clock.monotonic_s()
                async with deadline(self._clock, left_s, self._late()):
                    seen = await call.more(seen)
                done, data = call.done, call.data
                assert data is not None
                left_s -= self._clock.monotonic_s() - begun_s
                yield answer_of(self.name, data, content)
                if done:
                    return
                begun_s = self._clock.monotonic_s()

    def open(self, tell: Tell, session_id: str = "") -> RemoteStream:
        """Return a new stream, on a connection of its own; ``async with`` connects it."""

        async def connect() -> Connection:
            return self._connection(await self._dialled())

        return RemoteStream(
            self.name, self.place, self._clock, connect, tell=tell, session_id=session_id
        )

    @contextlib.asynccontextmanager
    async def _asking(
        self, content: Content, session_id: str, *, pieces: bool
    ) -> AsyncIterator[Call]:
        connection = await self._with_room()
        async with connection.asking(content, session_id, pieces=pieces) as call:
            yield call

    async def _with_room(self) -> Connection:
        """Return a connection on which a request may be made. Raises ServiceError."""
        if self._waiting >= self.place.waiting:
            raise ServiceBusy(self.name, f"{self._waiting} requests wait for it")
        self._waiting += 1
        try:
            while True:
                await self._known.wait()
                connection = self._current
                if connection is None:
                    if not self._known.is_set():  # it came and went before we woke
                        continue
                    assert self._error is not None
                    raise ServiceUnreachable(self.name, self._error.reason)
                await connection.room.acquire()
                if connection.error is None:
                    return connection
                connection.room.release()
        finally:
            self._waiting -= 1

    def _late(self) -> ServiceTimeout:
        return ServiceTimeout(self.name, f"no answer within {self.place.timeout_s} s")
