import numpy as np
import pytest

from talkup_local.audio.pcm import RATE_HZ, amplitude
from talkup_local.cli.bench.turns import making
from talkup_local.cli.bench.turns.answers import Answer
from talkup_local.cli.bench.turns.making import Rest, assemble
from talkup_local.cli.bench.turns.scenario import NOISES, PAUSES, Kind, of
from talkup_local.cli.bench.turns.sounds import Wave

pytestmark = pytest.mark.engine
QUIET = 0.004
ANSWER = Answer("What do you do?", "I paint and I write.")


def tone(duration_s: float) -> Wave:
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    return (0.2 * np.sin(2 * np.pi * 300 * time_s)).astype(np.float32)


def level(scenario, start_s: float, end_s: float) -> float:
    return amplitude(scenario.samples[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)])


def test_the_marks_tell_where_speech_and_pauses_are():
    parts = [tone(1.0), Rest(0.3, meant=False), tone(0.5), Rest(0.8), tone(0.7)]
    scenario = assemble("x", Kind.CLAUSE, ANSWER, parts)
    (pause,) = scenario.pauses
    assert pause.duration_s == pytest.approx(0.8)
    assert pause.start_s - scenario.start_s == pytest.approx(1.8)
    assert scenario.end_s - pause.end_s == pytest.approx(0.7)
    assert scenario.end_s == pytest.approx(scenario.duration_s)


def test_a_room_is_never_digitally_silent():
    scenario = assemble("x", Kind.CLAUSE, ANSWER, [tone(0.5), Rest(1.0), tone(0.5)])
    (pause,) = scenario.pauses
    assert 0.0003 < level(scenario, pause.start_s, pause.end_s) < QUIET


def test_a_rest_of_a_recording_sounds_like_its_room():
    own = tone(0.2) / 10
    rest = Rest(1.0, sound=own)
    assert len(rest.wave()) == RATE_HZ
    assert np.abs(rest.wave()).max() == pytest.approx(np.abs(own).max())


def test_there_are_two_hundred_pauses_and_more(made):
    assert sum(len(one.pauses) for one in of(made, PAUSES)) >= 200


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in NOISES])
def test_every_kind_is_there(made, kind):
    assert of(made, [kind])


def test_no_two_scenarios_share_a_name(made):
    assert len({one.id for one in made}) == len(made)


def test_pauses_last_from_half_a_second_to_three(made):
    lengths_s = [pause.duration_s for one in of(made, PAUSES) for pause in one.pauses]
    assert min(lengths_s) >= making.SHORTEST_PAUSE_S - 0.001
    assert max(lengths_s) <= making.LONGEST_PAUSE_S + 0.001


def test_nobody_speaks_in_a_pause_and_somebody_does_around_it(made):
    synthetic = of(made, (Kind.CLAUSE, Kind.FILLER, Kind.SENTENCE, Kind.LIST))
    for one in synthetic:
        for pause in one.pauses:
            assert level(one, pause.start_s, pause.end_s) < QUIET, one.id
        edges_s = [one.start_s, *(t for p in one.pauses for t in (p.start_s, p.end_s)), one.end_s]
        for start_s, end_s in _pairs(edges_s):
            assert level(one, start_s, end_s) > QUIET, one.id


def _pairs(edges_s: list[float]) -> list[tuple[float, float]]:
    return list(zip(edges_s[::2], edges_s[1::2], strict=True))


def test_the_same_scenarios_are_made_every_time(made):
    again = making.scenarios()
    assert [one.id for one in again] == [one.id for one in made]
    assert [one.text for one in again] == [one.text for one in made]
    for one, other in zip(made, again, strict=True):
        assert one.end_s == pytest.approx(other.end_s, abs=0.2), one.id
        lengths_s = [[p.duration_s for p in pair.pauses] for pair in (one, other)]
        assert lengths_s[0] == pytest.approx(lengths_s[1], abs=0.001), one.id


def test_noises_are_as_long_as_they_should_be():
    noises = making.noises(61.0)
    assert [noise.kind for noise in noises] == list(NOISES)
    assert {noise.duration_s for noise in noises} == {61.0}
    assert all(amplitude(noise.samples) > 0.0005 for noise in noises)
