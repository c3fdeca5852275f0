import pytest

from talkup_local.clock import VirtualClock
from talkup_local.errors import RateLimited
from talkup_local.server.limits import MAX_ADDRESSES, AddressRate, HandPace, MessageRate, who


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


def test_each_address_has_its_own_minute(clock):
    rate = AddressRate(2, clock)
    for _ in range(3):
        rate.take("a")
    assert (rate.wait_s("a") > 0, rate.wait_s("b")) == (True, 0)


def test_an_address_is_told_how_long_to_wait(clock):
    rate = AddressRate(6, clock)
    for _ in range(6):
        rate.take("a")
    wait_s = rate.wait_s("a")
    clock.advance_s(wait_s - 1)
    assert rate.wait_s("a") == 1
    clock.advance_s(1)
    assert rate.wait_s("a") == 0


def test_no_limit_is_no_limit(clock):
    rate = AddressRate(0, clock)
    for _ in range(1000):
        rate.take("a")
    assert rate.wait_s("a") == 0


def test_more_addresses_than_can_be_remembered_push_out_the_longest_unseen(clock):
    rate = AddressRate(1, clock)
    rate.take("early")
    rate.take("seen again")
    for number in range(MAX_ADDRESSES - 2):
        rate.take(str(number))
    rate.take("seen again")
    rate.take("one more")
    assert rate.wait_s("early") == 0
    assert rate.wait_s("seen again") > 0


@pytest.mark.parametrize(
    ("address", "holder"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::99", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::1"),
        ("unix", ""),
        ("", ""),
    ],
)
def test_a_holder_of_an_ipv6_network_is_one_holder(address, holder):
    assert who(address) == holder


def test_what_is_typed_may_wait_for_a_reply_up_to_a_limit(clock):
    pace = HandPace(clock)
    pace.types("a" * 40_000)
    with pytest.raises(RateLimited):
        pace.types("b")
    pace.answered()
    pace.types("c" * 40_000)
