import asyncio
import threading

import pytest

from talkup_local.engines.worker import STREAM_AHEAD, Worker
from talkup_local.errors import EngineError


@pytest.fixture
def worker():
    worker = Worker("test")
    yield worker
    worker.close()


class Held:
    """A job that says when it runs, and ends when it is let go or cancelled."""

    def __init__(self):
        self.began, self.free, self.flag = threading.Event(), threading.Event(), None

    def __call__(self, cancel):
        self.flag = cancel
        self.began.set()
        while not (self.free.is_set() or cancel.wait(0.005)):
            pass


async def begun(held):
    await asyncio.to_thread(held.began.wait)


async def test_a_job_gives_its_result(worker):
    assert await worker.run(lambda _cancel: 42) == 42


async def test_jobs_run_in_the_thread_of_that_name(worker):
    assert await worker.run(lambda _cancel: threading.current_thread().name) == "test"


async def test_jobs_run_in_the_order_they_came(worker):
    order = []
    await asyncio.gather(*(worker.run(lambda _c, n=n: order.append(n)) for n in range(20)))
    assert order == list(range(20))


async def test_urgent_jobs_go_before_those_that_are_not(worker):
    held, order = Held(), []
    first = asyncio.create_task(worker.run(held))
    await begun(held)
    rest = [
        asyncio.create_task(worker.run(lambda _c, n=n: order.append(n), urgent=n % 2 == 0))
        for n in range(6)
    ]
    await asyncio.sleep(0)
    held.free.set()
    await asyncio.gather(first, *rest)
    assert order == [0, 2, 4, 1, 3, 5]


async def test_what_a_job_raises_is_raised_to_its_caller(worker):
    def fail(_cancel):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await worker.run(fail)


async def test_the_thread_lives_on_after_a_failure(worker):
    with pytest.raises(ZeroDivisionError):
        await worker.run(lambda _cancel: 1 / 0)
    assert await worker.run(lambda _cancel: "fine") == "fine"


async def test_cancelling_the_caller_sets_the_flag_of_the_job(worker):
    held = Held()
    task = asyncio.create_task(worker.run(held))
    await begun(held)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert held.flag.cancelled


async def test_a_job_that_was_cancelled_while_it_waited_never_runs(worker):
    held, ran = Held(), []
    first = asyncio.create_task(worker.run(held))
    await begun(held)
    second = asyncio.create_task(worker.run(lambda _cancel: ran.append(1)))
    await asyncio.sleep(0)
    second.cancel()
    held.free.set()
    await asyncio.gather(first, second, return_exceptions=True)
    await worker.run(lambda _cancel: None)
    assert ran == []


async def test_it_counts_the_jobs_that_have_not_ended(worker):
    held = Held()
    tasks = [asyncio.create_task(worker.run(held)) for _ in range(2)]
    await begun(held)
    assert worker.waiting == 2
    held.free.set()
    await asyncio.gather(*tasks)
    assert worker.waiting == 0


async def test_a_stream_gives_its_pieces_in_order(worker):
    assert [piece async for piece in worker.stream(lambda _c: iter(range(300)))] == [*range(300)]


async def test_an_empty_stream_ends(worker):
    assert [piece async for piece in worker.stream(lambda _c: iter(()))] == []


async def test_a_stream_that_fails_gives_what_came_before(worker):
    def pieces(_cancel):
        yield 1
        raise ValueError("broke off")

    stream = worker.stream(pieces)
    assert await anext(stream) == 1
    with pytest.raises(ValueError, match="broke off"):
        await anext(stream)


async def test_a_stream_waits_for_a_slow_reader(worker):
    made = []

    def pieces(_cancel):
        for n in range(STREAM_AHEAD * 3):
            made.append(n)
            yield n

    stream = worker.stream(pieces)
    await anext(stream)
    while len(made) < STREAM_AHEAD:
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.02)
    assert len(made) <= STREAM_AHEAD + 2
    await stream.aclose()


async def test_closing_a_stream_cancels_its_job(worker):
    flags = []

    def pieces(cancel):
        flags.append(cancel)
        while not cancel.wait(0.001):
            yield "more"

    stream = worker.stream(pieces)
    await anext(stream)
    await stream.aclose()
    assert await worker.run(lambda _cancel: "next") == "next"
    assert flags[0].cancelled


async def test_waiting_on_a_flag_ends_when_it_is_set(worker):
    answers, began = [], threading.Event()

    def wait(cancel):
        began.set()
        answers.append(cancel.wait(60))

    task = asyncio.create_task(worker.run(wait))
    await asyncio.to_thread(began.wait)
    task.cancel()
    await worker.run(lambda _cancel: None)
    assert answers == [True]


async def test_a_closed_worker_refuses_jobs(worker):
    worker.close()
    with pytest.raises(EngineError, match="test: is closed"):
        await worker.run(lambda _cancel: None)
    with pytest.raises(EngineError, match="test: is closed"):
        await anext(worker.stream(lambda _cancel: iter(())))


async def test_closing_lets_the_jobs_in_hand_end(worker):
    held = Held()
    tasks = [asyncio.create_task(worker.run(held, urgent=urgent)) for urgent in (True, False)]
    await begun(held)
    asyncio.get_running_loop().call_later(0.01, held.free.set)
    await asyncio.to_thread(worker.close)
    await asyncio.gather(*tasks)
