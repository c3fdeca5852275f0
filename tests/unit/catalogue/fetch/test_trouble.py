"""Every trouble on the way: mended by trying again, or refused in one line with the mend."""

import ssl

import msgspec
import pytest
import trustme
from support.hub import WEIGHTS, Trouble, running

from talkup_local.errors import FetchError, WrongContent

MENDED = {
    "too many requests": [Trouble(status=429, headers={"Retry-After": "7"})],
    "busy": [Trouble(status=503), Trouble(status=502)],
    "broken off twice": [Trouble(cut_after=1_500_000), Trouble(cut_after=1_000_000)],
    "silent": [Trouble(stall_after=1_500_000)],
    "broken off, then Range is not heeded": [
        Trouble(cut_after=1_500_000),
        Trouble(no_range=True),
    ],
    "without a length": [Trouble(chunked=True)],
}

REFUSED = {
    "a web page": (
        [Trouble(body=b"<html>Log in</html>", headers={"Content-Type": "text/html; charset=x"})],
        WrongContent,
        "web page",
    ),
    "other bytes": ([Trouble(body=WEIGHTS[::-1])], WrongContent, "came with the hash"),
    "cut off": ([Trouble(body=WEIGHTS[:-1])], WrongContent, "3071999 bytes"),
    "packed": ([Trouble(headers={"Content-Encoding": "gzip"})], FetchError, "packed"),
    "a login": ([Trouble(status=401)], FetchError, "login.*HF_TOKEN"),
    "not there": ([Trouble(status=404)], FetchError, "there is no"),
    "busy all the time": ([Trouble(status=503)] * 5, FetchError, "busy.*Try again later"),
    "a long wait": (
        [Trouble(status=503, headers={"Retry-After": "100000"})],
        FetchError,
        "wait for 100000 s",
    ),
}


@pytest.mark.parametrize("troubles", MENDED.values(), ids=MENDED)
def test_trouble_that_passes_is_mended(shop, troubles):
    shop.hub.trouble("weights.dat", *troubles)
    shop.pull(silence_s=1.0)
    assert shop.weights.read_bytes() == WEIGHTS


@pytest.mark.parametrize(("troubles", "kind", "told"), REFUSED.values(), ids=REFUSED)
def test_trouble_that_stays_is_one_line_and_the_old_file_stays(shop, troubles, kind, told):
    shop.weights.parent.mkdir(parents=True)
    shop.weights.write_bytes(b"the old one")
    shop.hub.trouble("weights.dat", *troubles)
    with pytest.raises(kind, match=told) as caught:
        shop.pull()
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert shop.weights.read_bytes() == b"the old one"
    assert not shop.part.exists()


def test_a_server_is_given_the_time_that_it_asks_for(shop):
    shop.hub.trouble("api", Trouble(status=429, headers={"Retry-After": "3"}))
    shop.hub.trouble("weights.dat", Trouble(status=429, headers={"Retry-After": "7"}))
    shop.pull()
    assert shop.pauses_s == [3.0, 7.0]


def test_pauses_grow_while_nothing_comes(shop):
    shop.hub.trouble("weights.dat", *[Trouble(status=503)] * 5)
    with pytest.raises(FetchError):
        shop.pull()
    assert shop.pauses_s == [1, 2, 4, 8]


def test_a_connection_that_breaks_again_and_again_is_borne_while_bytes_come(shop):
    shop.hub.trouble("weights.dat", *[Trouble(cut_after=300_000)] * 9)
    shop.pull()
    assert shop.hub.served_bytes("weights.dat") == len(WEIGHTS)


def test_a_redirect_that_never_ends_is_refused(shop):
    shop.hub.trouble("weights.dat", *[Trouble(location="weights.dat")] * 10)
    with pytest.raises(FetchError, match="from one address to the next"):
        shop.pull()


def test_without_a_network_the_first_try_is_the_last(shop):
    with pytest.raises(FetchError, match=r"nobody answers.*--mirror"):
        shop.pull(endpoint="http://127.0.0.1:1")
    assert shop.pauses_s == []


def test_a_file_without_a_known_hash_that_changes_meanwhile_is_fetched_whole_again(shop):
    url = f"{shop.hub.cdn}/somebody/something"
    model = msgspec.structs.replace(shop.model, repository=url, files=shop.model.files[:1])
    other = WEIGHTS[::-1]
    shop.hub.trouble("weights.dat", Trouble(cut_after=1_500_000), Trouble(body=other))
    shop.pull(model)
    assert shop.weights.read_bytes() == other


def test_from_https_nobody_is_sent_to_http(shop, tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with running(context) as hub:
        hub.add("somebody/something", {"weights.dat": WEIGHTS})
        url = f"{hub.endpoint}/somebody/something/resolve/main"
        model = msgspec.structs.replace(shop.model, repository=url, files=shop.model.files[:1])
        with pytest.raises(FetchError, match="not encrypted"):
            shop.pull(model)
        assert {seen.host for seen in hub.seen} == {"endpoint"}


def test_a_certificate_that_nobody_vouches_for_is_told(shop):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with running(context) as hub:
        with pytest.raises(FetchError, match="certificate is not trusted"):
            shop.pull(endpoint=hub.endpoint)
