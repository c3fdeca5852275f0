import pytest
from support.answers_verbal import analysed

from talkup_local.analysis.verbal.diversity import mtld


def test_one_word_over_and_over_is_a_factor_every_two_words():
    assert mtld(["a"] * 10) == pytest.approx(2)


def test_new_words_only_last_as_long_as_the_text():
    assert mtld([str(i) for i in range(50)]) == 50


def test_a_factor_is_full_where_the_share_of_new_words_falls_to_the_threshold():
    # a b c d e | a b: 5 of 7 are new, 0.714: a factor of 7 words; so in both directions.
    assert mtld(list("abcdeab") * 2) == pytest.approx(7)


def test_the_rest_counts_as_a_part_of_a_factor():
    # Forwards: 7 words are one factor, "x y x" with 2/3 another. Backwards "x y x" is one
    # as well, then "b a e d c b a" too.
    assert mtld([*"abcdeab", "x", "y", "z"]) == pytest.approx((10 / 1 + 10 / _backwards()) / 2)


def _backwards():
    # z y x b a e d c b a: 8 of 10 are new at the end, so 0.2 / 0.28 of a factor.
    return 0.2 / 0.28


@pytest.mark.parametrize(("words", "measured"), [(99, False), (100, True)])
def test_it_takes_a_hundred_words(words, measured):
    analysis = analysed("we go home " * (words // 3) + "we " * (words % 3))
    assert (analysis.measures["lexical_diversity_mtld"] is not None) == measured
    assert any("100 words" in note for note in analysis.notes) != measured


def test_a_long_text_is_as_diverse_as_a_short_one_of_its_kind():
    short = " ".join(str(i * i % 61) for i in range(600))
    measures = [
        analysed(text).measures["lexical_diversity_mtld"] for text in (short, f"{short} " * 4)
    ]
    assert measures[1] == pytest.approx(measures[0], rel=0.1)
