import pytest

from talkup_local.errors import SequenceTooOld
from talkup_local.protocol.stream.order import Gap, InOrder, Reorder


@pytest.fixture
def window():
    return Reorder(chunks=2, wait_ms=1000, most_bytes=100)


def put(window, *numbers, at_s=0.0):
    return [item for number in numbers for item in window.put(b"x", number, at_s)]


def sequences(items):
    return [item.sequence if isinstance(item, InOrder) else -item.count for item in items]


def test_the_first_number_is_where_the_stream_begins(window):
    assert put(window, 12) == [InOrder(sequence=12, data=b"x")]


def test_a_chunk_before_the_beginning_is_too_old(window):
    put(window, 12)
    with pytest.raises(SequenceTooOld):
        put(window, 11)


def test_chunks_without_a_number_follow_each_other(window):
    assert sequences(put(window, None, None, 2, None)) == [0, 1, 2, 3]


def test_a_chunk_without_a_number_follows_the_newest_one(window):
    assert sequences(put(window, 0, 2, None, 1)) == [0, 1, 2, 3]


def test_an_early_chunk_waits_for_the_late_one(window):
    assert sequences(put(window, 0, 2)) == [0]
    assert sequences(put(window, 1)) == [1, 2]


def test_a_gap_is_given_up_when_too_many_wait(window):
    assert sequences(put(window, 0, 3, 4)) == [0]
    assert put(window, 5)[0] == Gap(count=2)
    assert window.lost == 2


def test_a_gap_is_given_up_when_too_many_bytes_wait(window):
    put(window, 0)
    assert window.put(bytes(101), 2, 0.0)[0] == Gap(count=1)


def test_a_gap_is_given_up_after_its_time(window):
    put(window, 0, 2)
    assert window.expire(0.9) == []
    assert sequences(window.expire(1.0)) == [-1, 2]


def test_each_gap_has_its_own_time(window):
    put(window, 0, 2)
    put(window, 4, at_s=0.5)
    assert sequences(window.expire(1.0)) == [-1, 2]
    assert sequences(window.expire(1.5)) == [-1, 4]


def test_a_chunk_that_comes_shows_that_others_are_late(window):
    put(window, 0, 2)
    assert sequences(put(window, 3, at_s=1.0)) == [-1, 2, 3]


def test_without_a_window_nothing_waits():
    window = Reorder(chunks=0, wait_ms=1000, most_bytes=100)
    assert sequences(put(window, 0, 2, 2)) == [0, -1, 2]


def test_a_late_chunk_that_was_given_up_is_too_old(window):
    put(window, 0, 2)
    window.expire(1.0)
    with pytest.raises(SequenceTooOld):
        put(window, 1)
    assert window.too_old == 1


@pytest.mark.parametrize("numbers", [(0, 0), (0, 2, 2), (0, 1, 0)])
def test_what_came_before_is_a_duplicate(window, numbers):
    put(window, *numbers)
    assert window.duplicates == 1


def test_the_end_gives_up_all_that_has_not_come(window):
    put(window, 0, 2, 5)
    assert sequences(window.flush()) == [-1, 2, -2, 5]
    assert window.waiting == 0
