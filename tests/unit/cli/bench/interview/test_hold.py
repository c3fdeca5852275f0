"""Whole interviews on virtual time, in reduced number."""

import pytest

from talkup_local.cli.bench.interview.candidates import candidates
from talkup_local.cli.bench.interview.command import run

MINUTES = 12


def held(name, language):
    candidate = next(one for one in candidates(language) if one.name == name)
    return run(candidate, "behavioural", language, MINUTES)


@pytest.mark.parametrize(
    ("name", "language"),
    [("concise", "en"), ("rambling", "fr"), ("asking", "en"), ("hostile", "fr")],
)
def test_an_interview_comes_to_its_end_in_time_and_without_faults(name, language):
    found = held(name, language).checks
    assert found.faults == ()
    assert found.consent
    assert found.ended
    assert found.time <= 1.1
    assert found.warned == found.warnings


def test_every_question_of_the_plan_is_put_to_a_candidate_of_few_words():
    found = held("concise", "fr").checks
    assert found.covered == found.planned


def test_an_interview_with_nobody_ends_after_some_gentle_words():
    found = held("silent", "en")
    assert found.held.reason == "silence"
    assert found.checks.covered >= 1


def test_nothing_is_asked_of_a_candidate_who_lets_nothing_be_kept():
    found = held("refusing", "en")
    assert (found.held.reason, found.checks.covered) == ("no_consent", 0)


def test_the_same_interview_is_held_the_same_way_again():
    once, again = (held("nervous", "fr").held.exchanges for _ in range(2))
    assert once == again
