"""A Starlette WebSocket as a connection of this server's has it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.exceptions import ConnectionClosed, ConnectionClosedError

from talkup_local.server.connection import CLOSE_NORMAL, Wire
from talkup_local.server.dialects.base import Data

CLOSE_TOO_LARGE: Final = 1009


class StarletteWire(Wire):
    """An accepted WebSocket. message_bytes: the largest message that it takes."""

    def __init__(self, socket: WebSocket, message_bytes: int) -> None:
        self._socket, self._message_bytes = socket, message_bytes
        self._over = asyncio.Event()

    async def receive(self) -> tuple[bytes, bool]:
        receiving = asyncio.ensure_future(self._socket.receive())
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait((receiving, over), return_when=asyncio.FIRST_COMPLETED)
            if not receiving.done():
                raise _closed()
            message = receiving.result()
        finally:
            for task in (receiving, over):
                task.cancel()
        if message["type"] == "websocket.disconnect":
            raise _closed()
        text = message.get("text")
        data: bytes = message["bytes"] if text is None else text.encode()
        if len(data) > self._message_bytes:
            await self.close(CLOSE_TOO_LARGE)
            raise _closed()
        return data, text is not None

    async def send(self, data: Data) -> None:
        try:
            if isinstance(data, str):
                await self._socket.send_text(data)
            else:
                await self._socket.send_bytes(data)
        except (RuntimeError, WebSocketDisconnect):
            raise _closed() from None

    async def close(self, code: int = CLOSE_NORMAL) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # it is closed already
            await self._socket.close(code)
        self._over.set()

    def hang_up(self) -> None:
        self._over.set()


def _closed() -> ConnectionClosed:
    return ConnectionClosedError(None, None)
