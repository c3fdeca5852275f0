"""The doctor on stand-in models, where the graphics card is a story that it is told."""

from pathlib import Path

import pytest
from support.cards import NO_CUBLAS, Cards

from talkup_local.cli.doctor import show
from talkup_local.cli.doctor.examine import Instruments, examine
from talkup_local.config import load
from talkup_local.engines.cuda import Card, CudaLibrary, CudaReport
from talkup_local.engines.loaders import Loaders
from talkup_local.engines.stt.whisper_library import WhisperLibrary
from talkup_local.wiring.checks.delays import SPEED_THERE
from talkup_local.wiring.checks.processor import TRIAL

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")
REPORT = CudaReport(
    driver="570.1",
    cards=(Card(number=0, name="A card", memory_bytes=8 << 30, memory_free_bytes=7 << 30),),
    libraries=(CudaLibrary(name="cuBLAS", problem="libcublas.so.12 is missing"),),
    whisper=("cuda:0",),
)


async def examined(models, trial=TRIAL, **settings):
    whisper = Cards(WhisperLibrary(), "cuda:0", refuses=lambda _placing: NO_CUBLAS)
    flags = {"models": str(models), "server.port": 0, **settings}
    instruments = Instruments(
        loaders=Loaders(whisper=whisper, cuda=lambda: REPORT),
        trial=trial,
        speed=lambda _cores: SPEED_THERE,
    )
    return await examine(*load(folder=HERE, flags=flags), instruments)


@pytest.mark.usefixtures("_llama")
async def test_what_loads_is_measured_and_says_why_it_is_not_on_the_card(models, capsys):
    found = await examined(models)
    assert found["ok"], found["problems"]
    stt, llm = found["jobs"]["stt"], found["jobs"]["llm"]
    assert (stt["engine"], stt["device"]) == ("faster_whisper (small)", "cpu")
    assert stt["note"] == "on the CPU: libcublas.so.12 is missing or does not load"
    assert llm["engine"] == "llama_cpp (asks)"
    assert stt["answer_ms"] > 0
    assert llm["answer_ms"] > 0
    show.examined(found)
    assert "libcublas.so.12 is missing" in capsys.readouterr().out


async def test_a_card_asked_for_that_does_not_load_keeps_serve_from_working(models):
    settings = {"stt.device": "cuda:0", "llm.engine": "rules"}
    found = await examined(models, trial=("true",), **settings)
    assert not found["works"]
    assert found["problems"][0]["what"].startswith("stt: faster_whisper")
