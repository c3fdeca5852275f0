"""A WebSocket connection that lets a bad text frame pass, so that it can be answered.

The library decodes text frames and closes the connection on invalid UTF-8. Our
peers get a coded error for it and go on, so messages come out undecoded, each with
the kind of its first frame. It also hangs up without a word on a request with a body;
we answer that only GET is served. And it ends the connection with its first answer, where a
page has files by the dozen: a connection that reads files stays open for a few seconds.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Final

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State

from talkup_local.clock import Clock
from talkup_local.server.arrivals import Arrivals
from talkup_local.server.auth import Grant
from talkup_local.server.http import Room, Target

_NOBODY_MS: Final = 60_000
"""How long what we send may stay unacknowledged."""

_READING_S: Final = 5.0
"""How long a connection takes further requests for files. Half of what the library gives a
connection to become one of WebSockets, so that none is cut off while it is read from."""

_IDLE_S: Final = 1.0
"""How long it waits for the next one. A browser keeps a connection in mind that nobody has ended,
and would ask over it in vain once its network has changed."""

_REQUEST_BYTES: Final = 65_536
"""What a request may have, its headers and all: the library's own bounds allow a MiB."""

_GET: Final = b"GET "
_ONLY_GET: Final = (
    b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Type: application/json\r\n"
    b"Content-Length: 72\r\nConnection: close\r\n\r\n"
    b'{"code":"METHOD_NOT_ALLOWED","message":"Only GET requests are served."}\n'
)
_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: application/json\r\n"
    b"Content-Length: 73\r\nConnection: close\r\n\r\n"
    b'{"code":"HEADERS_TOO_LARGE","message":"The request has too many bytes."}\n'
)


class Socket(ServerConnection):
    """A server connection whose messages keep their kind.

    client_id, target, room, address: set once the request is routed. grant: what the client may
    do, None as long as its token has not come. begun: whether it has done what it came for. busy:
    tells whether something is done for it. let_go: ends it politely; None while it is not served.
    """

    client_id: str = ""
    target: Target
    room: Room
    address: str = ""
    grant: Grant | None = None

    def __init__(
        self,
        *args: Any,
        everybody: set[Socket],
        arrivals: Arrivals,
        clock: Clock,
        read: Callable[[Request], Response | None],
        **kwargs: Any,
    ) -> None:
        """Make one that is in ``everybody`` while it is open.

        arrivals: where it counts until it is settled. clock: tells how long it is silent. read:
        answers a request for what browsers read; None for any other.
        """
        super().__init__(*args, **kwargs)
        self._everybody, self._arrivals, self._read = everybody, arrivals, read
        self._asked_bytes = 0
        self._clock = clock
        self._came_s = self._heard_s = clock.monotonic_s()
        self.begun = False
        self.busy: Callable[[], bool] = lambda: False
        self.let_go: Callable[[], None] | None = None
        self._since_s = 0.0
        self._idle: asyncio.TimerHandle | None = None
        self._kinds: deque[bool] = deque()
        self._back: deque[tuple[bytes, bool]] = deque()
        self._silent = True

    @property
    def gone(self) -> bool:
        """Whether the connection has ended, or broke before it was served."""
        return self.state is State.CLOSED

    @property
    def arriving(self) -> bool:
        """Whether it is no WebSocket yet, and may never be one: who reads files, or is silent."""
        return self.state is State.CONNECTING

    @property
    def counts(self) -> bool:
        """Whether it is one of those that there may be only so many of."""
        return self.room not in ("returning", "left")

    @property
    def returning(self) -> bool:
        """Whether it may only go on with an interview, and has not done so yet."""
        return self.room == "returning"

    @property
    def idle_s(self) -> float:
        """Seconds for which it has done nothing: of who has not begun, since it got its place."""
        return self._clock.monotonic_s() - (self._heard_s if self.begun else self._came_s)

    def begin(self) -> None:
        """Do what one came for; from now on every message counts."""
        self.begun = True

    def touch(self) -> None:
        """Get a place, or be used, though nothing has begun."""
        self._came_s = self._clock.monotonic_s()

    def give_way(self) -> None:
        """Leave the place to somebody else, and tell the client."""
        self.room = "left"
        if self.let_go is not None:
            self.let_go()

    def take_place(self) -> None:
        """Go on with an interview: it counts from now on."""
        self.room = "interviews"

    def leave_place(self) -> None:
        """Make room for another connection, which has taken over the interview."""
        self.room = "left"

    def carry_media(self, message_bytes: int) -> None:
        """Be ready for media: messages of at most ``message_bytes``, faster than they are used.

        A client that has to wait answers a ping only after all that it has sent before, be it
        minutes later. So it is the kernel that notices when nobody is there any more.
        """
        self.protocol.max_message_size = message_bytes
        self.ping_timeout = None
        connection = self.transport.get_extra_info("socket")
        if connection is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _NOBODY_MS)

    def settle(self) -> None:
        """Be nobody's arrival any more: other limits hold from now on."""
        self._arrivals.settle(self._descriptor)

    @property
    def _descriptor(self) -> int:
        connection = self.transport.get_extra_info("socket")
        return -1 if connection is None else int(connection.fileno())

    def hang_up(self) -> None:
        """End the connection without a word."""
        self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be one of the open ones."""
        super().connection_made(transport)
        self._since_s = self.loop.time()
        self._everybody.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Be none of them any more."""
        self._everybody.discard(self)
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Answer other methods than GET before the library sees them."""
        first, self._silent = self._silent, False
        if first and not data.startswith(_GET[: len(data)]):
            self._turn_away(_ONLY_GET)
            return
        if self.arriving:
            self._asked_bytes += len(data)
            if self._asked_bytes > _REQUEST_BYTES:
                self._turn_away(_TOO_LARGE)
                return
        super().data_received(data)

    def _turn_away(self, answer: bytes) -> None:
        self.transport.write(answer)
        self.transport.close()

    def process_event(self, event: Any) -> None:
        """Answer who reads; note whether a message is text before the library queues it."""
        if isinstance(event, Request) and self._answered(event):
            return
        if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._kinds.append(event.opcode is Opcode.TEXT)
        super().process_event(event)

    def _answered(self, request: Request) -> bool:
        """Answer a request for a file and be ready for another, if it is one and wants that."""
        self._stop_waiting()
        wishes = ",".join(request.headers.get_all("Connection")).lower()
        late = self.loop.time() - self._since_s > _READING_S
        if late or "close" in wishes or request.protocol == "HTTP/1.0" or self.protocol.eof_sent:
            return False
        response = self._read(request)
        if response is None:
            return False
        if self.transport.get_write_buffer_size():
            # a browser asks again when it has read; who does not read would fill the memory
            self.transport.abort()
            return True
        del response.headers["Connection"]
        self.transport.write(response.serialize())
        self._silent, self._asked_bytes = True, 0
        self._arrivals.active(self._descriptor)
        self._idle = self.loop.call_later(_IDLE_S, self.transport.close)
        self.protocol.parser = self.protocol.parse()
        next(self.protocol.parser)
        return True

    def _stop_waiting(self) -> None:
        if self._idle is not None:
            self._idle.cancel()

    async def receive(self) -> tuple[bytes, bool]:
        """Return the next message and whether it is text. Raises ConnectionClosed."""
        if self._back:
            return self._back.popleft()
        data = await self.recv(decode=False)
        self._heard_s = self._clock.monotonic_s()
        return bytes(data), self._kinds.popleft()

    def put_back(self, messages: Iterable[tuple[bytes, bool]]) -> None:
        """Have messages received once more, in their order, before those that follow."""
        self._back.extend(messages)
