"""``doctor``: whether ``serve`` would work here, and what mends it."""

import re
import socket

import pytest
from support.foreign import free_port
from support.serving import command

JOBS = ["stt", "llm", "tts", "vad", "vision"]


@pytest.fixture(scope="session")
def healthy(run_shared, tmp_path_factory):
    """Examine a machine that has the embedded engines only."""
    return run_shared(tmp_path_factory.mktemp("doctor"), "doctor", "--json", TALKUP_SERVER_PORT="0")


def test_a_healthy_machine_is_told_so(run):
    done = run("doctor", TALKUP_SERVER_PORT="0")
    assert done.code == 0, done.out
    assert "serve would work" in done.out
    assert "moonshine" in done.out


def test_the_report_names_machine_engines_and_what_is_missing(healthy):
    assert healthy.code == 0, healthy.err
    report = healthy.json
    assert report["ok"] is True
    assert report["problems"] == []
    assert report["machine"]["cores"] >= 1
    assert list(report["jobs"]) == JOBS
    assert report["jobs"]["stt"]["engine"] == "moonshine (tiny-en)"
    assert report["jobs"]["llm"]["engine"] == "rules"
    assert report["jobs"]["vision"]["engine"].startswith("opencv")
    assert report["services"] == {}


def test_the_report_says_what_would_make_better_engines_usable(healthy):
    whisper = next(
        o for o in healthy.json["jobs"]["stt"]["others"] if o["name"] == "faster_whisper"
    )
    assert whisper["usable"] is False
    assert "no Whisper model" in whisper["reason"]
    assert "docs/engines.md" in whisper["mend"]


def test_a_named_engine_without_its_model_is_a_problem_with_a_mend(run):
    done = run("doctor", "--json", TALKUP_STT_ENGINE="faster_whisper", TALKUP_SERVER_PORT="0")
    assert done.code == 1
    assert done.json["ok"] is False
    [problem] = done.json["problems"]
    assert problem["what"].startswith("stt: faster_whisper")
    assert "stt.model" in problem["mend"]


def test_a_port_that_is_taken_is_a_problem(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("doctor", TALKUP_SERVER_PORT=str(port))
    assert done.code == 1
    assert f"port {port} on 127.0.0.1 can't be had" in done.out
    assert "serve would fail" in done.out


def test_a_certificate_that_can_not_be_used_is_told(run):
    done = run(
        "doctor",
        "--json",
        TALKUP_SERVER_PORT="0",
        TALKUP_TLS_CERT="absent.pem",
        TALKUP_TLS_KEY="absent.pem",
    )
    assert done.code == 1
    (problem,) = done.json["problems"]
    assert "tls.cert" in problem["what"]
    assert "talkup-local tls init" in problem["mend"]


def test_services_elsewhere_are_asked_and_a_dead_one_shows_in_the_verdict(run):
    dead = f"wss://127.0.0.1:{free_port()}/"
    with command("verbal_analyzer", subcommand="service") as (_, url):
        done = run(
            "doctor",
            TALKUP_SERVER_PORT="0",
            TALKUP_SERVICES_SPEECH_TO_TEXT_URL="off",
            TALKUP_SERVICES_TEXT_TO_SPEECH_URL="off",
            TALKUP_SERVICES_VERBAL_ANALYZER_URL=f"{url}/services/verbal_analyzer",
            TALKUP_SERVICES_LLM_URL=dead,
        )
    assert done.code == 1
    alive = next(line for line in done.out.splitlines() if url in line)
    assert re.search(r"in \d+\.\d ms", alive)
    assert "problem: llm: " in done.out
    assert "serve would work, but not with all services" in done.out
