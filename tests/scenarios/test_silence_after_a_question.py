"""A candidate who does not begin to answer, and an interview that is over."""

from support.scene import QUESTION, WHOLE, scene
from support.virtual import VirtualInterviewer

from talkup_local.dialogue.interviewer import FixedDraft
from talkup_local.turn import output as out

WORDS = ("No hurry.", "Are you there?", "Then goodbye.")


class Caring(VirtualInterviewer):
    """Asks twice whether anybody is there, then says goodbye."""

    over = False

    @property
    def finished(self) -> bool:
        return self.over

    def check_in(self, times):
        return FixedDraft((WORDS[times],), lambda: setattr(self, "over", times == 2))


class Brief(VirtualInterviewer):
    """Is done after one answer."""

    @property
    def finished(self) -> bool:
        return bool(self.moved_on)

    @property
    def consent(self):
        return False if self.question.startswith("May") else None


PATIENT = {"interview.check_in_s": 10, "interview.linger_s": 5}


async def test_silence_after_a_question_gets_a_gentle_word_and_then_another():
    async with scene(interviewing=Caring, flags=PATIENT) as talk:
        began_s = talk.now_s
        await talk.waits_for(out.Replied)
        assert 10 <= talk.now_s - began_s < 12
        await talk.waits_for(out.Replied)
        assert [said.text for said in talk.outputs(out.Says)] == [QUESTION, *WORDS[:2]]


async def test_an_answer_after_it_is_as_good_as_any_and_the_count_begins_anew():
    async with scene(interviewing=Caring, flags=PATIENT) as talk:
        await talk.waits_for(out.Replied)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        mark = talk.mark()
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]
        assert [said.text for said in talk.outputs(out.Says, since=mark)] == [WORDS[0]]


async def test_when_nobody_answers_at_all_it_says_goodbye_and_ends():
    async with scene(interviewing=Caring, flags=PATIENT) as talk:
        ended = await talk.waits_for(out.Ended, within_s=60)
    assert ended.reason == "silence"


async def test_a_client_that_sends_no_sound_at_all_is_as_silent():
    async with scene(interviewing=Caring, flags=PATIENT) as talk:
        await talk.stalls(11)
        assert [said.text for said in talk.outputs(out.Says)] == [QUESTION, WORDS[0]]


async def test_who_speaks_is_not_asked():
    async with scene(interviewing=Caring, flags=PATIENT) as talk:
        await talk.pauses(9)
        await talk.says(WHOLE, 20)
        assert not talk.outputs(out.Replied)


async def test_an_interview_that_is_over_ends_by_itself():
    async with scene(interviewing=Brief, flags=PATIENT) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        ended = await talk.waits_for(out.Ended)
    assert ended.reason == "finished"


async def test_so_does_one_that_the_candidate_did_not_agree_to():
    async with scene(interviewing=Brief, question="May I keep it?", flags=PATIENT) as talk:
        await talk.says(WHOLE)
        ended = await talk.waits_for(out.Ended)
    assert ended.reason == "no_consent"
