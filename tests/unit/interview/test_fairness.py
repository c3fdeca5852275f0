"""Unfair questions are found; fair ones that sound alike are not."""

import pytest
from support.unfair import FAIR, UNFAIR

from talkup_local.interview.fairness import faults
from talkup_local.interview.fairness.roles import role_faults


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_unfair_questions_are_found_with_their_trait(language):
    missed = []
    for line in lines(UNFAIR[language]):
        trait, _, question = line.partition(": ")
        found = [fault.trait for fault in faults(question, language)]
        if trait not in found:
            missed.append((line, found))
    assert missed == []
    assert len(lines(UNFAIR[language])) >= 120


@pytest.mark.parametrize("language", ["en", "fr"])
def test_fair_questions_that_sound_alike_are_left_alone(language):
    wrong = [(line, found) for line in lines(FAIR[language]) if (found := faults(line, language))]
    assert wrong == []
    assert len(lines(FAIR[language])) >= 45


@pytest.mark.parametrize(
    "question",
    [
        "HOW OLD ARE YOU?",
        "How  old\nare you?",
        "How old\u200b are you?",
        "Well, so that we know each other: how old are you? Take your time.",
    ],
)
def test_letters_spaces_and_company_hide_nothing(question):
    assert [fault.trait for fault in faults(question, "en")] == ["age"]


def test_accents_and_apostrophes_may_be_missing():
    assert faults("Etes vous marie ?", "fr")[0].trait == "family"
    assert faults("D\u2019où venez-vous ?", "fr")[0].trait == "origin"


def test_a_fault_says_which_words_are_meant():
    assert str(faults("Tell me: are you married?", "en")[0]) == (
        'is about the candidate\'s family life: "are you married"'
    )


@pytest.mark.parametrize(
    ("language", "role", "traits"),
    [
        ("en", "young female receptionist", ["age", "gender"]),
        ("en", "teacher, native speaker", ["origin"]),
        ("en", "young people's worker", []),
        ("en", "right-hand man", []),
        ("fr", "vendeur de moins de 30 ans", ["age"]),
        ("fr", "jeune femme d'accueil", ["age", "gender"]),
        ("fr", "femme de chambre", []),
        ("fr", "développeur cloud natif", []),
    ],
)
def test_a_role_names_the_work_and_not_who_does_it(language, role, traits):
    assert [fault.trait for fault in role_faults(role, language)] == traits
