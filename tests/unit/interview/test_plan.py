from typing import get_args

import pytest

from talkup_local.config.model import InterviewKind, Language
from talkup_local.interview.plan import plan_for
from talkup_local.interview.texts import Step, texts_for

KINDS = get_args(InterviewKind)
LANGUAGES = get_args(Language)
every_interview = pytest.mark.parametrize(
    ("kind", "language"), [(k, lang) for k in KINDS for lang in LANGUAGES]
)


@every_interview
def test_there_are_at_least_ten_questions(kind, language):
    assert len(plan_for(kind, language, 50).questions) >= 10


@every_interview
def test_the_first_question_is_always_the_opener(kind, language):
    for count in range(1, 12):
        assert plan_for(kind, language, count).questions[0].id == f"{kind}.introduction"


@every_interview
@pytest.mark.parametrize("count", range(1, 11))
def test_the_plan_has_as_many_questions_as_wanted_and_none_twice(kind, language, count):
    questions = plan_for(kind, language, count).questions
    assert len({question.id for question in questions}) == len(questions) == count


@every_interview
def test_a_selection_keeps_the_natural_order(kind, language):
    whole = plan_for(kind, language, 50).questions
    chosen = plan_for(kind, language, 5).questions
    assert [q for q in whole if q in chosen] == list(chosen)


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_ask_the_same_questions(kind):
    english, french = (plan_for(kind, language, 50).questions for language in LANGUAGES)
    assert [q.id for q in english] == [q.id for q in french]


@every_interview
def test_questions_are_written_to_be_spoken(kind, language):
    plan = plan_for(kind, language, 50)
    for text in (plan.greeting, *(t for q in plan.questions for t in (q.text, q.probe))):
        assert not set(text) & set("*_#`[](){}/&%\n\t")
        assert text.endswith(("?", "."))
        assert all(len(sentence.split()) <= 30 for sentence in text.split(". "))


@every_interview
def test_every_question_asks_in_its_own_words(kind, language):
    questions = plan_for(kind, language, 50).questions
    texts = [t for q in questions for t in (q.text, q.probe)]
    assert len(set(texts)) == len(texts)


@every_interview
def test_the_greeting_says_that_the_interviewer_is_a_machine(kind, language):
    word = {"en": "automated", "fr": "automatique"}[language]
    assert word in plan_for(kind, language, 3).greeting


@pytest.mark.parametrize("language", LANGUAGES)
def test_acknowledgements_do_not_judge(language):
    judging = {"great", "good", "excellent", "perfect", "bravo", "parfait", "super", "bonne"}
    for text in texts_for(language).acknowledgements:
        assert not judging & set(text.lower().strip(".").replace(",", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_model_has_a_note(language):
    notes = texts_for(language).prompts.notes
    assert {Step.ASK, Step.FOLLOW_UP, Step.PROBE, Step.REPEAT, Step.INVITE} <= set(notes)
