"""Connections that only sit there, or come by the hundred: others still get in."""

import asyncio
import contextlib
import json
import ssl
from pathlib import Path

import pytest
import trustme
from support.desks import ask, at, begin, over, put_in, refused, serving
from support.interviews import engines
from support.serving import client, running, until
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from talkup_local.clock import SystemClock
from talkup_local.server import app, http
from talkup_local.server.arrivals import Arrivals

SHORT_S, LONG_S = 11.0, 61.0
"""Beyond which who has not begun, and who has, may be let go from a record."""


class Ahead(SystemClock):
    """A clock that a test puts on."""

    def __init__(self):
        self.ahead_s = 0.0

    def monotonic_s(self):
        return super().monotonic_s() + self.ahead_s


@pytest.fixture
def clock():
    return Ahead()


@pytest.fixture
def few(monkeypatch):
    """A house with room for two records and two desks."""
    monkeypatch.setattr(http, "ROOMS", {**http.ROOMS, "records": 2, "desks": 2})


async def let_go(ws):
    """Read until the connection ends; return the code of the last error and of the close."""
    code = None
    try:
        async with asyncio.timeout(60):
            while True:
                message = json.loads(await ws.recv())
                code = message.get("code", code)
    except ConnectionClosed as closed:
        return code, closed.rcvd.code


async def ping(ws):
    await ws.send('{"type":"ping","id":"ping"}')
    async with asyncio.timeout(60):
        await ws.recv()


@pytest.mark.usefixtures("few")
async def test_records_that_nobody_opened_make_room_for_who_comes(tmp_path, clock):
    (key,) = put_in(tmp_path, over())
    async with serving(tmp_path, clock=clock) as server:
        async with at(server, "/records") as idle, at(server, "/records") as pinging:
            assert await refused(server, "/records") == (503, "SERVER_BUSY")
            clock.ahead_s += SHORT_S
            await ping(pinging)  # which is nothing, for who has shown no key
            async with at(server, "/records") as honest, at(server, "/records"):
                assert (await ask(honest, "open", key=key))["type"] == "answer"
                assert await let_go(idle) == ("LET_GO", 1013)
                assert await let_go(pinging) == ("LET_GO", 1013)


@pytest.mark.usefixtures("few")
async def test_a_record_that_is_looked_at_outlives_one_that_is_not(tmp_path, clock):
    keys = put_in(tmp_path, over(), over())
    async with serving(tmp_path, clock=clock) as server:
        async with at(server, "/records") as seen, at(server, "/records") as left:
            for ws, key in zip((seen, left), keys, strict=True):
                await ask(ws, "open", key=key)
            clock.ahead_s += SHORT_S
            assert await refused(server, "/records") == (503, "SERVER_BUSY")
            clock.ahead_s += LONG_S
            await ping(seen)
            async with at(server, "/records"):
                assert await let_go(left) == ("LET_GO", 1013)
                assert (await ask(seen, "transcript"))["turns"]
                assert await refused(server, "/records") == (503, "SERVER_BUSY")


@pytest.mark.usefixtures("few")
async def test_a_silent_desk_makes_room_for_another(tmp_path, clock):
    async with serving(tmp_path, clock=clock) as server:
        async with at(server, "/desk") as silent, at(server, "/desk") as used:
            await ask(silent, "overview")
            clock.ahead_s += LONG_S
            await ask(used, "overview")
            async with at(server, "/desk") as third:
                assert (await ask(third, "overview"))["type"] == "answer"
                assert await let_go(silent) == ("LET_GO", 1013)
                assert (await ask(used, "live"))["type"] == "answer"


async def test_who_never_begins_an_interview_makes_room_for_who_does(tmp_path, clock):
    async with serving(tmp_path, clock=clock, limits__sessions=2) as server:
        async with client(server, "talking") as talking, client(server, "idle") as idle:
            await begin(talking)
            clock.ahead_s += LONG_S
            async with client(server, "new") as new:
                await begin(new)
                code, close = await let_go(idle)
                assert (code, close) == ("SERVER_BUSY", 1013)
                clock.ahead_s += LONG_S
                assert await refused(server, "/ws/other") == (503, "SERVER_BUSY")
                await talking.send('{"type":"ping"}')
                await until(talking, "pong")


async def test_a_connection_without_a_stream_makes_room_and_one_with_a_stream_does_not(
    tmp_path, clock
):
    start = {"type": "stream_start", "stream_id": "s", "format": "audio/pcm;rate=16000"}
    async with serving(tmp_path, clock=clock, limits__sessions=1) as server:
        async with at(server, "/ws") as idle:
            clock.ahead_s += LONG_S
            async with at(server, "/ws") as streaming:
                assert await let_go(idle) == ("SERVER_BUSY", 1013)
                await streaming.send(json.dumps(start))
                await ping(streaming)
                clock.ahead_s += LONG_S
                assert await refused(server, "/ws") == (503, "SERVER_BUSY")


async def test_who_waits_to_come_back_and_says_nothing_makes_room(tmp_path, clock):
    async with serving(tmp_path, clock=clock, limits__sessions=1) as server:
        async with at(server, "/ws/a?resume") as silent:
            assert await refused(server, "/ws/b?resume") == (503, "SERVER_BUSY")
            clock.ahead_s += 3
            async with at(server, "/ws/b?resume") as other:
                assert await let_go(silent) == ("SERVER_BUSY", 1013)
                await ping(other)


# -- connections that are nothing yet ------------------------------------------------------------


@contextlib.asynccontextmanager
async def housing(monkeypatch, folder=Path("/nonexistent"), **flags):
    """Run a server with room for eight arrivals."""

    def room(clock, opened_per_minute, *, proxied, on_refused):
        return Arrivals(
            clock, most=8, per_minute=opened_per_minute, proxied=proxied, on_refused=on_refused
        )

    monkeypatch.setattr(app, "arrivals_for", room)
    flags = {name.replace("__", "."): value for name, value in flags.items()}
    async with running(engines(), flags=flags, folder=folder) as server:
        yield server


async def ready(server):
    """Ask whether it is ready, as a newcomer; return the status line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"GET /ready HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
    async with asyncio.timeout(60):
        answer = await reader.read()
    writer.close()
    return answer.split(b"\r\n", 1)[0]


async def ended(reader):
    """Wait until the other side has hung up."""
    async with asyncio.timeout(60):
        with contextlib.suppress(ConnectionError):  # a reset is a hang-up, too
            assert await reader.read() == b""


async def test_silent_connections_keep_nobody_out(monkeypatch):
    async with housing(monkeypatch) as server, client(server) as talking:
        silent = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(20)]
        assert await ready(server) == b"HTTP/1.1 200 OK"
        await asyncio.gather(*(ended(reader) for reader, _ in silent[:16]))  # those before
        await talking.send('{"type":"ping"}')
        await until(talking, "pong")
        assert 'talkup_refusals_total{code="TOO_MANY_CONNECTIONS"}' in (
            server.metrics.exposition()[0].decode()
        )
        for _, writer in silent:
            writer.close()


async def test_silent_connections_keep_nobody_out_who_speaks_tls(monkeypatch, tmp_path):
    authority = trustme.CA()
    made = authority.issue_cert("localhost")
    made.private_key_pem.write_to_path(tmp_path / "key.pem")
    made.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    context = ssl.create_default_context()
    authority.configure_trust(context)
    tls = {"tls__cert": "cert.pem", "tls__key": "key.pem"}
    async with housing(monkeypatch, tmp_path, **tls) as server:
        silent = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(20)]
        url = f"wss://localhost:{server.port}/ws/test"
        async with connect(url, ssl=context, compression=None) as talking:
            await talking.send('{"type":"ping"}')
            await until(talking, "pong")
        await asyncio.gather(*(ended(reader) for reader, _ in silent[:16]))
        for _, writer in silent:
            writer.close()


async def test_who_opens_connections_without_end_is_hung_up_on(monkeypatch):
    async with housing(monkeypatch, limits__opened_per_minute=5) as server:
        opened = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(6)]
        await ended(opened[-1][0])
        for _, writer in opened:
            writer.close()


async def test_a_request_has_no_headers_without_end():
    async with running(engines()) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET / HTTP/1.1\r\n")
        with contextlib.suppress(ConnectionError):  # it was hung up on already
            for number in range(20):
                writer.write(f"X-{number}: {'x' * 4000}\r\n".encode())
                await writer.drain()
        async with asyncio.timeout(60):
            with contextlib.suppress(ConnectionError):  # what it did not read resets it
                assert (await reader.read()).startswith(b"HTTP/1.1 431 ")
        writer.close()
