import contextlib

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.config import Config, load
from talkup_local.errors import EngineUnavailable
from talkup_local.protocol.services.contents import PromptContent, SpeakContent
from talkup_local.wiring.engines import Loaded
from talkup_local.wiring.services import ServiceHost, local_services


def host(folder, *names, **settings):
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    return ServiceHost(*load(folder=folder, flags=flags), names)


@contextlib.asynccontextmanager
async def started(served):
    await served.start()
    try:
        yield served
    finally:
        await served.close()


def test_without_engines_there_is_what_needs_none():
    made = local_services(Config(), Loaded(), VirtualClock())
    assert set(made) == {"verbal_analyzer", "llm", "behavior_analyzer"}


async def test_without_a_model_the_rules_answer():
    made = local_services(Config(), Loaded(), VirtualClock())
    assert (await made["llm"].process(PromptContent(text="I bake bread."))).text


def test_what_is_turned_off_is_not_made(tmp_path):
    config, _ = load(folder=tmp_path, flags={"services.verbal_analyzer.url": "off"})
    assert "verbal_analyzer" not in local_services(config, Loaded(), VirtualClock())


class TestAHost:
    async def test_its_services_are_there_from_start_to_close(self, tmp_path):
        served = host(tmp_path, "verbal_analyzer")
        assert (served.ready, served.services) == (False, {})
        async with started(served):
            assert served.ready
            assert list(served.services) == ["verbal_analyzer"]
        assert not served.ready

    async def test_only_the_engines_that_are_needed_are_loaded(self, tmp_path):
        served = host(tmp_path, "verbal_analyzer", profile="standard")  # nothing of it is here
        served.check()
        async with started(served):
            assert served.ready

    async def test_an_engine_that_is_needed_is_loaded(self, tmp_path):
        async with started(host(tmp_path, "text_to_speech")) as served:
            spoken = await served.services["text_to_speech"].process(SpeakContent(text="Hello."))
        assert spoken.duration_s > 0

    def test_an_engine_that_is_needed_and_not_there_is_told(self, tmp_path):
        with pytest.raises(EngineUnavailable):
            host(tmp_path, "text_to_speech", profile="standard").check()

    def test_what_the_ai_server_has_elsewhere_is_done_here(self, tmp_path):
        served = host(tmp_path, "llm", services__llm__url="ws://here", services__llm__timeout_s=3.0)
        assert served.config.services.llm.url == "local"
        assert served.config.services.llm.timeout_s == 3.0

    async def test_what_is_turned_off_stays_off(self, tmp_path):
        async with started(host(tmp_path, "emotion_analyzer", "verbal_analyzer")) as served:
            assert served.services["emotion_analyzer"] is None
            assert served.services["verbal_analyzer"] is not None

    def test_what_is_turned_off_needs_no_engine(self, tmp_path):
        settings = {"profile": "standard", "services__text_to_speech__url": "off"}
        host(tmp_path, "text_to_speech", **settings).check()

    def test_a_named_detector_without_its_file_is_told(self, tmp_path):
        with pytest.raises(EngineUnavailable):
            host(tmp_path, "behavior_analyzer", vision__engine="yunet").check()

    def test_who_does_not_look_needs_no_detector(self, tmp_path):
        host(tmp_path, "emotion_analyzer", "llm", vision__engine="yunet").check()
