import asyncio

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.errors import ServiceTimeout
from talkup_local.services.deadline import deadline

LATE = ServiceTimeout("llm", "late")


async def test_what_is_done_in_time_is_left_alone():
    clock = VirtualClock()
    async with deadline(clock, 2.0, LATE):
        await clock.sleep_s(1.0)
    assert clock.monotonic_s() == 1.0


async def test_what_takes_too_long_is_cancelled():
    clock = VirtualClock()
    with pytest.raises(ServiceTimeout):
        async with deadline(clock, 1.0, LATE):
            await asyncio.Event().wait()
    assert clock.monotonic_s() == 1.0


async def test_a_timeout_of_another_stays_what_it_is():
    with pytest.raises(TimeoutError):
        async with deadline(VirtualClock(), 1.0, LATE):
            raise TimeoutError


async def test_cancelling_stays_what_it_is():
    async def wait():
        async with deadline(VirtualClock(driven=True), 1.0, LATE):
            await asyncio.Event().wait()

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
