import pytest
from support.ruled import Watch, at, say, text

from talkup_local.interview.texts import Step

SHORT = "I repair bicycles."
WENT = "I went there with the blue folder of the old hotel and the guests were waiting."


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "We have about six minutes left."), ("fr", "Il nous reste environ six minutes.")],
)
def test_from_four_fifths_on_the_time_is_told_once_and_first(language, words):
    watch = Watch()
    who = at(0, language, minutes=30, watch=watch)
    watch.elapsed_s = 24 * 60
    first, second = (say(who, {"en": "Sorry?", "fr": "Pardon ?"}[language]) for _ in range(2))
    assert first.sentences[0] == words
    assert words not in text(second)


def test_with_less_time_less_is_asked_on():
    watch = Watch()
    who = at(1, minutes=30, watch=watch)
    watch.elapsed_s = 29 * 60
    assert say(who, SHORT).step is Step.ASK


def test_a_part_that_has_used_its_time_is_left():
    watch = Watch()
    parts = (("one", ("test.opener",), 2), ("two", ("test.conflict", "test.index"), 3))
    who = at(0, minutes=60, parts=parts, watch=watch)
    watch.elapsed_s = 130
    assert say(who, SHORT).step is Step.ASK
    watch.elapsed_s = 200
    assert say(who, SHORT).step is Step.PROBE
    watch.elapsed_s = 330
    assert say(who, WENT).step is Step.ASK


@pytest.mark.parametrize(("used_s", "step"), [(60, Step.POINT), (100, Step.ASK)])
def test_where_little_of_a_questions_time_is_used_something_is_asked_on_once_more(used_s, step):
    watch = Watch()
    who = at(1, minutes=60, watch=watch)
    say(who, WENT + " My task was to settle it. So I called the guest and explained it all.")
    watch.elapsed_s = used_s
    told = "He wanted more time, and then he paid the whole late bill, and my boss was happy."
    assert say(who, told).step is step


@pytest.mark.parametrize(("used_s", "step"), [(30, "point"), (100, "ask")])
def test_who_says_little_in_little_time_is_asked_a_second_thing(used_s, step):
    watch = Watch()
    who = at(2, minutes=60, watch=watch)
    say(who, "It sorts.")
    watch.elapsed_s = used_s
    assert say(who, "All names of guests, and dates.").step == step


def test_when_the_time_is_up_the_answer_was_the_last_one():
    watch = Watch()
    who = at(1, minutes=10, watch=watch)
    watch.elapsed_s = 601
    turn = say(who, WENT)
    assert turn.sentences[0] == who.plan.texts.conduct.up
    assert (turn.step, who.position.question_id) == (Step.INVITE, "")
    assert say(who, "What is the salary?").step is Step.CLOSE


def test_well_over_the_time_nothing_is_asked_any_more():
    watch = Watch()
    who = at(1, minutes=10, watch=watch)
    watch.elapsed_s = 661
    assert say(who, WENT).step is Step.CLOSE
    assert who.finished


def test_without_a_limit_no_time_is_told():
    watch = Watch(elapsed_s=1e6)
    assert not say(at(1, watch=watch), SHORT).notice


def test_a_clock_that_jumps_back_does_no_harm():
    watch = Watch(elapsed_s=-1e9)
    assert say(at(1, minutes=10, watch=watch), SHORT).step is Step.PROBE
