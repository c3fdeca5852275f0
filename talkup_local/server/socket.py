"""A WebSocket connection that lets a bad text frame pass, so that it can be answered.

The library decodes text frames and closes the connection on invalid UTF-8. Our
peers get a coded error for it and go on, so messages come out undecoded, each with
the kind of its first frame. It also hangs up without a word on a request with a body;
we answer that only GET is served.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame, Opcode

_GET: Final = b"GET "
_ONLY_GET: Final = (
    b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Type: application/json\r\n"
    b"Content-Length: 72\r\nConnection: close\r\n\r\n"
    b'{"code":"METHOD_NOT_ALLOWED","message":"Only GET requests are served."}\n'
)


class Socket(ServerConnection):
    """A server connection whose messages keep their kind.

    client_id: set once the request is routed.
    """

    client_id: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds: deque[bool] = deque()
        self._silent = True

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
        data = await self.recv(decode=False)
        return bytes(data), self._kinds.popleft()
