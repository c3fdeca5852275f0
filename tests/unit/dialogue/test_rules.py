import pytest

from talkup_local.dialogue.interviewer import Sentence
from talkup_local.dialogue.rules import MOST_HEARD_CHARACTERS, RulesInterviewer
from talkup_local.interview.history import History
from talkup_local.interview.plan import plan_for
from talkup_local.interview.texts import Topic

LONG = "I planned the work carefully with everyone, checked everything twice and finished early."
LONG_FR = "J'organise soigneusement mes journées, je vérifie chaque détail puis je range calmement."
SYSTEM = "I built a scaling system that handled ten thousand requests without trouble."


def interviewer(language="en", kind="general", count=3, interview_id="one"):
    return RulesInterviewer(plan_for(kind, language, count), interview_id)


async def said(draft):
    pieces = [piece async for piece in draft.pieces()]
    assert pieces
    assert all(isinstance(piece, Sentence) for piece in pieces)
    return " ".join(piece.text for piece in pieces)


async def hold(who, *answers):
    """Greet, then give the answers; return all that the interviewer said."""
    history = History()
    drafts = [who.greet()]
    spoken = [await said(drafts[0])]
    drafts[0].commit()
    for answer in answers:
        draft = who.reply(answer, history)
        spoken.append(await said(draft))
        draft.commit()
    return spoken


async def test_the_greeting_asks_the_first_question():
    who = interviewer()
    (greeting,) = await hold(who)
    assert greeting == f"{who.plan.greeting} {who.plan.questions[0].text}"


@pytest.mark.parametrize(("language", "answer"), [("en", LONG), ("fr", LONG_FR)])
@pytest.mark.parametrize("count", [1, 3, 10])
async def test_full_answers_lead_through_the_whole_plan(language, answer, count):
    who = interviewer(language, count=count)
    spoken = await hold(who, *[answer] * (count + 1))
    for question, reply in zip(who.plan.questions, spoken, strict=False):
        assert reply.endswith(question.text)
    assert spoken[count].endswith(who.plan.texts.invite)
    assert spoken[count + 1] == who.plan.texts.closing
    assert who.finished


async def test_of_an_endless_answer_the_end_counts():
    end = (LONG + " ") * (MOST_HEARD_CHARACTERS // len(LONG) + 1)
    assert await hold(interviewer(), SYSTEM + " " + end) == await hold(interviewer(), end)


async def test_the_last_question_is_announced():
    who = interviewer()
    spoken = await hold(who, LONG, LONG)
    assert who.plan.texts.last_question in spoken[2]


async def test_after_the_closing_there_is_a_polite_last_word():
    who = interviewer(count=1)
    spoken = await hold(who, LONG, "No, thank you.", "Hello? Are you still there?")
    assert spoken[-1] in who.plan.texts.over
    assert who.finished


async def test_what_was_said_is_asked_about():
    who = interviewer()
    spoken = await hold(who, SYSTEM)
    assert "a scaling system." in spoken[1]
    assert spoken[1].endswith("?")
    assert who.plan.questions[1].text not in spoken[1]


async def test_a_follow_up_to_the_opener_does_not_take_the_work_for_finished():
    for number in range(8):
        who = interviewer(interview_id=str(number))
        spoken = await hold(who, SYSTEM)
        assert spoken[1].endswith(who.plan.texts.follow_ups[Topic.OTHER])


async def test_a_question_has_at_most_one_follow_up():
    who = interviewer()
    spoken = await hold(who, SYSTEM, "There I also repaired a payment module for months of work.")
    assert spoken[2].endswith(who.plan.questions[1].text)


async def test_not_every_question_has_a_follow_up():
    answers = [
        f"I built a {name} system that handled ten thousand requests without trouble."
        for name in ("scaling", "booking", "payment", "ranking", "tracking", "lighting")
        for _ in range(2)
    ]
    counts = []
    for number in range(6):
        who = interviewer(count=6, interview_id=str(number))
        spoken = " ".join(await hold(who, *answers))
        counts.append(spoken.count("You mentioned") + spoken.count("You spoke about"))
    assert all(1 <= count <= 6 for count in counts)
    assert min(counts) < 6


async def test_a_follow_up_does_not_ask_what_the_question_asked():
    for number in range(20):
        who = interviewer(kind="behavioural", count=10, interview_id=str(number))
        await hold(who, LONG)
        reply = await said(who.reply(SYSTEM, History()))
        assert "What was your own part" in who.plan.questions[1].text
        assert "your own part" not in reply


async def test_a_short_answer_is_probed():
    who = interviewer()
    spoken = await hold(who, "I repair bicycles.")
    assert spoken[1].endswith(who.plan.questions[0].probe)


async def test_a_question_is_probed_only_once():
    who = interviewer()
    spoken = await hold(who, "I repair bicycles.", "Just bicycles.")
    assert spoken[2].endswith(who.plan.questions[1].text)


@pytest.mark.parametrize(
    ("language", "request_"),
    [("en", "Could you repeat the question, please?"), ("fr", "Vous pouvez répéter ?")],
)
async def test_a_question_is_repeated_on_request(language, request_):
    who = interviewer(language)
    spoken = await hold(who, request_)
    assert spoken[1].endswith(who.plan.questions[0].text)


async def test_a_question_not_understood_twice_is_put_another_way():
    who = interviewer()
    spoken = await hold(who, "Could you repeat that?", "I don't understand.")
    assert spoken[2] == f"{who.plan.texts.rephrase} {who.plan.questions[0].probe}"


async def test_a_follow_up_is_repeated_as_a_follow_up():
    spoken = await hold(interviewer(), SYSTEM, "Sorry?")
    assert "a scaling system." in spoken[2]


@pytest.mark.parametrize(
    ("language", "answer"),
    [("en", "I don't know."), ("en", "Can we skip this one?"), ("fr", "Je ne sais pas.")],
)
async def test_a_candidate_who_does_not_know_is_not_pressed(language, answer):
    who = interviewer(language)
    spoken = await hold(who, answer)
    assert spoken[1].endswith(who.plan.questions[1].text)
    assert any(spoken[1].startswith(skip) for skip in who.plan.texts.skips)


async def test_a_candidate_with_no_more_to_say_is_not_pressed():
    who = interviewer()
    spoken = await hold(who, "That's all.")
    assert spoken[1].endswith(who.plan.questions[1].text)


async def test_a_candidate_who_wants_a_moment_gets_it():
    who = interviewer()
    spoken = await hold(who, "Let me think about that.", LONG)
    assert spoken[1] in who.plan.texts.waits
    assert spoken[2].endswith(who.plan.questions[1].text)


async def test_nothing_heard_is_said_so_and_the_question_stays():
    who = interviewer()
    spoken = await hold(who, "", "uh", LONG)
    assert spoken[1:3] == list(who.plan.texts.not_heard)
    assert spoken[3].endswith(who.plan.questions[1].text)


async def test_leave_is_given():
    who = interviewer()
    spoken = await hold(who, "Can I take an example from school?", LONG)
    assert spoken[1] == who.plan.texts.permit
    assert spoken[2].endswith(who.plan.questions[1].text)


async def test_a_question_in_between_is_put_off():
    who = interviewer()
    spoken = await hold(who, "How long will this take?")
    assert spoken[1] == f"{who.plan.texts.defer} {who.plan.questions[0].text}"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "I want to stop here."), ("fr", "Je voudrais arrêter l'entretien.")],
)
async def test_an_interview_can_be_stopped(language, words):
    who = interviewer(language)
    spoken = await hold(who, words)
    assert spoken[1] == who.plan.texts.stopped
    assert who.finished


async def test_a_question_at_the_end_gets_an_honest_answer():
    who = interviewer(count=1)
    spoken = await hold(who, LONG, "Yes. What is the salary?", "No, that's all.")
    assert spoken[2] == f"{who.plan.texts.cannot_answer[0]} {who.plan.texts.anything_else}"
    assert spoken[3] == who.plan.texts.closing


async def test_an_announced_question_is_waited_for():
    who = interviewer("fr", count=1)
    spoken = await hold(who, LONG_FR, "Oui, une question.", "Quand est-ce que je commence ?")
    assert spoken[2] == who.plan.texts.listen
    assert spoken[3].startswith(who.plan.texts.cannot_answer[0])
    assert not who.finished


async def test_a_candidate_who_only_asks_is_not_heard_for_ever():
    who = interviewer(count=1)
    await hold(who, LONG, "What is the salary?", "When do I start?")
    assert who.finished


async def test_acknowledgements_vary():
    who = interviewer(count=8)
    texts = who.plan.texts.acknowledgements
    spoken = await hold(who, *[LONG] * 7)
    used = [max((t for t in texts if reply.startswith(t)), key=len) for reply in spoken[1:]]
    assert len(set(used)) == len(used)


async def test_the_same_interview_is_held_the_same_way():
    answers = [SYSTEM, LONG, "Yes.", LONG, LONG]
    assert await hold(interviewer(), *answers) == await hold(interviewer(), *answers)


async def test_another_interview_is_held_in_other_words():
    spoken = {(await hold(interviewer(interview_id=str(n)), LONG))[1] for n in range(12)}
    assert len(spoken) > 3


async def test_a_dropped_draft_leaves_no_trace():
    who, other = interviewer(), interviewer()
    await hold(who)
    await hold(other)
    for heard in (SYSTEM, "I don't know.", "I want to stop here."):
        await said(who.reply(heard, History()))
    assert not who.finished
    assert await said(who.reply(LONG, History())) == await said(other.reply(LONG, History()))


async def test_committing_twice_moves_on_once():
    who = interviewer()
    await hold(who)
    draft = who.reply(LONG, History())
    draft.commit()
    draft.commit()
    assert who.plan.questions[2].text in await said(who.reply(LONG, History()))


async def test_a_reply_before_the_greeting_is_the_greeting():
    who = interviewer()
    assert await said(who.reply("Hello?", History())) == await said(who.greet())


async def test_an_interviewer_knows_its_language_and_kind():
    who = interviewer("fr", "technical")
    assert (who.language, who.kind) == ("fr", "technical")
