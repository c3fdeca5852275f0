import asyncio

import pytest
from support.scripted_services import GIVES, ScriptedRemote, ScriptedService, driven

from talkup_local.clock import VirtualClock
from talkup_local.config.services import ServicePlace
from talkup_local.errors import (
    GenerationError,
    ServiceBroken,
    ServiceBusy,
    ServiceDisabled,
    ServiceRefused,
    ServiceTimeout,
    ServiceUnreachable,
)
from talkup_local.protocol.services.contents import PromptContent
from talkup_local.services.breaker import Breaker
from talkup_local.services.route import Route

ASKED = PromptContent(text="hello")
GONE = ServiceUnreachable("llm", "gone")


def gone(times):
    """Return errors of connections that were lost, each for itself."""
    return [ServiceUnreachable("llm", "gone") for _ in range(times)]


@pytest.fixture
def clock():
    return VirtualClock(driven=True)


def elsewhere(clock, errors=(), *, local=True, pieces=(), breaker=None, **settings):
    """Return a route to a service elsewhere that raises ``errors``, and that service."""
    remote = ScriptedRemote(errors=errors, pieces=pieces)
    here = ScriptedService("llm", clock) if local else None
    place = ServicePlace(url="ws://elsewhere", **settings)
    route = Route(
        "llm", place, clock, local=here, remote=remote, breaker=breaker, jitter=lambda: 0.0
    )
    return route, remote


class TestHere:
    async def test_the_service_of_this_process_does_it(self, clock):
        route = Route("llm", ServicePlace(), clock, local=ScriptedService("llm", clock))
        answer = await driven(clock, route.process(ASKED))
        assert (answer.data, answer.by) == (GIVES["llm"], "local")

    async def test_it_has_a_time_limit(self, clock):
        service = ScriptedService("llm", clock, takes_s=60.0)
        route = Route("llm", ServicePlace(timeout_s=1.0), clock, local=service)
        with pytest.raises(ServiceTimeout):
            await driven(clock, route.process(ASKED))
        assert service.cancelled == 1

    async def test_its_own_errors_stay_what_they_are(self, clock):
        service = ScriptedService("llm", clock, error=GenerationError("model", "broke"))
        route = Route("llm", ServicePlace(), clock, local=service)
        with pytest.raises(GenerationError):
            await driven(clock, route.process(ASKED))

    async def test_one_that_is_off_is_disabled(self, clock):
        service = ScriptedService("llm", clock)
        route = Route("llm", ServicePlace(url="off"), clock, local=service)
        with pytest.raises(ServiceDisabled):
            await route.process(ASKED)

    async def test_where_there_is_none_it_says_so(self, clock):
        with pytest.raises(ServiceUnreachable):
            await driven(clock, Route("llm", ServicePlace(), clock).process(ASKED))


class TestElsewhere:
    async def test_the_service_there_does_it(self, clock):
        route, _ = elsewhere(clock)
        assert (await route.process(ASKED)).by == "remote"

    @pytest.mark.parametrize("error", [GONE, ServiceBroken("llm", "garbage")])
    async def test_what_fails_on_the_way_is_asked_once_more(self, clock, error):
        route, remote = elsewhere(clock, [error])
        assert (await route.process(ASKED)).by == "remote"
        assert len(remote.asked) == 2

    @pytest.mark.parametrize(
        "error",
        [
            ServiceTimeout("llm", "late"),
            ServiceBusy("llm", "full"),
            ServiceRefused("llm", "broke", "AI_RESPONSE_ERROR"),
            ServiceRefused("llm", "speaks no French", "LANGUAGE_UNAVAILABLE"),
        ],
    )
    async def test_other_failures_are_mended_here_at_once(self, clock, error):
        route, remote = elsewhere(clock, [error])
        assert (await driven(clock, route.process(ASKED))).by == "local"
        assert len(remote.asked) == 1

    async def test_what_fails_twice_is_done_here(self, clock):
        route, remote = elsewhere(clock, [GONE, GONE])
        assert (await driven(clock, route.process(ASKED))).by == "local"
        assert remote.counts["fallback"] == 1

    async def test_what_fails_twice_is_an_error_where_there_is_none_here(self, clock):
        route, remote = elsewhere(clock, [GONE, GONE], local=False)
        with pytest.raises(ServiceUnreachable):
            await route.process(ASKED)
        assert remote.counts["failed"] == 1

    async def test_what_fails_twice_is_an_error_where_that_is_wished(self, clock):
        route, _ = elsewhere(clock, [GONE, GONE], fallback=False)
        with pytest.raises(ServiceUnreachable):
            await route.process(ASKED)

    async def test_a_bad_request_is_no_better_here(self, clock):
        route, _ = elsewhere(clock, [ServiceRefused("llm", "no", "INVALID_REQUEST")])
        with pytest.raises(ServiceRefused):
            await route.process(ASKED)

    async def test_one_that_is_known_to_be_down_is_not_asked(self, clock):
        route, remote = elsewhere(clock)
        remote.ready = False
        assert (await driven(clock, route.process(ASKED))).by == "local"
        assert len(remote.asked) == 0


class TestTheBreaker:
    async def test_one_that_fails_again_and_again_is_left_alone(self, clock):
        route, remote = elsewhere(clock, gone(9), breaker=Breaker(row=4))
        for _ in range(5):
            await driven(clock, route.process(ASKED))
        assert len(remote.asked) == 4
        assert route.state()["breaker"] == "open"

    async def test_what_one_lost_connection_takes_along_is_one_failure(self, clock):
        route, remote = elsewhere(clock, [GONE] * 3, local=False, breaker=Breaker(row=2))
        asked = [asyncio.ensure_future(route.process(ASKED)) for _ in range(3)]
        assert [answer.by for answer in await asyncio.gather(*asked)] == ["remote"] * 3
        assert (remote.counts["retried"], route.state()["breaker"]) == (3, "closed")

    async def test_one_that_is_left_alone_is_not_asked_once_more(self, clock):
        broken = ServiceBroken("llm", "garbage")
        route, remote = elsewhere(clock, [broken], local=False, breaker=Breaker(row=1))
        for reason in (ServiceBroken, ServiceUnreachable):
            with pytest.raises(reason):
                await route.process(ASKED)
        assert len(remote.asked) == 1
        assert not remote.counts["retried"]

    async def test_one_that_works_again_is_asked_again(self, clock):
        route, _ = elsewhere(clock, gone(2), breaker=Breaker(row=2, first_s=1.0))
        await driven(clock, route.process(ASKED))
        clock.advance_s(1.0)
        assert (await route.process(ASKED)).by == "remote"
        assert route.state()["breaker"] == "closed"

    async def test_a_bad_request_is_no_failure_of_the_service(self, clock):
        refused = ServiceRefused("llm", "no", "INVALID_REQUEST")
        route, _ = elsewhere(clock, [refused] * 3, breaker=Breaker(row=2))
        for _ in range(3):
            with pytest.raises(ServiceRefused):
                await route.process(ASKED)
        assert route.state()["breaker"] == "closed"


class TestPieces:
    async def test_they_come_from_elsewhere(self, clock):
        route, _ = elsewhere(clock, pieces=["Tell"])
        answers = [answer async for answer in route.pieces(ASKED)]
        assert [answer.data.text for answer in answers] == ["Tell", "Tell me more."]

    async def test_a_failure_before_the_first_is_mended(self, clock):
        route, remote = elsewhere(clock, [GONE])
        assert [answer.by async for answer in route.pieces(ASKED)] == ["remote"]
        assert len(remote.asked) == 2

    async def test_nobody_begins_anew_once_one_is_out(self, clock):
        route, _ = elsewhere(clock, [GONE], pieces=["Tell"])
        answers = route.pieces(ASKED)
        assert (await anext(answers)).data.text == "Tell"
        with pytest.raises(ServiceUnreachable):
            await anext(answers)

    async def test_they_come_from_here_when_elsewhere_fails_twice(self, clock):
        route, _ = elsewhere(clock, [GONE, GONE])

        async def all_of_them():
            return [answer.by async for answer in route.pieces(ASKED)]

        assert await driven(clock, all_of_them()) == ["local"]


async def test_a_caller_who_leaves_stops_the_work(clock):
    service = ScriptedService("llm", clock, takes_s=5.0)
    route = Route("llm", ServicePlace(), clock, local=service)
    asking = asyncio.create_task(route.process(ASKED))
    for _ in range(5):
        await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert service.cancelled == 1


async def test_the_state_of_one_here_is_local(clock):
    route = Route("llm", ServicePlace(), clock, local=ScriptedService("llm", clock))
    assert route.state() == {"url": "local", "state": "local"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, "ok"),
        (GenerationError("model", "broke"), "error"),
        (ServiceTimeout("llm", "late"), "timeout"),
    ],
)
async def test_how_a_request_ends_is_counted(clock, error, status):
    service = ScriptedService("llm", clock, error=error)
    route = Route("llm", ServicePlace(), clock, local=service)
    await asyncio.gather(driven(clock, route.process(ASKED)), return_exceptions=True)
    assert route.counts == {status: 1}


async def test_one_that_is_off_is_counted_as_disabled(clock):
    route = Route("llm", ServicePlace(url="off"), clock)
    with pytest.raises(ServiceDisabled):
        await anext(route.pieces(ASKED))
    assert route.counts == {"disabled": 1}


async def test_pieces_that_nobody_waits_for_any_more_are_not_counted(clock):
    route, remote = elsewhere(clock, pieces=["Tell"])
    answers = route.pieces(ASKED)
    await anext(answers)
    await answers.aclose()
    assert not remote.counts


def test_a_server_behind_the_service_of_this_process_is_up_or_down():
    place = ServicePlace(url="http://127.0.0.1:8000/v1")
    clock = VirtualClock()
    route = Route("llm", place, clock, local=ScriptedService("llm", clock))
    there = [True, False]
    route.leads_to(lambda: there.pop(0))
    assert [route.state()["state"] for _ in range(2)] == ["up", "down"]
