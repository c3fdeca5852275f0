import pytest

from talkup_local.cli.bench.turns.command import plan_for
from talkup_local.cli.bench.turns.scenario import ANSWERS, PAUSES, of

pytestmark = pytest.mark.engine


def test_the_quick_part_leaves_room_for_the_start_within_two_minutes(made):
    plan = plan_for(made, quick=True, sweep=False, connections=3, noise_s=40)
    assert plan.duration_s < 105
    assert {one.kind for one in (*plan.side_by_side, *plan.alone)} == {one.kind for one in made}


def test_the_whole_set_leaves_nothing_out(made):
    plan = plan_for(made, quick=False, sweep=False, connections=3, noise_s=0)
    assert len(plan.side_by_side) + len(plan.alone) == len(made)


def test_a_sweep_plays_what_the_curve_needs_and_no_more(made):
    plan = plan_for(made, quick=False, sweep=True, connections=3, noise_s=600)
    assert len(plan.side_by_side) == len(of(made, (*PAUSES, *ANSWERS)))
    assert not plan.alone
    assert not plan.noises
