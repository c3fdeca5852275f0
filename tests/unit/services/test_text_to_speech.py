import contextlib

import pytest

from talkup_local.audio.decode import decode
from talkup_local.clock import SystemClock
from talkup_local.config import Config
from talkup_local.engines.scripted import ScriptedVoice
from talkup_local.errors import LanguageUnavailable, SynthesisError, Unusable
from talkup_local.protocol.services.contents import SpeakContent
from talkup_local.wiring.services import Loaded, local_services


@contextlib.asynccontextmanager
async def service(**script):
    tts = ScriptedVoice(**script)
    await tts.start()
    try:
        yield local_services(Config(), Loaded(tts=tts), SystemClock())["text_to_speech"], tts
    finally:
        await tts.close()


async def test_words_become_an_mp3_of_their_length():
    async with service() as (asked, _tts):
        spoken = await asked.process(SpeakContent(text="Hello there."))
    assert spoken.format == "audio/mpeg"
    assert len(decode(spoken.audio)) / 16_000 == pytest.approx(spoken.duration_s, abs=0.1)


async def test_a_long_text_is_spoken_sentence_by_sentence():
    async with service() as (asked, tts):
        await asked.process(SpeakContent(text="This is one sentence. Here is another one."))
    assert tts.spoken == ["This is one sentence.", "Here is another one."]


async def test_a_voice_can_be_named():
    async with service() as (asked, _tts):
        low = await asked.process(SpeakContent(text="Hello."))
        high = await asked.process(SpeakContent(text="Hello.", voice="tone-en-high"))
    assert low.audio != high.audio


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (SpeakContent(text=" \n"), Unusable),
        (SpeakContent(text="Hi.", voice="nobody"), Unusable),
        (SpeakContent(text="Hallo.", language="de"), LanguageUnavailable),
        (SpeakContent(text="Bonjour.", language="fr"), LanguageUnavailable),
    ],
)
async def test_what_cannot_be_spoken_is_told(content, error):
    async with service(languages={"en"}) as (asked, _tts):
        with pytest.raises(error):
            await asked.process(content)


async def test_a_voice_that_fails_is_told():
    async with service(failures={0}) as (asked, _tts):
        with pytest.raises(SynthesisError):
            await asked.process(SpeakContent(text="Hello."))
