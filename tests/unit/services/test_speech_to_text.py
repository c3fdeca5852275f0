import contextlib

import numpy as np
import pytest
from support import media
from support.interviews import loud

from talkup_local.audio.pcm import silence
from talkup_local.clock import SystemClock
from talkup_local.config import Config
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer
from talkup_local.errors import LanguageUnavailable, Undecodable, UnsupportedFormat
from talkup_local.protocol.services.contents import SoundContent
from talkup_local.wiring.services import Loaded, local_services

WORDS = "I bake bread"


@contextlib.asynccontextmanager
async def service(*answers, **script):
    stt = ScriptedRecognizer(answers or (WORDS,), **script)
    await stt.start()
    loaded = Loaded(stt=stt, vad=ScriptedDetector())
    try:
        yield local_services(Config(), loaded, SystemClock())["speech_to_text"]
    finally:
        await stt.close()


def pcm(*sound):
    return SoundContent(audio=np.concatenate(sound).tobytes(), format="audio/pcm")


async def test_a_file_of_any_format_is_transcribed():
    async with service() as asked:
        sound = np.concatenate((silence(0.5), loud(1.0), silence(0.5)))
        heard = await asked.process(SoundContent(audio=media.webm(sound), format="audio/webm"))
    assert (heard.text, heard.language, heard.confidence) == (WORDS, "en", 1.0)
    assert heard.duration_s == pytest.approx(2.0, abs=0.1)


async def test_words_have_the_times_of_the_speech():
    async with service() as asked:
        heard = await asked.process(pcm(silence(1.0), loud(1.0), silence(1.0)))
    assert [word.text for word in heard.words] == WORDS.split()
    assert heard.words[0].start_s == pytest.approx(1.0, abs=0.15)
    assert heard.words[-1].end_s == pytest.approx(2.0, abs=0.15)


async def test_no_word_lies_in_a_pause():
    async with service("one two three four") as asked:
        heard = await asked.process(pcm(loud(1.0), silence(1.0), loud(1.0)))
    assert all(word.end_s < 1.2 or word.start_s > 1.8 for word in heard.words)


async def test_silence_gives_an_empty_text_and_no_error():
    async with service() as asked:
        heard = await asked.process(pcm(silence(1.0)))
    assert (heard.text, heard.words, heard.confidence) == ("", (), None)


async def test_pcm_without_a_format_is_taken_at_its_rate():
    async with service() as asked:
        content = SoundContent(audio=loud(1.0, 8_000).tobytes(), sample_rate=8_000)
        assert (await asked.process(content)).duration_s == pytest.approx(1.0, abs=0.01)


async def test_garbage_is_told_as_undecodable():
    async with service() as asked:
        with pytest.raises(Undecodable):
            await asked.process(SoundContent(audio=b"nothing of the sort", format="audio/webm"))


async def test_an_unknown_format_is_told():
    async with service() as asked:
        with pytest.raises(UnsupportedFormat):
            await asked.process(SoundContent(audio=b"x", format="audio/telepathy"))


async def test_a_language_that_the_recogniser_does_not_know_is_told():
    async with service(languages={"en"}) as asked:
        content = SoundContent(audio=loud(1.0).tobytes(), language="fr-FR")
        with pytest.raises(LanguageUnavailable):
            await asked.process(content)


async def test_a_stream_tells_what_it_hears_and_gives_the_whole_in_the_end():
    told = []

    async def tell(result):
        told.append(result.text)

    async with service() as asked, asked.open(tell) as stream:
        for _ in range(2):
            await stream.push(pcm(loud(1.0), silence(1.0)))
        whole = await stream.finish()
    assert whole.text == f"{WORDS} {WORDS}"
    assert whole.words[3].start_s == pytest.approx(2.0, abs=0.4)
    assert told[-1] == whole.text


async def test_a_stream_that_is_left_leaves_nothing_behind():
    async def tell(_result):
        pass

    async with service() as asked:
        async with asked.open(tell) as stream:
            await stream.push(pcm(loud(1.0)))
        assert asked.describes["engine"] == "scripted"


async def test_a_stream_of_nothing_is_told():
    async def tell(_result):
        pass

    async def spent(stream):
        await stream.push(SoundContent(audio=b"garbage" * 9, format="audio/webm"))
        await stream.finish()

    async with service() as asked, asked.open(tell) as stream:
        with pytest.raises(Undecodable):
            await spent(stream)
