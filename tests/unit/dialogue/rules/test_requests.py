import pytest
from support.ruled import at, greeted, interviewer, plan, say, text

from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.texts import Step


@pytest.mark.parametrize(
    ("language", "heard", "step"),
    [
        ("en", "Could you repeat the question, please?", Step.REPEAT),
        ("en", "Can you speak more slowly?", Step.REPEAT),
        ("en", "You are a stupid machine.", Step.CALM),
        ("en", "What is the salary?", Step.DEFER),
        ("en", "How do you score my answers?", Step.TELL),
        ("en", "Are you a real person?", Step.TELL),
        ("en", "How am I doing so far?", Step.TELL),
        ("fr", "Vous pouvez répéter ?", Step.REPEAT),
        ("fr", "Vous parlez trop vite.", Step.REPEAT),
        ("fr", "C'est vraiment nul.", Step.CALM),
        ("fr", "Comment êtes-vous notés ? Comment notez-vous mes réponses ?", Step.TELL),
        ("fr", "Êtes-vous une vraie personne ?", Step.TELL),
        ("fr", "Que faites-vous de mes données ?", Step.TELL),
    ],
)
def test_what_is_asked_is_answered_and_the_question_comes_again(language, heard, step):
    who = at(1, language)
    turn = say(who, heard)
    assert turn.step is step
    assert text(turn).endswith(who.plan.questions[1].text)


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        ("en", "I don't understand the question."),
        ("en", "What do you mean?"),
        ("en", "Can you put it another way?"),
        ("fr", "Je ne comprends pas la question."),
        ("fr", "Vous pouvez reformuler ?"),
    ],
)
def test_a_question_that_was_not_understood_is_put_in_easier_words(language, heard):
    who = at(1, language)
    turn = say(who, heard)
    assert (turn.step, turn.question) == (Step.REPHRASE, (who.plan.questions[1].rephrase,))


def test_a_question_is_put_in_other_words_twice_and_then_left():
    who = at(1)
    said = [text(say(who, "I don't understand.")) for _ in range(3)]
    assert said[1].endswith(who.plan.questions[1].probe)
    assert said[2].endswith(who.plan.questions[2].text)


def test_a_question_repeated_twice_comes_in_easier_words():
    who = at(1)
    say(who, "Sorry?")
    assert text(say(who, "Sorry?")).endswith(who.plan.questions[1].rephrase)


def test_a_follow_up_is_repeated_as_a_follow_up():
    who = greeted(interviewer())
    asked = say(who, "I built a scaling system that handled ten thousand requests.").question
    assert say(who, "Sorry?").question == asked


@pytest.mark.parametrize(
    ("language", "heard"),
    [("en", "Let me think about that."), ("en", "I need a minute."), ("fr", "Une minute.")],
)
def test_a_candidate_who_wants_a_moment_gets_it_and_nothing_else(language, heard):
    who = at(1, language)
    turn = say(who, heard)
    assert text(turn) in who.plan.texts.waits
    assert who.position.question_id == "test.conflict"


@pytest.mark.parametrize(
    ("language", "heard", "words"),
    [
        ("en", "How much time is left?", ("two more", "twenty minutes")),
        ("en", "How many questions are left?", ("two more", "twenty minutes")),
        ("fr", "Combien de temps reste-t-il ?", ("il m'en reste une", "vingt minutes")),
    ],
)
def test_how_much_is_left_is_told_in_words(language, heard, words):
    said = text(say(at(1, language, minutes=20), heard))
    assert all(one in said for one in words)


def test_what_becomes_of_the_data_is_told_as_it_is():
    who = at(1, opening=Opening(keeps=Kept(days=30)))
    assert "deleted after thirty days" in text(say(who, "What happens with my data?"))
    assert "it is gone" in text(say(at(1), "What happens with my data?"))


def test_an_addition_belongs_to_the_answer_before():
    who = at(1)
    assert say(who, "Can I add something?").step is Step.ADD
    assert (who.position.question_id, who.position.step) == ("test.opener", Step.ADD)
    turn = say(who, "I also wrote the whole handbook for the new colleagues last year.")
    assert text(turn).startswith(who.plan.texts.conduct.added)
    assert text(turn).endswith(who.plan.questions[1].text)
    assert who.position.question_id == "test.conflict"


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        ("en", "Sorry, I meant three years and not two, in the old workshop."),
        ("fr", "Pardon, je voulais dire trois ans et pas deux, dans l'ancien atelier."),
    ],
)
def test_a_correction_is_taken_and_the_open_question_comes_again(language, heard):
    who = at(1, language)
    assert text(say(who, heard)).endswith(who.plan.questions[1].text)


def test_a_request_inside_an_answer_is_none():
    who = at(1)
    turn = say(who, "The guest asked me to repeat the whole order, so I told him to stop shouting.")
    assert turn.step not in (Step.REPEAT, Step.CLOSE)


def test_leave_is_given():
    who = at(1)
    assert text(say(who, "Can I take an example from school?")) == who.plan.texts.permit


def test_nothing_heard_is_said_so():
    who = at(1)
    said = [text(say(who, heard)) for heard in ("", "uh")]
    assert said == list(who.plan.texts.not_heard)


def test_a_candidate_who_only_asks_is_led_on():
    who = at(1)
    for _ in range(9):
        turn = say(who, "What is the salary?")
    assert text(turn).endswith(plan().questions[2].text)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "I want to stop here."), ("en", "Can we stop?"), ("fr", "On peut s'arrêter là ?")],
)
def test_an_interview_can_be_stopped(language, words):
    who = at(1, language)
    assert text(say(who, words)) == who.plan.texts.stopped
    assert who.finished
