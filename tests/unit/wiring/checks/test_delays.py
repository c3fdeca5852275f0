"""How long an answer is waited for."""

import dataclasses

import pytest

from talkup_local.catalogue.load import load_catalogue
from talkup_local.engines.cuda import Card, CudaReport
from talkup_local.engines.scripted import ScriptedVoice
from talkup_local.observe.machine import Machine
from talkup_local.wiring.checks.delays import (
    SPEED_THERE,
    Delays,
    as_configured,
    estimate,
    measure,
    measure_speed,
    presets,
)

LARGE = Machine(cores=2, memory_bytes=64 << 30, memory_free_bytes=60 << 30)
SMALL = Machine(cores=2, memory_bytes=1 << 30, memory_free_bytes=1 << 29)
CARD = Card(number=0, name="A card", memory_bytes=24 << 30, memory_free_bytes=24 << 30)


@pytest.fixture
def catalogue(tmp_path):
    return load_catalogue(tmp_path)


def told(catalogue, machine=LARGE, speed=SPEED_THERE, report=None):
    found = presets(machine, report or CudaReport(), speed, catalogue)
    return {finding.about: finding for finding in found}


def test_the_estimate_is_what_was_measured_on_such_a_machine(catalogue):
    models = [catalogue.models[name] for name in ("whisper-base", "qwen2.5-1.5b")]
    delays = estimate(models, SPEED_THERE)
    assert delays.hear_ms == pytest.approx(845, rel=0.3)
    assert delays.think_ms == pytest.approx(483 + 12 * 1000 / 28, rel=0.3)


def test_a_machine_twice_as_fast_waits_half_as_long(catalogue):
    models = [catalogue.models[name] for name in ("whisper-base", "qwen2.5-1.5b")]
    fast = dataclasses.replace(SPEED_THERE, core_gflops=152.0, memory_gb_per_s=38.0)
    slow = estimate(models, SPEED_THERE).first_words_ms
    assert estimate(models, fast).first_words_ms == pytest.approx(slow / 2)


def test_every_preset_is_judged(catalogue):
    assert set(told(catalogue)) == set(catalogue.presets)


def test_a_preset_that_fits_is_told_with_its_delay(catalogue):
    standard = told(catalogue)["standard"]
    assert standard.state == "good"
    assert "to the first words, estimated" in standard.text


def test_a_slow_machine_is_told_so(catalogue):
    slow = dataclasses.replace(SPEED_THERE, core_gflops=10.0)
    assert told(catalogue, speed=slow)["standard"].text.startswith("slow here")


def test_too_little_memory_is_told(catalogue):
    assert "there is 1.0 GiB" in told(catalogue, SMALL)["standard"].text


def test_a_card_carries_its_preset_by_its_memory(catalogue):
    assert told(catalogue)["gpu"].facts["carried"] is False
    assert told(catalogue, report=CudaReport(cards=(CARD,)))["gpu"].state == "good"


def test_this_processor_has_a_speed():
    speed = measure_speed(2.0)
    assert speed.core_gflops > 0
    assert speed.memory_gb_per_s > 0


async def test_an_engine_that_is_loaded_is_measured():
    voice = ScriptedVoice()
    await voice.start()
    assert await measure(voice, "en") is not None
    await voice.close()


async def test_what_has_no_part_in_an_answer_takes_no_time():
    assert await measure(None, "en") is None


def test_a_delay_that_people_would_notice_is_worth_a_note():
    assert as_configured(Delays(hear_ms=300, speak_ms=20), rules=True).state == "good"
    assert as_configured(Delays(hear_ms=3000, think_ms=2500), rules=False).state == "note"
