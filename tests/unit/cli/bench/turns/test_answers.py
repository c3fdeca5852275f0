from talkup_local.cli.bench.turns.answers import (
    Answer,
    answers,
    between_items,
    with_filler,
    within_clauses,
)


def starts(text: str, places: list[int]) -> list[str]:
    return [text[place:].split(maxsplit=1)[0] for place in places]


def test_an_answer_falls_apart_into_its_sentences():
    answer = Answer("Why?", "I like it. Do you? Yes!")
    assert answer.sentences == ("I like it.", "Do you?", "Yes!")


def test_a_clause_goes_on_at_every_word_that_no_mark_stands_before():
    text = "I called her, and she came."
    assert starts(text, within_clauses(text)) == ["called", "her,", "she", "came."]


def test_the_items_of_a_list_begin_after_its_commas():
    text = "I speak Polish, some German, and English."
    assert starts(text, between_items(text)) == ["some", "and"]


def test_a_filler_stands_before_the_word_that_comes_after_the_pause():
    text, place = with_filler("I called her.", 2, "um")
    assert text == "I, um, called her."
    assert text[place:] == "called her."


def test_no_two_candidates_say_the_same():
    every = answers()
    kinds = (every.open, every.lists, every.closed, every.short)
    given = [one.answer for kind in kinds for one in kind]
    assert len(given) >= 60
    assert len(set(given)) == len(given)
