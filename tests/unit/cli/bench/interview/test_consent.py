"""Words of consent are read as they are meant."""

import pytest

from talkup_local.cli.bench.interview.command import by_rules
from talkup_local.cli.bench.interview.consent import misread, words
from talkup_local.interview.plan import plan_for


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_words_are_listed_with_two_meanings(language):
    lists = words(language)
    everything = [*lists.yes, *lists.no, *lists.neither]
    assert len(set(everything)) == len(everything)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_yes_is_a_yes_a_no_is_a_no_and_what_is_neither_is_asked_again(language):
    plan = plan_for("general", language, 3)
    found = misread(language, lambda: by_rules("consent")(plan, lambda: 0.0))
    assert found == []
