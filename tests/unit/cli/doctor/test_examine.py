"""What the report says; the command itself is run in ``tests/cli``."""

import socket

import pytest
from support.own_service import own_service
from support.ports import free_port
from support.scripted_services import ScriptedService

from talkup_local.cli.doctor import show
from talkup_local.cli.doctor.examine import Instruments, examine
from talkup_local.clock import SystemClock
from talkup_local.config import load
from talkup_local.engines.cuda import Card, CudaLibrary, CudaReport
from talkup_local.wiring import Loaders
from talkup_local.wiring.checks.delays import SPEED_THERE

QUICK = {  # without engines that take long to load
    "server.port": 0,
    "services.speech_to_text.url": "off",
    "services.text_to_speech.url": "off",
}
CARD = Card(number=0, name="A card", memory_bytes=16 << 30, memory_free_bytes=15 << 30)


async def report(folder, *, cuda=None, trial=("true",), **settings):
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    instruments = Instruments(
        loaders=Loaders(cuda=lambda: cuda or CudaReport()),
        trial=trial,
        speed=lambda _cores: SPEED_THERE,
    )
    return await examine(*load(folder=folder, flags={**QUICK, **flags}), instruments)


def lines(found, section):
    return {c["about"]: (c["state"], c["text"]) for c in found["checks"] if c["section"] == section}


async def test_a_service_elsewhere_is_told_with_how_fast_it_answers(tmp_path):
    async with own_service(ScriptedService("llm", SystemClock())) as url:
        found = await report(tmp_path, services__llm__url=url)
    assert found["ok"]
    assert list(found["services"]) == ["llm"]
    assert found["services"]["llm"]["ms"] > 0


async def test_a_dead_service_is_a_problem_but_serve_would_start(tmp_path, capsys):
    url = f"ws://127.0.0.1:{free_port()}/"
    found = await report(tmp_path, services__llm__url=url)
    assert (found["ok"], found["works"]) == (False, True)
    (problem,) = found["problems"]
    assert problem["what"].startswith("llm: ")
    assert "services.llm.url" in problem["mend"]
    show.examined(found)
    shown = capsys.readouterr().out
    assert "serve would work, but not with all services" in shown
    assert "problem: llm: " in shown


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


async def test_a_named_engine_without_its_model_is_a_problem_with_a_mend(tmp_path):
    found = await report(tmp_path, vision__engine="yunet", llm__engine="llama_cpp")
    llm, vision = found["problems"]
    assert llm["what"].startswith("llm: llama_cpp")
    assert "llm.model" in llm["mend"]
    assert vision["what"].startswith("vision: yunet")


async def test_a_certificate_that_can_not_be_used_is_told_once(tmp_path):
    found = await report(tmp_path, tls__cert="absent.pem", tls__key="absent.pem")
    (problem,) = found["problems"]
    assert "tls.cert" in problem["what"]
    assert "talkup-local tls init" in problem["mend"]


@pytest.fixture
def dying(tmp_path):
    """A trial of libraries that meets an instruction which this processor lacks."""
    command = tmp_path / "dying"
    command.write_text("#!/bin/sh\nkill -ILL $$\n")
    command.chmod(0o755)
    return (str(command),)


async def test_an_engine_whose_library_would_kill_us_is_never_loaded(tmp_path, dying):
    found = await report(tmp_path, trial=dying)
    (problem,) = [p for p in found["problems"] if p["what"].startswith("vad: ")]
    assert "needs instructions that this processor lacks" in problem["what"]
    assert found["jobs"]["vad"]["engine"] is None


async def test_a_card_without_its_libraries_is_told_by_what_is_missing(tmp_path):
    cublas = CudaLibrary(name="cuBLAS", problem="libcublas.so.12 is missing")
    cuda = CudaReport(driver="570.1", cards=(CARD,), libraries=(cublas,), whisper=("cuda:0",))
    found = await report(tmp_path, cuda=cuda, services__llm__url="local", llm__engine="rules")
    card = lines(found, "Graphics card")
    assert card["cuda:0"][0] == "good"
    assert card["cuBLAS"] == ("note", "libcublas.so.12 is missing")
    assert lines(found, "Delay of an answer")["gpu"][0] == "good"


async def test_a_catalogue_that_can_not_be_read_is_a_note(tmp_path, monkeypatch):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "own.toml").write_text("not a catalogue")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = await report(tmp_path / "elsewhere", models="~/models")
    assert found["ok"]
    assert lines(found, "Models")["catalogue"][0] == "note"
