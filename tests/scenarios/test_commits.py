"""The client declares the answer over: at once, and never twice for the same words."""

import pytest
from support.scene import OPEN, REST, WHOLE, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase


async def test_a_commit_in_a_pause_is_answered_at_once():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.pauses(0.3)
        mark = talk.mark()
        await talk.commits()
        assert talk.kinds_since(mark) == ["Considering", "Speaking", "Sound"]
        assert talk.answers == [OPEN]


async def test_a_commit_with_the_last_word_is_answered_at_once():
    async with scene() as talk:
        await talk.says(OPEN)
        mark = talk.mark()
        await talk.commits()
        assert talk.kinds_since(mark) == ["Considering", "Speaking", "Sound"]
        assert talk.answers == [OPEN]


async def test_a_commit_takes_what_is_prepared():
    async with scene(patience="relaxed") as talk:
        await talk.says(WHOLE)
        assert await talk.waits_until(lambda: talk.interviewer.replied_to)
        await talk.commits()
        assert talk.spoke_during(await talk.pauses(0.1))
        assert len(talk.interviewer.replied_to) == 1


async def test_a_commit_waits_for_all_of_the_words():
    async with scene(flags={"turn.partials": False}) as talk:
        talk.stt.jobs.takes_s = 1.0
        await talk.says(WHOLE)
        await talk.commits()
        assert talk.phase is Phase.CLOSING
        await talk.waits_for(out.Replied)
        assert talk.interviewer.replied_to == [WHOLE]


async def test_what_is_said_on_after_a_commit_belongs_to_the_next_turn():
    async with scene(flags={"turn.barge_in": False}) as talk:
        talk.interviewer.thinks_s = 1.0
        await talk.says("I am a baker")
        talk.runner.commit()
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        await talk.waits_for(out.Replied)
        assert talk.answers == ["I am a baker", REST]


async def test_someone_who_speaks_on_over_the_reply_to_a_commit_is_heard():
    async with scene() as talk:
        await talk.says("I am a baker")
        talk.runner.commit()
        await talk.says(REST)
        await talk.waits_until(lambda: len(talk.answers) == 2)
        assert talk.answers == ["I am a baker", REST]


@pytest.mark.parametrize("late_s", [0.0, 0.1, 0.5, 1.5])
async def test_a_commit_just_after_the_server_s_own_verdict_starts_nothing(late_s):
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Considering)
        await talk.pauses(late_s)
        await talk.commits()
        await talk.waits_until(lambda: talk.times(out.Replied))
        await talk.pauses(5.0)
        assert talk.answers == [WHOLE]
        assert not talk.outputs(out.Failed)


async def test_a_commit_between_verdict_and_sound_starts_nothing():
    async with scene() as talk:
        talk.interviewer.thinks_s = 1.0
        await talk.says(WHOLE)
        await talk.waits_for(out.Considering)
        await talk.commits()
        await talk.waits_for(out.Replied)
        await talk.pauses(5.0)
        assert talk.interviewer.replied_to == [WHOLE]
        assert not talk.outputs(out.Failed)


async def test_a_commit_just_after_the_reply_starts_nothing():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        mark = talk.mark()
        await talk.pauses(1.0)
        await talk.commits()
        await talk.pauses(5.0)
        assert talk.kinds_since(mark) == []


async def test_after_a_commit_between_verdict_and_sound_speech_is_the_next_turn():
    async with scene() as talk:
        talk.interviewer.thinks_s = 2.0
        await talk.says(WHOLE)
        await talk.waits_for(out.Considering)
        await talk.commits()
        await talk.says(REST)
        talk.interviewer.thinks_s = 0.0
        await talk.waits_until(lambda: len(talk.answers) == 2)
        assert talk.answers == [WHOLE, REST]


async def test_commits_in_a_row_are_one():
    async with scene() as talk:
        await talk.says(WHOLE)
        for _ in range(5):
            talk.runner.commit()
        await talk.waits_for(out.Replied)
        await talk.pauses(3.0)
        assert talk.answers == [WHOLE]
        assert not talk.outputs(out.Failed)


async def test_a_commit_after_a_cough_says_that_nothing_was_heard():
    async with scene() as talk:
        await talk.noise(0.4)
        await talk.pauses(0.1)
        await talk.commits()
        assert [failed.code for failed in talk.outputs(out.Failed)] == ["TRANSCRIPTION_ERROR"]
        assert talk.phase is Phase.LISTENING


async def test_a_commit_over_the_reply_that_was_interrupted_answers_the_new_words():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await talk.says("Wait a moment.")
        await talk.commits()
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE, "Wait a moment."]
