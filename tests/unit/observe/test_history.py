from datetime import UTC, datetime, timedelta

from talkup_local.observe.history import History, Point, TurnPoint

START = datetime(2024, 11, 25, 10, 0, tzinfo=UTC)


def point(number, **settings):
    told = {"sessions": 1, "cpu": 0.5, "memory_bytes": 100}
    return Point(at=START + timedelta(seconds=5 * number), **{**told, **settings})


def filled(count):
    history = History()
    for number in range(count):
        history.add(point(number))
    return history


def test_two_hours_are_kept_at_full_resolution():
    assert len(filled(1440).points(START)) == 1440


def test_a_day_is_kept_and_no_more():
    history = filled(24 * 720 + 5000)
    points = history.points(START)
    assert len(points) < 1440 + 1320 + 12
    assert points[-1] is history.latest
    assert points[-1].at - points[0].at >= timedelta(hours=23, minutes=59)
    assert [one.at for one in points] == sorted(one.at for one in points)


def test_a_peak_of_long_ago_is_not_lost():
    history = History()
    history.add(point(0, sessions=9, cpu=2.0, waiting={"stt": 4}))
    for number in range(1, 1500):
        history.add(point(number))
    first = history.points(START)[0]
    assert (first.sessions, first.cpu, first.waiting) == (9, 2.0, {"stt": 4})


def test_only_what_was_since_is_told():
    history = filled(20)
    history.add_turn(TurnPoint(at=START, gap_ms=1.0))
    history.add_turn(TurnPoint(at=START + timedelta(minutes=1), gap_ms=2.0))
    since = START + timedelta(seconds=50)
    assert len(history.points(since)) == 10
    assert [turn.gap_ms for turn in history.turns(since)] == [2.0]


def test_turns_are_bounded():
    history = History()
    for number in range(2100):
        history.add_turn(TurnPoint(at=START, gap_ms=float(number)))
    turns = history.turns(START)
    assert (len(turns), turns[0].gap_ms) == (2000, 100.0)


def test_before_the_first_point_there_is_none():
    assert History().latest is None
