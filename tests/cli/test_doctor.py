"""``doctor``: whether ``serve`` would work here, and what mends it.

``--airgap`` is run in ``tests/bundle``, on what a bundle has installed.
"""

import socket

import pytest

NO_ENGINES = {  # that take long to load
    "TALKUP_SERVICES_SPEECH_TO_TEXT_URL": "off",
    "TALKUP_SERVICES_TEXT_TO_SPEECH_URL": "off",
    "TALKUP_SERVICES_LLM_URL": "off",
}
JOBS = ["stt", "llm", "tts", "vad", "vision"]


@pytest.fixture(scope="session")
def healthy(run_shared, tmp_path_factory):
    """Examine a machine that has the embedded engines only."""
    return run_shared(tmp_path_factory.mktemp("doctor"), "doctor", "--json", TALKUP_SERVER_PORT="0")


def test_the_report_names_machine_engines_and_what_is_missing(healthy):
    assert healthy.code == 0, healthy.err
    report = healthy.json
    assert report["ok"] is True
    assert report["problems"] == []
    assert report["machine"]["cores"] > 0
    assert list(report["jobs"]) == JOBS
    assert report["jobs"]["stt"]["engine"] == "moonshine (tiny-en)"
    assert report["jobs"]["stt"]["memory_bytes"] > 0
    assert report["jobs"]["stt"]["answer_ms"] > 0
    assert report["jobs"]["llm"]["engine"] == "rules"
    assert report["jobs"]["vision"]["engine"].startswith("opencv")
    assert report["services"] == {}


def test_the_report_says_what_would_make_better_engines_usable(healthy):
    whisper = next(
        o for o in healthy.json["jobs"]["stt"]["others"] if o["name"] == "faster_whisper"
    )
    assert whisper["usable"] is False
    assert "no Whisper model" in whisper["reason"]
    assert "talkup-local models pull" in whisper["mend"]


def test_every_check_has_a_verdict(healthy):
    checks = healthy.json["checks"]
    assert {check["state"] for check in checks} <= {"good", "info", "note"}
    about = {check["about"] for check in checks}
    assert about >= {"instructions", "onnxruntime", "card", "installed", "standard", "clock"}


def test_a_port_that_is_taken_is_a_problem_on_the_screen(here):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = here("doctor", TALKUP_SERVER_PORT=str(port), **NO_ENGINES)
    assert done.code == 1
    assert f"port {port} on 127.0.0.1 can't be had" in done.out
    assert "turned off" in done.out
    assert "serve would fail" in done.out
