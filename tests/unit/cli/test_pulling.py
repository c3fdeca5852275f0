"""What somebody sees who looks on while models come."""

import re

import pytest
from support.catalogues import model

from talkup_local.catalogue.fetch.progress import Reading
from talkup_local.cli.pulling import Screen

MIB = 1 << 20
DATA = b"x" * MIB


@pytest.fixture
def screen(monkeypatch):
    """The screen of a pull of two files, on a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    return Screen({"voice": model(("a.onnx", DATA), ("b.onnx", DATA))})


def reading(stage, done_bytes=0, note=""):
    return Reading(
        model="voice",
        file="a.onnx",
        stage=stage,
        done_bytes=done_bytes,
        total_bytes=MIB,
        note=note,
    )


@pytest.mark.parametrize("bar", ["all .*0.5/2.1 MB", "voice a.onnx .*0.5/1.0 MB"])
def test_a_file_and_all_of_them_have_a_bar_with_rate_and_time_left(screen, capsys, bar):
    with screen:
        for done_bytes in (0, MIB // 4, MIB // 2):
            screen(reading("fetch", done_bytes))
    assert re.search(bar + r".*m[\d.]+ \w*B/s.*m\d:\d\d:\d\d", capsys.readouterr().err)


def test_why_it_waits_is_said_once(screen, capsys):
    with screen:
        for _ in range(2):
            screen(reading("wait", note="it is busy; again in 4 s"))
    assert capsys.readouterr().err.count("it is busy; again in 4 s") == 1
