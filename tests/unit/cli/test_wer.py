import pytest

from talkup_local.cli.wer import normalise, word_error_rate


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, world!", "hello world"),
        ("  It\u2019s  a well-known fact. ", "it's a well known fact"),
        ("D'abord, l'\u00e9t\u00e9\u2026", "d'abord l'\u00e9t\u00e9"),
        ("...", ""),
    ],
)
def test_only_words_count(text, words):
    assert normalise(text) == words


def test_what_is_heard_as_it_was_said_has_no_errors():
    assert word_error_rate("Try again. Fail better!", "try again, fail better") == 0.0


@pytest.mark.parametrize(
    ("heard", "rate"),
    [
        ("one two three for", 0.25),  # replaced
        ("one two three", 0.25),  # left out
        ("one two three four five", 0.25),  # added
        ("", 1.0),
    ],
)
def test_errors_are_counted_per_word_said(heard, rate):
    assert word_error_rate("one two three four", heard) == rate


def test_when_nothing_was_said_there_is_no_rate():
    assert word_error_rate("...", "something") is None
