import pytest

from talkup_local.analysis.verbal.tokens import composed, tokens


def _texts(text, language):
    return [token.text for token in tokens(composed(text), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J'ai dit qu'il l'a.", ["j'", "ai", "dit", "qu'", "il", "l'", "a"]),
        ("aujourd'hui, quelqu'un", ["aujourd'hui", "quelqu'un"]),
        ("Pensez-vous ? A-t-il fini ?", ["pensez", "vous", "a", "il", "fini"]),
        ("un rendez-vous peut-être", ["un", "rendez", "vous", "peut-être"]),
        ("L\N{RIGHT SINGLE QUOTATION MARK}e\N{COMBINING ACUTE ACCENT}quipe", ["l'", "équipe"]),
    ],
)
def test_french_is_cut_at_elisions_and_inversions(text, expected):
    assert _texts(text, "fr") == expected


def test_english_is_cut_before_clitics():
    assert _texts("I'm sure they've won, don't worry.", "en") == [
        "i", "'m", "sure", "they", "'ve", "won", "don't", "worry",
    ]  # fmt: skip


def test_numbers_keep_their_points_and_commas():
    assert _texts("3.5 of 10,000 at 10:30", "en") == ["3.5", "of", "10,000", "at", "10:30"]


@pytest.mark.parametrize(("text", "language"), [("I'm here", "en"), ("j'ai fini", "fr")])
def test_what_is_written_together_is_one_word(text, language):
    assert sum(not token.joined for token in tokens(text, language)) == 2


def test_places_are_those_in_the_text():
    text = "Hé, j'ai fini."
    assert [text[token.start : token.end] for token in tokens(text, "fr")] == [
        "Hé", "j'", "ai", "fini",
    ]  # fmt: skip


def test_marks_stand_behind_their_token():
    assert [token.mark for token in tokens("Well, yes. No\nWhy ?", "en")] == [",", ".", "\n", "?"]
