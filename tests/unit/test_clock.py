import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from talkup_local.clock import SystemClock, VirtualClock


async def sleeper(clock, *sleeps_s, log, name=""):
    """Sleep again and again; note when each sleep was over."""
    for seconds in sleeps_s:
        await clock.sleep_s(seconds)
        log.append((name, round(clock.monotonic_s(), 6)))


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


class TestLeftToItself:
    async def test_it_jumps_to_the_end_of_a_sleep(self):
        clock = VirtualClock()
        await clock.sleep_s(3_600)
        assert clock.monotonic_s() == 3_600

    async def test_sleepers_wake_in_the_order_of_their_times(self):
        clock, log = VirtualClock(), []
        await asyncio.gather(
            sleeper(clock, 3.0, log=log, name="late"),
            sleeper(clock, 1.0, log=log, name="early"),
            sleeper(clock, 2.0, log=log, name="middle"),
        )
        assert log == [("early", 1.0), ("middle", 2.0), ("late", 3.0)]

    async def test_each_of_several_sleepers_keeps_its_own_pace(self):
        clock, log = VirtualClock(), []
        await asyncio.gather(
            sleeper(clock, *[0.05] * 20, log=log, name="fast"),
            sleeper(clock, *[0.3] * 3, log=log, name="slow"),
        )
        assert [at for name, at in log if name == "slow"] == [0.3, 0.6, 0.9]
        assert [at for name, at in log if name == "fast"] == pytest.approx(
            [0.05 * (count + 1) for count in range(20)]
        )
        assert log == sorted(log, key=lambda item: item[1])

    async def test_those_who_wake_at_the_same_time_all_do(self):
        clock, log = VirtualClock(), []
        await asyncio.gather(*(sleeper(clock, 1.0, 1.0, log=log) for _ in range(5)))
        assert [at for _, at in log] == [1.0] * 5 + [2.0] * 5

    async def test_nobody_waits_for_a_sleeper_that_was_cancelled(self):
        clock = VirtualClock()
        short = asyncio.create_task(clock.sleep_s(1.0))
        long = asyncio.create_task(clock.sleep_s(5.0))
        await asyncio.sleep(0)
        short.cancel()
        await long
        assert clock.monotonic_s() == 5.0
        assert short.cancelled()

    @pytest.mark.parametrize("seconds", [0, -1.0])
    async def test_a_sleep_of_nothing_takes_none(self, seconds):
        clock = VirtualClock()
        await clock.sleep_s(seconds)
        assert clock.monotonic_s() == 0


class TestDriven:
    async def test_it_stands_still_until_it_is_moved(self):
        clock, log = VirtualClock(driven=True), []
        task = asyncio.create_task(sleeper(clock, 1.0, log=log))
        await settle()
        assert not log
        assert clock.monotonic_s() == 0
        clock.advance_s(0.999)
        await settle()
        assert not log
        clock.advance_s(0.001)
        await task
        assert clock.monotonic_s() == 1.0

    async def test_moving_it_wakes_all_who_are_due_and_nobody_else(self):
        clock, log = VirtualClock(driven=True), []
        tasks = [
            asyncio.create_task(sleeper(clock, seconds, log=log, name=str(seconds)))
            for seconds in (1, 2, 3)
        ]
        await settle()
        clock.advance_s(2.5)
        await settle()
        assert {name for name, _ in log} == {"1", "2"}
        clock.advance_s(1.0)
        await asyncio.gather(*tasks)
        assert log[-1] == ("3", 3.5)

    async def test_who_sleeps_again_sleeps_from_then_on(self):
        clock, log = VirtualClock(driven=True), []
        task = asyncio.create_task(sleeper(clock, 1.0, 1.0, log=log))
        await settle()
        clock.advance_s(1.5)
        await settle()
        clock.advance_s(0.9)
        await settle()
        assert len(log) == 1
        clock.advance_s(0.1)
        await task
        assert [at for _, at in log] == [1.5, 2.5]

    async def test_a_cancelled_sleeper_stays_cancelled(self):
        clock = VirtualClock(driven=True)
        task = asyncio.create_task(clock.sleep_s(1.0))
        await settle()
        task.cancel()
        clock.advance_s(2.0)
        with pytest.raises(asyncio.CancelledError):
            await task


def test_the_wall_time_moves_with_it():
    start = datetime(2030, 1, 1, tzinfo=UTC)
    clock = VirtualClock(start)
    clock.advance_s(90)
    assert clock.utc_now() == start + timedelta(seconds=90)


async def test_the_system_s_own_clock_never_goes_back():
    clock = SystemClock()
    before = clock.monotonic_s()
    await clock.sleep_s(-1)
    assert clock.monotonic_s() >= before
    assert clock.utc_now().tzinfo is UTC
