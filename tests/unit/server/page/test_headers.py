import pytest

from talkup_local.server.page import headers


def directives(frames) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in headers.policy(frames).split("; "))


def test_nothing_comes_from_elsewhere_or_stands_in_the_page():
    policy = directives([])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"


@pytest.mark.parametrize(
    ("frames", "ancestors"),
    [
        ([], "'self'"),
        (["https://a.example", "https://b.example:8443/"], "'self' https://a.example https://b.example:8443"),
        (["https://a.example", "*"], "*"),
        (None, "'none'"),
    ],
)  # fmt: skip
def test_only_listed_pages_may_show_ours_in_a_frame(frames, ancestors):
    assert directives(frames)["frame-ancestors"] == ancestors


@pytest.mark.parametrize("odd", ["", "a.example", "https://a.example; script-src *", "https://a b"])
def test_what_is_no_origin_does_not_get_into_the_policy(odd):
    assert headers.policy([odd]) == headers.policy([])


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip", "deflate,GZIP;q=0.5", "gzip; q=1.0"])
def test_who_takes_gzip_gets_it(accepted):
    assert headers.takes_gzip(accepted)


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000", "*"])
def test_who_does_not_say_so_gets_it_plain(accepted):
    assert not headers.takes_gzip(accepted)


@pytest.mark.parametrize("known", ['W/"a"', '"a"', '"b", W/"a"', "*"])
def test_a_known_tag_is_recognised(known):
    assert headers.has('W/"a"', known)


@pytest.mark.parametrize("known", ["", 'W/"b"', "a"])
def test_another_tag_is_not(known):
    assert not headers.has('W/"a"', known)


def test_a_page_that_says_twice_where_it_is_from_may_not_read():
    assert headers.sharing(["http://a.example"])["Access-Control-Allow-Origin"]
    assert "Access-Control-Allow-Origin" not in headers.sharing(["http://a.example"] * 2)
