import asyncio
from pathlib import Path

import numpy as np
import pytest

from talkup_local.engines.tts import espeak

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")
TEXT = "I worked on a small team for three years."


@pytest.fixture
async def engine(configured, running):
    async with running(espeak.build(configured(), HERE, "en")) as engine:
        yield engine


@pytest.mark.parametrize("voice", espeak.VOICES, ids=lambda voice: voice.name)
async def test_every_voice_speaks(engine, voice):
    speech = await engine.synthesize(TEXT, voice)
    assert speech.sample_rate_hz == 22_050
    assert 1.5 < speech.duration_s < 5


async def test_voices_sound_different(engine):
    sounds = {(await engine.synthesize(TEXT, voice)).samples.tobytes() for voice in engine.voices}
    assert len(sounds) == len(engine.voices)


async def test_the_same_text_sounds_the_same_after_another_voice(engine):
    first = await engine.synthesize(TEXT, engine.voice("en"))
    await engine.synthesize("Bonjour.", engine.voice("fr"))
    again = await engine.synthesize(TEXT, engine.voice("en"))
    assert again.duration_s == pytest.approx(first.duration_s, abs=0.05)


async def test_twice_the_speed_takes_about_half_the_time(configured, running, engine):
    plain = await engine.synthesize(TEXT, engine.voice("en"))
    async with running(espeak.build(configured(tts={"speed": 2.0}), HERE, "en")) as quick:
        fast = await quick.synthesize(TEXT, quick.voice("en"))
    assert 0.4 < fast.duration_s / plain.duration_s < 0.7


async def test_speech_begins_at_once_and_ends_with_a_short_pause(engine):
    samples = (await engine.synthesize(TEXT, engine.voice("en"))).samples.astype(int)
    audible = np.flatnonzero(abs(samples) > 100)
    assert audible[0] <= 0.02 * 22_050
    assert len(samples) - 1 - audible[-1] == 22_050 * 150 // 1000


ODD = [
    "",
    " ",
    "...",
    "\0",
    "a\0b",
    "\ud800",
    "\U0001f600",
    "\u200b",
    "<speak>hi</speak>",
    "日本語",
    "[[x]]",
]


@pytest.mark.parametrize("text", ODD, ids=ascii)
async def test_odd_text_is_no_error(engine, text):
    assert (await engine.synthesize(text, engine.voice("en"))).duration_s > 0


async def test_words_after_a_zero_byte_are_spoken(engine):
    whole = await engine.synthesize(f"Hello.\0{TEXT}", engine.voice("en"))
    assert whole.duration_s > 2


async def test_two_engines_in_one_process_do_not_disturb_each_other(configured, running, engine):
    async with running(espeak.build(configured(), HERE, "fr")) as other:
        alone = await engine.synthesize(TEXT, engine.voice("en"))
        both = await asyncio.gather(
            engine.synthesize(TEXT, engine.voice("en")),
            other.synthesize("Je parle en même temps.", other.voice("fr")),
        )
    assert both[0].duration_s == pytest.approx(alone.duration_s, abs=0.05)


async def test_cancelling_ends_a_long_text_early(engine):
    task = asyncio.create_task(engine.synthesize(f"{TEXT} " * 2000, engine.voice("en")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await engine.synthesize("Hello.", engine.voice("en"))).duration_s > 0


def test_there_are_voices_of_both_genders_in_both_languages():
    kinds = {(voice.language, voice.gender) for voice in espeak.VOICES}
    assert kinds == {(lang, gender) for lang in ("en", "fr") for gender in ("female", "male")}


def test_an_unknown_voice_is_told_with_the_key(configured):
    found = espeak.probe(configured(tts={"voice": "nobody"}), HERE, "en")
    assert (found.ok, "tts.voice" in found.mend) == (False, True)


def test_an_unknown_language_is_told(configured):
    assert not espeak.probe(configured(), HERE, "zz").ok
