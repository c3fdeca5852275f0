import numpy as np
import pytest

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.bench.turns.scenario import Kind, Pause, Scenario, of, planned_s, within


def scenario(name: str, kind: Kind, duration_s: float = 1.0) -> Scenario:
    samples = np.zeros(round(duration_s * RATE_HZ), np.int16)
    return Scenario(id=name, kind=kind, asked="?", samples=samples)


def test_a_subset_takes_every_kind_in_turn_until_the_time_is_used_up():
    made = [scenario(f"clause-{n}", Kind.CLAUSE) for n in range(5)]
    made += [scenario(f"list-{n}", Kind.LIST) for n in range(5)]
    taken = within(made, 3.5 * planned_s(made[0]))
    assert [one.id for one in taken] == ["clause-0", "list-0", "clause-1"]


def test_a_subset_leaves_no_kind_out_however_long_it_is():
    made = [scenario("short", Kind.SHORT), scenario("long", Kind.LIST, 100.0)]
    assert within(made, 5.0) == made


def test_scenarios_are_chosen_by_kind():
    made = [scenario("a", Kind.HUM), scenario("b", Kind.LIST)]
    assert of(made, [Kind.LIST]) == [made[1]]


def test_a_pause_is_as_long_as_from_its_start_to_its_end():
    assert Pause(1.5, 2.25).duration_s == pytest.approx(0.75)
