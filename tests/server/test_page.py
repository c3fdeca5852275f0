"""The pages as a browser gets them, over real sockets."""

import asyncio
import gzip
import json
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from support.interviews import engines
from support.serving import client, running, until
from support.tokens import token_in

from talkup_local.config import load
from talkup_local.server.app import Server
from talkup_local.server.page import assets
from talkup_local.wiring import Appliance, ServiceHost

OTHER_SITE = "https://interview.example"


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


async def get(server, path: str, method: str = "GET", **headers: str) -> Got:
    """Ask for a path as it is written, which clients of HTTP would tidy up."""
    address = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    told = {"Connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    host = [] if "Host" in headers else [f"Host: localhost:{server.port}"]
    writer.write("\r\n".join((f"{method} {path} HTTP/1.1", *host, *lines, "", "")).encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    status, *rest = head.decode().split("\r\n")
    told = dict(line.split(": ", 1) for line in rest)
    assert "Content-Length" not in told or int(told["Content-Length"]) == len(body)
    return Got(int(status.split()[1]), told, body)


async def test_files_are_served_as_what_they_are():
    types = {
        "/": "text/html; charset=utf-8",
        "/?plan=room&lang=fr": "text/html; charset=utf-8",
        "/admin": "text/html; charset=utf-8",
        "/page/css/base.css": "text/css; charset=utf-8",
        "/page/js/main.js": "text/javascript; charset=utf-8",
        "/client/talkup-client.js": "text/javascript; charset=utf-8",
        "/favicon.ico": "image/svg+xml",
    }
    async with running(engines()) as server:
        got = {path: await get(server, path) for path in types}
    assert {one.status for one in got.values()} == {200}
    assert {path: one.headers["Content-Type"] for path, one in got.items()} == types


async def test_every_file_is_served_protected():
    async with running(engines()) as server:
        got = [(await get(server, path)).headers for path in assets.load()]
    for headers in got:
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "microphone=(self)" in headers["Permissions-Policy"]


async def test_the_operators_page_is_in_nobodys_frame():
    async with running(engines(), flags={"auth.origins": [OTHER_SITE]}) as server:
        policies = [
            (await get(server, path)).headers["Content-Security-Policy"] for path in ("/", "/admin")
        ]
    assert policies[0].endswith(f"frame-ancestors 'self' {OTHER_SITE}")
    assert policies[1].endswith("frame-ancestors 'none'")


async def test_a_file_comes_compressed_to_who_takes_it_so():
    async with running(engines()) as server:
        plain = await get(server, "/page/css/base.css")
        small = await get(server, "/page/css/base.css", Accept_Encoding="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert gzip.decompress(small.body) == plain.body


async def test_a_file_that_has_not_changed_is_not_sent_again():
    async with running(engines()) as server:
        first = await get(server, "/")
        again = await get(server, "/", If_None_Match=first.headers["ETag"])
        other = await get(server, "/", If_None_Match='W/"other"')
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status, again.body, other.status) == (304, b"", 200)
    assert again.headers["ETag"] == first.headers["ETag"]


async def test_a_page_names_its_files_so_that_they_can_be_kept_for_ever():
    async with running(engines()) as server:
        page = (await get(server, "/")).body.decode()
        named = re.findall(r'"/?(page/[0-9a-f]{16}/[^"]+)"', page)
        got = [await get(server, f"/{path}") for path in named]
    assert len(named) > 20
    assert {(one.status, one.headers["Cache-Control"]) for one in got} == {
        (200, "public, max-age=31536000, immutable")
    }


async def test_a_page_from_before_an_update_gets_what_there_is_now():
    async with running(engines()) as server:
        now = await get(server, "/page/js/main.js")
        asked = await get(server, f"/page/{'0' * 16}/js/main.js")
    assert (asked.status, asked.headers["Cache-Control"]) == (200, "no-cache")
    assert asked.body == now.body


async def test_a_browser_reads_many_files_over_one_connection():
    async with running(engines()) as server:
        host = f"localhost:{server.port}"
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for path in ("/", "/lobby", "/page/js/main.js"):
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            assert head.startswith("HTTP/1.1 200 ")
            assert "Connection:" not in head
            await reader.readexactly(int(re.findall(r"Content-Length: (\d+)", head)[0]))
        writer.write(f"POST / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert (await reader.read()).startswith(b"HTTP/1.1 405 ")
        writer.close()


async def test_a_connection_that_has_read_is_not_left_open():
    async with running(engines()) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"GET / HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        assert (await reader.read()).endswith(b"</html>\n")
        writer.close()


async def test_an_interview_may_begin_on_a_connection_that_has_read():
    async with running(engines()) as server:
        host = f"localhost:{server.port}"
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"GET /lobby HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        await reader.readexactly(int(re.findall(r"Content-Length: (\d+)", head)[0]))
        writer.write(
            f"GET /ws/test HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        assert (await reader.readline()).startswith(b"HTTP/1.1 101 ")
        writer.close()


async def test_what_is_no_file_of_the_page_is_not_found():
    paths = [
        "/page",
        "/page/",
        "/page/js/none.js",
        "/page/index.html",
        "/page/../app.py",
        "/page/js/../../../app.py",
        "/page/%2e%2e/assets.py",
        "/page/..%2fassets.py",
        "/page//etc/passwd",
        "/page/js\\..\\main.js",
        "/page/js/main.js%00",
        f"/page/{'0' * 16}/index.html",
        f"/page/{'0' * 16}/js/none.js",
        "/client/../page/js/main.js",
        "/client",
        "/admin/",
        "//[",
    ]
    async with running(engines()) as server:
        got = [await get(server, path) for path in paths]
    assert {(one.status, one.json["code"]) for one in got} == {(404, "NOT_FOUND")}


async def test_pages_are_only_read():
    async with running(engines()) as server:
        got = [await get(server, "/", method) for method in ("HEAD", "POST", "OPTIONS")]
    assert {one.status for one in got} == {405}


async def test_the_lobby_says_what_a_page_must_know_before_it_connects(tmp_path):
    flags = {"page.title": "Acme", "page.contact": "Room 12", "interview.minutes": 20}
    async with running(engines(), flags=flags, folder=tmp_path) as server, client(server) as socket:
        await socket.send('{"type":"ping"}')
        await until(socket, "pong")
        got = await get(server, "/lobby")
    assert got.headers["Cache-Control"] == "no-store"
    lobby = got.json
    now = datetime.fromisoformat(lobby.pop("now"))
    assert abs((datetime.now(UTC) - now).total_seconds()) < 60
    assert lobby.pop("version")
    assert {"general", "technical"} <= set(lobby.pop("kinds"))
    assert {"entry", "senior"} <= set(lobby.pop("levels"))
    assert lobby == {
        "ready": True,
        "title": "Acme",
        "contact": "Room 12",
        "language": "en",
        "languages": ["en", "fr"],
        "defaults": {
            "kind": "general",
            "role": "",
            "level": "junior",
            "questions": 5,
            "minutes": 20.0,
            "patience": "relaxed",
            "language": "en",
        },
        "keeps": {"transcript": False, "audio": False, "days": 90, "reports": False},
        "consent": "ask",
        "token": False,
        "places": {"open": 1, "limit": 16},
        "document_bytes": 1_048_576,
        "resume_grace_s": 600.0,
    }


async def test_the_lobby_says_what_is_kept(tmp_path):
    flags = {"store.enabled": True, "store.audio": True, "store.retention_days": 7}
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        keeps = (await get(server, "/lobby")).json["keeps"]
    assert keeps == {"transcript": True, "audio": True, "days": 7, "reports": True}


async def test_page_and_lobby_need_no_token_and_the_lobby_says_that_interviews_do(tmp_path):
    token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        page, lobby = await get(server, "/"), await get(server, "/lobby")
    assert (page.status, lobby.status) == (200, 200)
    assert lobby.json["token"] is True


async def test_a_whole_page_loads_while_every_place_is_taken():
    flags = {
        "limits.sessions": 1,
        "limits.connections_per_address": 1,
        "limits.attempts_per_minute": 1,
    }
    async with running(engines(), flags=flags) as server, client(server) as socket:
        await socket.send('{"type":"ping"}')
        await until(socket, "pong")
        got = await asyncio.gather(*(get(server, path) for path in [*assets.load(), "/lobby"] * 2))
    assert {one.status for one in got} == {200}
    assert got[-1].json["places"] == {"open": 1, "limit": 1}


@asynccontextmanager
async def warming(folder):
    """Run a server whose engines are not ready."""

    class Warming(Appliance):
        async def start(self) -> None:
            await asyncio.Event().wait()

    config, folder = load(flags={"server.port": 0, "data": "data"}, folder=folder)
    server, stop = Server(Warming(config, folder, engines=engines())), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run(stop, lambda _: None))
        while server.port == 0:
            await asyncio.sleep(0.01)
        yield server
        stop.set()


async def test_the_page_loads_before_the_engines_are_ready(tmp_path):
    async with warming(tmp_path) as server:
        page, lobby = await get(server, "/"), await get(server, "/lobby")
    assert page.status == 200
    assert (lobby.json["ready"], lobby.json["languages"]) == (False, [])


async def test_the_page_of_a_listed_site_may_read_the_client_and_the_lobby():
    async with running(engines(), flags={"auth.origins": [OTHER_SITE]}) as server:
        for path in ("/client/talkup-client.js", "/lobby"):
            theirs = await get(server, path, Origin=OTHER_SITE)
            ours = await get(server, path)
            assert theirs.headers["Access-Control-Allow-Origin"] == OTHER_SITE
            assert "Access-Control-Allow-Origin" not in ours.headers
            assert "Origin" in theirs.headers["Vary"]
            assert "Origin" in ours.headers["Vary"]


async def test_nothing_else_is_for_other_sites():
    async with running(engines(), flags={"auth.origins": [OTHER_SITE]}) as server:
        got = await get(server, "/page/js/main.js", Origin=OTHER_SITE)
    assert "Access-Control-Allow-Origin" not in got.headers


async def test_a_site_that_is_not_listed_reads_nothing():
    async with running(engines()) as server:
        for path in ("/", "/client/talkup-client.js", "/lobby"):
            got = await get(server, path, Origin=OTHER_SITE)
            assert (got.status, got.json["code"]) == (403, "FOREIGN_ORIGIN")


async def test_under_a_foreign_name_there_is_no_page():
    async with running(engines()) as server:
        got = await get(server, "/", Host="evil.example")
    assert (got.status, got.json["code"]) == (421, "FOREIGN_HOST")


async def test_pages_can_be_turned_off():
    paths = ("/", "/admin", "/page/css/base.css", "/client/talkup-client.js", "/lobby")
    async with running(engines(), flags={"page.enabled": False}) as server:
        got = [await get(server, path) for path in paths]
    assert {one.status for one in got} == {404}


async def test_a_process_of_services_has_no_page(tmp_path):
    config, folder = load(flags={"server.port": 0, "data": "data"}, folder=tmp_path)
    server = Server(ServiceHost(config, folder, ("verbal_analyzer",)))
    stop, ready = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run(stop, lambda _: ready.set()))
        await ready.wait()
        paths = ("/admin", "/page/js/main.js", "/lobby")
        found = [(await get(server, path)).status for path in paths]
        stop.set()
    assert set(found) == {404}
