from typing import get_args

import pytest

from talkup_local.config.model import InterviewKind, Language
from talkup_local.interview.bank import bank_faults, load_bank

KINDS = get_args(InterviewKind)
LANGUAGES = get_args(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_bank_is_complete_and_fair(kind, language):
    assert [str(fault) for fault in bank_faults(kind, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_least_120_questions(language):
    assert len({q.id for kind in KINDS for q in load_bank(kind, language)}) >= 120


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_questions_for_the_same_things(kind):
    english, french = (
        [(q.id, q.competency, q.difficulty, q.style) for q in load_bank(kind, language)]
        for language in LANGUAGES
    )
    assert english == french


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_questions_fit_into_one_breath(kind, language):
    for question in load_bank(kind, language):
        for text in (question.text, question.rephrase, question.probe, *question.follow_ups):
            assert len(text.split()) <= 40, (question.id, text)
            assert not set(text) & set("*_#`[](){}/&%\n\t"), (question.id, text)
