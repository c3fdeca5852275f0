import contextlib

import pytest
from support.interviews import loud
from support.own_service import own_service
from support.ports import free_port
from support.scripted_services import ScriptedService

from talkup_local.clock import SystemClock, VirtualClock
from talkup_local.config import load
from talkup_local.engines.scripted import (
    ScriptedDetector,
    ScriptedModel,
    ScriptedRecognizer,
    ScriptedVoice,
)
from talkup_local.errors import ConfigError, EngineError, ServiceError
from talkup_local.services.engines import Deaf, Mute
from talkup_local.wiring.engines import Loaded
from talkup_local.wiring.places import Places, look

EVERYWHERE = ("speech_to_text", "llm", "text_to_speech")


def configured(**settings):
    return load(flags={f"services.{key.replace('__', '.')}": v for key, v in settings.items()})


def places(**settings):
    config, folder = configured(**settings)
    return Places(config, folder, VirtualClock(driven=True))


@contextlib.asynccontextmanager
async def loaded():
    """Give started engines of this process."""
    given = Loaded(
        stt=ScriptedRecognizer(["Here."]),
        vad=ScriptedDetector(),
        llm=ScriptedModel(),
        tts=ScriptedVoice(),
    )
    for engine in (given.stt, given.llm, given.tts):
        await engine.start()
    yield given
    await given.close()


class TestEngines:
    async def test_those_of_this_process_stay_what_they_are(self):
        async with loaded() as here:
            engines = places().engines(here)
            assert (engines.stt, engines.llm, engines.tts) == (here.stt, here.llm, here.tts)

    def test_nobody_hears_or_speaks_what_is_turned_off(self):
        engines = places(speech_to_text__url="off", text_to_speech__url="off").engines(
            Loaded(vad=ScriptedDetector())
        )
        assert isinstance(engines.stt, Deaf)
        assert isinstance(engines.tts, Mute)
        assert engines.languages() == ("en", "fr")

    def test_those_elsewhere_need_nobody_here(self):
        settings = {f"{name}__url": "ws://far" for name in EVERYWHERE}
        engines = places(**settings).engines(Loaded(vad=ScriptedDetector()))
        assert {info.name for job, info in engines.infos().items() if job != "vad"} == {"remote"}

    async def test_an_engine_here_belongs_to_the_one_it_stands_in_for(self):
        async with loaded() as here:
            engines = places(speech_to_text__url="ws://far").engines(here)
            await engines.stt.close()
            with pytest.raises(EngineError):
                await here.stt.transcribe(loud(0.1), language="en")

    async def test_no_engine_here_stands_in_where_that_is_not_wanted(self):
        async with loaded() as here:
            engines = places(
                speech_to_text__url="ws://far", speech_to_text__fallback=False
            ).engines(here)
            await engines.stt.close()
            assert (await here.stt.transcribe(loud(0.1), language="en")).text == "Here."


class TestTheGateway:
    def test_it_has_a_way_to_every_service(self):
        clock = VirtualClock(driven=True)
        here = {"verbal_analyzer": ScriptedService("verbal_analyzer", clock)}
        states = places(llm__url="ws://far").gateway(here).states()
        assert {name: state["state"] for name, state in states.items()} == {
            "speech_to_text": "down",
            "verbal_analyzer": "local",
            "llm": "down",
            "text_to_speech": "down",
            "behavior_analyzer": "down",
            "emotion_analyzer": "off",
        }
        assert states["llm"]["url"] == "ws://far"

    def test_an_engine_and_the_gateway_share_what_is_known_of_a_service(self):
        put = places(llm__url="ws://far")
        model = put.engines(Loaded(vad=ScriptedDetector())).llm
        assert model.info.model == "ws://far"
        assert put.gateway({}).routes["llm"].remote is not None


def test_a_certificate_that_is_not_there_is_told():
    with pytest.raises(ConfigError) as caught:
        places(llm__url="wss://far", llm__ca="absent.pem")
    assert caught.value.key == "services.llm.ca"


class TestALook:
    async def test_a_service_that_is_there_is_timed(self):
        async with own_service(ScriptedService("llm", SystemClock())) as url:
            assert await look(*configured(llm__url=url), "llm") > 0

    @pytest.mark.parametrize("scheme", ["ws", "http"])
    async def test_one_that_is_not_there_is_told(self, scheme):
        url = f"{scheme}://127.0.0.1:{free_port()}/v1"
        with pytest.raises(ServiceError):
            await look(*configured(llm__url=url), "llm")
