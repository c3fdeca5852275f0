"""What is said of graphics cards."""

import pytest
from msgspec.structs import replace

from talkup_local.config import load
from talkup_local.engines.cuda import Card, CudaLibrary, CudaReport
from talkup_local.wiring.checks.cards import cards

CARD = Card(number=0, name="A card", memory_bytes=8 << 30, memory_free_bytes=7 << 30)
CUBLAS = CudaLibrary(name="cuBLAS", problem="libcublas.so.12 is missing")
CUDNN = CudaLibrary(name="cuDNN", version="9.10")


@pytest.fixture
def config(tmp_path):
    return load(folder=tmp_path)[0]


def wanting(config, job):
    return replace(config, **{job: replace(getattr(config, job), device="cuda:0")})


def states(report, config):
    return {finding.about: finding.state for finding in cards(report, config)}


def test_no_card_is_nothing_bad(config):
    assert states(CudaReport(), config) == {"card": "info"}


def test_no_card_is_a_problem_where_the_configuration_asks_for_one(config):
    (found,) = cards(CudaReport(), wanting(config, "llm"))
    assert found.state == "problem"
    assert "llm.device" in found.mend


def test_a_card_that_all_can_use_is_good(config):
    users = dict.fromkeys(("whisper", "llama", "onnx"), ("cuda:0",))
    report = CudaReport(driver="570", cards=(CARD,), libraries=(CUDNN,), **users)
    assert set(states(report, config).values()) == {"good"}


def test_what_is_missing_is_a_note_and_a_problem_only_for_who_asked(config):
    report = CudaReport(driver="570", cards=(CARD,), libraries=(CUBLAS, CUDNN), llama=("cuda:0",))
    assert states(report, config) == {
        "cuda:0": "good",
        "cuBLAS": "note",
        "cuDNN": "good",
        "Whisper": "note",
        "llama.cpp": "good",
        "Piper": "note",
    }
    assert states(report, wanting(config, "stt"))["Whisper"] == "problem"


def test_a_trial_that_died_is_told(config):
    report = CudaReport(cards=(CARD,), problems=("CTranslate2: ended with status -11",))
    assert states(report, config)["trial"] == "note"
