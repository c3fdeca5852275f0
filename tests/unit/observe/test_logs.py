"""Logging is the process's own, so each of these runs in a process of its own."""

import json
import subprocess
import sys

import pytest

SECRET = "my answer about the merger"
PROGRAM = """
import logging, structlog, sys
SECRET = sys.argv[1]
from talkup_local.observe import logs
logs.configure(LEVEL, FORM)
log = structlog.get_logger("test")

def answer(heard):
    raise ValueError("no such thing")

log.debug("small talk")
log.info("turn done", stt_ms=12.5)
try:
    answer(SECRET)
except ValueError:
    log.exception("turn failed")
logging.getLogger("library").warning("a remark")
logging.getLogger("library").error("a trouble")
"""


def logged(level: str, form: str) -> list[str]:
    program = PROGRAM.replace("LEVEL", repr(level)).replace("FORM", repr(form))
    command = [sys.executable, "-c", program, SECRET]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == ""
    return done.stderr.splitlines()


@pytest.fixture(scope="module")
def console() -> str:
    return "\n".join(logged("info", "console"))


@pytest.fixture(scope="module")
def entries() -> list[dict]:
    lines = logged("debug", "json")
    return [json.loads(line) for line in lines if line.startswith("{")]


def test_a_line_for_people_has_level_message_and_fields(console):
    assert "info" in console
    assert "turn done" in console
    assert "stt_ms=12.5" in console


def test_a_traceback_shows_code_and_no_local_variables(console):
    assert 'raise ValueError("no such thing")' in console or "in answer" in console
    assert "ValueError: no such thing" in console
    assert SECRET not in console


def test_json_has_one_object_per_entry_with_time_and_level(entries):
    assert [entry["event"] for entry in entries] == ["small talk", "turn done", "turn failed"]
    done = entries[1]
    assert done["level"] == "info"
    assert done["stt_ms"] == 12.5
    assert done["timestamp"].endswith("Z")


def test_json_tracebacks_hold_no_local_variables(entries):
    failed = entries[2]
    assert "ValueError: no such thing" in failed["exception"]
    assert SECRET not in json.dumps(failed)


def test_what_is_below_the_level_is_left_out(console):
    assert "small talk" not in console


def test_of_libraries_only_troubles_are_shown(console):
    assert "library: a trouble" in console
    assert "a remark" not in console
