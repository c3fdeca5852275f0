import pytest

from talkup_local.server.origin import allowed, named


@pytest.mark.parametrize(
    "origin",
    ["http://localhost", "http://localhost:3000", "https://127.0.0.1:5173", "http://[::1]:8000"],
)
def test_pages_of_this_machine_may_use_a_server_on_loopback(origin):
    assert allowed(origin, "127.0.0.1:8000", (), loopback=True)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example:8000",
        "http://192.168.1.7:8000",
        "null",
        "file://",
        "",
        "localhost",
        "http://user@localhost",
        "http://localhost/page",
        "http://[::1",
        "http://localhost:x",
    ],
)
def test_other_pages_may_not(origin):
    assert not allowed(origin, "127.0.0.1:8000", (), loopback=True)


def test_a_page_whose_name_was_made_to_lead_here_may_not_either():
    assert not allowed("http://evil.example:8000", "evil.example:8000", (), loopback=True)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://box:8000", "box:8000"),
        ("https://BOX:8000", "box:8000"),
        ("https://box", "box:443"),
        ("http://box:80", "box"),
        ("https://box", "box"),
        ("https://192.168.1.7:8000", "192.168.1.7:8000"),
        ("https://[fd00::1]:8000", "[fd00::1]:8000"),
    ],
)
def test_beyond_loopback_our_own_origin_may(origin, host):
    assert allowed(origin, host, (), loopback=False)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://box:8001", "box:8000"),
        ("https://box", "box:8000"),
        ("https://boxx:8000", "box:8000"),
        ("http://localhost:3000", "box:8000"),
        ("null", "box:8000"),
        ("https://box:8000", ""),
        ("", ""),
    ],
)
def test_beyond_loopback_others_may_not(origin, host):
    assert not allowed(origin, host, (), loopback=False)


@pytest.mark.parametrize("loopback", [True, False])
def test_a_listed_origin_may_as_it_is_written_in_a_browser(loopback):
    listed = ("https://Interview.example/",)
    assert allowed("https://interview.example", "x", listed, loopback=loopback)
    assert not allowed("http://interview.example", "x", listed, loopback=loopback)
    assert not allowed("https://interview.example:8443", "x", listed, loopback=loopback)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_star_lets_every_page_in(origin):
    assert allowed(origin, "x", ("*",), loopback=True)


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "box:8000", "app.localhost", "box."]
)
def test_a_server_on_loopback_goes_by_names_that_no_page_can_claim(host):
    assert named(host, ())


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example"])
def test_it_does_not_go_by_names_that_a_page_can_claim(host):
    assert not named(host, ())


@pytest.mark.parametrize("host", ["", "[", "a b/c", "x:y"])
def test_it_does_not_go_by_what_is_no_name(host):
    assert not named(host, ())


def test_it_goes_by_the_name_of_a_listed_origin():
    assert named("interview.example:8000", ("https://interview.example",))
