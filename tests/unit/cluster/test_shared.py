import asyncio
from contextlib import aclosing

import pytest
from ray.exceptions import ActorDiedError, RayTaskError

from talkup_local.cluster.shared import Shared
from talkup_local.errors import LanguageUnavailable
from talkup_local.protocol.services.contents import Message, PromptContent, Reply, TextContent
from talkup_local.services.base import Service

REQUEST = TextContent(text="I led the project.")
HERE, THERE = Reply(text="here"), Reply(text="there")


class Local(Service):
    name = "llm"
    streams = True

    @property
    def describes(self):
        return {"engine": "small"}

    async def process(self, request):
        return HERE

    def open(self, tell, language=None):
        return tell, language


class Answer:
    """What Ray gives for a call: results, or an error in their place."""

    def __init__(self, *results):
        self._results = results
        self.cancelled = False

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        if not self._results:
            yield from asyncio.Event().wait().__await__()
        return self._next(self._results[0])

    async def __aiter__(self):
        for result in self._results:
            yield self._next(result)

    def cancel(self):
        self.cancelled = True

    def _next(self, result):
        if isinstance(result, Exception):
            raise result
        return result


class Handle:
    """Ray's handle of a deployment, with a single answer for everything."""

    def __init__(self, *results):
        self.answer = Answer(*results)
        self.process = self.pieces = self

    def options(self, **_options):
        return self

    def remote(self, _request):
        return self.answer


def failed(cause):
    return RayTaskError("process", "Traceback", cause).as_instanceof_cause()


async def pieces_of(shared, request=REQUEST):
    async with aclosing(shared.pieces(request)) as pieces:
        return [piece async for piece in pieces]


async def test_a_request_goes_to_the_replicas():
    assert await Shared(Local(), Handle(THERE)).process(REQUEST) == THERE


async def test_its_pieces_come_from_a_replica():
    assert await pieces_of(Shared(Local(), Handle(THERE, THERE))) == [THERE, THERE]


async def test_a_request_whose_replica_dies_is_done_here():
    assert await Shared(Local(), Handle(ActorDiedError())).process(REQUEST) == HERE


async def test_pieces_whose_replica_dies_are_begun_anew_here():
    assert await pieces_of(Shared(Local(), Handle(THERE, ActorDiedError()))) == [THERE, HERE]


async def test_what_a_service_refuses_is_refused_in_its_own_words():
    shared = Shared(Local(), Handle(failed(LanguageUnavailable("No Latin here."))))
    with pytest.raises(LanguageUnavailable) as caught:
        await shared.process(REQUEST)
    assert type(caught.value) is LanguageUnavailable
    assert str(caught.value) == "No Latin here."


async def test_a_conversation_that_the_service_remembers_stays_here():
    shared = Shared(Local(), Handle(THERE))
    assert await shared.process(PromptContent(text="Hello.", session_id="7")) == HERE


async def test_a_conversation_that_the_caller_remembers_may_go_anywhere():
    request = PromptContent(messages=(Message(role="user", content="Hello."),))
    assert await Shared(Local(), Handle(THERE)).process(request) == THERE


async def test_who_gives_up_cancels_the_request():
    handle = Handle()
    asking = asyncio.create_task(Shared(Local(), handle).process(REQUEST))
    await asyncio.sleep(0.01)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert handle.answer.cancelled


async def test_who_stops_reading_pieces_cancels_the_request():
    handle = Handle(THERE, THERE)
    async with aclosing(Shared(Local(), handle).pieces(REQUEST)) as pieces:
        assert await anext(pieces) == THERE
    assert handle.answer.cancelled


def test_streams_stay_here():
    shared = Shared(Local(), Handle())
    assert shared.streams
    assert shared.open(print, "en") == (print, "en")


def test_it_tells_what_the_service_tells():
    assert Shared(Local(), Handle()).describes == {"engine": "small"}
