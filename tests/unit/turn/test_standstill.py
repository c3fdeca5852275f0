import asyncio

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.turn.standstill import StoppableClock


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def wall():
    return VirtualClock(driven=True)


@pytest.fixture
def clock(wall):
    return StoppableClock(wall)


def test_it_does_not_count_the_time_for_which_it_stood(wall, clock):
    wall.advance_s(1.0)
    clock.stop()
    wall.advance_s(5.0)
    assert (clock.monotonic_s(), clock.stood_s) == (1.0, 5.0)
    assert clock.go_on() == 5.0
    wall.advance_s(2.0)
    assert (clock.monotonic_s(), clock.stood_s) == (3.0, 5.0)


def test_to_stop_it_twice_is_to_stop_it_once(wall, clock):
    clock.stop()
    wall.advance_s(1.0)
    clock.stop()
    wall.advance_s(1.0)
    assert clock.go_on() == 2.0
    assert clock.go_on() == 0.0


async def test_who_sleeps_sleeps_on_for_what_was_left(wall, clock):
    sleeping = asyncio.create_task(clock.sleep_s(1.0))
    await settle()
    wall.advance_s(0.4)
    clock.stop()
    for _ in range(3):
        wall.advance_s(2.0)
        await settle()
    clock.go_on()
    wall.advance_s(0.5)
    await settle()
    assert not sleeping.done()
    wall.advance_s(0.1)
    await sleeping


async def test_nobody_wakes_while_it_stands(wall, clock):
    clock.stop()
    sleeping = asyncio.create_task(clock.sleep_s(0.0))
    await settle()
    assert not sleeping.done()
    clock.go_on()
    await sleeping
