""" "Take your time": said once to a candidate who looks for words."""

import asyncio

import pytest
from support.scene import OPEN, REST, Scene, scene

from talkup_local.turn import output as out

WORDS = "Take your time."


async def until_encouraged(talk: Scene) -> None:
    """Begin an answer and fall silent until "take your time" begins to sound."""
    await talk.says(OPEN)
    await talk.waits_for(out.Sound)
    assert talk.outputs(out.Says)[-1].text == WORDS


async def thinking_aloud() -> Scene:
    async with scene() as talk:
        talk.notes["began"] = talk.mark()
        await until_encouraged(talk)
        await talk.waits_for(out.Replied)
        await talk.pauses(1.0)
        talk.notes["went_on"] = talk.mark()
        await talk.says(REST)
        await talk.waits_for(out.Replied)
    return talk


@pytest.fixture(scope="module")
def thoughtful():
    """Give a conversation with a long pause in mid-sentence, and its reply."""
    return asyncio.run(thinking_aloud())


def test_a_long_thinking_pause_gets_one_gentle_word(thoughtful):
    said = [
        output.text
        for _, output in thoughtful.timeline[
            thoughtful.notes["began"] : thoughtful.notes["went_on"]
        ]
        if isinstance(output, out.Says)
    ]
    assert said == [WORDS]


def test_it_looks_like_a_reply_to_a_plain_client(thoughtful):
    kinds = thoughtful.kinds_since(thoughtful.notes["began"])
    assert kinds[:4] == ["Considering", "Speaking", "Sound", "Replied"]


def test_after_it_the_answer_goes_on_in_the_same_turn_and_is_answered_whole(thoughtful):
    assert thoughtful.answers == thoughtful.interviewer.moved_on == [f"{OPEN} {REST}"]
    assert [record.encouraged for record in thoughtful.records] == [True]


def test_it_is_no_part_of_the_history(thoughtful):
    assert not any(WORDS in said for said in thoughtful.questions)


async def test_it_comes_only_once_in_an_answer():
    async with scene() as talk:
        await until_encouraged(talk)
        await talk.waits_for(out.Replied)
        await talk.says("my family has always had one and")
        mark = talk.mark()
        await talk.pauses(8.0)
        assert not talk.outputs(out.Says, since=mark)


async def test_it_can_be_spoken_over_and_stops():
    async with scene() as talk:
        await until_encouraged(talk)
        speech = await talk.says(REST)
        last_s = max(at_s for at_s in talk.times(out.Level) if at_s <= speech.end_s)
        assert last_s <= speech.start_s + 0.1
        await talk.waits_for(out.Sound)
        assert talk.answers == [f"{OPEN} {REST}"]


async def test_a_commit_during_it_is_answered_at_once():
    async with scene() as talk:
        await until_encouraged(talk)
        mark = talk.mark()
        await talk.commits()
        assert talk.kinds_since(mark) == ["Replied", "Considering", "Speaking", "Sound"]
        assert talk.answers == [OPEN]
