"""``serve``: ready, polite, and clear about what keeps it from starting."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from support.ports import free_port
from support.serving import command
from websockets.sync.client import connect


def read(url: str) -> tuple[int, dict]:
    with urllib.request.urlopen(url.replace("ws://", "http://"), timeout=60) as answer:
        return answer.status, json.load(answer)


@pytest.fixture(scope="module")
def served():
    """Serve to a whole network, logging JSON, until SIGTERM; give what it said and its end."""
    arguments = ("--host", "0.0.0.0", "--insecure", "--profile", "embedded")
    with command(*arguments, TALKUP_LOG_FORMAT="json") as (process, url):
        near = url.replace("0.0.0.0", "127.0.0.1")
        answers = {path: read(f"{near}/{path}") for path in ("ready", "health")}
        process.terminate()
        out, err = process.communicate(timeout=60)
    return {"url": url, "code": process.returncode, "out": out, "err": err, **answers}


def test_serve_says_once_that_it_listens_and_is_ready_then(served):
    assert served["ready"] == (200, {"ready": True})
    assert served["health"][1]["engines"]["stt"]["name"] == "moonshine"
    assert (served["code"], served["out"]) == (0, "")


def test_a_bind_beyond_loopback_may_be_forced(served):
    assert served["url"].startswith("ws://0.0.0.0:")


def test_logs_go_to_stderr_and_may_be_json(served):
    entries = [json.loads(line) for line in served["err"].splitlines()]
    ready = {entry["job"]: entry["engine"] for entry in entries if entry["event"] == "engine ready"}
    assert ready["llm"] == "rules"


def test_a_signal_ends_open_interviews_politely():
    with command("--profile", "embedded") as (process, url):
        with connect(f"{url}/ws/anna", compression=None) as client:
            client.send('{"type": "start_interview", "delivery": "burst"}')
            while '"interview_started"' not in str(client.recv(timeout=60)):
                pass
            process.send_signal(signal.SIGINT)
            last = json.loads(list(client)[-1])
        assert (last["type"], last["reason"]) == ("interview_ended", "shutdown")
        assert client.protocol.close_code == 1001
        assert process.wait(timeout=60) == 0


def test_a_signal_in_mid_greeting_ends_the_interview_too():
    with command("--profile", "embedded") as (process, url):
        with connect(f"{url}/ws/anna", compression=None) as client:
            client.send('{"type": "start_interview", "delivery": "paced"}')
            while isinstance(client.recv(timeout=60), str):
                pass
            process.terminate()
            last = json.loads(list(client)[-1])
        assert (last["type"], last["reason"]) == ("interview_ended", "shutdown")
        assert process.wait(timeout=60) == 0


def test_a_port_that_is_taken_is_told(here):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        complaint = here("serve", "--port", str(port), "--profile", "embedded").complaint
    assert f"port {port} on 127.0.0.1 is taken" in complaint
    assert "--port" in complaint


def test_a_configuration_that_is_not_there_is_told(run):
    assert "absent.toml: there is no such file" in run("serve", "--config", "absent.toml").complaint


def test_a_folder_in_place_of_a_configuration_is_told(here, tmp_path):
    assert "can't be read" in here("serve", "--config", tmp_path).complaint


def test_an_unknown_key_is_told_with_its_line(here, tmp_path):
    (tmp_path / "my.toml").write_text("# mine\n[limits]\nsesions = 4\n", encoding="utf-8")
    complaint = here("serve", "--config", "my.toml").complaint
    assert "my.toml, line 3: limits.sesions" in complaint
    assert "Did you mean limits.sessions?" in complaint


def test_an_unknown_variable_is_told(here):
    complaint = here("serve", TALKUP_SERVER_PROT="9000").complaint
    assert "environment variable TALKUP_SERVER_PROT" in complaint


def test_a_profile_whose_models_are_missing_is_told_with_the_mend(here):
    complaint = here("serve", "--profile", "standard").complaint
    assert "faster_whisper: no Whisper model in" in complaint
    assert "stt.model" in complaint


def test_a_model_that_is_named_and_broken_is_told(here, tmp_path):
    (tmp_path / "broken.gguf").write_bytes(b"GGUF, or so it says")
    complaint = here(
        "serve",
        "--port",
        "0",
        TALKUP_PROFILE="embedded",
        TALKUP_LLM_ENGINE="llama_cpp",
        TALKUP_LLM_MODEL="broken.gguf",
    ).complaint
    assert "broken.gguf" in complaint


def test_a_bind_beyond_loopback_is_refused_with_the_mend(here):
    complaint = here("serve", "--host", "0.0.0.0").complaint
    assert "server.host: 0.0.0.0" in complaint
    assert "--insecure" in complaint


def test_stopping_while_the_engines_load_is_no_failure():
    port = free_port()
    arguments = ("serve", "--profile", "embedded", "--port", str(port))
    with subprocess.Popen([sys.executable, "-m", "talkup_local", *arguments]) as process:
        alive = False
        while not alive and process.poll() is None:
            with contextlib.suppress(urllib.error.URLError):
                alive = read(f"http://127.0.0.1:{port}/health")[1]["alive"]
        process.terminate()
        assert process.wait(timeout=60) == 0
