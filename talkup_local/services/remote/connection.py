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
from talkup_local.services.remote.call import Allowance, Call

log = structlog.get_logger(__name__)

_UNASKED_PER_S: Final = 50
_MESSAGES_PER_S: Final = 2_000
"""More in one second is a flood."""

_ASIDES: Final = 256
_OUR_REFUSALS: Final = frozenset({1002, 1003, 1007, 1009})
"""Codes with which our side closes on what is no WebSocket message, or too large a one."""


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
        self._heard = Allowance(_MESSAGES_PER_S, clock)
        self._unasked = Allowance(_UNASKED_PER_S, clock)
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
        if self.error is not None:  # it ended just after its answer
            raise self.error
        self._opened.set()
        self._on_pong((self._clock.monotonic_s() - begun_s) * 1000)

    async def _keep_asking(self) -> None:
        """Ping now and then, but not while requests are in flight.

        They have limits of their own, and a service that does one thing at a time answers
        only after them.
        """
        with contextlib.suppress(ServiceError):  # `ping` has ended the connection, with the reason
            while True:
                async with self.room:
                    if not self._calls:
                        await self.ping()
                await self._clock.sleep_s(self._place.ping_s)

    def _learn(self, pong: Pong) -> None:
        self.features, self.describes = pong.features, pong.describes
        there = pong.describes.get("about")
        if "request_id" in self.features and isinstance(there, dict) and self._service not in there:
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
        finally:
            if self.error is None and not self._matches:
                self._tasks.create_task(self._settle())
            else:
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
        """Make sure that no second answer is on its way; only then release ``room``."""
        try:
            with contextlib.suppress(ServiceError):  # it has ended the connection
                await self.ping()
        finally:
            self.room.release()

    async def _send_asides(self) -> None:
        """Send what nobody waits for."""
        with contextlib.suppress(
            ServiceError
        ):  # the connection is over: so is what nobody waits for
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
            except Exception:  # a fault of ours: whatever was sent, the other services go on
                log.exception("answer of a service could not be read", service=self._service)
                self.end(ServiceBroken(self._service, "its message could not be read"))
            if not self._heard.allows():
                self._end_flood()

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
            self._end_flood()

    def _end_flood(self) -> None:
        self.end(ServiceBroken(self._service, "it floods us"))


def _closed(service: Service, exc: ConnectionClosed) -> ServiceError:
    sent = exc.sent
    if sent is not None and sent.code in _OUR_REFUSALS and not exc.rcvd_then_sent:
        return ServiceBroken(service, sent.reason or f"it sent what is refused: {sent.code}")
    return ServiceUnreachable(service, "it hung up")
