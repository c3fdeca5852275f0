"""A server of the chat completions API for tests: real HTTP on loopback, any fault on request."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

DONE = "data: [DONE]\n\n"
STOP = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def event(content: str | None = None, **delta: Any) -> str:
    """One event of a reply."""
    fields = delta if content is None else {"content": content, **delta}
    choice = {"index": 0, "delta": fields, "finish_reason": None}
    return data({"object": "chat.completion.chunk", "choices": [choice]})


def data(fields: Any) -> str:
    """An event with any content."""
    return f"data: {json.dumps(fields)}\n\n"


def saying(*words: str) -> list[str]:
    """The events of a whole reply."""
    return [event("", role="assistant"), *map(event, words), data(STOP), DONE]


@dataclass
class ChatServer:
    """Answers every request with ``status`` and, to prompts, with the events of ``script``.

    script: text to send, or a float: seconds to wait; ``cut`` breaks the connection at its end.
    refuses: a field of prompts that it takes for a fault.
    """

    script: list[str | float] = field(default_factory=lambda: saying("Tell", " me", " more."))
    status: int = 200
    models: Any = field(default_factory=lambda: {"data": [{"id": "small"}, {"id": "large"}]})
    token: str = ""
    refuses: str = ""
    cut: bool = False
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    """Bodies of the prompts."""
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a client hangs up in the middle of a reply."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @contextlib.asynccontextmanager
    async def running(self, tls: Any = None) -> AsyncIterator["ChatServer"]:
        """Serve until the block ends, on the same port when there is one already."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            while self._open:
                for writer in self._open:
                    writer.transport.abort()
                await asyncio.sleep(0.01)
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):  # it has gone
            while True:
                await self._answer(reader, writer)
        writer.close()
        self._open.discard(writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, path, _ = lines[0].split()
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        status = self.status
        if self.token and headers.get("authorization") != f"bearer {self.token}".lower():
            status = 401
        if status != 200:
            fault = json.dumps({"error": {"message": "You said: my secret", "type": "fault"}})
            await self._whole(writer, status, fault)
        elif (method, path) == ("GET", "/v1/models"):
            text = self.models if isinstance(self.models, str) else json.dumps(self.models)
            await self._whole(writer, 200, text)
        elif (method, path) == ("POST", "/v1/chat/completions"):
            self.asked.append(json.loads(body))
            if self.refuses in self.asked[-1]:
                await self._whole(writer, 400, "{}")
            else:
                await self._stream(reader, writer)
        else:
            await self._whole(writer, 404, "{}")

    async def _whole(self, writer: asyncio.StreamWriter, status: int, body: str) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        await writer.drain()

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        for step in self.script:
            if isinstance(step, str):
                text = step.encode()
                writer.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
                await writer.drain()
            elif await self._hangs_up(reader, step):
                self.left.set()
                raise ConnectionError
        if self.cut:
            raise ConnectionError
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def _hangs_up(self, reader: asyncio.StreamReader, within_s: float) -> bool:
        with contextlib.suppress(TimeoutError):  # it is still there
            return not await asyncio.wait_for(reader.read(1), within_s)
        return False
