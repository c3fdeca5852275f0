import asyncio
from dataclasses import replace

import pytest
from support.interviews import engines, interviewing, loud
from support.standins import piper_voice
from support.standins.piper_voice import ONNX_HEAD

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.config import load
from talkup_local.engines.scripted import (
    ScriptedModel,
    ScriptedRecognizer,
    ScriptedTurnModel,
    ScriptedVoice,
)
from talkup_local.errors import EngineError, EngineUnavailable, LanguageUnavailable
from talkup_local.services.proxied import Proxied
from talkup_local.services.verbal_analyzer import VerbalAnalyzer
from talkup_local.turn import output as out
from talkup_local.wiring import Appliance, InterviewRequest, load_engine


async def nobody(_output) -> None:
    """Be the sink of an interview that is never run."""


def configured(folder, **settings):
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    return load(folder=folder, flags=flags)


async def taken(folder, job, **settings):
    """Load the engine for ``job``; return its description and why it was taken."""
    got = await load_engine(*configured(folder, **settings), job)
    if got.engine is None:
        return "rules", got.why
    description = str(got.engine.info)
    if hasattr(got.engine, "close"):
        await got.engine.close()
    return description, got.why


async def opened(given, language=None, **settings):
    """Open an interview on scripted engines."""
    settings = {"store__enabled": False, **settings}
    config, folder = load(flags={k.replace("__", "."): v for k, v in settings.items()})
    appliance = Appliance(config, folder, engines=given)
    await appliance.start()
    try:
        request = InterviewRequest(interview_id="test", language=language)
        return appliance.open_interview(request, nobody)
    finally:
        await appliance.close()


async def test_auto_takes_what_is_present_and_says_why(tmp_path):
    name, why = await taken(tmp_path, "tts")
    assert name == "espeak"
    assert why.startswith("not piper: no Piper voice in ")
    assert why.endswith("its data comes with the wheel")


async def test_auto_takes_the_rules_when_there_is_no_model(tmp_path):
    name, why = await taken(tmp_path, "llm")
    assert name == "rules"
    assert "not llama_cpp" in why


async def test_in_auto_an_engine_that_does_not_load_is_passed_over_with_the_reason(tmp_path):
    voices = tmp_path / "models" / "piper"
    voices.mkdir(parents=True)
    piper_voice.build(voices / "en_US-test-medium.onnx")
    (voices / "en_US-test-medium.onnx").write_bytes(ONNX_HEAD)
    name, why = await taken(tmp_path, "tts")
    assert name == "espeak"
    assert why.startswith("not piper: ")


async def test_an_engine_that_is_named_and_does_not_load_is_an_error(tmp_path):
    voices = tmp_path / "models" / "piper"
    voices.mkdir(parents=True)
    piper_voice.build(voices / "en_US-test-medium.onnx")
    (voices / "en_US-test-medium.onnx").write_bytes(ONNX_HEAD)
    with pytest.raises(EngineUnavailable) as caught:
        await taken(tmp_path, "tts", tts__engine="piper")
    assert caught.value.engine == "piper"


async def test_an_engine_that_is_named_and_present_is_taken(tmp_path):
    voices = tmp_path / "models" / "piper"
    voices.mkdir(parents=True)
    piper_voice.build(voices / "en_US-test-medium.onnx")
    name, _ = await taken(tmp_path, "tts", tts__engine="piper")
    assert name.startswith("piper")


def test_what_cannot_work_is_found_out_before_anything_is_loaded(tmp_path):
    appliance = Appliance(*configured(tmp_path, profile="standard"))
    with pytest.raises(EngineUnavailable):
        appliance.check()


def test_given_engines_need_no_check(tmp_path):
    Appliance(*configured(tmp_path, profile="standard"), engines=engines()).check()


def test_a_detector_that_can_not_look_is_found_out_before_anything_is_loaded(tmp_path):
    with pytest.raises(EngineUnavailable):
        Appliance(*configured(tmp_path, vision__engine="yunet"), engines=engines()).check()


async def test_a_voice_that_is_misspelt_leaves_no_engine_behind(tmp_path):
    given = engines()
    with pytest.raises(EngineUnavailable):
        await Appliance(*configured(tmp_path, tts__voice="amie"), engines=given).start()
    with pytest.raises(EngineError):
        await given.stt.transcribe(loud(0.1), language="en")


async def test_services_are_here_elsewhere_or_turned_off(tmp_path):
    settings = configured(tmp_path, services__llm__url="ws://127.0.0.1:9/none")
    appliance = Appliance(*settings, engines=engines())
    assert appliance.services == {}
    await appliance.start()
    services = dict(appliance.services)
    await appliance.close()
    assert isinstance(services["llm"], Proxied)
    assert isinstance(services["verbal_analyzer"], VerbalAnalyzer)
    assert services["emotion_analyzer"] is None


async def test_an_appliance_has_engines_from_start_to_close(tmp_path):
    appliance = Appliance(*configured(tmp_path), engines=engines())
    assert appliance.engines is None
    await appliance.start()
    assert appliance.engines is not None
    await appliance.close()
    assert appliance.engines is None


async def test_an_interview_s_languages_are_those_that_every_engine_has():
    both = engines()
    english = engines(stt=ScriptedRecognizer(languages={"en"}))
    none = engines(stt=ScriptedRecognizer(languages={"en"}), tts=ScriptedVoice(languages={"fr"}))
    found = [given.languages() for given in (both, english, none)]
    assert found == [("en", "fr"), ("en",), ()]
    await asyncio.gather(both.close(), english.close(), none.close())


async def test_a_language_without_an_engine_is_refused_and_the_others_named():
    given = engines(stt=ScriptedRecognizer(languages={"en"}))
    with pytest.raises(LanguageUnavailable) as caught:
        await opened(given, "fr")
    assert "'fr'" in caught.value.message
    assert "Available: en." in caught.value.message


async def test_the_rules_stand_where_there_is_no_model():
    without, with_model = engines(), engines(llm=ScriptedModel())
    assert without.infos()["llm"].name == "rules"
    assert with_model.infos()["llm"].name == "scripted"
    await asyncio.gather(without.close(), with_model.close())


async def voices_used(**settings) -> set[str]:
    """Hold the greeting of an interview; return the names of the voices that spoke it."""
    used = set()

    class Choir(ScriptedVoice):
        def _synthesize(self, text, voice, cancel):
            used.add(voice.name)
            return super()._synthesize(text, voice, cancel)

    flags = {key.replace("__", "."): value for key, value in settings.items()}
    async with interviewing(engines(tts=Choir()), flags=flags) as interview:
        await interview.until(out.Started)
    return used


async def test_the_default_voice_of_the_language_speaks():
    assert await voices_used() == {"tone-en"}
    assert await voices_used(interview__language="fr") == {"tone-fr"}


async def test_the_configured_voice_speaks():
    assert await voices_used(tts__voice="tone-en-high") == {"tone-en-high"}


async def test_a_configured_voice_speaks_no_foreign_language():
    settings = {"tts__voice": "tone-en-high", "interview__language": "fr"}
    assert await voices_used(**settings) == {"tone-fr"}


async def endpoint_ms(**settings) -> float:
    """Let a candidate say two words and fall silent; return how long it takes to be answered."""
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    stt = ScriptedRecognizer(["I bake bread."])
    async with interviewing(engines(stt=stt), flags=flags) as interview:
        await interview.until(out.Started)
        interview.runner.audio(loud(1.0), RATE_HZ)
        await interview.until(out.Replied)
    return interview.records[0].endpoint_ms


async def test_patience_is_what_the_configuration_says():
    brisk = await endpoint_ms(turn__patience="brisk")
    relaxed = await endpoint_ms(turn__patience="relaxed")
    assert brisk < relaxed


async def test_a_turn_model_is_asked_in_a_pause():
    heard = asyncio.Event()
    loop = asyncio.get_running_loop()

    def completeness(_samples):
        loop.call_soon_threadsafe(heard.set)
        return 1.0

    given = replace(engines(), turn=ScriptedTurnModel(completeness))
    async with interviewing(given) as interview:
        await interview.until(out.Started)
        interview.runner.audio(loud(1.0), RATE_HZ)
        async with asyncio.timeout(60):
            await heard.wait()


async def test_a_turn_model_is_freed_with_the_other_engines():
    model = ScriptedTurnModel()
    await replace(engines(), turn=model).close()
    with pytest.raises(EngineError):
        await model.completeness(loud(1.0))


async def test_whatever_the_client_leaves_open_the_configuration_decides():
    async with interviewing(flags={"interview.language": "fr"}) as interview:
        started = await interview.until(out.Started)
    assert started.text.startswith("Bonjour")
