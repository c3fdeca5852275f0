import pytest

from talkup_local.clock import VirtualClock
from talkup_local.server.limits import MessageRate


@pytest.fixture
def clock():
    return VirtualClock()


def test_a_burst_is_allowed_and_no_more(clock):
    rate = MessageRate(10, 3, clock)
    assert [rate.allows() for _ in range(5)] == [True, True, True, False, False]


def test_time_gives_back_what_was_used(clock):
    rate = MessageRate(10, 3, clock)
    for _ in range(3):
        rate.allows()
    clock.advance_s(0.2)
    assert [rate.allows() for _ in range(3)] == [True, True, False]


def test_rest_saves_up_no_more_than_a_burst(clock):
    rate = MessageRate(10, 3, clock)
    clock.advance_s(3600)
    assert sum(rate.allows() for _ in range(10)) == 3


def test_a_steady_client_at_the_rate_is_never_refused(clock):
    rate = MessageRate(8, 2, clock)
    for _ in range(200):
        assert rate.allows()
        clock.advance_s(1 / 8)


def test_complaints_come_once_a_second(clock):
    rate = MessageRate(10, 1, clock)
    assert rate.may_tell()
    assert not rate.may_tell()
    clock.advance_s(0.9)
    assert not rate.may_tell()
    clock.advance_s(0.1)
    assert rate.may_tell()
