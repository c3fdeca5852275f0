"""A WebSocket connection that lets a bad text frame pass, so that it can be answered.

The library decodes text frames and closes the connection on invalid UTF-8. Our
peers get a coded error for it and go on, so messages come out undecoded, each with
the kind of its first frame. It also hangs up without a word on a request with a body;
we answer that only GET is served.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Iterable
from typing import Any, Final

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from talkup_local.server.auth import Grant
from talkup_local.server.http import Target

_NOBODY_MS: Final = 60_000
"""How long what we send may stay unacknowledged."""

_GET: Final = b"GET "
_ONLY_GET: Final = (
    b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Type: application/json\r\n"
    b"Content-Length: 72\r\nConnection: close\r\n\r\n"
    b'{"code":"METHOD_NOT_ALLOWED","message":"Only GET requests are served."}\n'
)


class Socket(ServerConnection):
    """A server connection whose messages keep their kind.

    client_id, target, address: set once the request is routed. grant: what the client may do,
    None as long as its token has not come.
    """

    client_id: str = ""
    target: Target
    address: str = ""
    grant: Grant | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds: deque[bool] = deque()
        self._back: deque[tuple[bytes, bool]] = deque()
        self._silent = True

    @property
    def gone(self) -> bool:
        """Whether the connection has ended, or broke before it was served."""
        return self.state is State.CLOSED

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

    def data_received(self, data: bytes) -> None:
        """Answer other methods than GET before the library sees them."""
        first, self._silent = self._silent, False
        if first and not data.startswith(_GET[: len(data)]):
            self.transport.write(_ONLY_GET)
            self.transport.close()
            return
        super().data_received(data)

    def process_event(self, event: Any) -> None:
        """Note whether a message is text before the library queues it."""
        if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._kinds.append(event.opcode is Opcode.TEXT)
        super().process_event(event)

    async def receive(self) -> tuple[bytes, bool]:
        """Return the next message and whether it is text. Raises ConnectionClosed."""
        if self._back:
            return self._back.popleft()
        data = await self.recv(decode=False)
        return bytes(data), self._kinds.popleft()

    def put_back(self, messages: Iterable[tuple[bytes, bool]]) -> None:
        """Have messages received once more, in their order, before those that follow."""
        self._back.extend(messages)
