from talkup_local.analysis.verbal.phrases import Phrases, written
from talkup_local.analysis.verbal.tokens import tokens


def _found(lines, text, language="en"):
    said = tokens(text, language)
    return [written(said[start:end]) for start, end in Phrases(lines, language).find(said)]


def test_the_longest_phrase_counts_once():
    assert _found("you know\nyou know what i mean", "you know what I mean") == [
        "you know what i mean"
    ]


def test_words_with_a_bar_are_alternatives_and_may_be_left_out():
    assert _found("the|my main| goal", "my goal, the main goal") == ["my goal", "the main goal"]


def test_a_phrase_may_refuse_its_neighbours():
    assert _found("kind of / this / person", "this kind of, kind of person, kind of odd") == [
        "kind of"
    ]


def test_a_mark_parts_neighbours():
    assert _found("you know / / how", "you know, how") == ["you know"]


def test_commas_ask_for_marks_around_it():
    assert _found(", like ,", "it was, like, fine. Like that, I like you") == ["like"]


def test_no_phrase_goes_over_the_end_of_a_sentence():
    assert _found("you know", "It was you. Know that.") == []


def test_phrases_are_cut_as_the_text_is():
    assert _found("c'est|c'était sûr", "c'est sûr, c'était sûr", "fr") == [
        "c'est sûr",
        "c'était sûr",
    ]
