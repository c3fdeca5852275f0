import pytest

from talkup_local.services.breaker import Breaker, backoff_s


def opened(**settings):
    """Return a breaker that has just opened, at second 100."""
    breaker = Breaker(row=2, first_s=1.0, longest_s=8.0, **settings)
    breaker.failed(100.0, 0.0)
    breaker.failed(100.0, 0.0)
    return breaker


class TestClosed:
    def test_lets_requests_through(self):
        assert Breaker().may_ask(0.0)

    def test_stays_closed_before_the_last_failure_of_a_row(self):
        breaker = Breaker(row=2)
        breaker.failed(0.0, 0.0)
        assert breaker.state == "closed"

    def test_a_success_begins_the_row_anew(self):
        breaker = Breaker(row=2)
        breaker.failed(0.0, 0.0)
        breaker.succeeded()
        breaker.failed(0.0, 0.0)
        assert breaker.state == "closed"

    def test_opens_at_the_last_failure_of_a_row(self):
        assert opened().state == "open"


class TestOpen:
    def test_lets_nothing_through_before_its_time_is_over(self):
        assert not opened().may_ask(100.9)

    def test_lets_one_request_through_after_it(self):
        breaker = opened()
        assert [breaker.may_ask(101.0), breaker.may_ask(101.0)] == [True, False]

    def test_stays_open_for_as_long_whatever_fails_meanwhile(self):
        breaker = opened()
        breaker.failed(100.9, 0.0)
        assert breaker.may_ask(101.0)

    def test_closes_when_an_earlier_request_ends_well(self):
        breaker = opened()
        breaker.succeeded()
        assert breaker.may_ask(100.0)


class TestHalfOpen:
    @pytest.fixture
    def breaker(self):
        breaker = opened()
        assert breaker.may_ask(101.0)
        return breaker

    def test_closes_when_the_trial_goes_well(self, breaker):
        breaker.succeeded()
        assert breaker.state == "closed"

    def test_opens_for_longer_when_the_trial_fails(self, breaker):
        breaker.failed(101.0, 0.0)
        assert [breaker.may_ask(102.9), breaker.may_ask(103.0)] == [False, True]

    def test_lets_the_next_one_try_when_the_trial_is_given_up(self, breaker):
        breaker.gave_up()
        assert breaker.may_ask(101.0)


class TestBackoff:
    def test_doubles_up_to_the_longest(self):
        waits_s = [backoff_s(times, 0.0, first_s=1.0, longest_s=5.0) for times in range(4)]
        assert waits_s == [1.0, 2.0, 4.0, 5.0]

    def test_jitter_takes_off_up_to_a_half(self):
        assert backoff_s(0, 1.0, first_s=1.0, longest_s=5.0) == 0.5

    def test_never_grows_beyond_what_can_be_counted(self):
        assert backoff_s(10**6, 0.0, first_s=1.0, longest_s=5.0) == 5.0
