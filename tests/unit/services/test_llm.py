import asyncio
import contextlib

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.config import Config
from talkup_local.engines.base import GenerationOptions
from talkup_local.engines.scripted import ScriptedModel
from talkup_local.errors import GenerationError, LanguageUnavailable, Unusable
from talkup_local.protocol.services.contents import Message, PromptContent
from talkup_local.services.llm import LlmService
from talkup_local.wiring import parts

LONG = (
    "I worked in a bakery for three years and learned to run the whole shop on my own "
    "when the owner fell ill."
)


def service(model=None):
    config, clock = Config(), VirtualClock()

    def open_interview(interview_id, language):
        request = parts.InterviewRequest(interview_id=interview_id)
        plan = parts.plan(config, request, language)
        return parts.interviewer(config, model, plan, interview_id=interview_id, clock=clock)

    return LlmService(
        model, open_interview, language="en", options=GenerationOptions(), clock=clock
    )


@contextlib.asynccontextmanager
async def modelled(*replies, **script):
    model = ScriptedModel(replies, **script)
    await model.start()
    try:
        yield service(model), model
    finally:
        await model.close()


def said(*contents):
    roles = ("user", "assistant")
    return tuple(Message(role=roles[i % 2], content=text) for i, text in enumerate(contents))


async def test_without_a_model_the_rules_answer_what_was_said():
    reply = await service().process(PromptContent(text=LONG))
    assert reply.text.endswith("?")


async def test_a_session_is_remembered():
    asked = service()
    first = await asked.process(PromptContent(text=LONG, session_id="a"))
    second = await asked.process(PromptContent(text="Could you repeat that?", session_id="a"))
    assert first.text.split(". ")[-1] in second.text


async def test_sessions_do_not_know_of_each_other():
    asked = service()
    await asked.process(PromptContent(text=LONG, session_id="a"))
    other = await asked.process(PromptContent(text=LONG, session_id="b"))
    alone = await service().process(PromptContent(text=LONG, session_id="b"))
    assert other == alone


async def test_an_answer_that_nobody_waited_for_was_never_said():
    async with modelled("What did you bake there most of the time?") as (asked, _model):
        pieces = asked.pieces(PromptContent(text=LONG, session_id="a"))
        await anext(pieces)
        await pieces.aclose()
        again = await asked.process(PromptContent(text=LONG, session_id="a"))
    async with modelled("What did you bake there most of the time?") as (fresh, _model):
        assert again == await fresh.process(PromptContent(text=LONG, session_id="a"))


async def test_messages_go_to_the_model_as_they_are():
    async with modelled("Very well.") as (asked, model):
        reply = await asked.process(PromptContent(messages=said("Hello", "Hi", "How are you?")))
        assert reply.text == "Very well."
        assert [m.content for m in model.seen[0]] == ["Hello", "Hi", "How are you?"]


async def test_a_reply_grows_piece_by_piece():
    async with modelled("One two three") as (asked, _model):
        request = PromptContent(messages=said("Count"))
        texts = [piece.text async for piece in asked.pieces(request)]
    assert texts[:3] == ["One", "One two", "One two three"]


async def test_what_a_model_thinks_to_itself_is_not_told():
    async with modelled("<think>They want a joke.</think>Of course.") as (asked, _model):
        assert (await asked.process(PromptContent(messages=said("Hi")))).text == "Of course."


async def test_without_a_model_the_rules_come_to_where_the_conversation_is():
    asked = service()
    await asked.process(PromptContent(text=LONG, session_id="a"))
    follow_up = await asked.process(PromptContent(text=LONG, session_id="a"))
    replayed = await asked.process(
        PromptContent(messages=said(LONG, "And then?", LONG), session_id="a")
    )
    assert replayed == follow_up


async def test_a_long_conversation_holds_up_nobody_else_s():
    asked = service()
    request = PromptContent(messages=said(*[LONG] * 9))
    long = asyncio.create_task(asked.process(request))
    await asyncio.sleep(0)
    await asked.process(PromptContent(text=LONG))
    assert not long.done()
    assert (await long).text


async def test_a_model_that_fails_is_told():
    async with modelled("Never", failures={0}) as (asked, _model):
        with pytest.raises(GenerationError):
            await asked.process(PromptContent(messages=said("Hi")))


async def test_leaving_stops_the_model():
    async with modelled("a " * 100, tokens_per_s=20) as (asked, model):
        task = asyncio.create_task(asked.process(PromptContent(messages=said("Hi"))))
        while not model.seen:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while model.waiting:
            await asyncio.sleep(0.01)
        assert model.waiting == 0


@pytest.mark.parametrize(
    "request_",
    [PromptContent(), PromptContent(messages=()), PromptContent(messages=said("x")[:0])],
)
async def test_a_request_without_words_says_what_it_lacks(request_):
    with pytest.raises(Unusable, match="`text` or `messages`"):
        await service().process(request_)


async def test_a_language_that_nobody_speaks_is_refused():
    with pytest.raises(LanguageUnavailable):
        await service().process(PromptContent(text="Hallo", language="de"))
