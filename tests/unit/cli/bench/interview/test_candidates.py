"""Simulated candidates: what they say, and when."""

import pytest

from talkup_local.cli.bench.interview.candidates import Candidate, Line, Talk, candidates

ASKS_AGAIN = Line(text="Could you repeat that?", wants="repeat")


def talk(**given):
    lines = {"consent": ("Yes.",), "answers": ("A bakery.",), "more": ("Alone.",), "asks": ("No.",)}
    return Talk(Candidate(name="anna", **(lines | given)))


def test_the_same_candidates_speak_both_languages():
    english, french = candidates("en"), candidates("fr")
    assert [one.name for one in english] == [one.name for one in french]
    assert len(english) >= 10


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_request_is_made_by_somebody(language):
    lines = [
        line
        for one in candidates(language)
        for line in (*one.consent, *one.answers, *one.more, *one.asks)
    ]
    wants = {line.wants for line in lines if isinstance(line, Line)}
    assert {"repeat", "rephrase", "skip", "wait", "time", "person", "data", "scoring"} <= wants


def test_what_is_asked_on_gets_another_answer_than_the_question():
    anna = talk()
    assert anna.next("questions", "q.one").text == "A bakery."
    assert anna.next("questions", "q.one").text == "Alone."
    assert anna.next("questions", "q.two").text == "A bakery."


def test_after_a_request_the_question_still_gets_its_answer():
    anna = talk(answers=(ASKS_AGAIN, "A bakery."))
    assert anna.next("questions", "q.one") == ASKS_AGAIN
    assert anna.next("questions", "q.one").text == "A bakery."
    assert anna.next("questions", "q.one").text == "Alone."


def test_consent_and_closing_have_lines_of_their_own():
    anna = talk()
    assert anna.next("consent", "").text == "Yes."
    assert anna.next("closing", "").text == "No."


def test_a_long_answer_is_joined_from_several_lines():
    anna = talk(answers=("One.", "Two.", "Three."), joined=2)
    assert anna.next("questions", "q.one").text == "One. Two."
    assert anna.next("questions", "q.two").text == "Three. One."
