import pytest

from talkup_local.interview.numbers import MOST, spoken


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "zero", "zéro"),
        (16, "sixteen", "seize"),
        (21, "twenty-one", "vingt et un"),
        (71, "seventy-one", "soixante et onze"),
        (80, "eighty", "quatre-vingts"),
        (81, "eighty-one", "quatre-vingt-un"),
        (90, "ninety", "quatre-vingt-dix"),
        (99, "ninety-nine", "quatre-vingt-dix-neuf"),
        (200, "two hundred", "deux cents"),
        (365, "three hundred and sixty-five", "trois cent soixante-cinq"),
        (1_005, "one thousand and five", "mille cinq"),
        (3_650, "three thousand six hundred and fifty", "trois mille six cent cinquante"),
    ],
)
def test_numbers_are_said_in_words(number, english, french):
    assert (spoken(number, "en"), spoken(number, "fr")) == (english, french)


def test_french_counts_one_question_in_the_feminine():
    assert [spoken(n, "fr", feminine=True) for n in (1, 21, 3)] == ["une", "vingt et une", "trois"]


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_is_out_of_reach_stays_in_digits(number):
    assert spoken(number, "en") == str(number)
