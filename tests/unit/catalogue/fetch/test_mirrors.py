"""Mirrors: another hub, a plain web server, a folder."""

import os
import subprocess
import sys

import msgspec
import pytest
from huggingface_hub import close_session
from support.hub import FILES

from talkup_local.engines.offline import OFFLINE
from talkup_local.errors import FetchError


def lay(root, where):
    for name, data in FILES.items():
        path = root / where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_another_hub_is_asked_instead_and_gets_no_token(shop):
    shop.pull(endpoint="http://127.0.0.1:1", mirror=shop.hub.endpoint)
    assert shop.lying_there() == FILES
    assert not any("authorization" in seen.headers for seen in shop.hub.seen)


def test_the_hub_s_own_client_asks_nobody_but_the_mirror(shop, tmp_path):
    program = (
        "import sys; from talkup_local.catalogue.fetch import hub, retry\n"
        "print(hub.ask(sys.argv[1], 'somebody/something', None, '', retry.Limits()).commit)"
    )
    # by itself it would ask the hub that it knows, here the second server
    environment = {**os.environ, "HF_ENDPOINT": shop.hub.cdn, "HF_HOME": str(tmp_path)}
    for name in OFFLINE:  # what an engine of another test has set
        environment.pop(name, None)
    told = subprocess.check_output(
        [sys.executable, "-c", program, shop.hub.endpoint], env=environment, text=True
    )
    assert told.strip() == shop.commit
    assert [(seen.host, seen.path) for seen in shop.hub.seen] == [
        ("endpoint", "/api/models/somebody/something")
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"mirror": "http://joe:pa55word@mirror.example/tree"}, "a name or a password"),
        ({"endpoint": "https://joe:pa55word@hub.example"}, "a name or a password"),
        ({"mirror": "ftp://joe:pa55word@mirror.example"}, "nothing can be asked by ftp"),
    ],
)
def test_an_address_that_can_not_be_asked_is_told_without_its_password(shop, changes, told):
    with pytest.raises(FetchError, match=told) as caught:
        shop.pull(**changes)
    assert "pa55word" not in str(caught.value)
    assert shop.hub.seen == []


def test_a_plain_web_server_needs_no_api(shop):
    shop.hub.plain = True
    shop.pull(mirror=f"{shop.hub.endpoint}/")
    assert shop.lying_there() == FILES


@pytest.mark.parametrize(
    "where",
    ["somebody/something", "somebody/something/resolve/main", "llm"],
    ids=["a hub's repositories", "a hub's addresses", "another machine's models"],
)
def test_a_folder_may_be_laid_out_like_the_hub_or_like_the_models_folder(shop, where, tmp_path):
    lay(tmp_path / "usb", where)
    shop.pull(mirror=str(tmp_path / "usb"))
    assert shop.lying_there() == FILES
    assert shop.hub.seen == []


def test_a_folder_holds_files_of_other_servers_by_host(shop, tmp_path):
    lay(tmp_path / "usb", "models.example/tree")
    model = msgspec.structs.replace(shop.model, repository="https://models.example/tree")
    shop.pull(model, mirror=(tmp_path / "usb").as_uri())
    assert shop.lying_there() == FILES


def test_what_a_mirror_lacks_is_told_with_where_it_has_to_lie(shop, tmp_path):
    lay(tmp_path / "usb", "elsewhere")
    with pytest.raises(FetchError, match=r"somebody/something/weights\.dat, or as llm/weights"):
        shop.pull(mirror=str(tmp_path / "usb"))
    assert shop.hub.seen == []


def test_a_medium_that_is_not_there_is_told(shop, tmp_path):
    with pytest.raises(FetchError, match="Is the medium mounted"):
        shop.pull(mirror=str(tmp_path / "nothing"))


def test_a_proxy_is_asked_for_what_is_elsewhere(shop):
    repository = "http://models.example/somebody/something"
    model = msgspec.structs.replace(shop.model, repository=repository)
    shop.pull(model, proxies={"http": shop.hub.cdn})
    assert shop.lying_there() == FILES
    assert {seen.headers["host"] for seen in shop.hub.seen} == {"models.example"}


@pytest.mark.parametrize("proxy", ["::::", "socks5://127.0.0.1:1"])
def test_a_proxy_that_can_not_be_used_is_told_at_once(shop, monkeypatch, proxy):
    close_session()  # the hub's client reads them once
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(FetchError, match=r"a proxy.*can't be used.*HTTPS_PROXY"):
        shop.pull(endpoint="http://hub.example")
    assert shop.pauses_s == []
