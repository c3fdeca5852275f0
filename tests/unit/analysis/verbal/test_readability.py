import pytest
from support.answers_verbal import analysed

# Three times the same sentence; counted by hand below.
ENGLISH = "We had two new shops and the team was happy there, really. " * 3

FRENCH = "On a vu les clients de la région et Paul. " * 3


def test_english_is_flesch_reading_ease():
    # We had two new shops and the team was hap-py there real-ly: 12 words, 14 syllables.
    expected = 206.835 - 1.015 * 12 - 84.6 * 14 / 12
    assert analysed(ENGLISH).measures["reading_ease"] == pytest.approx(expected)


def test_french_is_kandel_and_moles():
    # 10 words, 12 syllables.
    expected = 207 - 1.015 * 10 - 73.6 * 12 / 10
    assert analysed(FRENCH, "fr").measures["reading_ease"] == pytest.approx(expected)


def test_it_takes_thirty_words():
    analysis = analysed("We had two new shops.")
    assert analysis.measures["reading_ease"] is None
    assert any("30 words" in note for note in analysis.notes)
