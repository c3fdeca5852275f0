import pytest
from support.ruled import PLAIN, greeted, interviewer, say, spoken, text

from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.texts import Step


def invited(language="en", **given):
    who = greeted(interviewer(language, count=1, **given))
    assert say(who, PLAIN[language]).step is Step.INVITE
    return who


def test_after_the_last_question_the_candidate_may_ask():
    who = invited()
    assert text(say(who, "No, thank you.")) == f"{who.plan.texts.closing} {who.plan.texts.goodbye}"
    assert who.finished


def test_it_is_said_what_comes_next_where_a_report_is_made():
    who = invited(opening=Opening(keeps=Kept(days=9)))
    assert who.plan.texts.conduct.report in text(say(who, "No."))


def test_a_question_gets_an_honest_answer():
    who = invited()
    said = text(say(who, "Yes. What is the salary?"))
    assert said == f"{who.plan.texts.cannot_answer[0]} {who.plan.texts.anything_else}"


def test_a_question_about_the_interview_is_answered_at_the_end_too():
    who = invited()
    assert text(say(who, "Are you a real person?")).startswith(who.plan.texts.conduct.person)


def test_an_announced_question_is_waited_for():
    who = invited("fr")
    assert text(say(who, "Oui, une question.")) == who.plan.texts.listen
    said = text(say(who, "Quand est-ce que je commence ?"))
    assert said.startswith(who.plan.texts.cannot_answer[0])


@pytest.mark.parametrize("heard", ["What is the salary?", "Yes.", "Could you repeat that?", ""])
def test_a_candidate_who_only_asks_is_not_heard_for_ever(heard):
    who = invited()
    for _ in range(6):
        say(who, heard)
    assert who.finished


def test_after_the_closing_there_is_a_polite_last_word():
    who = invited()
    say(who, "No, thank you.")
    assert text(say(who, "Hello? Are you still there?")) in who.plan.texts.over


def test_the_last_question_is_announced():
    who = greeted(interviewer(count=2))
    assert who.plan.texts.last_question in text(say(who, "I don't know."))


async def test_a_dropped_draft_leaves_no_trace():
    who, other = invited(), invited()
    who.decide("I want to stop here.")
    assert not who.finished
    assert await spoken(who.welcome_back()) == await spoken(other.welcome_back())
