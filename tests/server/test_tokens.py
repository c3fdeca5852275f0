"""Tokens over real sockets."""

import asyncio
import contextlib
import io
import json
import logging
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families
from support.interviews import engines
from support.serving import running, until
from support.tokens import store_in, token_in
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from talkup_local.clock import SystemClock

PING = '{"type":"ping"}'
SOON = {"auth.recheck_s": 0.05}
ASKING = {"auth.required": "always"}


def opened(server, path: str = "/ws/test", *, page: bool = False, **options) -> connect:
    """Connect as a program does, or as a page on this machine does."""
    if page:
        options["origin"] = "http://localhost:3000"
    return connect(f"{server.url}{path}", compression=None, **options)


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


async def refusal(server, path: str = "/ws/test", **options) -> tuple[int, str, dict]:
    """Return status, code and headers of a refused upgrade."""
    with pytest.raises(InvalidStatus) as caught:
        async with opened(server, path, **options):
            pass
    response = caught.value.response
    return response.status_code, json.loads(response.body)["code"], response.headers


async def page(server, path: str, **headers: str) -> tuple[int, str]:
    """Read a page; return its status and text."""
    address = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    lines = [f"GET {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join((*lines, "", "")).encode())
    head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
    writer.close()
    return int(head.split()[1]), body


async def answers(socket) -> bool:
    """Tell whether a connection is served."""
    await socket.send(PING)
    return bool(await until(socket, "pong"))


async def closed(socket) -> tuple[int, str]:
    """Return how the server closes a connection."""
    async with asyncio.timeout(60):
        await socket.wait_closed()
    return socket.close_code, socket.close_reason


async def test_without_a_token_a_program_is_told_what_is_asked_for(tmp_path):
    async with running(engines(), flags=ASKING, folder=tmp_path) as server:
        status, code, headers = await refusal(server)
    assert (status, code) == (401, "UNAUTHORIZED")
    assert headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_program_shows_its_token_in_a_header(tmp_path):
    text = token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        async with opened(server, additional_headers=bearer(text)) as socket:
            assert await answers(socket)


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [(["talkup.v1", "token.{}"], "talkup.v1"), (["token.{}"], "token.{}")],
)
async def test_a_page_shows_its_token_as_a_subprotocol(tmp_path, offered, chosen):
    text = token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        offered = [name.format(text) for name in offered]
        async with opened(server, page=True, subprotocols=offered) as socket:
            assert socket.subprotocol == chosen.format(text)
            assert await answers(socket)


@pytest.mark.parametrize(
    "message", ['{{"type":"auth","token":"{}"}}', '{{"type":"auth","data":{{"token":"{}"}}}}']
)
async def test_a_page_shows_its_token_in_the_first_message(tmp_path, message):
    text = token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            await socket.send(message.format(text))
            await socket.send(PING)
            assert [json.loads(data)["type"] for data in await until(socket, "pong")] == ["pong"]


async def test_a_message_that_brings_a_key_is_answered_too(tmp_path):
    text = token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            await socket.send(f'{{"type":"ping","key":"{text}"}}')
            await until(socket, "pong")


async def test_what_came_before_the_token_is_answered_after_it(tmp_path):
    text = token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            await socket.send('{"type":"nonsense"}')
            await socket.send(PING)
            await socket.send(f'{{"type":"auth","token":"{text}"}}')
            first, second = [json.loads(data) for data in await until(socket, "pong")]
    assert (first["code"], second["type"]) == ("UNKNOWN_TYPE", "pong")


async def test_who_shows_no_token_in_time_is_closed(tmp_path):
    flags = {**ASKING, "auth.deadline_s": 0.05}
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            with contextlib.suppress(ConnectionClosed):  # time was up before that
                await socket.send(PING)
            assert await closed(socket) == (1008, "no token came in time")


async def test_a_wrong_token_in_a_message_closes(tmp_path):
    token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            await socket.send('{"type":"auth","token":"tk_x"}')
            assert (await closed(socket))[0] == 1008


async def test_who_talks_on_without_a_token_is_closed(tmp_path):
    async with running(engines(), flags=ASKING, folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            for _ in range(20):
                await socket.send(PING)
            assert await closed(socket) == (1008, "The token must come first.")


async def test_a_connection_without_a_token_takes_no_place(tmp_path):
    text = token_in(tmp_path, "interview")
    flags = {"limits.sessions": 1}
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        async with opened(server, page=True) as pending:
            async with opened(server, additional_headers=bearer(text)) as socket:
                assert await answers(socket)
                await pending.send(f'{{"type":"auth","token":"{text}"}}')
                assert (await closed(pending))[0] == 1013


async def test_a_connection_without_a_token_does_not_delay_the_end(tmp_path):
    async with running(engines(), flags=ASKING, folder=tmp_path) as server:
        socket = await opened(server, page=True)
    assert (await closed(socket))[0] == 1006


@pytest.mark.parametrize("how", ["unknown", "revoked", "expired"])
async def test_a_token_that_is_not_good_is_refused_before_the_upgrade(tmp_path, how):
    text = token_in(tmp_path, "interview", expires=None if how != "expired" else timedelta(0))
    if how == "revoked":
        store_in(tmp_path).revoke("test", SystemClock().utc_now())
    if how == "unknown":
        text = text[:-4] + "AAAA"
    async with running(engines(), folder=tmp_path) as server:
        status, code, _ = await refusal(server, additional_headers=bearer(text))
    assert (status, code) == (401, "UNAUTHORIZED")


async def test_a_token_for_something_else_is_403(tmp_path):
    text = token_in(tmp_path, "service")
    async with running(engines(), folder=tmp_path) as server:
        status, code, _ = await refusal(server, additional_headers=bearer(text))
    assert (status, code) == (403, "FORBIDDEN")


async def test_a_token_that_is_revoked_while_connected_ends_the_connection(tmp_path):
    text = token_in(tmp_path, "interview")
    async with running(engines(), flags=SOON, folder=tmp_path) as server:
        async with opened(server, additional_headers=bearer(text)) as socket:
            assert await answers(socket)
            store_in(tmp_path).revoke("test", SystemClock().utc_now())
            assert await closed(socket) == (1008, "the token has ended")
        assert (await refusal(server, additional_headers=bearer(text)))[0] == 401


async def test_the_first_token_closes_a_running_server_to_those_without(tmp_path):
    async with running(engines(), folder=tmp_path) as server:
        async with opened(server) as socket:
            assert await answers(socket)
        token_in(tmp_path, "interview")
        assert (await refusal(server))[0] == 401


async def test_too_many_wrong_tokens_are_429(tmp_path):
    text = token_in(tmp_path, "interview")
    flags = {"limits.wrong_tokens_per_minute": 2}
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        for _ in range(2):
            assert (await refusal(server, additional_headers=bearer("tk_x")))[0] == 401
        status, code, headers = await refusal(server, additional_headers=bearer(text))
    assert (status, code) == (429, "RATE_LIMITED")
    assert int(headers["Retry-After"]) > 0


async def test_too_many_connections_of_one_address_are_429(tmp_path):
    flags = {"limits.connections_per_address": 1}
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        async with opened(server):
            status, code, _ = await refusal(server, "/ws/other")
    assert (status, code) == (429, "TOO_MANY_CONNECTIONS")


async def test_refusals_are_counted(tmp_path):
    text = token_in(tmp_path, "admin")
    async with running(engines(), folder=tmp_path) as server:
        await refusal(server)
        await refusal(server, additional_headers=bearer("tk_x"))
        async with opened(server, page=True) as socket:
            await socket.send('{"type":"auth","token":"tk_x"}')
            await closed(socket)
        body = (await page(server, "/metrics", **bearer(text)))[1]
    counts = {
        sample.labels["code"]: sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
        if sample.name == "talkup_refusals_total"
    }
    assert counts["UNAUTHORIZED"] == 3


async def test_figures_are_for_admins(tmp_path):
    text, admin = (token_in(tmp_path, scope, name=scope) for scope in ("interview", "admin"))
    async with running(engines(), folder=tmp_path) as server:
        assert (await page(server, "/metrics"))[0] == 401
        assert (await page(server, "/metrics", **bearer(text)))[0] == 403
        assert (await page(server, "/metrics", **bearer(admin)))[0] == 200


async def test_health_tells_strangers_only_that_it_lives(tmp_path):
    text = token_in(tmp_path, "interview")
    async with running(engines(), folder=tmp_path) as server:
        status, body = await page(server, "/health")
        assert (status, json.loads(body)) == (200, {"alive": True, "ready": True})
        assert "engines" in json.loads((await page(server, "/health", **bearer(text)))[1])
        assert (await page(server, "/ready"))[0] == 200


@pytest.fixture
def logged():
    """Everything that is logged, down to the last detail, by us or by a library."""
    records = io.StringIO()
    handler, root = logging.StreamHandler(records), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(records))
    yield records
    structlog.reset_defaults()
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("way", ["header", "subprotocol", "address", "auth", "key"])
async def test_no_way_in_leaves_the_token_in_the_logs(tmp_path, logged, capfd, way, good):
    text = token_in(tmp_path, "interview")
    shown = text if good else text[:-4] + "AAAA"
    flags = {"auth.query_token": True, "log.level": "debug"}
    options = {
        "header": {"additional_headers": bearer(shown)},
        "subprotocol": {"subprotocols": [f"token.{shown}"]},
        "address": {"path": f"/ws/test?token={shown}"},
    }.get(way, {"page": True})
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        with contextlib.suppress(InvalidStatus, ConnectionClosed):
            async with opened(server, **options) as socket:
                if way == "auth":
                    await socket.send(f'{{"type":"auth","token":"{shown}"}}')
                await socket.send(f'{{"type":"ping","key":"{shown}"}}')
                await socket.recv()
    lines = logged.getvalue() + "".join(capfd.readouterr())
    assert ("token accepted" if good else "token refused") in lines
    assert shown[16:] not in lines


async def test_binary_messages_bring_no_token(tmp_path):
    text = token_in(tmp_path, "interview")
    flags = {"auth.deadline_s": 0.2}
    async with running(engines(), flags=flags, folder=tmp_path) as server:
        async with opened(server, page=True) as socket:
            with contextlib.suppress(ConnectionClosed):  # time was up before that
                await socket.send(f'{{"type":"auth","token":"{text}"}}'.encode())
            assert (await closed(socket))[0] == 1008
