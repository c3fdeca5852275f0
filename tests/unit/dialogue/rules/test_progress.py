import pytest
from support.ruled import at, greeted, interviewer, plan, say

from talkup_local.dialogue.rules import RulesInterviewer


def test_an_interview_goes_on_from_what_was_saved():
    who = greeted(interviewer())
    say(who, "I built a scaling system that handled ten thousand requests.")
    other = interviewer()
    other.restore(who.save())
    assert (other.progress, other.save()) == (who.progress, who.save())


@pytest.mark.parametrize(
    "saved",
    [b"", b"\xff", b"[]", b"{}", b'{"version":9,"progress":{}}', b'{"version":1,"progress":[]}'],
)
def test_what_is_no_progress_is_refused_and_changes_nothing(saved):
    who = at(1)
    before = who.progress
    with pytest.raises(ValueError, match="progress"):
        who.restore(saved)
    assert who.progress == before


def test_the_progress_of_a_longer_plan_is_refused():
    with pytest.raises(ValueError, match="another plan"):
        RulesInterviewer(plan(count=1), "one").restore(at(3).save())


def test_the_same_interview_is_held_the_same_way_and_another_in_other_words():
    heard = "I built a scaling system that handled ten thousand requests."
    replies = [greeted(interviewer(interview_id=str(n))).decide(heard) for n in range(12)]
    assert replies[0] == greeted(interviewer(interview_id="0")).decide(heard)
    assert len({reply.sentences for reply in replies}) > 3


async def test_a_reply_before_the_greeting_is_the_greeting():
    who = interviewer()
    assert who.decide("Hello?").sentences == who.greeting().sentences


def test_committing_twice_moves_on_once():
    who = greeted(interviewer())
    turn = who.decide("I don't know.")
    draft = who.draft(turn)
    draft.commit()
    draft.commit()
    assert who.progress.question == 1
