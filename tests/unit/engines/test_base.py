import asyncio

import numpy as np
import pytest

from talkup_local.engines.base import (
    ChatMessage,
    EngineInfo,
    GenerationOptions,
    Speech,
    Transcript,
    Voice,
)
from talkup_local.engines.threaded import (
    ThreadedLanguageModel,
    ThreadedSpeechToText,
    ThreadedTextToSpeech,
)
from talkup_local.errors import (
    EngineError,
    EngineUnavailable,
    GenerationError,
    RecognitionError,
    SynthesisError,
)


class Foreign(Exception):
    """As a library would raise it."""


class Ears(ThreadedSpeechToText):
    info = EngineInfo(name="ears", job="stt")
    failure_to_load = None

    def _load(self):
        if self.failure_to_load:
            raise self.failure_to_load

    def _transcribe(self, samples, language, cancel, draft):
        raise Foreign("segment 7 is bad\nwith much detail")


class Mind(ThreadedLanguageModel):
    info = EngineInfo(name="mind", job="llm")

    def _load(self):
        pass

    def _generate(self, messages, options, cancel):
        yield "Well"
        raise Foreign("out of memory")

    def _prepare(self, messages, options, cancel):
        raise Foreign("out of memory")


class Mouth(ThreadedTextToSpeech):
    info = EngineInfo(name="mouth", job="tts")
    voices = (
        Voice(name="ann", language="en"),
        Voice(name="bob", language="en"),
        Voice(name="cat", language="fr"),
    )

    def _load(self):
        pass

    def _synthesize(self, text, voice, cancel):
        raise Foreign("no sound")


@pytest.fixture
async def engine(request):
    engine = request.param()
    yield engine
    await engine.close()


def of(kind):
    return pytest.mark.parametrize("engine", [kind], indirect=True, ids=[kind.__name__])


@of(Ears)
async def test_a_foreign_error_of_a_recogniser_is_ours(engine):
    with pytest.raises(RecognitionError, match=r"ears: Foreign: segment 7 is bad$"):
        await engine.transcribe(np.zeros(8, np.int16), language="en")


async def test_what_was_asked_for_before_closing_is_still_answered():
    class Slow(Ears):
        def _transcribe(self, samples, language, cancel, draft):
            return Transcript(text=str(len(samples)))

    engine = Slow()
    asked = [
        asyncio.create_task(engine.transcribe(np.zeros(n, np.int16), language="en", urgent=False))
        for n in range(3)
    ]
    await asyncio.sleep(0)
    await engine.close()
    assert [(await task).text for task in asked] == ["0", "1", "2"]


@of(Mind)
async def test_a_foreign_error_of_a_model_is_ours_after_what_it_said(engine):
    stream = engine.stream([ChatMessage(role="user", content="?")], GenerationOptions())
    assert await anext(stream) == "Well"
    with pytest.raises(GenerationError, match="out of memory"):
        await anext(stream)


@of(Mind)
async def test_a_foreign_error_while_preparing_is_ours(engine):
    with pytest.raises(GenerationError):
        await engine.prepare([], GenerationOptions())


@of(Mouth)
async def test_a_foreign_error_of_a_voice_is_ours(engine):
    with pytest.raises(SynthesisError):
        await engine.synthesize("Hello.", engine.voices[0])


@of(Ears)
async def test_a_foreign_error_while_loading_makes_an_engine_unavailable(engine):
    engine.failure_to_load = Foreign("no such file")
    with pytest.raises(EngineUnavailable, match="ears: does not load: Foreign: no such file"):
        await engine.start()


@of(Ears)
async def test_our_own_error_while_loading_is_left_as_it_is(engine):
    engine.failure_to_load = EngineUnavailable("ears", "are shut", "Open them")
    with pytest.raises(EngineUnavailable, match="Open them"):
        await engine.start()


@of(Mouth)
async def test_the_first_voice_of_a_language_is_its_default(engine):
    assert [engine.voice(language).name for language in ("en", "fr")] == ["ann", "cat"]


@of(Mouth)
async def test_a_voice_is_found_by_its_name(engine):
    assert engine.voice("en", "bob").name == "bob"


@of(Mouth)
async def test_a_voice_that_is_not_there_is_told_with_those_that_are(engine):
    with pytest.raises(EngineUnavailable, match=r"'dan'.*ann, bob, cat"):
        engine.voice("en", "dan")


@of(Mouth)
async def test_closing_twice_is_closing_once(engine):
    await engine.close()
    await engine.close()
    assert engine.waiting == 0


@of(Mouth)
async def test_a_closed_engine_refuses_work(engine):
    await engine.close()
    with pytest.raises(EngineError, match="is closed"):
        await engine.synthesize("Hello.", engine.voices[0])


def test_an_engine_without_languages_speaks_any():
    assert EngineInfo(name="x", job="llm").speaks("fr")
    assert not EngineInfo(name="x", job="llm", languages=frozenset({"en"})).speaks("fr")


def test_speech_knows_how_long_it_is():
    assert Speech(samples=np.zeros(12_000, np.int16), sample_rate_hz=24_000).duration_s == 0.5
