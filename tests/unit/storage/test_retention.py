from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from support.kept import NOW, interview, store_in

from talkup_local.clock import VirtualClock
from talkup_local.storage.retention import due

DAY = timedelta(days=1)


@pytest.fixture
def clock():
    return VirtualClock(driven=True)


@pytest.fixture
def store(tmp_path, clock):
    with store_in(tmp_path, clock) as store:
        store.create(interview(id="iv_old0000000", ended=NOW))
        yield store


def found_at(store, days: int, at) -> tuple[str, ...]:
    """Look once to get used to the time, then again."""
    due(store, days, at)
    return due(store, days, at + DAY / 24)


def test_an_interview_is_due_after_its_days_and_not_before(store):
    assert found_at(store, 90, NOW + 89.9 * DAY) == ()
    assert found_at(store, 90, NOW + 90.1 * DAY) == ("iv_old0000000",)


def test_without_days_nothing_ever_is(store):
    assert found_at(store, 0, NOW + 400 * DAY) == ()


def test_a_clock_that_jumps_deletes_nothing_at_that_look(store):
    due(store, 90, NOW)
    with capture_logs() as logs:
        assert due(store, 90, NOW + 400 * DAY) == ()
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert due(store, 90, NOW + 400 * DAY + DAY / 24) == ("iv_old0000000",)


def test_a_clock_that_was_set_right_again_deletes_nothing(store):
    for now in (NOW, NOW + 400 * DAY, NOW + DAY / 24, NOW + DAY / 12):
        assert due(store, 90, now) == ()


def test_what_was_written_to_lately_stays(store, clock):
    clock.advance_s(80 * 86_400)
    store.renew_token("iv_old0000000", None)
    assert found_at(store, 90, NOW + 100 * DAY) == ()
