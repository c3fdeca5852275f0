import asyncio

from msgspec.structs import replace
from starlette.websockets import WebSocket

from talkup_local.clock import VirtualClock
from talkup_local.cluster.wire import StarletteWire
from talkup_local.config.model import Limits
from talkup_local.server.connection import Connection
from talkup_local.server.dialects.base import Dialect

GONE = {"type": "websocket.disconnect", "code": 1000}


class Echo(Dialect):
    """Says everything back, twice and from a task of its own; ``boom`` makes it fail."""

    buffered_s = 0.0

    def __init__(self, link):
        self.link = link
        self.refused = []
        self.is_gone = False

    async def receive(self, data, *, text):
        if data == b"boom":
            raise RuntimeError(data)
        message = data.decode() if text else data
        self.link.spawn(self.link.put(message, message))

    def refuse(self, error):
        self.refused.append(error.code)

    async def end(self, reason):
        await self.link.finish()

    async def gone(self):
        self.is_gone = True


async def talk(*messages, stay=False, **limits):
    """Let a connection take messages; return what it sent and its dialect."""
    incoming = asyncio.Queue()
    accepted = {"type": "websocket.connect"}
    for message in (accepted, *messages, *(() if stay else (GONE,))):
        incoming.put_nowait(message)
    sent = []

    async def receive():
        for _ in range(50):  # what was spawned comes first
            await asyncio.sleep(0)
        return await incoming.get()

    async def send(message):
        sent.append(message)

    socket = WebSocket({"type": "websocket"}, receive, send)
    dialects = []

    def dialect(link):
        dialects.append(Echo(link))
        return dialects[0]

    await socket.accept()
    limits = replace(Limits(), **limits)
    wire = StarletteWire(socket, limits.stream_message_bytes)
    async with asyncio.timeout(60):
        await Connection(wire, limits, VirtualClock(driven=True), dialect).run()
    return sent, dialects[0]


def text(words):
    return {"type": "websocket.receive", "text": words}


def said(sent):
    return [m.get("text") or m.get("bytes") for m in sent if m["type"] == "websocket.send"]


def closed(sent):
    return [message["code"] for message in sent if message["type"] == "websocket.close"]


async def test_text_and_bytes_keep_their_kind():
    sent, _ = await talk(text("é"), {"type": "websocket.receive", "bytes": b"\xff"})
    assert said(sent) == ["é", "é", b"\xff", b"\xff"]


async def test_the_dialect_is_told_when_the_other_side_has_gone():
    _, dialect = await talk()
    assert dialect.is_gone


async def test_a_message_beyond_the_limit_closes_the_connection():
    sent, dialect = await talk(text("x" * 2000), stay=True, stream_message_bytes=1024)
    assert (said(sent), closed(sent), dialect.is_gone) == ([], [1009], True)


async def test_who_is_silent_for_too_long_is_let_go():
    sent, _ = await talk(stay=True, idle_s=0.05)
    assert closed(sent) == [1000]


async def test_a_fault_of_ours_closes_the_connection_with_its_code():
    sent, _ = await talk(text("boom"), stay=True)
    assert closed(sent) == [1011]


async def test_a_flood_is_thinned_out_and_told_once():
    sent, dialect = await talk(*map(text, "abcd"), messages_per_s=0.001, message_burst=2)
    assert said(sent) == ["a", "a", "b", "b"]
    assert dialect.refused == ["RATE_LIMITED"]
