"""Answers made from others by a script."""

import pytest

from talkup_local.cli.bench.scoring.variants import made_from, unmarked

WHOLE = (
    "The oven of our bakery burnt every second tray. <do>I measured the heat.</do> "
    "<so>It was the door.</so>"
)


def made(marked, level, answer_id="x"):
    return {one.name: one for one in made_from(answer_id, marked, level, "en")}


def test_marks_are_never_spoken():
    assert unmarked(WHOLE) == (
        "The oven of our bakery burnt every second tray. I measured the heat. It was the door."
    )


def test_without_its_result_a_whole_answer_loses_a_level():
    assert made(WHOLE, 4)["no_result"].level == 3
    assert made(WHOLE, 4)["no_result"].text.endswith("I measured the heat.")


def test_without_own_actions_a_whole_answer_loses_two():
    assert made(WHOLE, 4)["no_action"].level == 2
    assert "measured" not in made(WHOLE, 4)["no_action"].text


def test_fillers_change_words_and_no_level():
    texts = [made(WHOLE, 3, str(number)).get("fillers") for number in range(12)]
    filled = [one for one in texts if one is not None]
    assert filled
    assert {one.level for one in filled} == {3}
    assert all(len(one.text.split()) > len(unmarked(WHOLE).split()) for one in filled)


@pytest.mark.parametrize("answer_id", ["a", "b", "c"])
def test_the_same_answer_gives_the_same_variants(answer_id):
    assert made(WHOLE, 4, answer_id) == made(WHOLE, 4, answer_id)
