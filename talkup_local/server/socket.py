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

_GET: Final = b"GET "
_ONLY_GET: Final = (
    b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Type: application/json\r\n"
    b"Content-Length: 72\r\nConnection: close\r\n\r\n"
    b'{"code":"METHOD_NOT_ALLOWED","message":"Only GET requests are served."}\n'
)


class Socket(ServerConnection):
    """A server connection whose messages keep their kind.

    client_id, target, room, address: set once the request is routed. grant: what the client may
    do, None as long as its token has not come.
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
        read: Callable[[Request], Response | None],
        **kwargs: Any,
    ) -> None:
        """Make one that is in ``everybody`` while it is open.

        read: answers a request for what browsers read; None for any other.
        """
        super().__init__(*args, **kwargs)
        self._everybody, self._read = everybody, read
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
            self.transport.write(_ONLY_GET)
            self.transport.close()
            return
        super().data_received(data)

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
        del response.headers["Connection"]
        self.transport.write(response.serialize())
        self._silent = True
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
        return bytes(data), self._kinds.popleft()

    def put_back(self, messages: Iterable[tuple[bytes, bool]]) -> None:
        """Have messages received once more, in their order, before those that follow."""
        self._back.extend(messages)
