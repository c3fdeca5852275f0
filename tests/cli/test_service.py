"""``service`` as a process: one service alone."""

import json
import urllib.request

from support.serving import command
from websockets.sync.client import connect


def read(url: str) -> dict:
    with urllib.request.urlopen(url.replace("ws://", "http://"), timeout=60) as answer:
        return json.load(answer)


def test_a_service_alone_is_asked_at_any_path_that_a_service_may_have():
    with command("verbal-analyzer", subcommand="service") as (process, url):
        for path in ("", "/", "/ws", "/services/verbal_analyzer"):
            with connect(f"{url}{path}", compression=None) as socket:
                socket.send('{"type": "ping", "timestamp": 1}')
                assert json.loads(socket.recv(timeout=60))["type"] == "pong"
        assert read(f"{url}/ready") == {"ready": True}
        assert list(read(f"{url}/health")["services"]) == ["verbal_analyzer"]
        process.terminate()
        assert process.wait(timeout=60) == 0


def test_a_service_that_is_turned_off_answers_that_it_is():
    with (
        command("emotion_analyzer", subcommand="service") as (_, url),
        connect(url, compression=None) as socket,
    ):
        socket.send('{"type": "process_request", "data": {"audio": ""}}')
        answer = json.loads(socket.recv(timeout=60))
    assert answer["data"]["code"] == "SERVICE_DISABLED"


def test_a_name_that_no_service_has_is_told(here):
    done = here("service", "astrology")
    assert done.code == 2
    assert "speech_to_text" in done.err
