"""Who watches at the desk, without a socket."""

import asyncio
import json

import pytest

from talkup_local.config import load
from talkup_local.errors import RateLimited
from talkup_local.server.dialects.desk import DeskDialect
from talkup_local.wiring import Appliance


class Link:
    """A connection that keeps what is sent."""

    def __init__(self):
        self.sent: asyncio.Queue[dict] = asyncio.Queue()
        self.tasks: list[asyncio.Task[None]] = []
        self.finished = False

    def offer(self, *data):
        for text in data:
            self.sent.put_nowait(json.loads(text))

    async def put(self, *data):
        self.offer(*data)

    async def finish(self):
        self.finished = True

    def spawn(self, work):
        self.tasks.append(asyncio.create_task(work))
        return self.tasks[-1]

    async def next(self, kind):
        """Return the next message of a type."""
        async with asyncio.timeout(60):
            while (message := await self.sent.get())["type"] != kind:
                pass
        return message


@pytest.fixture
def appliance(tmp_path):
    return Appliance(*load(flags={"data": str(tmp_path)}, folder=tmp_path))


@pytest.fixture
def link():
    return Link()


@pytest.fixture
def desk(link, appliance):
    return DeskDialect(link, appliance, operator=True, health=dict, attempts=None, watch_s=0.01)


async def test_who_watches_is_told_each_new_point_once(desk, link, appliance):
    appliance.desk.sample(0, {}, 0.0)
    await desk.receive(b'{"type":"watch"}', text=True)
    await link.next("live")
    appliance.desk.sample(3, {"stt": 1}, 2.5)
    point = (await link.next("point"))["point"]
    assert (point["sessions"], point["waiting"], point["buffered_s"]) == (3, {"stt": 1}, 2.5)
    await link.next("live")
    await link.next("live")
    await desk.gone()
    await asyncio.gather(*link.tasks, return_exceptions=True)
    assert {link.sent.get_nowait()["type"] for _ in range(link.sent.qsize())} <= {"live"}


async def test_who_watches_no_more_is_told_nothing(desk, link):
    await desk.receive(b'{"type":"watch"}', text=True)
    await link.next("live")
    await desk.receive(b'{"type":"watch","on":false,"id":2}', text=True)
    while (await link.next("answer"))["id"] != 2:
        pass
    await asyncio.gather(*link.tasks, return_exceptions=True)
    assert link.sent.empty()


async def test_at_the_end_nothing_new_is_begun(desk, link):
    await desk.receive(b'{"type":"watch"}', text=True)
    await desk.end("shutdown")
    await asyncio.gather(*link.tasks, return_exceptions=True)
    await desk.receive(b'{"type":"ping","id":1}', text=True)
    assert (await link.next("error"))["code"] == "SERVER_BUSY"
    assert link.finished


async def test_what_came_too_fast_is_refused(desk, link):
    desk.refuse(RateLimited(""))
    assert (await link.next("error"))["code"] == "RATE_LIMITED"


async def test_who_has_gone_is_not_watched_for(desk, link):
    await desk.receive(b'{"type":"watch"}', text=True)
    await desk.gone()
    async with asyncio.timeout(60):
        await asyncio.gather(*link.tasks)


async def test_files_are_not_made_for_who_has_gone(desk, link):
    await desk.receive(b'{"type":"export","session_id":"iv_1","id":1}', text=True)
    await desk.gone()
    await asyncio.gather(*link.tasks)
    assert link.sent.empty()


async def test_a_time_that_no_calendar_has_is_bad_input(desk, link, appliance):
    await appliance.interviews.open_store()
    before = b'"9999-12-31T23:59:59-23:59"'
    await desk.receive(b'{"type":"sessions","before":' + before + b"}", text=True)
    assert (await link.next("error"))["code"] == "INVALID_MESSAGE"
    await appliance.interviews.close()
