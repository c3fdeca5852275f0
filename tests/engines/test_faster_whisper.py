import asyncio
import os
from pathlib import Path

import numpy as np
import pytest
from support.standins.whisper_folder import SENTENCES, TONES_HZ, WEIGHTS_HEAD, tone

from talkup_local.engines.stt import faster_whisper
from talkup_local.errors import EngineUnavailable, RecognitionError

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")


@pytest.fixture
async def whisper(configured, running):
    async with running(faster_whisper.build(configured(), HERE, "en")) as engine:
        yield engine


@pytest.mark.parametrize(("pitch_hz", "sentence"), list(zip(TONES_HZ, SENTENCES, strict=True)))
async def test_each_tone_is_heard_as_its_sentence(whisper, pitch_hz, sentence):
    assert (await whisper.transcribe(tone(pitch_hz, 5), language="en")).text == sentence


async def test_utterances_that_are_heard_together_are_kept_apart(whisper):
    utterances = [tone(300, 2.3), np.zeros(0, np.int16), tone(3000, 29.7), tone(1000, 1.1)]
    found = await whisper.transcribe_many(utterances, language="en")
    assert [one.text for one in found] == [SENTENCES[0], "", SENTENCES[2], SENTENCES[1]]


async def test_utterances_that_are_heard_together_are_heard_as_each_alone(whisper):
    utterances = [tone(1000, 2.3), np.zeros(16_000, np.int16), tone(300, 2.5)]
    alone = [await whisper.transcribe(one, language="fr") for one in utterances]
    together = await whisper.transcribe_many(utterances, language="fr")
    assert [_plain(one) for one in together] == [_plain(one) for one in alone]


def _plain(found):
    return [(one.text, one.start_s, one.end_s, round(one.confidence, 2)) for one in found.segments]


async def test_an_utterance_beyond_a_window_is_heard_whole_among_others(whisper):
    utterances = [tone(300, 2), np.concatenate((tone(300, 30), tone(1000, 10))), tone(3000, 2)]
    found = await whisper.transcribe_many(utterances, language="en")
    assert [one.text for one in found] == [
        SENTENCES[0],
        " ".join(SENTENCES[:2]),
        SENTENCES[2],
    ]


async def test_silence_is_heard_as_nothing(whisper):
    found = await whisper.transcribe(np.zeros(80_000, np.int16), language="en")
    assert (found.text, found.segments) == ("", ())


async def test_no_audio_is_heard_as_nothing(whisper):
    assert (await whisper.transcribe(np.zeros(0, np.int16), language="en")).text == ""


async def test_a_segment_does_not_outlast_the_audio(whisper):
    (segment,) = (await whisper.transcribe(tone(300, 2), language="en")).segments
    assert (segment.start_s, segment.end_s) == (0.0, 2.0)


async def test_a_segment_says_how_sure_it_is(whisper):
    (segment,) = (await whisper.transcribe(tone(300, 2), language="en")).segments
    assert 0.9 < segment.confidence <= 1.0


async def test_long_audio_is_heard_to_its_end(whisper):
    audio = np.concatenate((tone(300, 30), tone(1000, 10)))
    found = await whisper.transcribe(audio, language="en")
    assert [segment.text for segment in found.segments] == list(SENTENCES[:2])


async def test_a_multilingual_model_is_taken_for_french(whisper):
    found = await whisper.transcribe(tone(300, 3), language="fr")
    assert (found.language, found.text) == ("fr", SENTENCES[0])


async def test_a_language_that_the_model_lacks_is_refused(configured, running):
    config = configured(stt={"model": "tiny.en"})
    async with running(faster_whisper.build(config, HERE, "en")) as engine:
        with pytest.raises(RecognitionError, match="does not know 'fr'"):
            await engine.transcribe(tone(300, 1), language="fr")


async def test_a_wide_search_hears_the_same(configured, running):
    engine = faster_whisper.build(configured(stt={"beam_size": 5}), HERE, "en")
    async with running(engine):
        assert (await engine.transcribe(tone(3000, 2), language="en")).text == SENTENCES[2]


async def test_a_draft_is_no_hindrance(whisper):
    draft = await whisper.transcribe(tone(300, 2), language="en")
    heard = await whisper.transcribe(tone(1000, 3), language="en", draft=draft)
    assert heard.text == SENTENCES[1]


async def test_a_cancelled_job_makes_way_for_the_next(whisper):
    task = asyncio.create_task(whisper.transcribe(tone(300, 300), language="en"))
    await asyncio.sleep(0.1)
    task.cancel()
    assert (await whisper.transcribe(tone(1000, 3), language="en")).text == SENTENCES[1]
    assert task.cancelled()


async def test_loading_forbids_the_hub(whisper):
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"


async def test_nothing_is_printed(configured, running, capfd):
    async with running(faster_whisper.build(configured(), HERE, "en")) as engine:
        await engine.transcribe(tone(300, 1), language="en")
    assert capfd.readouterr() == ("", "")


def test_the_probe_tells_the_languages_of_a_multilingual_model(configured):
    found = faster_whisper.probe(configured(), HERE, "fr")
    assert found.ok
    assert {"en", "fr", "de"} <= found.languages


def test_an_english_model_is_found_by_the_name_of_its_folder(configured):
    found = faster_whisper.probe(configured(stt={"model": "tiny.en"}), HERE, "en")
    assert (found.ok, found.languages) == (True, {"en"})


def test_a_model_without_the_language_is_no_use(configured):
    found = faster_whisper.probe(configured(stt={"model": "tiny.en"}), HERE, "fr")
    assert not found.ok
    assert "stt.model" in found.mend


def test_a_folder_of_that_path_is_taken(configured, models):
    config = configured(models="elsewhere", stt={"model": "whisper/small"})
    assert faster_whisper.probe(config, models, "en").ok


def test_a_folder_without_tokenizer_is_no_model(configured, models, tmp_path):
    for file in (models / "whisper" / "small").iterdir():
        if file.name != "tokenizer.json":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    found = faster_whisper.probe(configured(stt={"model": str(tmp_path)}), HERE, "en")
    assert (found.ok, "lacks tokenizer.json" in found.reason) == (False, True)


async def test_weights_that_are_none_do_not_load(configured, models, tmp_path):
    for file in (models / "whisper" / "small").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.bin").write_bytes(WEIGHTS_HEAD)
    engine = faster_whisper.build(configured(stt={"model": str(tmp_path)}), HERE, "en")
    with pytest.raises(EngineUnavailable, match="does not load on cpu"):
        await engine.start()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("model.safetensors", "is for another library"),
        ("model.bin", "a PyTorch file, not"),
    ],
)
def test_weights_for_another_library_are_told_with_what_converts_them(
    configured, models, tmp_path, name, told
):
    for file in (models / "whisper" / "small").iterdir():
        if file.name != "model.bin":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / name).write_bytes(b"PK\x03\x04archive/data.pkl")
    found = faster_whisper.probe(configured(stt={"model": str(tmp_path)}), HERE, "en")
    assert told in found.reason
    assert "ct2-transformers-converter" in found.mend
