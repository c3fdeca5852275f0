"""Points of questions, said to whoever answered."""

import pytest

from talkup_local.assessment.signs.telling import advised, shown


@pytest.mark.parametrize(
    ("language", "point", "advice"),
    [
        ("en", "names the trade-off", "Name the trade-off."),
        ("en", "tries another way", "Try another way."),
        ("en", "goes through the steps", "Go through the steps."),
        ("en", "passes on what was found out", "Pass on what was found out."),
        ("en", "says what they do today", "Say what you do today."),
        ("en", "names the own part", "Name your own part."),
        ("en", "asks and listens", "Answer as someone who asks and listens."),
        ("en", "checks that they agree", "Answer as someone who checks that they agree."),
        ("fr", "nomme le but", "Nommez le but."),
        ("fr", "dit quoi et pourquoi", "Dites quoi et pourquoi."),
        ("fr", "écoute et résume", "Répondez comme quelqu'un qui écoute et résume."),
        ("fr", "cite sa part", "Répondez comme quelqu'un qui cite sa part."),
        ("fr", "achète peu", "Répondez comme quelqu'un qui achète peu."),
    ],
)
def test_a_point_becomes_advice_that_is_right_in_its_language(language, point, advice):
    assert advised(point, language) == advice


def test_a_point_that_is_met_is_said_to_whoever_met_it():
    assert shown("says what they changed", "en") == "Says what you changed."
    assert shown("dit ce qui a changé", "fr") == "Dit ce qui a changé."
