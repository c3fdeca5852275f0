import asyncio
from urllib.parse import urlsplit

import msgspec
import pytest
from support.interviews import engines
from support.serving import client, running, until
from websockets.exceptions import InvalidStatus

from talkup_local import __version__
from talkup_local.errors import ConfigError, EngineUnavailable


async def request(server, line: str, *headers: str, body: bytes = b"") -> tuple[int, dict]:
    """Make a plain HTTP request; return the status and the JSON body."""
    address = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = "\r\n".join((f"{line} HTTP/1.1", "Host: test", *headers, "", ""))
    writer.write(head.encode() + body)
    data = await reader.read()
    writer.close()
    status, _, content = data.partition(b"\r\n\r\n")
    return int(status.split()[1]), msgspec.json.decode(content)


async def refusal(server, client_id: str) -> tuple[int, dict]:
    """Return the status and the body of a refused upgrade."""
    with pytest.raises(InvalidStatus) as caught:
        async with client(server, client_id):
            pass
    response = caught.value.response
    return response.status_code, msgspec.json.decode(response.body)


async def test_health_tells_version_engines_and_sessions():
    async with running(engines()) as server, client(server) as socket:
        await socket.send('{"type":"ping"}')
        await until(socket, "pong")
        status, body = await request(server, "GET /health")
    assert status == 200
    assert body["alive"] is True
    assert body["version"] == __version__
    assert body["engines"]["stt"]["name"] == "scripted"
    assert body["sessions"]["open"] == 1


async def test_ready_is_200_once_the_engines_are_warm():
    async with running(engines()) as server:
        assert await request(server, "GET /ready?x=1") == (200, {"ready": True})


@pytest.mark.parametrize("path", ["/page", "/ws/a/b", "/other"])
async def test_an_unknown_path_is_404_with_a_sentence(path):
    async with running(engines()) as server:
        status, body = await request(server, f"GET {path}")
    assert (status, body["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("client_id", ["", "a%20b", "a%2Fb", "%00", "a" * 129, "caf%C3%A9"])
async def test_an_odd_client_id_is_400_with_a_sentence(client_id):
    async with running(engines()) as server:
        status, body = await refusal(server, client_id)
    assert (status, body["code"]) == (400, "INVALID_CLIENT_ID")


@pytest.mark.parametrize("client_id", ["a", "A-1_b.c~d", "a" * 128])
async def test_a_plain_client_id_is_taken(client_id):
    async with running(engines()) as server, client(server, client_id) as socket:
        await socket.send('{"type":"ping"}')
        await until(socket, "pong")


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/health", "/metrics"])
async def test_other_methods_are_405(method, path):
    async with running(engines()) as server:
        headers = ("Content-Length: 5",) if method in ("POST", "PUT") else ()
        body = b"hello" if headers else b""
        status, content = await request(server, f"{method} {path}", *headers, body=body)
    assert (status, content["code"]) == (405, "METHOD_NOT_ALLOWED")


async def test_a_client_id_in_use_is_409_until_it_is_free():
    async with running(engines()) as server:
        async with client(server, "same"):
            assert (await refusal(server, "same"))[0] == 409
        async with asyncio.timeout(60):
            while server.health()["sessions"]["open"]:
                await asyncio.sleep(0.01)
        async with client(server, "same"):
            pass


async def test_one_client_too_many_is_503():
    async with running(engines(), flags={"limits.sessions": 1}) as server:
        async with client(server, "first"):
            status, body = await refusal(server, "second")
    assert (status, body["code"]) == (503, "SERVER_BUSY")


async def test_a_broken_upgrade_takes_no_place():
    async with running(engines(), flags={"limits.sessions": 1}) as server:
        address = urlsplit(server.url)
        for _ in range(3):
            reader, writer = await asyncio.open_connection(address.hostname, address.port)
            writer.write(b"GET /ws/x HTTP/1.1\r\nHost: test\r\n\r\n")
            assert (await reader.read()).startswith(b"HTTP/1.1 426")
            writer.close()
        async with client(server, "x") as socket:
            await socket.send('{"type":"ping"}')
            await until(socket, "pong")


async def test_until_the_engines_are_warm_clients_are_told_to_wait(tmp_path):
    from talkup_local.config import load
    from talkup_local.server.app import Server
    from talkup_local.wiring import Appliance

    class Warming(Appliance):
        go = asyncio.Event()

        async def start(self) -> None:
            await self.go.wait()
            await super().start()

    config, folder = load(flags={"server.port": 0}, folder=tmp_path)
    appliance = Warming(config, folder, engines=engines())
    server, stop, ready = Server(appliance), asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run(stop, lambda _: ready.set()))
        while server.port == 0:
            await asyncio.sleep(0.01)
        assert (await request(server, "GET /ready"))[0] == 503
        assert (await request(server, "GET /health"))[0] == 200
        status, body = await refusal(server, "early")
        assert (status, body["code"]) == (503, "NOT_READY")
        appliance.go.set()
        await ready.wait()
        assert (await request(server, "GET /ready"))[0] == 200
        stop.set()


async def test_a_taken_port_is_one_clear_error(tmp_path):
    async with running(engines()) as first:
        with pytest.raises(ConfigError, match=f"port {first.port} on 127.0.0.1 is taken"):
            await _run_until_it_fails({"server.port": first.port}, tmp_path, engines())


async def test_an_engine_that_can_not_load_ends_the_start(tmp_path):
    flags = {"server.port": 0, "tts.engine": "piper"}
    with pytest.raises(EngineUnavailable, match="piper"):
        await _run_until_it_fails(flags, tmp_path, None)


async def _run_until_it_fails(flags, folder, given) -> None:
    from talkup_local.config import load
    from talkup_local.server.app import Server
    from talkup_local.wiring import Appliance

    config, folder = load(flags=flags, folder=folder)
    await Server(Appliance(config, folder, engines=given)).run(asyncio.Event(), lambda _: None)
