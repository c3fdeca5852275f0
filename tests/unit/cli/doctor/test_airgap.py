"""What is made of a watched interview."""

import json
import sys

import pytest

from talkup_local.cli.doctor import interview, show
from talkup_local.cli.doctor.airgap import Elsewhere, direct, elsewhere, report
from talkup_local.config import load
from talkup_local.observe.sockets import Contact, Process, Watched
from talkup_local.observe.sockets.addresses import Address

HELD = json.dumps({"turns": [{}], "ok": True, "engines": {"stt": "moonshine"}})
HERE = Contact(call="connect", address=Address(family="ipv4", host="127.0.0.1", port=8000), times=2)
AWAY = Contact(
    call="connect",
    address=Address(family="ipv4", host="192.0.2.9", port=8001),
    protocol="tcp",
    process="python",
    thread="worker",
)
NAME = Contact(call="connect", address=Address(family="ipv4", host="192.0.2.53", port=53))
OURS = Elsewhere(
    service="llm", url="ws://192.0.2.9:8001/", addresses=frozenset({"192.0.2.9"}), port=8001
)


def seen(*contacts, out=HELD, code=0, err=""):
    return Watched(
        code=code,
        out=out,
        err=err,
        method="seccomp",
        why="",
        sockets=2,
        contacts=contacts,
        processes=(Process(pid=7, name="python", command="python -m talkup_local demo"),),
    )


def test_an_interview_that_stays_here_is_fine():
    found = report(seen(HERE), [])
    assert (found["ok"], found["outside"], found["loopback"]) == (True, [], 2)


def test_what_leads_outside_is_listed_by_who_did_it():
    found = report(seen(HERE, AWAY), [])
    assert not found["ok"]
    (contact,) = found["outside"]
    assert (contact["address"], contact["port"], contact["thread"]) == ("192.0.2.9", 8001, "worker")
    assert "python connected to 192.0.2.9:8001 (tcp)" in found["problems"][0]["what"]


def test_what_the_configuration_asks_for_is_told_as_that(capsys):
    found = report(seen(AWAY), [OURS])
    assert (found["ok"], found["outside"]) == (True, [])
    assert found["configured"][0]["service"] == "llm"
    show.airgap({**found, "duration_s": 1.0})
    assert "but for what the configuration sends elsewhere" in capsys.readouterr().out


def test_a_question_for_a_name_is_a_problem_even_so():
    found = report(seen(AWAY, NAME), [OURS])
    assert not found["ok"]
    assert found["dns"][0]["address"] == "192.0.2.53"


@pytest.mark.parametrize(
    ("watched", "why"),
    [
        (seen(out="", code=1, err="talkup-local: no voice"), "talkup-local: no voice"),
        (seen(out="", code=None), "it was not over within"),
        (seen(out="", code=-9), "exit code -9"),
    ],
)
def test_without_an_interview_nothing_is_shown(watched, why, capsys):
    found = report(watched, [])
    assert not found["ok"]
    assert why in found["problems"][0]["what"]
    show.airgap({**found, "duration_s": 1.0})
    assert "nothing is shown" in capsys.readouterr().out


def test_the_screen_shows_each_contact(capsys):
    show.airgap({**report(seen(AWAY, NAME), []), "duration_s": 1.0})
    shown = capsys.readouterr().out
    assert "192.0.2.9 port 8001 tcp" in shown
    assert "something left this machine" in shown


@pytest.mark.parametrize("ends", [lambda: None, lambda: sys.exit(0)])
def test_the_watched_process_stays_for_reports_that_come_late(monkeypatch, ends):
    monkeypatch.setattr(sys, "argv", ["it"])
    slept = []
    interview.main(["9", "demo", "--fast"], run=ends, sleep=slept.append)
    assert sys.argv == ["it", "demo", "--fast"]
    assert 0 < slept[0] <= 9


def test_nobody_waits_after_an_interview_that_failed(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["it"])
    with pytest.raises(SystemExit):
        interview.main(["9"], run=lambda: sys.exit(1), sleep=lambda _: pytest.fail("it waited"))


def test_no_proxy_of_this_machine_hides_who_leaves_it():
    assert direct({"https_proxy": "http://127.0.0.1:3128", "NO_PROXY": "", "A": "b"}) == {"A": "b"}


def test_services_elsewhere_are_found_by_address_and_port(tmp_path):
    flags = {"services.llm.url": "ws://192.0.2.9:8001/x", "services.text_to_speech.url": "off"}
    config, _ = load(folder=tmp_path, flags=flags)
    (place,) = elsewhere(config)
    assert (place.service, place.addresses, place.port) == ("llm", {"192.0.2.9"}, 8001)
