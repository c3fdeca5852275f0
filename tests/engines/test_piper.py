from pathlib import Path

import numpy as np
import pytest
from support.standins.piper_voice import ONNX_HEAD, PITCH_HZ, RATE_HZ

from talkup_local.engines.tts import piper
from talkup_local.errors import EngineUnavailable

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")


@pytest.fixture
async def voices(configured, running):
    async with running(piper.build(configured(), HERE, "en")) as engine:
        yield engine


async def test_a_longer_text_takes_longer(voices):
    voice = voices.voice("en")
    short = await voices.synthesize("Hello.", voice)
    long = await voices.synthesize("Hello, how are you doing today?", voice)
    assert long.duration_s > short.duration_s * 2


async def test_twice_the_speed_takes_half_the_time(configured, running, voices):
    text = "Could you tell me about your most recent job?"
    plain = await voices.synthesize(text, voices.voice("en"))
    async with running(piper.build(configured(tts={"speed": 2.0}), HERE, "en")) as engine:
        fast = await engine.synthesize(text, engine.voice("en"))
    assert fast.duration_s == pytest.approx(plain.duration_s / 2, abs=0.2)


async def test_the_sound_is_that_of_the_voice(voices):
    speech = await voices.synthesize("Hello, how are you?", voices.voice("en"))
    loudest = np.abs(np.fft.rfft(speech.samples)).argmax() / speech.duration_s
    assert speech.sample_rate_hz == RATE_HZ
    assert loudest == pytest.approx(PITCH_HZ, abs=2)


async def test_several_sentences_make_one_sound(voices):
    one = await voices.synthesize("Hello there.", voices.voice("en"))
    two = await voices.synthesize("Hello there. Hello there.", voices.voice("en"))
    assert two.duration_s == pytest.approx(one.duration_s * 2, abs=0.1)


@pytest.mark.parametrize("text", ["", "...", "\0", "\ud800", "[[h@l]]", "\U0001f600", "日本語"])
async def test_odd_text_is_no_error(voices, text):
    assert (await voices.synthesize(text, voices.voice("en"))).duration_s > 0


async def test_another_voice_loads_when_it_is_used(voices):
    assert (await voices.synthesize("Bonjour.", voices.voice("fr"))).duration_s > 0


async def test_nothing_is_printed(configured, running, capfd):
    async with running(piper.build(configured(), HERE, "en")) as engine:
        await engine.synthesize("Hello.", engine.voice("en"))
    assert capfd.readouterr() == ("", "")


def test_the_medium_voice_comes_before_the_high_one(configured):
    engine = piper.build(configured(), HERE, "en")
    assert engine.voice("en").name == "en_US-tone-medium"
    assert engine.info.languages == {"en", "fr"}


def test_on_a_gpu_profile_the_high_voice_comes_first(configured):
    engine = piper.build(configured(profile="gpu"), HERE, "en")
    assert engine.voice("en").name == "en_US-tone-high"


def test_a_named_model_is_the_only_voice(configured, models):
    path = models / "piper" / "fr_FR-tone-medium.onnx"
    engine = piper.build(configured(tts={"model": str(path)}), HERE, "fr")
    assert [voice.name for voice in engine.voices] == ["fr_FR-tone-medium"]


def test_a_voice_of_that_name_is_the_default(configured):
    engine = piper.build(configured(tts={"voice": "en_US-tone-high"}), HERE, "en")
    assert engine.info.model == "en_US-tone-high"


def test_a_voice_of_another_engine_is_not_here(configured):
    found = piper.probe(configured(tts={"voice": "en-us"}), HERE, "en")
    assert (found.ok, "tts.voice" in found.mend) == (False, True)


def test_a_language_without_voice_is_told(configured):
    assert not piper.probe(configured(), HERE, "de").ok


def test_a_missing_model_is_told_with_the_key(configured):
    found = piper.probe(configured(tts={"model": "no.onnx"}), HERE, "en")
    assert (found.ok, "tts.model" in found.mend) == (False, True)


def test_a_model_without_its_json_is_told(configured, tmp_path):
    (tmp_path / "voice.onnx").write_bytes(b"")
    found = piper.probe(configured(tts={"model": str(tmp_path / "voice.onnx")}), HERE, "en")
    assert "voice.onnx.json is not beside it" in found.reason


async def test_a_damaged_model_does_not_load(configured, models, tmp_path):
    path = tmp_path / "voice.onnx"
    path.write_bytes(ONNX_HEAD)
    description = (models / "piper" / "fr_FR-tone-medium.onnx.json").read_text()
    path.with_name("voice.onnx.json").write_text(description)
    engine = piper.build(configured(tts={"model": str(path)}), HERE, "fr")
    with pytest.raises(EngineUnavailable, match="does not load"):
        await engine.start()


def test_a_file_of_another_kind_is_told_by_the_probe(configured, models, tmp_path):
    path = tmp_path / "voice.onnx"
    path.write_bytes(b"<!DOCTYPE html>")
    beside = models / "piper" / "fr_FR-tone-medium.onnx.json"
    path.with_name("voice.onnx.json").write_bytes(beside.read_bytes())
    found = piper.probe(configured(tts={"model": str(path)}), HERE, "fr")
    assert (found.ok, "HTML page" in found.reason) == (False, True)
