"""An AI server for tests: one connection to a service."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from talkup_local.config.services import Service
from talkup_local.protocol.services.client import Failed, Incoming, Pong, Result, ServiceClient
from talkup_local.protocol.services.messages import Frames


class AiServer:
    """Sends what ``say`` builds; reads what is asked for."""

    def __init__(self, socket: ClientConnection, service: Service) -> None:
        self.socket = socket
        self.say = ServiceClient(service, now=lambda: datetime.now(UTC))

    async def send(self, frames: Frames | str) -> None:
        """Send a message and what belongs to it."""
        for frame in (frames,) if isinstance(frames, str) else frames:
            await self.socket.send(frame)

    async def heard(self, *, timeout_s: float = 60) -> Incoming:
        """Return the next answer."""
        async with asyncio.timeout(timeout_s):
            while True:
                data = await self.socket.recv()
                read = self.say.receive_text if isinstance(data, str) else self.say.receive_binary
                if found := read(data):
                    return found[0]

    async def ping(self) -> Pong:
        """Return what the service says of itself."""
        await self.send(self.say.ping())
        pong = await self.heard()
        assert isinstance(pong, Pong)
        return pong

    async def ask(self, content: Any, **options: Any) -> dict[str, Any]:
        """Return what the service gives."""
        await self.send(self.say.request(content, **options))
        result = await self.heard()
        assert isinstance(result, Result), result
        return dict(result.data)

    async def fail(self, content: Any, **options: Any) -> Failed:
        """Return why the service gives nothing."""
        await self.send(self.say.request(content, **options))
        failed = await self.heard()
        assert isinstance(failed, Failed), failed
        return failed

    async def exchange(self, **message: Any) -> dict[str, Any]:
        """Send a message as it stands, and return the next one that comes."""
        await self.socket.send(json.dumps(message))
        async with asyncio.timeout(60):
            answer: dict[str, Any] = json.loads(await self.socket.recv())
        return answer


@contextlib.asynccontextmanager
async def asking(
    url: str, service: Service, path: str | None = None, **options: Any
) -> AsyncIterator[AiServer]:
    """Connect to a service, by default at its own path."""
    where = f"{url}{f'/services/{service}' if path is None else path}"
    options = {"compression": None, "max_size": None, "open_timeout": 60, **options}
    async with connect(where, **options) as socket:
        yield AiServer(socket, service)
