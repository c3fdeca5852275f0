"""How long an interruption was spoken over, out of what was recorded."""

import numpy as np
import pytest

from talkup_local.cli.bench.page.interruptions import stops_of
from talkup_local.cli.bench.page.visitor import Tapped

_STEP_S = 0.01
_LOUD = 0.1


def recording(seconds, played, spoken, told=()):
    """A recording of blocks of 10 ms; played, spoken: from when to when, s."""
    times_s = np.arange(0.0, seconds, _STEP_S)

    def levels(parts):
        heard = np.zeros_like(times_s)
        for begin_s, end_s in parts:
            heard[(times_s >= begin_s - 1e-9) & (times_s < end_s - 1e-9)] = _LOUD
        return heard

    return Tapped(times_s, levels(played), levels(spoken), np.array(told), ())


def test_each_interruption_is_told_with_its_parts():
    tapped = recording(
        20.0, [(0.0, 2.15), (6.0, 8.25)], [(2.0, 4.0), (8.0, 10.0)], told=[2.1, 8.13]
    )
    stops = stops_of(tapped)
    assert [stop.silent_ms for stop in stops] == pytest.approx([150.0, 250.0], abs=1)
    assert [stop.told_ms for stop in stops] == pytest.approx([100.0, 130.0], abs=1)


def test_who_speaks_in_silence_interrupts_nobody():
    assert stops_of(recording(10.0, [(0.0, 1.0)], [(2.0, 4.0)])) == []


def test_a_voice_that_had_paused_by_itself_was_not_stopped():
    tapped = recording(10.0, [(0.0, 2.05), (2.5, 3.0)], [(2.0, 4.0)], told=[2.6])
    assert stops_of(tapped) == []


def test_an_interruption_that_the_server_missed_counts_with_all_that_was_spoken_over():
    stops = stops_of(recording(10.0, [(0.0, 3.5)], [(2.0, 4.0)]))
    assert [stop.told_ms for stop in stops] == [None]
    assert stops[0].silent_ms == pytest.approx(1500.0, abs=1)


def test_a_voice_that_goes_on_to_the_end_is_not_known_to_have_stopped():
    assert stops_of(recording(5.0, [(0.0, 5.0)], [(2.0, 4.0)], told=[2.1])) == []
