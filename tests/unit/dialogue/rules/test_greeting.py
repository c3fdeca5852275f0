import pytest
from support.ruled import greeted, interviewer, say, spoken, text

from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.texts import Step

ASKS = Opening(keeps=Kept(days=90), ask=True)


def asked(language="en", opening=ASKS):
    return greeted(interviewer(language, opening=opening))


async def test_the_greeting_says_who_speaks_what_is_kept_and_how_to_ask():
    said = await spoken(interviewer(opening=ASKS).greet())
    for words in (
        "an artificial intelligence",
        "four questions",
        "ninety days",
        "no sound",
        "skip",
    ):
        assert words in said
    assert said.endswith("Is it all right with you that this is kept?")


async def test_where_nothing_is_kept_nobody_is_asked():
    who = interviewer(opening=Opening(ask=True))
    said = await spoken(who.greet())
    assert "Nothing of what you say is kept." in said
    assert said.endswith(who.plan.questions[0].text)
    assert who.consent is None


async def test_the_greeting_of_an_operator_who_only_states_goes_on_to_the_first_question():
    who = interviewer("fr", opening=Opening(keeps=Kept(audio=True, days=30)))
    said = await spoken(who.greet())
    assert "avec le son" in said
    assert "trente jours" in said
    assert said.endswith(who.plan.questions[0].text)


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        ("en", "Yes."),
        ("en", "Sure, go ahead."),
        ("en", "that's fine"),
        ("en", "No problem."),
        ("en", "I don't mind at all."),
        ("en", "okay let's start"),
        ("fr", "D'accord."),
        ("fr", "Oui, bien sûr."),
        ("fr", "pas de souci"),
        ("fr", "Ça me va."),
    ],
)
def test_there_are_many_ways_to_say_yes(language, heard):
    who = asked(language)
    assert text(say(who, heard)).endswith(who.plan.questions[0].text)
    assert who.consent is True


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        ("en", "No."),
        ("en", "I'd rather not."),
        ("en", "I don't want that."),
        ("en", "Can we stop?"),
        ("fr", "Non, je ne préfère pas."),
        ("fr", "Je ne suis pas d'accord."),
    ],
)
def test_who_does_not_agree_is_let_go(language, heard):
    who = asked(language)
    turn = say(who, heard)
    assert text(turn) == who.plan.texts.conduct.refused
    assert (who.finished, who.consent) == (True, False)


@pytest.mark.parametrize("heard", ["What happens with my data?", "Who is going to read that?"])
def test_a_question_about_it_is_answered_once_and_consent_asked_again(heard):
    who = asked()
    first, second = say(who, heard), say(who, heard)
    assert "have everything deleted" in text(first)
    assert first.question == second.question == ("Is it all right with you that this is kept?",)
    assert "have everything deleted" not in text(second)


@pytest.mark.parametrize("heard", ["", "Bananas are yellow.", "Yes. No. Yes but no."])
def test_the_third_time_unclear_or_silent_is_a_no(heard):
    who = asked()
    said = [text(say(who, heard)) for _ in range(3)]
    assert who.plan.texts.conduct.plainly in said[1]
    assert said[2] == who.plan.texts.conduct.refused
    assert who.consent is False


def test_a_long_answer_that_begins_with_yes_is_no_consent():
    who = asked()
    say(who, "Yes, I repaired bicycles in a workshop near the harbour for seven long years.")
    assert who.consent is None


def test_the_position_while_consent_is_asked_for_is_of_no_question():
    position = asked().position
    assert (position.question_id, position.step) == ("", Step.CONSENT)
