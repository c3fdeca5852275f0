import pytest
from support.ports import free_port

from talkup_local.config import load
from talkup_local.errors import EngineUnavailable
from talkup_local.wiring.engines import find_eyes, load_engines, load_wanted, needed


def configured(folder, **settings):
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    return load(folder=folder, flags=flags)


def elsewhere(folder, **settings):
    """Configure speech to text at an address, and an engine for it that is not here."""
    return configured(
        folder,
        services__speech_to_text__url="ws://far",
        stt__engine="faster_whisper",
        **settings,
    )


async def test_what_is_turned_off_is_not_loaded(tmp_path):
    settings = configured(tmp_path, services__speech_to_text__url="off")
    loaded = await load_engines(*settings, ["stt"])
    assert (loaded.stt, loaded.notes) == (None, (("stt", "turned off"),))


async def test_what_is_done_elsewhere_alone_is_not_loaded(tmp_path):
    taken = await load_wanted(*elsewhere(tmp_path, services__speech_to_text__fallback=False), "stt")
    assert (taken.engine, taken.why) == (None, "done elsewhere")


async def test_an_engine_that_would_stand_in_need_not_be_there(tmp_path):
    taken = await load_wanted(*elsewhere(tmp_path), "stt")
    assert taken.engine is None
    assert "no Whisper model" in taken.why


async def test_an_engine_that_stands_in_is_loaded(tmp_path):
    settings = configured(tmp_path, services__text_to_speech__url="ws://far")
    taken = await load_wanted(*settings, "tts")
    assert taken.engine.info.name == "espeak"
    await taken.close()


async def test_a_model_at_an_http_address_need_not_be_there_at_the_start(tmp_path):
    url = f"http://127.0.0.1:{free_port()}/v1"
    loaded = await load_engines(*configured(tmp_path, services__llm__url=url), ["llm"])
    assert loaded.llm.info.name == "openai_compatible"
    assert not loaded.llm.reachable
    await loaded.close()


@pytest.mark.parametrize("url", ["off", "ws://far"])
def test_only_what_is_done_here_alone_is_needed(tmp_path, url):
    config, _ = configured(
        tmp_path, services__speech_to_text__url=url, services__text_to_speech__url=url
    )
    assert needed(config) == ("llm", "vad")


async def test_without_a_named_detector_the_best_one_looks(tmp_path):
    eyes = find_eyes(*configured(tmp_path))
    assert eyes.describes["detector"].startswith("opencv")
    await eyes.close()


def test_a_named_detector_without_its_file_is_an_error(tmp_path):
    with pytest.raises(EngineUnavailable) as caught:
        find_eyes(*configured(tmp_path, vision__engine="yunet"))
    assert caught.value.engine == "yunet"
