"""Encryption, over real sockets with real certificates."""

import asyncio
import datetime as dt
import ssl
from urllib.parse import urlsplit

import pytest
import trustme
from support.interviews import engines
from support.serving import running, until
from support.tokens import token_in
from websockets.asyncio.client import connect

from talkup_local.errors import ConfigError
from talkup_local.server import certificates

NOW = dt.datetime.now(dt.UTC)
TLS = {"tls.cert": "cert.pem", "tls.key": "key.pem"}


@pytest.fixture
def authority():
    return trustme.CA()


@pytest.fixture
def trusting(authority):
    """What a client has that trusts the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def install(authority: trustme.CA, folder, *names: str, **options) -> None:
    """Put a certificate for ``names`` where the server looks for it."""
    made = authority.issue_cert(*names, **options)
    made.private_key_pem.write_to_path(folder / "key.pem")
    (folder / "cert.pem").unlink(missing_ok=True)
    for blob in made.cert_chain_pems:
        blob.write_to_path(folder / "cert.pem", append=True)


async def served(server, context: ssl.SSLContext, **options) -> bool:
    """Tell whether a client that trusts what ``context`` does is served."""
    async with connect(f"{server.url}/ws/test", ssl=context, compression=None, **options) as socket:
        await socket.send('{"type":"ping"}')
        return bool(await until(socket, "pong"))


async def raw(server, data: bytes) -> bytes:
    """Return what the port answers to bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(server.url).port)
    writer.write(data)
    try:
        async with asyncio.timeout(60):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_a_client_that_trusts_the_authority_is_served(tmp_path, authority, trusting):
    install(authority, tmp_path, "127.0.0.1")
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        assert server.url.startswith("wss://")
        assert await served(server, trusting)


async def test_a_token_goes_with_it(tmp_path, authority, trusting):
    install(authority, tmp_path, "127.0.0.1")
    headers = {"Authorization": f"Bearer {token_in(tmp_path, 'interview')}"}
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        assert await served(server, trusting, additional_headers=headers)


async def test_a_client_that_does_not_trust_it_hangs_up(tmp_path, authority):
    install(authority, tmp_path, "127.0.0.1")
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
            await served(server, ssl.create_default_context())


async def test_a_certificate_for_another_host_is_not_trusted(tmp_path, authority, trusting):
    install(authority, tmp_path, "other.example")
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        with pytest.raises(ssl.SSLCertVerificationError, match=r"not valid for '127\.0\.0\.1'"):
            await served(server, trusting)
        assert await served(server, trusting, server_hostname="other.example")


async def test_a_request_in_the_clear_to_an_encrypted_port_harms_nothing(
    tmp_path, authority, trusting
):
    install(authority, tmp_path, "127.0.0.1")
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        assert not (await raw(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).startswith(
            b"HTTP"
        )
        assert await served(server, trusting)


async def test_an_encrypted_request_to_a_port_in_the_clear_harms_nothing():
    async with running(engines()) as server:
        hello = bytes.fromhex("16030100050100000000")
        assert (await raw(server, hello)).startswith(b"HTTP/1.1 405")
        async with connect(f"{server.url}/ws/test") as socket:
            await socket.send('{"type":"ping"}')
            await until(socket, "pong")


async def test_who_never_finishes_the_handshake_stops_nobody(tmp_path, authority, trusting):
    install(authority, tmp_path, "127.0.0.1")
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        assert await served(server, trusting)
        writer.close()


async def test_an_expired_certificate_stops_the_start(tmp_path, authority):
    install(authority, tmp_path, "127.0.0.1", not_after=NOW - dt.timedelta(days=1))
    with pytest.raises(ExceptionGroup) as caught:
        async with running(engines(), flags=TLS, folder=tmp_path):
            pass
    assert caught.group_contains(ConfigError, match="expired on .*talkup-local tls init")


async def test_a_certificate_that_expires_while_serving_is_refused_by_clients(
    tmp_path, authority, trusting
):
    install(authority, tmp_path, "127.0.0.1", not_after=NOW - dt.timedelta(days=1))

    class Yesterday:
        """The clock of a server that started while the certificate was valid."""

        def monotonic_s(self):
            return asyncio.get_running_loop().time()

        def utc_now(self):
            return NOW - dt.timedelta(days=2)

        async def sleep_s(self, seconds):
            await asyncio.sleep(seconds)

    async with running(engines(), flags=TLS, folder=tmp_path, clock=Yesterday()) as server:
        with pytest.raises(ssl.SSLCertVerificationError, match="has expired"):
            await served(server, trusting)


async def test_what_tls_init_makes_is_trusted_by_its_authority_alone(tmp_path):
    certificates.make(tmp_path, ["localhost", "127.0.0.1"], NOW, days=30)
    context = ssl.create_default_context(cafile=tmp_path / certificates.CA_CERT)
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        assert await served(server, context)
        assert await served(server, context, server_hostname="localhost")
        with pytest.raises(ssl.SSLCertVerificationError):
            await served(server, ssl.create_default_context())


async def test_a_renewed_certificate_is_trusted_by_who_trusted_the_first(tmp_path):
    certificates.make(tmp_path, ["127.0.0.1"], NOW, days=30)
    context = ssl.create_default_context(cafile=tmp_path / certificates.CA_CERT)
    certificates.make(tmp_path, ["127.0.0.1"], NOW, days=60)
    async with running(engines(), flags=TLS, folder=tmp_path) as server:
        assert await served(server, context)
