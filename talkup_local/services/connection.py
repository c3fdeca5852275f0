"""One connection to a service, and which answer on it belongs to which request.

A service that gives a ``request_id`` back gets several requests at a time. Any other one
gets one after the other: after an answer a ``ping`` makes sure that no second one is on its
way, and a request that is given up takes its connection along, so that an answer that comes
too late can't be taken for the next one's.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Final

import structlog
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from talkup_local.clock import Clock
from talkup_local.config.services import Service, ServicePlace
from talkup_local.errors import (
    PeerError,
    ServiceBroken,
    ServiceError,
    ServiceRefused,
    ServiceTimeout,
    ServiceUnreachable,
)
from talkup_local.protocol.services.client import Failed, Incoming, Pong, Result, ServiceClient
from talkup_local.protocol.services.contents import TAKES, Content
from talkup_local.protocol.services.messages import Frames
from talkup_local.services.deadline import deadline

log = structlog.get_logger(__name__)

_UNASKED_PER_S: Final = 50
_MESSAGES_PER_S: Final = 2_000
"""More in one second is a flood."""

_ASIDES: Final = 256
_OUR_REFUSALS: Final = frozenset({1002, 1003, 1007, 1009})
"""Codes with which our side closes on what is no WebSocket message, or too large a one."""


class Call:
    """A request that waits for its answer. ``data``: the latest, None before the first.

    open_ended: whether no answer is known to be the last.
    """

    def __init__(self, session_id: str, *, open_ended: bool = False) -> None:
        self.session_id, self.open_ended = session_id, open_ended
        self.data: Mapping[str, Any] | None = None
        self.count, self.done = 0, False
        self._error: ServiceError | None = None
        self._news = asyncio.Event()

    def take(self, data: Mapping[str, Any], *, final: bool) -> None:
        """Take an answer, which is the whole of it when it is ``final``."""
        self.data, self.done = data, final
        self._tell()

    def fail(self, error: ServiceError) -> None:
        """Let all who wait raise ``error``."""
        if not self.done:
            self._error, self.done = error, True
            self._tell()

    async def more(self, seen: int) -> int:
        """Wait for more than ``seen`` answers, or the last; return how many there are.

        Raises ServiceError.
        """
        while self.count <= seen and not self.done:
            await self._news.wait()
        if self._error is not None:
            raise self._error
        return self.count

    async def final(self) -> Mapping[str, Any]:
        """Return the whole answer. Raises ServiceError."""
        while not self.done:
            await self.more(self.count)
        await self.more(0)
        assert self.data is not None
        return self.data

    def _tell(self) -> None:
        self.count += 1
        self._news.set()
        self._news = asyncio.Event()


class Connection:
    """One WebSocket to ``service``; ``serve`` has to run for anything to happen.

    on_pong: is told how long a ping took, in ms. on_end: is called once, before the requests
    in flight fail with ``error``.
    """

    def __init__(
        self,
        service: Service,
        socket: ClientConnection,
        place: ServicePlace,
        clock: Clock,
        *,
        on_pong: Callable[[float], None] = lambda _ms: None,
        on_end: Callable[[], None] = lambda: None,
        count: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self.client = ServiceClient(service, now=clock.utc_now)
        self.features: frozenset[str] = frozenset()
        self.describes: Mapping[str, Any] = {}
        self.error: ServiceError | None = None
        self.deliberate = False
        """Whether we ended it without a fault of the service."""
        self.answered = False
        """Whether it has done anything for us but to answer ``ping``."""
        self.room = asyncio.Semaphore(1)
        self._service, self._socket, self._place, self._clock = service, socket, place, clock
        self._on_pong, self._on_end, self._count = on_pong, on_end, count
        self._calls: dict[str, Call] = {}
        self._numbers = 0
        self._matches = False
        self._took_back = False
        self._dropped = False
        self._sending = asyncio.Lock()
        self._asides: deque[str] = deque(maxlen=_ASIDES)
        self._has_asides = asyncio.Event()
        self._pongs: deque[asyncio.Future[Pong]] = deque()
        self._heard = _Allowance(_MESSAGES_PER_S, clock)
        self._unasked = _Allowance(_UNASKED_PER_S, clock)
        self._opened = asyncio.Event()
        self._tasks = asyncio.TaskGroup()

    # -- its life -----------------------------------------------------------------------

    async def serve(self) -> None:
        """Run the connection until it is over; ``error`` then tells why."""
        try:
            async with self._tasks:
                beside = [
                    self._tasks.create_task(self._keep_asking()),
                    self._tasks.create_task(self._send_asides()),
                ]
                try:
                    await self._read()
                finally:
                    gone = ServiceUnreachable(self._service, "the connection was closed")
                    self.end(gone, deliberate=True, abort=False)
                    for task in beside:
                        task.cancel()
        finally:
            await self._socket.close()

    def end(self, error: ServiceError, *, deliberate: bool = False, abort: bool = True) -> None:
        """End it, with everything that waits on it. A second time does nothing."""
        if self.error is not None:
            return
        self.error, self.deliberate = error, deliberate
        self._on_end()
        self._opened.set()
        for call in self._calls.values():
            call.fail(error)
        for pong in self._pongs:
            if not pong.done():
                pong.set_exception(error)
                pong.exception()  # nobody may be left to look
        if abort:
            self._socket.transport.abort()

    async def opened(self) -> None:
        """Wait until the service has answered the first ``ping``. Raises ServiceError."""
        await self._opened.wait()
        if self.error is not None:
            raise self.error

    async def ping(self, limit_s: float | None = None) -> None:
        """Ask whether the service is there, which may take ``connect_timeout_s`` by default.

        Raises ServiceError; then the connection ends.
        """
        pong: asyncio.Future[Pong] = asyncio.get_running_loop().create_future()
        late = ServiceTimeout(self._service, "it does not answer `ping`")
        begun_s = self._clock.monotonic_s()
        try:
            async with deadline(self._clock, limit_s or self._place.connect_timeout_s, late):
                self._pongs.append(pong)
                await self.send((self.client.ping(),))
                self._learn(await pong)
        except ServiceError as exc:
            self.end(exc)
            raise
        self._opened.set()
        self._on_pong((self._clock.monotonic_s() - begun_s) * 1000)

    async def _keep_asking(self) -> None:
        """Ping now and then, but not while requests are in flight.

        They have limits of their own, and a service that does one thing at a time answers
        only after them.
        """
        with contextlib.suppress(ServiceError):
            while True:
                async with self.room:
                    if not self._calls:
                        await self.ping()
                await self._clock.sleep_s(self._place.ping_s)

    def _learn(self, pong: Pong) -> None:
        self.features, self.describes = pong.features, pong.describes
        there = pong.describes.get("describes")
        if isinstance(there, dict) and there and self._service not in there:
            raise ServiceBroken(self._service, "another service is at this address")
        if "request_id" in self.features:
            self._match()

    def _match(self) -> None:
        """Remember that answers can be told apart: more of them may be on their way."""
        if not self._matches:
            self._matches = True
            for _ in range(self._place.in_flight - 1):
                self.room.release()

    # -- requests -----------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def asking(
        self, content: Content, session_id: str, *, pieces: bool
    ) -> AsyncIterator[Call]:
        """Send a request, for which the caller has acquired ``room``; it is released here.

        Leaving the block before the answer is there takes the request back.
        """
        call = Call(session_id)
        settling = False
        try:
            async with self.calling(call) as request_id:
                await self.send(
                    self.client.request(
                        content,
                        request_id=request_id,
                        session_id=session_id or None,
                        pieces=pieces and "pieces" in self.features,
                        binary="binary" in self.features,
                    )
                )
                yield call
            if self.error is None and not self._matches:
                self._tasks.create_task(self._settle())
                settling = True
        finally:
            if not settling:
                self.room.release()

    @contextlib.asynccontextmanager
    async def calling(self, call: Call) -> AsyncIterator[str]:
        """Have answers told to ``call``; yield the id that they have. Sends nothing."""
        self._numbers += 1
        request_id = str(self._numbers)
        self._calls[request_id] = call
        try:
            yield request_id
        finally:
            del self._calls[request_id]
            if self.error is None and not call.done:
                self._take_back(request_id)

    async def send(self, frames: Frames) -> None:
        """Send a message; being cancelled meanwhile ends the connection. Raises ServiceError."""
        async with self._sending:
            try:
                for frame in frames:
                    await self._socket.send(frame)
            except ConnectionClosed as exc:
                self.end(_closed(self._service, exc))
                assert self.error is not None
                raise self.error from None
            except asyncio.CancelledError:
                unread = ServiceUnreachable(self._service, "it did not read a request in time")
                self.end(unread, deliberate=True)
                raise

    def _take_back(self, request_id: str) -> None:
        if not self._matches:
            given_up = ServiceUnreachable(self._service, "a request was given up")
            self.end(given_up, deliberate=True)
            return
        self._took_back = True
        if "cancel" in self.features:
            self._asides.append(self.client.cancel(request_id))
            self._has_asides.set()

    async def _settle(self) -> None:
        """Make sure that no second answer is on its way."""
        try:
            with contextlib.suppress(ServiceError):
                await self.ping()
        finally:
            self.room.release()

    async def _send_asides(self) -> None:
        """Send what nobody waits for."""
        with contextlib.suppress(ServiceError):
            while True:
                await self._has_asides.wait()
                self._has_asides.clear()
                while self._asides:
                    await self.send((self._asides.popleft(),))

    # -- what comes ---------------------------------------------------------------------

    async def _read(self) -> None:
        while self.error is None:
            try:
                data = await self._socket.recv()
                heard = (
                    self.client.receive_binary(data)
                    if isinstance(data, bytes)
                    else self.client.receive_text(data)
                )
                for message in heard:
                    self._take(message)
            except ConnectionClosed as exc:
                self.end(_closed(self._service, exc))
            except PeerError as fault:
                self.end(ServiceBroken(self._service, f"no message: {fault.message}"))
            if not self._heard.allows():
                self.end(ServiceBroken(self._service, "it floods us"))

    def _take(self, message: Incoming) -> None:
        if isinstance(message, Pong):
            if self._pongs:
                pong = self._pongs.popleft()
                if not pong.done():
                    pong.set_result(message)
            else:
                self._drop("pong")
            return
        call = self._owner(message)
        if call is None:
            self._drop("answer")
        elif isinstance(message, Failed):
            self.answered = True
            call.fail(ServiceRefused(self._service, message.message, message.code))
        else:
            self.answered = True
            call.take(message.data, final=message.final and not call.open_ended)

    def _owner(self, message: Result | Failed) -> Call | None:
        """Return the request that is answered, None when that is in doubt."""
        call: Call | None = None
        if message.request_id is not None:
            call = self._calls.get(message.request_id)
            if call is not None:
                self._match()
        elif len(self._calls) == 1 and not self._took_back:
            call = next(iter(self._calls.values()))
        if call is None or call.done:
            return None
        another_session = call.session_id and message.session_id not in (None, call.session_id)
        another_service = message.service in TAKES and message.service != self._service
        return None if another_session or another_service else call

    def _drop(self, what: str) -> None:
        self._count("dropped")
        if not self._dropped:
            self._dropped = True
            log.warning("service sends what nobody waits for", service=self._service, what=what)
        if not self._unasked.allows():
            self.end(ServiceBroken(self._service, "it floods us"))


class _Allowance:
    """So many messages in a second."""

    def __init__(self, per_s: int, clock: Clock) -> None:
        self._per_s, self._clock = per_s, clock
        self._since_s, self._count = clock.monotonic_s(), 0

    def allows(self) -> bool:
        """Count one; tell whether it is not too many."""
        now_s = self._clock.monotonic_s()
        if now_s - self._since_s >= 1:
            self._since_s, self._count = now_s, 0
        self._count += 1
        return self._count <= self._per_s


def _closed(service: Service, exc: ConnectionClosed) -> ServiceError:
    sent = exc.sent
    if sent is not None and sent.code in _OUR_REFUSALS and not exc.rcvd_then_sent:
        return ServiceBroken(service, sent.reason or f"it sent what is refused: {sent.code}")
    return ServiceUnreachable(service, "it hung up")
