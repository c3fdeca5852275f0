import asyncio
import contextlib

import numpy as np
import pytest
from support.interviews import loud
from support.scripted_services import ScriptedService

from talkup_local.audio.media.decoder import Decoded
from talkup_local.audio.media.picture import Picture
from talkup_local.clock import VirtualClock
from talkup_local.config.services import ServicePlace
from talkup_local.engines.base import TimedWord
from talkup_local.errors import Undecodable
from talkup_local.protocol.services.contents import Analysis
from talkup_local.server.dialects.stream_analysis import Analyses
from talkup_local.services.base import Service, ServiceStream
from talkup_local.services.gateway import Gateway
from talkup_local.services.route import Route
from talkup_local.turn import output as out

BOTH = ("verbal_analyzer", "behavior_analyzer")
SOUND = Decoded(samples=loud(0.1))


class Watching(Service):
    """Counts what it gets; ``error`` is raised by the first piece."""

    streams = True

    def __init__(self, name="behavior_analyzer", error=None):
        self.name, self.error = name, error
        self.got = []
        self.closed = asyncio.Event()

    async def process(self, request):
        raise NotImplementedError

    def open(self, tell, language=None):
        return _Stream(self)


class _Stream(ServiceStream):
    def __init__(self, service):
        self.service = service

    async def push(self, chunk):
        if self.service.error is not None:
            raise self.service.error
        self.service.got.append(chunk)

    async def finish(self):
        return Analysis(measures={"pieces": len(self.service.got)})

    async def close(self):
        self.service.closed.set()


class House:
    """Analyses of one stream, and what they told."""

    def __init__(self, names, tasks, watching=None, off=()):
        clock = VirtualClock()
        self.words = ScriptedService("verbal_analyzer", clock)
        self.watching = watching or Watching()
        services = {"verbal_analyzer": self.words, "behavior_analyzer": self.watching}
        self.gateway = Gateway(
            {
                name: Route(
                    name, ServicePlace(url="off" if name in off else "local"), clock, local=service
                )
                for name, service in services.items()
            },
            clock,
        )
        self.told = []

        async def tell(turn, outcome):
            self.told.append((turn, outcome.service, outcome.status))

        self.analyses = Analyses(
            self.gateway,
            names,
            session_id="mine",
            language="en",
            clock=clock,
            spawn=tasks.create_task,
            tell=tell,
        )
        self.analyses.start()

    async def concluded(self):
        """Return how each service ended."""
        self.outcomes = await self.analyses.conclude()
        return {name: outcome.status for name, outcome in self.outcomes.items()}


@contextlib.asynccontextmanager
async def analysing(*names, **script):
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        yield House(names, tasks, **script)


def heard(text, start_s=0.0, **more):
    words = tuple(
        TimedWord(text=word, start_s=start_s + number, end_s=start_s + number + 0.5)
        for number, word in enumerate(text.split())
    )
    return out.Heard(text, len(text), final=True, words=words, **more)


def times(content):
    return [(word.start_s, word.end_s) for word in content.words]


class TestWords:
    async def test_those_of_a_turn_are_analysed_at_once(self):
        async with analysing("verbal_analyzer") as house:
            house.analyses.heard(heard("I did", question="What?", asked_until_s=-0.5), 1)
            await house.concluded()
        asked = house.words.asked[0]
        assert house.told == [(1, "verbal_analyzer", "ok")]
        assert (asked.text, asked.question, asked.question_end_s) == ("I did", "What?", -0.5)
        assert times(asked) == [(0, 0.5), (1, 1.5)]

    async def test_in_the_end_all_are_analysed_as_if_said_in_one_go(self):
        async with analysing("verbal_analyzer") as house:
            house.analyses.said(2.5)
            house.analyses.heard(heard("I did", start_s=3.0), 1)
            house.analyses.heard(heard("some more", start_s=60.0), 2)
            await house.concluded()
        whole = house.words.asked[-1]
        assert (whole.text, whole.asked_s) == ("I did some more", 2.5)
        assert times(whole) == [(3, 3.5), (4, 4.5), (4.5, 5), (5.5, 6)]

    async def test_a_turn_without_words_is_not_analysed(self):
        async with analysing("verbal_analyzer") as house:
            house.analyses.heard(heard(""), 1)
            assert await house.concluded() == {"verbal_analyzer": "error"}
        assert not house.words.asked
        assert not house.told

    async def test_one_who_did_not_ask_for_it_is_told_nothing(self):
        async with analysing() as house:
            house.analyses.heard(heard("I did"), 1)
            assert await house.concluded() == {}
        assert not house.words.asked


class TestSoundAndPictures:
    async def test_they_are_looked_at_while_they_come(self):
        async with analysing("behavior_analyzer") as house:
            for _ in range(3):
                await house.analyses.watch(SOUND)
            assert await house.concluded() == {"behavior_analyzer": "ok"}
        assert house.outcomes["behavior_analyzer"].data.measures == {"pieces": 3}
        assert house.watching.closed.is_set()

    async def test_a_picture_goes_as_jpeg_with_its_time(self):
        picture = Picture(rgb=np.zeros((48, 64, 3), np.uint8), at_s=1.5)
        async with analysing("behavior_analyzer") as house:
            await house.analyses.watch(Decoded(pictures=[picture]))
            await house.concluded()
        (content,) = house.watching.got
        assert (content.image[:2], content.format, content.at_s) == (b"\xff\xd8", "image/jpeg", 1.5)

    async def test_with_neither_it_says_so(self):
        async with analysing("behavior_analyzer") as house:
            assert await house.concluded() == {"behavior_analyzer": "error"}
        assert house.outcomes["behavior_analyzer"].code == "INVALID_REQUEST"

    async def test_nobody_watches_who_was_not_asked(self):
        async with analysing("verbal_analyzer") as house:
            assert not house.analyses.watches
            await house.analyses.watch(SOUND)
            await house.concluded()
        assert not house.watching.got

    async def test_one_that_is_turned_off_is_disabled(self):
        async with analysing("behavior_analyzer", off=["behavior_analyzer"]) as house:
            await house.analyses.watch(SOUND)
            assert await house.concluded() == {"behavior_analyzer": "disabled"}

    @pytest.mark.parametrize(
        ("error", "code"), [(Undecodable("no"), "UNDECODABLE"), (ValueError(), "INTERNAL_ERROR")]
    )
    async def test_one_that_fails_holds_nobody_up(self, error, code):
        async with analysing(*BOTH, watching=Watching(error=error)) as house:
            for _ in range(600):  # more than may wait for it
                await house.analyses.watch(SOUND)
            house.analyses.heard(heard("I did"), 1)
            statuses = await house.concluded()
        assert statuses == {"behavior_analyzer": "error", "verbal_analyzer": "ok"}
        assert house.outcomes["behavior_analyzer"].code == code

    async def test_how_it_ended_is_counted(self):
        async with analysing("behavior_analyzer") as house:
            await house.analyses.watch(SOUND)
            await house.concluded()
        assert house.gateway.counts()["behavior_analyzer"]["ok"] == 1


async def test_a_service_that_nobody_knows_is_told_with_the_others():
    async with analysing("verbal_analyzer", "mind_reader") as house:
        house.analyses.heard(heard("I did"), 1)
        assert await house.concluded() == {"verbal_analyzer": "ok", "mind_reader": "error"}


async def test_when_the_other_side_is_gone_all_work_stops():
    async with analysing(*BOTH) as house:
        house.words.takes_s = 1e9
        await house.analyses.watch(SOUND)
        house.analyses.heard(heard("I did"), 1)
        while not (house.words.asked and house.watching.got):
            await asyncio.sleep(0)
        house.analyses.gone()
    assert house.words.cancelled == 1
    assert house.watching.closed.is_set()
