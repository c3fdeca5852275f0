"""A front end for tests: one connection of the stream protocol, and all that it is told."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import jiwer
import msgspec
import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from support.speech import say
from talkup_local.audio.pcm import Samples, silence
from talkup_local.protocol.stream.client import StreamClient
from talkup_local.server.app import Server

Message = dict[str, Any]

TRANSCRIBED = ("speech_to_text",)

# These the recogniser heard right in 70 renderings out of 70, as they are and as Opus, so it is
# the way of the sound that is tested with them, not how it takes a synthetic voice.
SENTENCES = (
    "I like to talk to people and to hear what they need.",
    "My manager was very happy with my work.",
    "I speak English and French, and I am learning Spanish.",
    "It was very difficult, but I did not give up.",
    "I have known my best friend for more than twenty years.",
    "I have two brothers and one sister.",
    "We finished the project two weeks before the end of the year.",
    "I have worked in a small hospital for eleven years.",
)


class FrontEnd:
    """Sends by its methods; reads all the time, so that the server never waits for it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.say = StreamClient()
        self.told: list[Message] = []
        self.closed = False
        self._news = asyncio.Event()

    async def read(self) -> None:
        """Keep what comes until the connection ends."""
        async for data in self.socket:
            self.told.append(msgspec.json.decode(data))
            self._news.set()
        self.closed = True
        self._news.set()

    async def until(
        self, wanted: Callable[[Message], bool], *, since: int = 0, timeout_s: float = 60
    ) -> Message:
        """Return the first message from number ``since`` on that is ``wanted``; wait for it."""
        async with asyncio.timeout(timeout_s):
            while True:
                self._news.clear()
                for message in self.told[since:]:
                    if wanted(message):
                        return message
                assert not self.closed, f"closed before it came; told: {self.told[-5:]}"
                await self._news.wait()

    async def send(self, message: str | bytes) -> None:
        """Send one message."""
        await self.socket.send(message)

    async def ping(self, number: int) -> Message:
        """Return the answer to a ping."""
        await self.send(self.say.ping({"number": number}))
        return await self.until(
            lambda m: m["type"] == "pong" and m.get("data") == {"number": number}
        )

    async def answer(self, message: str | bytes) -> list[Message]:
        """Return what is told between a message and the pong that follows it."""
        before = len(self.told)
        await self.send(message)
        pong = await self.ping(before)
        return self.told[before : self.told.index(pong)]

    async def start(self, stream_id: str, stream_format: str, **fields: Any) -> None:
        """Open a stream, only transcribed unless ``services`` says otherwise."""
        fields = {"services": TRANSCRIBED, **fields}
        await self.send(self.say.stream_start(stream_id, stream_format, **fields))

    async def chunks(
        self, stream_id: str, chunks: Iterable[tuple[int, bytes]], *, every_s: float = 0
    ) -> None:
        """Send numbered chunks in base64."""
        for number, chunk in chunks:
            await self.send(self.say.stream_chunk(stream_id, chunk, number))
            await asyncio.sleep(every_s)

    async def end(self, stream_id: str, *, timeout_s: float = 60) -> Message:
        """End a stream; return the sum of it."""
        await self.send(self.say.stream_end(stream_id))
        return await self.result(stream_id, timeout_s=timeout_s)

    async def result(self, stream_id: str, *, timeout_s: float = 60) -> Message:
        """Return the sum of a stream, once it is told."""
        return await self.until(
            lambda m: m["type"] == "analysis_result" and m["final"] and m["stream_id"] == stream_id,
            timeout_s=timeout_s,
        )

    async def stream(
        self, stream_id: str, stream_format: str, chunks: Iterable[bytes], **fields: Any
    ) -> Message:
        """Send a whole stream; return the sum of it."""
        await self.start(stream_id, stream_format, **fields)
        await self.chunks(stream_id, enumerate(chunks))
        return await self.end(stream_id)

    def codes(self, stream_id: str | None = None) -> list[str]:
        """Return the codes of the errors that were told, of one stream or of all."""
        errors = (m for m in self.told if m["type"] == "error")
        return [m["code"] for m in errors if stream_id in (None, m.get("stream_id"))]

    def of(self, stream_id: str) -> list[Message]:
        """Return what was told of a stream."""
        return [message for message in self.told if message.get("stream_id") == stream_id]

    def finals(self, stream_id: str) -> list[str]:
        """Return the utterances of a stream that are over."""
        updates = (m for m in self.of(stream_id) if m["type"] == "transcript_update")
        return [m["text"] for m in updates if m["final"] and m["scope"] == "utterance"]


@contextlib.asynccontextmanager
async def front_end(server: Server | str) -> AsyncIterator[FrontEnd]:
    """Connect to ``/ws`` of a server, or of its URL, until the block ends."""
    url = server if isinstance(server, str) else server.url
    async with connect(f"{url}/ws", compression=None, max_size=None, open_timeout=60) as socket:
        peer = FrontEnd(socket)
        reading = asyncio.create_task(peer.read())
        try:
            yield peer
        finally:
            await socket.close()
            await asyncio.gather(reading, return_exceptions=True)


def speech(sentences: Iterable[str]) -> Samples:
    """Return sentences with a pause after each: int16, shape (n,), 16 kHz mono."""
    parts = [part for sentence in sentences for part in (say(sentence), silence(1.2))]
    return np.concatenate([silence(0.4), *parts])


def words(text: str) -> list[str]:
    """Return the words of a text, without case and marks."""
    return re.sub(r"[^a-z0-9' ]", " ", text.lower()).split()


def error_rate(said: str, heard: str) -> float:
    """Return the word error rate, 0 is none."""
    return float(jiwer.wer(" ".join(words(said)), " ".join(words(heard))))
