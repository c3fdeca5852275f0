"""The real libraries on stand-in models, where the graphics card is a story that they are told."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs
from support.cards import NO_CUBLAS, NO_ROOM, Cards
from support.standins.gguf_model import QUESTIONS
from support.standins.whisper_folder import SENTENCES, tone

from talkup_local.config import load
from talkup_local.engines.base import ChatMessage, GenerationOptions
from talkup_local.engines.llm import llama_cpp
from talkup_local.engines.llm.native import LlamaLibrary
from talkup_local.engines.loaders import Loaders
from talkup_local.engines.stt import faster_whisper
from talkup_local.engines.stt.whisper_library import WhisperLibrary
from talkup_local.engines.tts import piper
from talkup_local.engines.tts.onnx_library import OnnxLibrary
from talkup_local.errors import EngineUnavailable
from talkup_local.server.sites import site_of
from talkup_local.wiring import Appliance, load_engine

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")
HELLO = [ChatMessage(role="user", content="It was my budget.")]
RAN_OUT = "on the CPU: the graphics card ran out of memory"


def whisper(**story):
    return Loaders(whisper=Cards(WhisperLibrary(), "cuda:0", "cuda:1", **story))


def llama(**story):
    library = LlamaLibrary("llama_cpp", context_tokens=1024)
    return Loaders(llama=Cards(library, "cuda:0", **story))


def onnx(**story):
    return Loaders(onnx=Cards(OnnxLibrary(), "cuda:0", **story))


def configuration(models, **settings):
    """Return that of an appliance with Whisper, the rules and espeak-ng."""
    flags = {"models": str(models), "llm.engine": "rules", "tts.engine": "espeak", **settings}
    return load(folder=HERE, flags=flags)


async def reply(engine, messages):
    options = GenerationOptions(temperature=0, conversation="one")
    return "".join([piece async for piece in engine.stream(messages, options)])


async def test_on_a_card_whisper_computes_with_half_precision(configured, running):
    config = configured(stt={"device": "cuda:1", "threads": 4})
    async with running(faster_whisper.build(config, HERE, "en", whisper())) as engine:
        info = engine.info
    assert (info.device, info.compute_type, info.threads) == ("cuda:1", "float16", 1)
    assert info.note == ""


async def test_whisper_without_its_card_computes_with_eight_bits(configured, running):
    config = configured(stt={"compute_type": "float16", "threads": 2})
    story = whisper(refuses=lambda _place: NO_CUBLAS)
    async with running(faster_whisper.build(config, HERE, "en", story)) as engine:
        info = engine.info
    assert (info.device, info.compute_type, info.threads) == ("cpu", "int8", 2)
    assert info.note == "on the CPU: libcublas.so.12 is missing or does not load"


async def test_whisper_hears_on_when_its_card_has_no_memory_left(configured, running):
    # the first is the one that warms it up
    story = whisper(breaks={"transcribe": (4, NO_ROOM)})
    async with running(faster_whisper.build(configured(), HERE, "en", story)) as engine:
        heard = [(await engine.transcribe(tone(1000, 1), language="en")).text for _ in range(4)]
        assert engine.info.note == RAN_OUT
    assert heard == [SENTENCES[1]] * 4


@pytest.mark.usefixtures("llama")
async def test_a_model_that_is_too_large_is_half_on_the_card(configured, running):
    story = llama(refuses=lambda place: NO_ROOM if place.layers == -1 else None)
    async with running(llama_cpp.build(configured(), HERE, "en", story)) as engine:
        assert engine.info.note == "partly on the CPU: the graphics card has no room for it"
    assert [(place.device, place.layers) for place in story.llama.tried] == [
        ("cuda:0", -1),
        ("cuda:0", 4),
    ]


@pytest.mark.usefixtures("llama")
async def test_a_model_goes_on_in_the_middle_of_its_reply(configured, running):
    story = llama(breaks={"evaluate": (6, MemoryError())})
    async with running(llama_cpp.build(configured(), HERE, "en", story)) as engine:
        first = await reply(engine, HELLO)
        assert (engine.info.device, engine.info.note) == ("cpu", RAN_OUT)
        assert (first, await reply(engine, HELLO)) == (QUESTIONS[1], QUESTIONS[1])


@pytest.mark.usefixtures("llama")
def test_the_real_library_counts_the_layers_of_a_model(models):
    library = LlamaLibrary("llama_cpp", context_tokens=512)
    assert library.layers(models / "llm" / "asks.gguf") == 2


async def test_a_voice_speaks_on_when_its_card_has_no_memory_left(configured, running):
    story = onnx(breaks={"run": (3, NO_ROOM)})
    async with running(piper.build(configured(), HERE, "en", story)) as engine:
        voice = engine.voice("en")
        lengths = [(await engine.synthesize("Well then.", voice)).duration_s for _ in range(3)]
        assert engine.info.note == RAN_OUT
    assert lengths == [lengths[0]] * 3


async def test_a_named_card_without_room_is_an_error_although_auto_has_another_engine(models):
    settings = configuration(models, **{"stt.device": "cuda:0"})
    with pytest.raises(EngineUnavailable, match="does not load on cuda:0"):
        await load_engine(*settings, "stt", whisper(refuses=lambda _place: NO_ROOM))


async def test_an_engine_that_knows_no_card_is_none_for_who_names_one(tmp_path):
    settings = configuration(tmp_path, **{"tts.device": "cuda"})
    with pytest.raises(EngineUnavailable, match="runs on the processor only"):
        await load_engine(*settings, "tts")


async def test_the_word_about_the_card_reaches_the_log_and_the_status(models):
    story = whisper(refuses=lambda _place: NO_ROOM)
    site = site_of(Appliance(*configuration(models), loaders=story))
    with capture_logs() as logs:
        await site.start()
    told = site.health()["engines"]["stt"]
    await site.close()
    note = "on the CPU: the graphics card has no room for it"
    assert (told["device"], told["compute_type"], told["note"]) == ("cpu", "int8", note)
    ready = next(line for line in logs if line.get("job") == "stt")
    assert (ready["event"], ready["note"]) == ("engine ready", note)


async def test_the_word_about_a_card_that_failed_at_work_reaches_the_status(models):
    story = whisper(breaks={"transcribe": (2, NO_ROOM)})
    appliance = Appliance(*configuration(models), loaders=story)
    site = site_of(appliance)
    await site.start()
    try:
        on_card = site.health()["engines"]["stt"]
        await appliance.engines.stt.transcribe(tone(300, 1), language="en")
        later = site.health()["engines"]["stt"]
    finally:
        await site.close()
    assert (on_card["device"], on_card.get("note")) == ("cuda:0", None)
    assert (later["device"], later["note"]) == ("cpu", RAN_OUT)
