import asyncio
import contextlib

import numpy as np
import pytest
from support.interviews import loud
from support.scripted_services import ScriptedRemote

from talkup_local.audio import encode
from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.clock import VirtualClock
from talkup_local.config.services import ServicePlace
from talkup_local.engines.base import ChatMessage, GenerationOptions
from talkup_local.engines.scripted import ScriptedModel, ScriptedRecognizer, ScriptedVoice
from talkup_local.errors import (
    EngineError,
    GenerationError,
    RecognitionError,
    ServiceRefused,
    ServiceUnreachable,
    SynthesisError,
)
from talkup_local.protocol.services.contents import Reply, Spoken, Transcription
from talkup_local.services.engines import (
    Deaf,
    Mute,
    RemoteLanguageModel,
    RemoteSpeechToText,
    RemoteTextToSpeech,
)
from talkup_local.services.route import Route

GONE = ServiceUnreachable("llm", "gone")
OFF = ServiceRefused("llm", "off", "SERVICE_DISABLED")
SOUND = loud(1.0)
ASKED = (ChatMessage(role="system", content="Ask."), ChatMessage(role="user", content="Hi."))
OPTIONS = GenerationOptions(max_tokens=9, temperature=0.1, conversation="mine")
MP3 = Spoken(audio=encode.mp3(SOUND, RATE_HZ), format="audio/mpeg", duration_s=1.0)


def route_to(remote):
    place = ServicePlace(url="ws://elsewhere")
    clock = VirtualClock(driven=True)
    return Route(remote.name, place, clock, remote=remote, jitter=lambda: 0.0)


@contextlib.asynccontextmanager
async def started(engine):
    """Start ``engine``, of this process, which the remote one closes."""
    await engine.start()
    yield engine


def service(name, gives=None, errors=(), pieces=()):
    remote = ScriptedRemote(name, errors, pieces)
    remote.gives = gives or remote.gives
    return remote


def ears(*, local=None, text="I bake bread", errors=(), languages=()):
    heard = Transcription(text=text, language="en", confidence=0.8)
    remote = service("speech_to_text", heard, errors)
    remote.languages = frozenset(languages)
    return RemoteSpeechToText(route_to(remote), local), remote


def mouth(*, local=None, gives=MP3, errors=(), voice=""):
    remote = service("text_to_speech", gives, errors)
    engine = RemoteTextToSpeech(route_to(remote), local, voice=voice, languages=("en", "fr"))
    return engine, remote


def mind(*, local=None, errors=(), pieces=(), text="Tell me more."):
    remote = service("llm", Reply(text=text), errors, pieces)
    return RemoteLanguageModel(route_to(remote), local), remote


async def said(engine):
    return [piece async for piece in engine.stream(ASKED, OPTIONS)]


class TestSpeechToText:
    async def test_the_service_hears_it(self):
        engine, _ = ears()
        heard = await engine.transcribe(SOUND, language="en")
        assert (heard.text, heard.confidence) == ("I bake bread", 0.8)
        assert heard.segments[0].end_s == 1.0

    async def test_it_gets_the_sound_as_it_is(self):
        engine, remote = ears()
        await engine.transcribe(SOUND, language="fr")
        (content,) = remote.asked
        assert (content.format, content.language) == ("audio/wav", "fr")
        assert np.array_equal(decode(content.audio), SOUND)

    async def test_what_has_no_words_has_no_segments(self):
        engine, _ = ears(text="  ")
        heard = await engine.transcribe(SOUND, language="en")
        assert (heard.text, heard.segments) == ("", ())

    async def test_the_engine_here_hears_what_the_service_does_not(self):
        async with started(ScriptedRecognizer(["Here."])) as local:
            engine, remote = ears(local=local, errors=[GONE] * 2)
            heard = await engine.transcribe(SOUND, language="en")
            assert heard.text == "Here."
            assert remote.counts["fallback"] == 1
            await engine.close()

    async def test_one_that_is_turned_off_there_is_done_here(self):
        async with started(ScriptedRecognizer(["Here."])) as local:
            engine, _ = ears(local=local, errors=[OFF])
            assert (await engine.transcribe(SOUND, language="en")).text == "Here."
            await engine.close()

    async def test_without_an_engine_here_the_turn_is_told(self):
        engine, _ = ears(errors=[GONE] * 2)
        with pytest.raises(RecognitionError):
            await engine.transcribe(SOUND, language="en")

    async def test_an_engine_here_without_the_language_is_no_help(self):
        async with started(ScriptedRecognizer(["Here."], languages={"en"})) as local:
            engine, _ = ears(local=local, errors=[GONE] * 2)
            with pytest.raises(RecognitionError):
                await engine.transcribe(SOUND, language="fr")
            await engine.close()


class TestLanguageModel:
    async def test_its_text_comes_as_it_grows(self):
        engine, _ = mind(pieces=["Tell", "Tell me"])
        assert await said(engine) == ["Tell", " me", " more."]

    async def test_what_it_takes_back_was_said_all_the_same(self):
        engine, _ = mind(pieces=["Well", "So", "Well then"], text="Well then.")
        assert await said(engine) == ["Well", " then", "."]

    async def test_it_gets_the_conversation_and_how_to_go_on(self):
        engine, remote = mind()
        await said(engine)
        (content,) = remote.asked
        assert [(m.role, m.content) for m in content.messages] == [
            ("system", "Ask."),
            ("user", "Hi."),
        ]
        assert (content.max_tokens, content.temperature) == (9, 0.1)

    async def test_the_model_here_goes_on_where_the_service_never_began(self):
        async with started(ScriptedModel(["From here."])) as local:
            engine, remote = mind(local=local, errors=[GONE] * 2)
            assert "".join(await said(engine)) == "From here."
            assert remote.counts["fallback"] == 1
            await engine.close()

    async def test_nobody_begins_anew_what_was_said_in_part(self):
        async with started(ScriptedModel(["From here."])) as local:
            engine, _ = mind(local=local, pieces=["Tell"], errors=[GONE])
            stream = engine.stream(ASKED, OPTIONS)
            assert await anext(stream) == "Tell"
            with pytest.raises(GenerationError):
                await anext(stream)
            await engine.close()

    async def test_without_a_model_here_the_turn_is_told(self):
        engine, _ = mind(errors=[GONE] * 2)
        with pytest.raises(GenerationError):
            await said(engine)

    async def test_who_leaves_leaves_nothing_waiting(self):
        engine, _ = mind(pieces=["Tell"])
        stream = engine.stream(ASKED, OPTIONS)
        await anext(stream)
        assert engine.waiting == 1
        await stream.aclose()
        assert engine.waiting == 0


class TestTextToSpeech:
    async def test_the_service_speaks(self):
        engine, remote = mouth()
        speech = await engine.synthesize("Hello.", engine.voice("fr"))
        assert speech.duration_s == pytest.approx(1.0, abs=0.1)
        assert (remote.asked[0].language, remote.asked[0].voice) == ("fr", None)

    async def test_a_voice_that_is_configured_is_asked_for(self):
        engine, remote = mouth(voice="amy")
        await engine.synthesize("Hello.", engine.voice("en", "amy"))
        assert remote.asked[0].voice == "amy"

    @pytest.mark.parametrize("gives", [None, Spoken(audio=b"x", format="audio/x", duration_s=1.0)])
    async def test_the_engine_here_says_what_the_service_does_not(self, gives):
        async with started(ScriptedVoice()) as local:
            errors = [] if gives else [GONE] * 2
            engine, _ = mouth(local=local, gives=gives, errors=errors)
            await engine.synthesize("Hello.", engine.voice("fr"))
            assert local.spoken == ["Hello."]
            await engine.close()

    async def test_without_an_engine_here_the_turn_is_told(self):
        engine, _ = mouth(errors=[GONE] * 2)
        with pytest.raises(SynthesisError):
            await engine.synthesize("Hello.", engine.voice("en"))

    async def test_what_it_says_when_it_refuses_stays_out_of_the_error(self):
        quotes = ServiceRefused("text_to_speech", "can't say: I was ill", "INVALID_REQUEST")
        engine, _ = mouth(errors=[quotes])
        with pytest.raises(SynthesisError) as failed:
            await engine.synthesize("I was ill", engine.voice("en"))
        assert "ill" not in str(failed.value)


class TestWhatTheyDeclare:
    def test_a_service_that_says_nothing_speaks_any_language(self):
        assert ears()[0].info.speaks("fr")

    def test_a_service_speaks_the_languages_that_it_announced(self):
        engine, _ = ears(languages=["en"])
        assert engine.info.speaks("en")
        assert not engine.info.speaks("fr")

    def test_who_stands_in_adds_its_own(self):
        engine, _ = ears(languages=["en"], local=ScriptedRecognizer(languages={"fr"}))
        assert engine.info.languages == {"en", "fr"}

    def test_a_service_of_any_language_stays_so_whoever_stands_in(self):
        engine, _ = ears(local=ScriptedRecognizer(languages={"fr"}))
        assert engine.info.speaks("en")

    def test_the_engine_is_there_while_its_service_is(self):
        engine, remote = ears()
        assert engine.reachable
        remote.down = True
        assert not engine.reachable

    def test_an_engine_of_this_process_is_always_there(self):
        assert ScriptedRecognizer().reachable

    def test_it_says_where_it_is(self):
        info = ears()[0].info
        assert (info.name, info.model, info.device) == ("remote", "ws://elsewhere", "remote")


async def test_closing_frees_the_engine_that_stands_in():
    async with started(ScriptedRecognizer(["Here."])) as local:
        engine, _ = ears(local=local)
        await engine.close()
        with pytest.raises(EngineError):
            await local.transcribe(SOUND, language="en")


async def test_with_speech_to_text_turned_off_nothing_is_heard():
    assert (await Deaf().transcribe(SOUND, language="fr")).text == ""


async def test_with_text_to_speech_turned_off_every_language_has_a_silent_voice():
    mute = Mute(("en", "fr"))
    speech = await asyncio.gather(*(mute.synthesize("Hi.", mute.voice(c)) for c in ("en", "fr")))
    assert [len(one.samples) for one in speech] == [0, 0]
