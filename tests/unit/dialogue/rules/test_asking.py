import pytest
from support.ruled import PLAIN, STORY, at, greeted, interviewer, say, text

from talkup_local.dialogue.rules.interviewer import MOST_HEARD_CHARACTERS
from talkup_local.interview.texts import Step, Topic

SYSTEM = "I built a scaling system that handled ten thousand requests without trouble."
WENT = "When I worked in a hotel last year, a guest and my boss disagreed about the late bill. "


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_full_story_leads_to_no_question_about_its_parts(language):
    turn = say(at(1, language), STORY[language])
    assert turn.step in (Step.FOLLOW_UP, Step.ASK)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_full_answers_lead_through_the_whole_plan(language):
    who = greeted(interviewer(language))
    asked = [who.plan.questions[0].id]
    for _ in range(20):
        heard = STORY if who.position.question_id == "test.conflict" else PLAIN
        say(who, heard[language])
        if who.position.question_id not in (*asked, ""):
            asked.append(who.position.question_id)
    assert asked == [question.id for question in who.plan.questions]
    assert who.finished


def test_a_story_without_a_result_is_asked_how_it_ended():
    who = at(1)
    turn = say(who, WENT + "My task was to settle it. So I called the guest and explained it all.")
    assert turn.step is Step.PART
    assert text(turn).endswith(who.plan.texts.conduct.parts["result"])


def test_a_story_of_we_alone_is_asked_for_ones_own_part():
    who = at(1)
    turn = say(
        who,
        "We were working in a hotel last year. We had to settle a late bill. "
        "So we called the guest, and in the end we were able to keep everybody happy.",
    )
    assert text(turn).endswith(who.plan.texts.conduct.parts["own"])


def test_what_was_told_before_is_not_asked_for_again():
    who = at(1)
    say(who, WENT + "My task was to settle it. So I called the guest and explained it all.")
    turn = say(who, "In the end he paid the whole bill, and the boss was happy with the result.")
    assert turn.step is not Step.PART


def test_a_point_that_was_left_out_is_asked_for_without_naming_it():
    turn = say(at(2), "It makes every search fast, because the computer looks at fewer table rows.")
    assert (turn.step, text(turn).endswith("What does such an index cost?")) == (Step.POINT, True)


def test_a_follow_up_that_was_answered_already_is_not_asked():
    who = at(2)
    turn = say(
        who, "It makes the search fast because fewer rows are read. Such an index costs a lot."
    )
    assert text(turn).endswith("When would you leave it out?")


def test_two_questions_are_asked_on_at_most_and_three_on_a_hard_one():
    answers = [
        "It looks at fewer rows of big old files, so disks turn less each day.",
        "One thinks about rows that most programs search twice every busy week.",
        "Mostly somebody older says so, after a long look at those huge files.",
        "Then people read other rows at night, while nobody else is searching.",
    ]
    who = at(2)
    steps = [say(who, answer).step for answer in answers]
    assert steps[3] is Step.ASK
    assert all(step is not Step.ASK for step in steps[:3])
    easy = at(1)
    steps = [say(easy, f"{answer} We argued about it.").step for answer in answers]
    assert Step.ASK in steps[:3]


def test_what_was_said_is_asked_about():
    who = greeted(interviewer())
    turn = say(who, SYSTEM)
    assert turn.step is Step.FOLLOW_UP
    assert "a scaling system." in text(turn)


def test_a_follow_up_to_the_opener_does_not_take_the_work_for_finished():
    for number in range(8):
        who = greeted(interviewer(interview_id=str(number)))
        assert text(say(who, SYSTEM)).endswith(who.plan.texts.follow_ups[Topic.OTHER])


def test_a_short_answer_is_probed_once():
    who = greeted(interviewer())
    first, second = say(who, "I repair bicycles."), say(who, "Just bicycles.")
    assert text(first).endswith(who.plan.questions[0].probe)
    assert text(second).endswith(who.plan.questions[1].text)


def test_who_says_that_it_was_said_before_is_not_pressed():
    who = at(1)
    assert say(who, "I already told you that.").step is Step.ASK
    who = at(1, "fr")
    assert say(who, "Je vous l'ai déjà dit.").step is Step.ASK


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_part_of_a_story_can_be_asked_for_in_at_least_five_ways(language):
    texts = interviewer(language).plan.texts
    assert all(len(set(ways)) >= 5 for ways in texts.conduct.parts.values())
    frames = {frame for frames in texts.follow_ups.values() for frame in frames}
    assert not frames & {way for ways in texts.conduct.parts.values() for way in ways}


def test_a_figure_in_the_first_answer_is_asked_how_it_was_measured():
    who = greeted(interviewer())
    turn = say(who, "I sell phone contracts, and I increased our sales by 20% this very year.")
    assert "20 percent." in text(turn)
    assert text(turn).endswith(who.plan.texts.follow_ups[Topic.RESULT])


def test_a_very_long_answer_is_thanked_for_and_the_next_ones_wanted_shorter():
    who = at(1)
    turn = say(who, "and then the guest said that the bill was wrong and I went there " * 25)
    assert text(turn).startswith(who.plan.texts.conduct.shorter[0])
    assert turn.step is Step.ASK


@pytest.mark.parametrize(
    "heard",
    ["My cat loves pizza and the weather is lovely.", "The moon is round and far away from Mars."],
)
def test_what_is_about_something_else_is_brought_back_once(heard):
    who = at(1)
    first, second = say(who, heard), say(who, heard)
    assert first.step is Step.CLARIFY
    assert text(first).endswith(who.plan.questions[1].text)
    assert second.step is Step.ASK
    assert who.progress.off_topic == 1


def test_nothing_is_asked_twice_in_the_same_words():
    who = greeted(interviewer())
    asked = []
    while not who.finished:
        turn = say(who, "We had a long day at the hotel and the guests wanted their keys at once.")
        asked += turn.question
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize(
    ("language", "answer"),
    [("en", "I don't know."), ("en", "I'd rather not answer that."), ("fr", "Je ne sais pas.")],
)
def test_a_candidate_who_does_not_know_is_not_pressed(language, answer):
    who = greeted(interviewer(language))
    said = text(say(who, answer))
    assert said.endswith(who.plan.questions[1].text)
    assert any(said.startswith(skip) for skip in who.plan.texts.skips)


def test_a_candidate_with_no_more_to_say_is_not_pressed():
    who = greeted(interviewer())
    assert text(say(who, "That's all.")).endswith(who.plan.questions[1].text)


def test_acknowledgements_vary_and_judge_nothing():
    who = greeted(interviewer())
    texts = who.plan.texts.acknowledgements
    said = [text(say(who, "I went there with the blue folder of the hotel.")) for _ in range(5)]
    used = [max((t for t in texts if s.startswith(t)), key=len) for s in said]
    assert len(set(used)) == len(used)


def test_of_an_endless_answer_the_end_counts():
    end = (PLAIN["en"] + " ") * (MOST_HEARD_CHARACTERS // len(PLAIN["en"]) + 1)
    who = greeted(interviewer())
    assert who.decide(SYSTEM + " " + end) == who.decide(end)
