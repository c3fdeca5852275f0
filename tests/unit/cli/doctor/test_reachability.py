"""Where a browser gives the page its microphone."""

import pytest
from msgspec.structs import replace

from talkup_local.cli.doctor.reachability import covers, microphone
from talkup_local.config import load

CERTIFIED = {"problem": None, "mend": "", "days_left": 300, "names": ["192.168.1.5", "box.local"]}
NONE = {"problem": None, "mend": "", "days_left": None, "names": []}
NAMES = ["box.local", "localhost", "127.0.0.1", "192.168.1.5", "10.1.1.1"]


@pytest.fixture
def config(tmp_path):
    return load(folder=tmp_path)[0]


def bound(config, host, *, secure=False):
    config = replace(config, server=replace(config.server, host=host, insecure=True))
    cert = "cert.pem" if secure else ""
    return replace(config, tls=replace(config.tls, cert=cert, key=cert))


def pages(config, certificate=NONE):
    found = microphone(config, certificate, NAMES)
    return {f.facts["url"]: f.facts["microphone"] for f in found if "url" in f.facts}


def test_on_this_machine_a_browser_gives_it_without_https(config):
    assert pages(config) == {"http://127.0.0.1:8000/": True}


def test_on_the_network_no_browser_gives_it_without_https(config):
    found = pages(bound(config, "0.0.0.0"))
    assert found == {
        "http://box.local:8000/": False,
        "http://192.168.1.5:8000/": False,
        "http://10.1.1.1:8000/": False,
    }


def test_with_https_it_is_given_at_the_addresses_that_the_certificate_names(config):
    found = pages(bound(config, "0.0.0.0", secure=True), CERTIFIED)
    assert found == {
        "https://box.local:8000/": True,
        "https://192.168.1.5:8000/": True,
        "https://10.1.1.1:8000/": False,
    }


def test_what_the_certificate_lacks_is_mended_by_its_name(config):
    secure = bound(config, "10.1.1.1", secure=True)
    *_, page = microphone(secure, CERTIFIED, NAMES)
    assert page.mend == "talkup-local tls init --name 10.1.1.1"


def test_a_certificate_that_ends_soon_is_worth_a_note(config):
    secure = bound(config, "192.168.1.5", secure=True)
    validity, _ = microphone(secure, {**CERTIFIED, "days_left": 3}, NAMES)
    assert (validity.about, validity.state) == ("certificate", "note")


def test_an_address_of_version_6_stands_in_brackets(config):
    assert list(pages(bound(config, "fd00::1"))) == ["http://[fd00::1]:8000/"]


@pytest.mark.parametrize(
    ("certified", "name", "covered"),
    [
        ("box.local", "BOX.local", True),
        ("*.lan", "box.lan", True),
        ("*.lan", "a.box.lan", False),
        ("10.1.1.1", "10.1.1.1", True),
        ("*.1.1.1", "10.1.1.1", False),
    ],
)
def test_a_certificate_covers_names_as_browsers_see_it(certified, name, covered):
    assert covers([certified], name) is covered
