import pytest
from support.ruled import Watch, at, greeted, interviewer, say, text

from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.texts import Step

SPOKEN = {
    "repeat": {"en": "Could you repeat the question?", "fr": "Vous pouvez répéter ?"},
    "rephrase": {"en": "I don't understand the question.", "fr": "Vous pouvez reformuler ?"},
    "wait": {"en": "I need a minute.", "fr": "Une minute, s'il vous plaît."},
    "time": {"en": "How much time is left?", "fr": "Combien de temps reste-t-il ?"},
    "skip": {"en": "Next question, please.", "fr": "Je passe."},
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("wish", SPOKEN)
def test_a_button_is_answered_like_the_words(wish, language):
    pressed = at(1, language).decide_wish(wish)
    spoken = say(at(1, language), SPOKEN[wish][language])
    assert (pressed.step, text(pressed)) == (spoken.step, text(spoken))
    assert pressed.after.question == spoken.after.question


@pytest.mark.parametrize("wish", ["repeat", "rephrase", "wait", "time"])
def test_however_often_it_is_pressed_the_question_stays_open(wish):
    who = at(1)
    for _ in range(12):
        who.advance(who.decide_wish(wish))
    assert (who.progress.question, who.progress.asides) == (1, 0)


def test_what_was_said_to_a_question_that_is_left_is_thanked_for():
    turn = at(1).decide_wish("skip", "We did not agree about the orders")
    assert turn.step is Step.ASK
    assert turn.opening[0] in at(1).plan.texts.acknowledgements


def test_to_leave_the_last_question_leads_to_the_candidate_s_own_and_those_to_the_end():
    who = at(3)
    who.advance(who.decide_wish("skip"))
    assert who.progress.step is Step.INVITE
    turn = who.decide_wish("skip")
    assert turn.step is Step.CLOSE
    who.advance(turn)
    assert who.decide_wish("repeat").step is Step.OVER


@pytest.mark.parametrize("wish", ["repeat", "rephrase", "skip", "time"])
def test_consent_can_neither_be_left_nor_be_given_by_a_button(wish):
    who = greeted(interviewer(opening=Opening(keeps=Kept(days=90), ask=True)))
    turn = who.decide_wish(wish)
    assert turn.step is Step.CONSENT
    assert text(turn).endswith(who.plan.texts.conduct.consent)


def test_before_the_greeting_a_wish_gets_the_greeting():
    assert text(interviewer().decide_wish("skip")) == text(interviewer().greeting())


def test_when_the_time_is_more_than_over_it_is_goodbye():
    watch = Watch()
    who = at(1, minutes=20, watch=watch)
    watch.elapsed_s = 22 * 60
    for wish in ("repeat", "skip"):
        assert who.decide_wish(wish).step is Step.CLOSE
