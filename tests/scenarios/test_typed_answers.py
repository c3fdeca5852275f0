"""Answers that are typed, between those that are spoken."""

from support.scene import NEXT, OPEN, THANKS, WHOLE, scene

from talkup_local.turn import output as out


async def _types(talk, text):
    talk.runner.text(text)
    assert (await talk.waits_for(out.Replied)).text == f"{THANKS} {NEXT}"


async def test_a_typed_answer_is_answered_like_a_spoken_one():
    async with scene() as talk:
        await _types(talk, WHOLE)
        assert talk.answers == [WHOLE]


async def test_a_typed_answer_joins_what_was_said_before_it():
    async with scene() as talk:
        await talk.says(OPEN)
        await _types(talk, "of the smell")
        assert talk.answers == [f"{OPEN} of the smell"]


async def test_it_needs_no_recogniser():
    async with scene() as talk:
        talk.stt.jobs.failing = 100
        await _types(talk, WHOLE)
        assert talk.answers == [WHOLE]


async def test_a_second_one_is_answered_by_itself():
    async with scene() as talk:
        await _types(talk, WHOLE)
        await _types(talk, OPEN)
        assert talk.answers == [WHOLE, OPEN]


async def test_after_it_the_voice_is_heard_again():
    async with scene() as talk:
        await _types(talk, WHOLE)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE, WHOLE]
