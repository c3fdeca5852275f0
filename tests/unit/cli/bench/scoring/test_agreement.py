"""Agreement of levels, held against values worked out by hand."""

import pytest

from talkup_local.cli.bench.scoring.agreement import agreement


def test_the_same_levels_agree_perfectly():
    same = agreement([1, 2, 3, 4], [1, 2, 3, 4])
    assert (same.kappa, same.mean_error, same.bias, same.exact) == (1.0, 0.0, 0.0, 1.0)


def test_levels_turned_round_disagree_perfectly():
    assert agreement([1, 2, 3, 4], [4, 3, 2, 1]).kappa == pytest.approx(-1.0)


def test_one_level_for_everything_is_no_better_than_chance():
    assert agreement([1, 2, 3, 4], [2, 2, 2, 2]).kappa == pytest.approx(0.0)


def test_kappa_counts_a_far_miss_more_than_a_near_one():
    # Worked out: known 1 1 2 3 4 4. One off by 1: observed 1. By chance, the sum over all pairs
    # of (known - given)^2 / 6: given 1 2 2 3 4 4 -> 102 / 6 = 17.
    near = agreement([1, 1, 2, 3, 4, 4], [1, 2, 2, 3, 4, 4])
    assert near.kappa == pytest.approx(1 - 1 / 17)
    far = agreement([1, 1, 2, 3, 4, 4], [1, 4, 2, 3, 4, 4])
    assert far.kappa < near.kappa


def test_errors_and_their_direction_are_in_levels():
    found = agreement([2, 2, 3, 4], [3, 4, 3, 3])
    assert found.mean_error == pytest.approx(1.0)
    assert found.bias == pytest.approx(0.5)
    assert found.exact == pytest.approx(0.25)


def test_the_confusion_has_a_row_for_each_known_level():
    assert agreement([1, 4, 4], [2, 4, 1]).confusion == (
        (0, 1, 0, 0),
        (0, 0, 0, 0),
        (0, 0, 0, 0),
        (1, 0, 0, 1),
    )


def test_one_known_level_met_everywhere_is_agreement():
    assert agreement([3, 3], [3, 3]).kappa == 1.0


@pytest.mark.parametrize(("known", "given"), [([], []), ([1], [5]), ([1, 2], [1])])
def test_what_can_not_be_compared_is_refused(known, given):
    with pytest.raises(ValueError, match=r"no levels|not in tuple|argument 2"):
        agreement(known, given)
