"""Wishes that come by a button: what is said to them, and that no word is lost over them."""

import pytest
from support.scene import OPEN, PIECE_S, QUESTION, REST, WHOLE, Scene, scene
from support.virtual import VirtualInterviewer

from talkup_local.dialogue.interviewer import FixedDraft
from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

SAID = {"repeat": f"Again: {QUESTION}", "wait": "Take your time."}
LEFT = "Then the next one: what else?"


class Obliging(VirtualInterviewer):
    """Has a sentence for each wish."""

    def oblige(self, wish):
        return FixedDraft((SAID[wish],))

    def leave(self, heard, history):
        self.replied_to.append(heard)
        return FixedDraft((LEFT,), lambda: self.moved_on.append(heard))


async def wishes(talk: Scene, wish: str) -> None:
    talk.runner.wish(wish)
    await talk.stage.settle()


def said(talk: Scene) -> list[str]:
    return [says.text for says in talk.outputs(out.Says)]


async def test_the_question_is_said_again_and_no_answer_is_made_of_it():
    async with scene(interviewing=Obliging) as talk:
        await wishes(talk, "repeat")
        await talk.waits_for(out.Replied)
        assert said(talk)[-1] == SAID["repeat"]
        assert talk.phase is Phase.LISTENING
        assert (talk.answers, talk.records) == ([], [])


async def test_an_answer_to_it_is_kept_with_the_question_as_it_was_asked_last():
    async with scene(interviewing=Obliging) as talk:
        await wishes(talk, "repeat")
        await talk.waits_for(out.Replied)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.records[0].asked == SAID["repeat"]


async def test_a_minute_does_not_change_what_was_asked():
    async with scene(interviewing=Obliging) as talk:
        await wishes(talk, "wait")
        await talk.waits_for(out.Replied)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.records[0].asked == QUESTION


@pytest.mark.parametrize("pause_s", [PIECE_S, 1.0])
async def test_what_was_said_before_it_stays_in_the_answer(pause_s):
    async with scene(interviewing=Obliging) as talk:
        await talk.says(OPEN)
        await talk.pauses(pause_s)
        await wishes(talk, "repeat")
        await talk.waits_for(out.Replied)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert talk.answers == [f"{OPEN} {REST}"]


async def test_after_it_the_candidate_has_time_even_to_end_a_whole_answer():
    async with scene(interviewing=Obliging) as talk:
        await talk.says(WHOLE)
        await wishes(talk, "repeat")
        await talk.waits_for(out.Replied)
        pause = await talk.pauses(8.0)
        assert not talk.committed_during(pause)
        await talk.waits_until(lambda: talk.answers)
        assert talk.answers == [WHOLE]


async def test_who_asked_for_a_minute_in_an_answer_has_it():
    async with scene(interviewing=Obliging) as talk:
        await talk.says(WHOLE)
        await wishes(talk, "wait")
        await talk.waits_for(out.Replied)
        pause = await talk.pauses(25.0)
        assert not talk.spoke_during(pause)
        assert not talk.committed_during(pause)


async def test_before_the_reply_sounds_it_takes_the_answer_up_again():
    async with scene(interviewing=Obliging) as talk:
        talk.interviewer.thinks_s = 3.0
        await talk.says(WHOLE)
        await talk.waits_until(lambda: talk.phase is Phase.THINKING)
        await wishes(talk, "wait")
        await talk.waits_for(out.Replied)
        await talk.says(REST)
        await talk.waits_until(lambda: talk.answers)
        assert talk.answers == [f"{WHOLE} {REST}"]
        assert talk.interviewer.moved_on == [f"{WHOLE} {REST}"]


async def test_over_our_own_speech_it_is_said_at_once():
    async with scene(interviewing=Obliging) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await wishes(talk, "repeat")
        assert len(talk.outputs(out.Interrupted)) == 1
        await talk.waits_for(out.Replied)
        assert said(talk)[-1] == SAID["repeat"]
        assert talk.answers == [WHOLE]


async def test_over_the_greeting_too():
    async with scene(interviewing=Obliging, greeted=False) as talk:
        await talk.waits_until(lambda: talk.times(out.Sound))
        await wishes(talk, "repeat")
        await talk.waits_for(out.Replied)
        assert talk.kinds_since(0)[:5] == [
            "Preparing",
            "Sound",
            "Started",
            "Considering",
            "Speaking",
        ]


async def test_a_question_is_left_without_a_word_in_the_candidate_s_mouth():
    async with scene(interviewing=Obliging) as talk:
        await wishes(talk, "skip")
        await talk.waits_for(out.Replied)
        assert said(talk)[-1] == LEFT
        assert (talk.answers, talk.records[0].heard) == ([""], "")
        assert not talk.outputs(out.Failed)


async def test_what_was_said_to_a_question_that_is_left_is_its_answer():
    async with scene(interviewing=Obliging) as talk:
        await talk.says(OPEN)
        await wishes(talk, "skip")
        await talk.waits_for(out.Replied)
        assert said(talk)[-1] == LEFT
        assert talk.answers == talk.interviewer.moved_on == [OPEN]


async def test_a_question_can_be_left_while_it_is_asked_and_while_nothing_is_understood():
    async with scene(interviewing=Obliging) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        talk.stt.jobs.failing = 100
        await talk.noise(0.3)
        await wishes(talk, "skip")
        await talk.waits_until(lambda: len(talk.answers) == 2)
        assert talk.interviewer.moved_on == [WHOLE, ""]


async def test_who_types_or_wishes_is_not_asked_whether_anybody_is_there():
    async with scene(interviewing=Obliging, flags={"interview.check_in_s": 5}) as talk:
        for _ in range(4):
            await talk.pauses(3.0)
            talk.runner.typing()
        assert talk.phase is Phase.LISTENING
        assert said(talk) == [QUESTION]
