"""What the report says; the command itself is run in ``tests/cli``."""

import socket

from support.foreign import free_port
from support.own_service import own_service
from support.scripted_services import ScriptedService

from talkup_local.cli.doctor import examine
from talkup_local.clock import SystemClock
from talkup_local.config import load

QUICK = {  # without engines that take long to load
    "server.port": 0,
    "services.speech_to_text.url": "off",
    "services.text_to_speech.url": "off",
}


async def report(folder, **settings):
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    return await examine(*load(folder=folder, flags={**QUICK, **flags}))


async def test_a_service_elsewhere_is_told_with_how_fast_it_answers(tmp_path):
    async with own_service(ScriptedService("llm", SystemClock())) as url:
        found = await report(tmp_path, services__llm__url=url)
    assert found["ok"]
    assert list(found["services"]) == ["llm"]
    assert found["services"]["llm"]["ms"] > 0


async def test_a_dead_service_is_a_problem_but_serve_would_start(tmp_path):
    found = await report(tmp_path, services__llm__url=f"ws://127.0.0.1:{free_port()}/")
    assert (found["ok"], found["works"]) == (False, True)
    (problem,) = found["problems"]
    assert problem["what"].startswith("llm: ")
    assert "services.llm.url" in problem["mend"]


async def test_a_service_that_keeps_silent_holds_nobody_up(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"ws://127.0.0.1:{silent.getsockname()[1]}/"
        limits = {"services__llm__url": url, "services__llm__connect_timeout_s": 0.2}
        found = await report(tmp_path, **limits)
    assert found["services"]["llm"]["problem"] == "it does not answer `ping`"


async def test_an_authority_that_can_not_be_read_would_keep_serve_from_starting(tmp_path):
    settings = {"services__llm__url": "wss://far", "services__llm__ca": "absent.pem"}
    found = await report(tmp_path, **settings)
    assert (found["ok"], found["works"]) == (False, False)
    assert "services.llm.ca" in found["problems"][0]["what"]


async def test_what_is_turned_off_needs_no_engine(tmp_path):
    found = await report(tmp_path, stt__engine="faster_whisper")
    assert found["ok"]
    assert (found["jobs"]["stt"]["engine"], found["jobs"]["stt"]["why"]) == (None, "turned off")


async def test_a_named_detector_without_its_model_is_a_problem(tmp_path):
    found = await report(tmp_path, vision__engine="yunet")
    (problem,) = found["problems"]
    assert problem["what"].startswith("vision: yunet")
