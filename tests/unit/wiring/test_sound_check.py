import contextlib

import numpy as np
import pytest
from support.interviews import loud

from talkup_local.audio.pcm import RATE_HZ, amplitude, silence
from talkup_local.config import Config
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer
from talkup_local.errors import InvalidMessage, LanguageUnavailable, RecognitionError
from talkup_local.wiring.sound_check import check_sound

WORDS = "one two three"


@contextlib.asynccontextmanager
async def trying(answers=(WORDS,), **script):
    """Give a way to check sound, and the recogniser that does it."""
    stt = ScriptedRecognizer(answers, **script)
    await stt.start()

    async def check(*sound, rate_hz=RATE_HZ, language="en"):
        return await check_sound(
            np.concatenate(sound),
            rate_hz,
            stt=stt,
            vad=ScriptedDetector(),
            language=language,
            detection=Config().vad,
            timeout_s=10.0,
        )

    try:
        yield check, stt
    finally:
        await stt.close()


def hum(duration_s, level=100):
    """Return a noise that is no speech."""
    return np.full(round(duration_s * RATE_HZ), level, np.int16)


async def test_speech_and_room_are_told_apart():
    async with trying() as (check, _):
        heard = await check(hum(1.0), loud(1.5), hum(1.0))
    assert heard.text == WORDS
    assert heard.speech_s == pytest.approx(1.5, abs=0.1)
    assert heard.level == pytest.approx(amplitude(loud(1.0)), rel=0.1)
    assert heard.noise == pytest.approx(100 / 32_768, rel=0.01)
    assert heard.clipped == 0


async def test_what_is_too_loud_for_the_microphone_is_counted():
    clipped = np.concatenate((loud(1.0), np.full(RATE_HZ, 32_767, np.int16)))
    async with trying() as (check, _):
        assert (await check(clipped)).clipped == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("sound", [silence(0.0), silence(2.0), hum(2.0, level=10)])
async def test_silence_has_no_words_and_is_not_recognised(sound):
    async with trying() as (check, stt):
        heard = await check(sound)
    assert (heard.text, heard.speech_s, heard.level) == ("", 0, 0)
    assert heard.noise == pytest.approx(amplitude(sound))
    assert stt.calls == 0


async def test_what_a_detector_takes_for_speech_though_nobody_can_hear_it_is_not_recognised():
    async with trying() as (check, stt):
        await check(hum(1.0, level=15))
    assert stt.calls == 0


async def test_any_rate_is_taken():
    async with trying() as (check, _):
        heard = await check(loud(1.0, 48_000), rate_hz=48_000)
    assert (heard.text, round(heard.speech_s, 1)) == (WORDS, 1.0)


async def test_it_says_what_is_wrong_with_the_request():
    async with trying(languages={"en"}) as (check, stt):
        with pytest.raises(LanguageUnavailable, match="en"):
            await check(loud(1.0), language="fr")
        with pytest.raises(InvalidMessage, match="20 s"):
            await check(silence(20.1))
    assert stt.calls == 0


async def test_a_recogniser_that_fails_is_told():
    async with trying(failures={0}) as (check, _):
        with pytest.raises(RecognitionError):
            await check(loud(1.0))
