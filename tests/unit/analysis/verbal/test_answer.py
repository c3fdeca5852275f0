import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.answers_verbal import analysed

from talkup_local.analysis.verbal.answer import MEASURES, Answer, TimedWord, analyse, readings

SHARES = [
    "pause_share",
    "talk_share",
    "passive_share",
    "first_person_singular_share",
    "star_coverage",
    "question_words_taken_up",
]
LANGUAGES = ["en", "fr"]
BITS = """
    I we was done um uh like , . ? ! ... - kind of you know in the end 3 40% j' n' l'équipe été
    fait on nous nous -t-il euh quoi qu'on a-t-elle Ünïcode 1.5 EN " ( )
"""
FRAGMENTS = st.sampled_from([*BITS.split(), "\n"]) | st.text(max_size=12)
TEXTS = st.lists(FRAGMENTS, max_size=60).map(" ".join)
SECONDS = st.floats(-1e6, 1e6)
WORDS = st.lists(
    st.builds(TimedWord, text=st.text(max_size=8), start_s=SECONDS, end_s=SECONDS), max_size=30
).map(tuple)


@given(
    text=TEXTS,
    words=WORDS,
    question=TEXTS,
    language=st.sampled_from(LANGUAGES),
    question_end_s=st.none() | SECONDS,
    asked_s=st.none() | st.floats(0, 1e6),
)
@settings(max_examples=150, deadline=None)
def test_whatever_was_said_measures_are_finite_and_shares_are_shares(**answer):
    analysis = analyse(Answer(**answer))
    values = {name: value for name, value in analysis.measures.items() if value is not None}
    assert all(math.isfinite(value) for value in values.values())
    assert all(0 <= values[name] <= 1 for name in SHARES if name in values)
    assert 0 <= analysis.confidence <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_is_there_even_of_nothing(language):
    analysis = analysed("", language)
    assert set(analysis.measures) == {measure.name for measure in MEASURES}
    assert set(analysis.measures.values()) == {None}
    assert analysis.confidence == 0


def test_nothing_else_is_noted_of_nothing():
    assert analysed("?!").notes == ("There are no words to go by.",)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "é" * 200_000,
        "1." * 100_000,
        "l'" * 100_000,
        "a" + "-je" * 60_000,
        "i was " * 30_000,
        "you know what " * 14_000,
        "\n" * 200_000,
    ],
)
def test_huge_input_is_analysed_all_the_same(text):
    assert analysed(text, "fr").measures.keys() == {measure.name for measure in MEASURES}


@pytest.mark.parametrize(
    ("words", "confidence"), [(25, 0.25), (100, 1.0), (400, 1.0)]
)  # fmt: skip
def test_confidence_grows_with_the_words(words, confidence):
    assert analysed("We left early today again. " * (words // 5)).confidence == confidence


def test_few_words_are_noted():
    assert any("few words" in note for note in analysed("We left.").notes)


def test_notes_are_in_the_language_of_the_answer():
    assert analysed("", "fr").notes == ("Il n'y a aucun mot à mesurer.",)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_is_explained_and_says_what_to_do_in_both_languages(measure):
    assert measure.definition
    assert measure.source
    for language, (low, high) in measure.usual.items():
        advice = measure.advice[language]
        assert bool(advice.below) == (low is not None)
        assert bool(advice.above) == (high is not None) or measure.name == "reading_ease"


def test_names_of_measures_are_their_own():
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)


def test_a_value_is_read_with_its_place_and_advice():
    (measure,) = (m for m in MEASURES if m.name == "passive_share")
    assert measure.reading(1.0, "fr") == {
        "value": 1.0,
        "unit": "",
        "place": "above",
        "advice": measure.advice["fr"].above,
    }


@pytest.mark.parametrize(
    ("name", "text", "more"),
    [
        ("hesitations_per_100_words", "Um, we left. ", "We left early today again. "),
        ("passive_share", "It was done. ", "It was sold. "),
    ],
)
def test_what_is_rare_in_a_short_answer_is_told_and_not_judged(name, text, more):
    short = readings(analysed(text), "en")[name]
    assert short.keys() == {"value", "unit"}
    assert short["value"] > 0
    assert "place" in readings(analysed(text + 10 * more), "en")[name]
