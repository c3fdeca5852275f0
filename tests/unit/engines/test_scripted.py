import asyncio

import numpy as np
import pytest

from talkup_local.engines.base import ChatMessage, GenerationOptions
from talkup_local.engines.scripted import (
    ScriptedDetector,
    ScriptedModel,
    ScriptedRecognizer,
    ScriptedTurnModel,
    ScriptedVoice,
)
from talkup_local.errors import (
    DetectionError,
    EngineUnavailable,
    GenerationError,
    RecognitionError,
    SynthesisError,
)

SECOND = np.zeros(16_000, np.int16)
ASKED = [ChatMessage(role="user", content="Hello.")]
FOREVER_S = 600


@pytest.fixture
async def using():
    engines = []

    async def use(engine):
        engines.append(engine)
        await engine.start()
        return engine

    yield use
    for engine in engines:
        await engine.close()


async def said(model, **options):
    pieces = model.stream(ASKED, GenerationOptions(**options))
    return "".join([piece async for piece in pieces])


async def test_a_recogniser_hears_its_answers_in_turn(using):
    ears = await using(ScriptedRecognizer(["one", "two"]))
    heard = [(await ears.transcribe(SECOND, language="en")).text for _ in range(3)]
    assert heard == ["one", "two", "one"]


async def test_a_recogniser_may_answer_by_what_it_gets(using):
    ears = await using(ScriptedRecognizer(lambda samples: f"{len(samples)} samples"))
    assert (await ears.transcribe(SECOND, language="en")).text == "16000 samples"


async def test_a_recogniser_without_answers_hears_nothing(using):
    ears = await using(ScriptedRecognizer())
    assert (await ears.transcribe(SECOND, language="en")).segments == ()


async def test_a_recogniser_gives_times(using):
    ears = await using(ScriptedRecognizer(["one"]))
    (segment,) = (await ears.transcribe(SECOND, language="en")).segments
    assert (segment.start_s, segment.end_s) == (0.0, 1.0)


async def test_a_recogniser_keeps_the_drafts_that_it_got(using):
    ears = await using(ScriptedRecognizer(["one"]))
    draft = await ears.transcribe(SECOND, language="en")
    await ears.transcribe(SECOND, language="en", draft=draft)
    assert ears.drafts == [None, draft]


async def test_the_jobs_in_the_script_fail(using):
    ears = await using(ScriptedRecognizer(["one"], failures={1}))
    await ears.transcribe(SECOND, language="en")
    with pytest.raises(RecognitionError, match="job 1"):
        await ears.transcribe(SECOND, language="en")
    assert (await ears.transcribe(SECOND, language="en")).text == "one"


async def test_a_delay_ends_when_the_job_is_cancelled(using):
    ears = await using(ScriptedRecognizer(["one"], delay_s=FOREVER_S))
    task = asyncio.create_task(ears.transcribe(SECOND, language="en"))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await ears.close()


async def test_a_model_says_its_replies_in_turn(using):
    model = await using(ScriptedModel(["How are you?", "Why?"]))
    assert [await said(model) for _ in range(3)] == ["How are you?", "Why?", "How are you?"]


async def test_a_model_speaks_word_by_word(using):
    model = await using(ScriptedModel(["How are you?"]))
    pieces = [piece async for piece in model.stream(ASKED, GenerationOptions())]
    assert pieces == ["How", " are", " you?"]


async def test_a_model_may_reply_to_what_was_said(using):
    model = await using(ScriptedModel(lambda messages: f"You said {messages[-1].content}"))
    assert await said(model) == "You said Hello."


async def test_a_model_keeps_to_the_longest_reply(using):
    model = await using(ScriptedModel(["one two three"]))
    assert await said(model, max_tokens=2) == "one two"


async def test_a_model_may_fail_before_the_first_word(using):
    model = await using(ScriptedModel(["one"], failures={0}))
    with pytest.raises(GenerationError):
        await said(model)


async def test_a_model_may_break_off(using):
    model = await using(ScriptedModel(["one two three"], fail_after=1))
    stream = model.stream(ASKED, GenerationOptions())
    assert await anext(stream) == "one"
    with pytest.raises(GenerationError, match="breaks off"):
        await anext(stream)


async def test_a_slow_model_stops_when_its_stream_is_closed(using):
    model = await using(ScriptedModel(["one two three"], tokens_per_s=1 / FOREVER_S))
    stream = model.stream(ASKED, GenerationOptions())
    assert await anext(stream) == "one"
    await stream.aclose()
    await model.forget("someone")
    assert model.forgotten == ["someone"]


async def test_a_voice_takes_longer_for_a_longer_text(using):
    voice = await using(ScriptedVoice())
    short = await voice.synthesize("Yes.", voice.voice("en"))
    long = await voice.synthesize("Yes. Yes.", voice.voice("en"))
    assert (short.duration_s, long.duration_s) == (0.24, 0.54)


async def test_a_voice_may_fail(using):
    voice = await using(ScriptedVoice(failures={0}))
    with pytest.raises(SynthesisError):
        await voice.synthesize("Yes.", voice.voice("en"))


async def test_a_voice_speaks_the_languages_it_is_given(using):
    voice = await using(ScriptedVoice(languages=("fr",)))
    assert {each.language for each in voice.voices} == {"fr"}


async def test_a_turn_model_answers_in_turn(using):
    model = await using(ScriptedTurnModel([0.2, 0.9]))
    assert [await model.completeness(SECOND) for _ in range(3)] == [0.2, 0.9, 0.2]


async def test_a_turn_model_may_answer_by_what_it_gets(using):
    model = await using(ScriptedTurnModel(lambda samples: len(samples) / 32_000))
    assert await model.completeness(SECOND) == 0.5


async def test_a_turn_model_may_fail(using):
    model = await using(ScriptedTurnModel(failures={0}))
    with pytest.raises(DetectionError):
        await model.completeness(SECOND)


@pytest.mark.parametrize(
    "kind", [ScriptedRecognizer, ScriptedModel, ScriptedVoice, ScriptedTurnModel]
)
async def test_an_engine_may_refuse_to_load(kind):
    engine = kind(load_failure="is away")
    with pytest.raises(EngineUnavailable, match="is away"):
        await engine.start()
    await engine.close()


def test_the_detector_takes_what_is_loud_for_speech():
    detector = ScriptedDetector()
    detector.start()
    loud = np.full(1024, 5000, np.int16)
    assert detector.open().push(np.concatenate((loud, loud * 0))) == [1.0, 1.0, 0.0, 0.0]


def test_the_detector_may_refuse_to_start():
    with pytest.raises(EngineUnavailable):
        ScriptedDetector(load_failure="is away").start()
