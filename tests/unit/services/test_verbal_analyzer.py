import asyncio

import pytest

from talkup_local.analysis.verbal.lexicon import lexicon_for
from talkup_local.errors import LanguageUnavailable, Unusable
from talkup_local.protocol.services.contents import TextContent, Word
from talkup_local.services import verbal_analyzer
from talkup_local.services.verbal_analyzer import VerbalAnalyzer

ANSWER = "Um, I led a team of five people and we raised sales by ten percent."


@pytest.fixture
def service():
    return VerbalAnalyzer(language="en")


def timed(text, word_s=0.5):
    words = enumerate(text.split())
    return tuple(
        Word(text=word, start_s=number * word_s, end_s=(number + 1) * word_s)
        for number, word in words
    )


def value(found, name):
    return found.measures[name]["value"]


async def test_words_alone_give_no_rate(service):
    found = await service.process(TextContent(text=ANSWER))
    assert value(found, "speaking_rate_words_per_min") is None
    assert value(found, "hesitations_per_100_words") > 0


async def test_times_of_the_words_give_the_rate(service):
    found = await service.process(TextContent(text=ANSWER, words=timed(ANSWER)))
    assert value(found, "speaking_rate_words_per_min") == pytest.approx(120)


async def test_every_measure_is_there_with_its_unit_and_place(service):
    found = await service.process(TextContent(text=ANSWER))
    assert list(found.measures) == service.describes["measures"]
    assert all({"value", "unit"} <= reading.keys() for reading in found.measures.values())


async def test_advice_is_in_the_language_of_the_answer(service):
    found = await service.process(TextContent(text="Euh, je dirigeais.", language="fr-FR"))
    assert found.language == "fr"


async def test_a_long_text_is_analysed_as_a_short_one_is(service):
    long = " ".join([ANSWER] * 60)
    found = await service.process(TextContent(text=long))
    assert found.details["words"] == 60 * len(ANSWER.split())


async def test_a_long_question_keeps_nobody_waiting(service):
    long = TextContent(text=ANSWER, question="What did you do then? " * 5_000)
    analysing = asyncio.create_task(service.process(long))
    await asyncio.sleep(0)
    assert not analysing.done()
    await analysing


async def test_nothing_said_is_no_error(service):
    found = await service.process(TextContent(text=""))
    assert found.confidence == 0
    assert found.notes


async def test_a_language_that_nobody_speaks_is_refused(service):
    with pytest.raises(LanguageUnavailable):
        await service.process(TextContent(text="Hallo", language="de"))


def test_it_takes_no_streams(service):
    with pytest.raises(Unusable):
        service.open(lambda _result: None)


def test_once_warm_no_answer_waits_for_word_lists():
    verbal_analyzer.warm_up()
    made = lexicon_for.cache_info().misses
    lexicon_for("en")
    lexicon_for("fr")
    assert lexicon_for.cache_info().misses == made
