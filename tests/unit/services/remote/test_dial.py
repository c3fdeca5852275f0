import ssl
from http import HTTPStatus
from pathlib import Path

import pytest
import trustme
from websockets.asyncio.server import serve
from websockets.http11 import Response

from talkup_local.config.services import ServicePlace
from talkup_local.errors import ConfigError, ServiceUnreachable
from talkup_local.services.remote.dial import Dialer, shown


async def stay(socket):
    await socket.wait_closed()


def port_of(server):
    return server.sockets[0].getsockname()[1]


@pytest.fixture
def authority(tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return authority


@pytest.fixture
def context(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


async def test_the_token_is_shown():
    async with serve(stay, "127.0.0.1", 0) as server:
        place = ServicePlace(url=f"ws://127.0.0.1:{port_of(server)}/", token="open sesame")
        socket = await Dialer("llm", place, Path()).dial()
        assert socket.request.headers["Authorization"] == "Bearer open sesame"
        await socket.close()


async def test_the_configured_authority_is_trusted(context, tmp_path):
    async with serve(stay, "localhost", 0, ssl=context) as server:
        place = ServicePlace(url=f"wss://localhost:{port_of(server)}/", ca="ca.pem")
        socket = await Dialer("llm", place, tmp_path).dial()
        await socket.close()


async def test_no_other_authority_is(context):
    async with serve(stay, "localhost", 0, ssl=context) as server:
        place = ServicePlace(url=f"wss://localhost:{port_of(server)}/")
        with pytest.raises(ServiceUnreachable):
            await Dialer("llm", place, Path()).dial()


async def test_no_redirect_is_followed():
    def elsewhere(connection, request):
        response = connection.respond(HTTPStatus.FOUND, "")
        response.headers["Location"] = "ws://127.0.0.1:1/"
        assert isinstance(response, Response)
        return response

    async with serve(stay, "127.0.0.1", 0, process_request=elsewhere) as server:
        place = ServicePlace(url=f"ws://127.0.0.1:{port_of(server)}/", token="open sesame")
        with pytest.raises(ServiceUnreachable, match="302"):
            await Dialer("llm", place, Path()).dial()


def test_a_certificate_that_is_none_is_a_fault_of_the_settings(tmp_path):
    (tmp_path / "ca.pem").write_text("no certificate")
    place = ServicePlace(url="wss://localhost/", ca="ca.pem")
    with pytest.raises(ConfigError, match=r"services\.llm\.ca"):
        Dialer("llm", place, tmp_path)


async def test_why_an_address_can_not_be_used_is_told_without_its_secrets():
    with pytest.raises(ServiceUnreachable) as failed:
        await Dialer("llm", ServicePlace(url="ws://secret@host/?key=secret"), Path()).dial()
    assert "secret" not in str(failed.value)


async def test_a_header_that_is_none_is_not_quoted():
    def strange(connection, _request):
        response = connection.respond(HTTPStatus.SWITCHING_PROTOCOLS, "")
        response.headers["Upgrade"] = "what was said"
        return response

    async with serve(stay, "127.0.0.1", 0, process_request=strange) as server:
        place = ServicePlace(url=f"ws://127.0.0.1:{port_of(server)}/")
        with pytest.raises(ServiceUnreachable) as failed:
            await Dialer("llm", place, Path()).dial()
    assert "what was said" not in str(failed.value)


def test_an_address_is_shown_without_its_secrets():
    assert shown("wss://me:secret@host:8443/llm?key=secret") == "wss://host:8443/llm"
