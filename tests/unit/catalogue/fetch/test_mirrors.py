"""Mirrors: another hub, a plain web server, a folder."""

import msgspec
import pytest

from talkup_local.errors import FetchError

FILES = {"weights.dat": bytes(range(256)) * 12_000, "config.json": b'{"a": 1}'}


def lay(root, where):
    for name, data in FILES.items():
        path = root / where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_another_hub_is_asked_instead_and_gets_no_token(shop):
    shop.pull(endpoint="http://127.0.0.1:1", mirror=shop.hub.endpoint)
    assert shop.lying_there() == FILES
    assert not any("authorization" in seen.headers for seen in shop.hub.seen)


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
