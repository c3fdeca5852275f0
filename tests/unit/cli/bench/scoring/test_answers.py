"""The answers at known levels: what the set promises to whoever is judged by it."""

from collections import Counter
from itertools import combinations

import pytest

from talkup_local.cli.bench.scoring.agreement import agreement
from talkup_local.cli.bench.scoring.answers import halves, load
from talkup_local.interview.bank import load_bank
from talkup_local.interview.questions import LEVELS

LANGUAGES = ("en", "fr")


def by_hand(language):
    return [one for one in load(language) if one.by == "hand"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_an_id_of_its_own_and_words(language):
    answers = load(language)
    assert len({one.id for one in answers}) == len(answers)
    assert all(one.id.startswith(f"{language}.") for one in answers)
    assert all(one.text.strip() and "<" not in one.text for one in answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_to_a_question_of_the_banks(language):
    asked = {one.question for one in load(language)}
    banks = {question.split(".")[0] for question in asked}
    known = {question.id for kind in banks for question in load_bank(kind, language)}
    assert asked <= known
    assert len(asked) >= 14
    assert len(banks) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_fourteen_answers_of_each_level_are_written_by_hand(language):
    counts = Counter(one.level for one in by_hand(language))
    assert set(counts) == set(LEVELS)
    assert min(counts.values()) >= 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_length_of_an_answer_alone_does_not_give_its_level(language):
    answers = by_hand(language)
    words = [len(one.text.split()) for one in answers]
    known = [one.level for one in answers]
    best = max(
        agreement(known, [1 + sum(count > limit for limit in limits) for count in words]).kappa
        for limits in combinations(range(10, 160, 15), 3)
    )
    assert best < 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_halves_have_as_many_answers_of_each_level(language):
    tuning, held_out = (
        Counter(one.level for one in half if one.by == "hand") for half in halves(load(language))
    )
    assert all(abs(tuning[level] - held_out[level]) <= 1 for level in LEVELS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_half_has_seen_words_of_the_other(language):
    tuning, held_out = halves(load(language))
    assert not {one.origin for one in tuning} & {one.origin for one in held_out}
    assert len(tuning) + len(held_out) == len(load(language))
