from support.ruled import PLAIN, at, greeted, interviewer, say, spoken, text

from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.texts import Step

ASKS = Opening(keeps=Kept(days=90), ask=True)


async def test_silence_gets_a_gentle_word_then_another_then_a_goodbye():
    who = at(1)
    said = [await spoken(who.check_in(times)) for times in range(3)]
    conduct = who.plan.texts.conduct
    assert said == [conduct.check_in, conduct.still_there, conduct.nobody]
    assert who.finished
    assert who.check_in(3) is None


async def test_the_question_comes_again_for_who_wants_it_repeated():
    who = at(1)
    await spoken(who.check_in(0))
    assert text(say(who, "Yes, please.")).endswith(who.plan.questions[1].text)


async def test_who_needs_no_repeating_is_left_to_think():
    who = at(1)
    await spoken(who.check_in(0))
    assert say(who, "No, thank you.").step is Step.WAIT


async def test_who_asked_for_a_minute_is_not_hurried():
    who = at(1)
    say(who, "I need a minute.")
    assert await spoken(who.check_in(0)) == who.plan.texts.conduct.no_hurry


async def test_silence_is_no_consent():
    who = greeted(interviewer(opening=ASKS))
    said = [await spoken(who.check_in(times)) for times in range(3)]
    assert "yes or a no" in said[0]
    assert (who.finished, who.consent) == (True, False)


async def test_silence_at_the_end_is_a_friendly_end():
    who = greeted(interviewer(count=1))
    say(who, PLAIN["en"])
    await spoken(who.check_in(0))
    assert who.plan.texts.goodbye in await spoken(who.check_in(1))


async def test_who_comes_back_hears_the_open_question_again():
    who = greeted(interviewer())
    asked = say(who, "I built a scaling system that handled ten thousand requests.").question
    assert await spoken(who.welcome_back()) == f"Welcome back. {' '.join(asked)}"
    assert who.position.step is Step.FOLLOW_UP


async def test_who_comes_back_before_consent_is_asked_for_it_again():
    who = greeted(interviewer("fr", opening=ASKS))
    assert (await spoken(who.welcome_back())).endswith(who.plan.texts.conduct.consent)


async def test_when_nothing_can_be_kept_any_more_the_candidate_is_told_so():
    who = at(1)
    assert "can't write down your answers" in await spoken(who.give_up())
    assert who.finished
