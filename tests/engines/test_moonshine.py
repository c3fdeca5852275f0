import asyncio
import re
from importlib.util import find_spec
from pathlib import Path

import jiwer
import numpy as np
import psutil
import pytest
import soundfile
import soxr
from support.speech import say

from talkup_local.engines.stt import moonshine
from talkup_local.engines.stt.moonshine_model import MoonshineModel

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")

ANSWERS = (
    "I have five years of experience building web applications.",
    "In my last job I led a small team that moved the payment service to a new platform.",
    "My biggest weakness is that I take on too much work at the same time.",
)
TWO_CITIES = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the "
    "age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the "
    "season of light, it was the season of darkness, it was the spring of hope, it was the winter "
    "of despair, we had everything before us, we had nothing before us, we were all going direct "
    "to heaven, we were all going direct the other way, in short, the period was so far like the "
    "present period, that some of its noisiest authorities insisted on its being received, for "
    "good or for evil, in the superlative degree of comparison only."
)
BECKETT = "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better."


@pytest.fixture
async def ears(configured, running):
    async with running(moonshine.build(configured(), HERE, "en")) as engine:
        yield engine


def error_rate(said, heard):
    plain = [re.sub(r"[^a-z' ]", " ", text.lower()).split() for text in (said, heard)]
    rate = jiwer.wer(*(" ".join(words) for words in plain))
    print(f"word error rate {rate:.3f}: {heard}")  # noqa: T201 - shown by pytest -s
    return rate


def recording(name):
    folder = Path(find_spec("moonshine_voice").origin).parent / "assets"
    floats, rate_hz = soundfile.read(folder / name, dtype="float32")
    return as_int16(soxr.resample(floats, rate_hz, 16_000))


def as_int16(floats):
    return (floats * 32767).clip(-32768, 32767).astype(np.int16)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_spoken_answer_is_understood(ears, answer):
    heard = await ears.transcribe(say(answer, voice="en-us"), language="en")
    assert error_rate(answer, heard.text) <= 0.25


async def test_a_short_human_recording_is_understood(ears):
    heard = await ears.transcribe(recording("beckett.wav"), language="en")
    assert error_rate(BECKETT, heard.text) <= 0.25


async def test_a_long_human_recording_is_understood_piece_by_piece(ears):
    heard = await ears.transcribe(recording("two_cities.wav"), language="en")
    assert error_rate(TWO_CITIES, heard.text) <= 0.15
    assert len(heard.segments) > 2


async def test_the_segments_lie_one_after_the_other(ears):
    audio = recording("two_cities.wav")
    heard = await ears.transcribe(audio, language="en")
    times = [time for segment in heard.segments for time in (segment.start_s, segment.end_s)]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(len(audio) / 16_000)


async def test_the_same_audio_is_heard_the_same_way_again(ears):
    audio = recording("beckett.wav")
    first = await ears.transcribe(audio, language="en")
    await ears.transcribe(recording("two_cities.wav")[:80_000], language="en")
    assert await ears.transcribe(audio, language="en") == first


@pytest.mark.parametrize("count", [0, 1, 100, 16_000, 400_000])
async def test_silence_of_any_length_is_heard_as_nothing(ears, count):
    assert (await ears.transcribe(np.zeros(count, np.int16), language="en")).text == ""


async def test_a_hum_is_heard_as_nothing(ears):
    time_s = np.arange(16_000) / 16_000
    hum = sum(np.sin(2 * np.pi * 50 * n * time_s) / n for n in range(1, 6))
    assert (await ears.transcribe(as_int16(hum / 10), language="en")).text == ""


async def test_keys_are_heard_as_nothing(ears):
    press = np.random.default_rng(0).normal(0, 0.1, 800) * np.exp(-np.arange(800) / 100)
    keys = np.tile(np.pad(press, (0, 3200)), 4)
    assert (await ears.transcribe(as_int16(keys), language="en")).text == ""


@pytest.mark.parametrize("word", ["Yes.", "No.", "Five years."])
async def test_a_single_word_is_heard(ears, word):
    heard = await ears.transcribe(say(word, voice="en-us"), language="en")
    assert heard.text == word


async def test_nothing_is_printed(configured, running, capfd):
    async with running(moonshine.build(configured(), HERE, "en")) as engine:
        await engine.transcribe(recording("beckett.wav")[:16_000], language="en")
    assert capfd.readouterr() == ("", "")


def test_it_understands_english_only(configured):
    assert moonshine.probe(configured(), HERE, "en").ok
    assert not moonshine.probe(configured(), HERE, "fr").ok


async def test_answers_do_not_pile_up_in_memory(ears):
    answer = recording("beckett.wav")
    process = psutil.Process()
    for _ in range(5):
        await ears.transcribe(answer, language="en")
    before = process.memory_info().rss
    for _ in range(15):
        await ears.transcribe(answer, language="en")
    # the weights' own library would have lost some 100 MB by now
    assert process.memory_info().rss - before < 30 << 20


async def test_a_cancelled_answer_ends_before_its_words_do(ears):
    task = asyncio.create_task(ears.transcribe(recording("two_cities.wav"), language="en"))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    # the thread is free for the next one, which is heard whole
    heard = await ears.transcribe(recording("beckett.wav"), language="en")
    assert error_rate(BECKETT, heard.text) < 0.2


@pytest.mark.parametrize("name", ["beckett.wav", "two_cities.wav"])
@pytest.mark.parametrize("missing_s", [0.5, 3.0])
async def test_a_draft_does_not_change_what_is_heard(ears, name, missing_s):
    audio = recording(name)
    draft = await ears.transcribe(audio[: -int(missing_s * 16_000)], language="en")
    plain = await ears.transcribe(audio, language="en")
    heard = await ears.transcribe(audio, language="en", draft=draft)
    assert error_rate(plain.text, heard.text) < 0.05


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_draft_of_a_spoken_answer_does_not_change_what_is_heard(ears, answer):
    audio = say(answer, voice="en-us")
    draft = await ears.transcribe(audio[:-8_000], language="en")
    plain = await ears.transcribe(audio, language="en")
    heard = await ears.transcribe(audio, language="en", draft=draft)
    assert error_rate(plain.text, heard.text) <= 0.25


async def test_a_draft_of_something_else_does_no_harm(ears):
    draft = await ears.transcribe(recording("two_cities.wav"), language="en")
    heard = await ears.transcribe(recording("beckett.wav"), language="en", draft=draft)
    assert error_rate(BECKETT, heard.text) <= 0.25


def test_a_draft_saves_most_runs_of_the_decoder():
    package = Path(find_spec("moonshine_voice").origin).parent
    model = MoonshineModel(package / "assets" / "tiny-en", threads=1)
    audio = recording("beckett.wav").astype(np.float32) / 32768
    runs = []

    def runs_of(draft):
        runs.clear()
        model.transcribe(audio, lambda: runs.append(1), draft)
        return len(runs)

    draft = model.transcribe(audio[:-8_000], lambda: False).tokens
    assert runs_of(draft) * 2 < runs_of(())


async def test_a_clear_answer_is_heard_with_confidence(ears):
    heard = await ears.transcribe(recording("beckett.wav"), language="en")
    assert all(0.7 < segment.confidence <= 1 for segment in heard.segments)
