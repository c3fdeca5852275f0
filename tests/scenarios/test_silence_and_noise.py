"""Rooms in which nobody answers: silence for ever, noise for ever."""

import asyncio

import pytest
from support.scene import OPEN, REST, WHOLE, Scene, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

LONG_S = 40.0


async def test_in_silence_for_ever_nothing_is_said_and_nothing_heard():
    async with scene() as talk:
        mark = talk.mark()
        await talk.pauses(LONG_S)
        assert talk.timeline[mark:] == []
        assert talk.stt.passes == []
        assert talk.records == []
        assert talk.phase is Phase.LISTENING


async def noise_for_ever() -> Scene:
    async with scene() as talk:
        talk.notes["began"] = talk.mark()
        await talk.noise(LONG_S)
        talk.notes["left_in"] = talk.phase
    return talk


@pytest.fixture(scope="module")
def noisy():
    """Give a conversation in which there was nothing but noise."""
    return asyncio.run(noise_for_ever())


def test_noise_for_ever_is_not_answered(noisy):
    assert noisy.kinds_since(noisy.notes["began"]) == []
    assert noisy.records == []
    assert not any(heard.text for heard in noisy.outputs(out.Heard))


def test_noise_for_ever_keeps_no_turn_open(noisy):
    assert noisy.notes["left_in"] is Phase.LISTENING


def test_noise_for_ever_does_not_make_the_turn_flicker(noisy):
    states = noisy.outputs(out.TurnChanged, since=noisy.notes["began"])
    assert len(states) <= 3


async def test_noise_for_ever_after_a_complete_answer_does_not_hold_up_the_reply():
    async with scene() as talk:
        await talk.says(WHOLE)
        noise = await talk.noise(12.0)
        assert talk.committed_during(noise)
        await talk.pauses(5.0)
        assert talk.answers == [WHOLE]
        assert len(talk.outputs(out.Replied)) == 1


async def test_words_after_long_noise_are_heard():
    async with scene() as talk:
        await talk.noise(10.0)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_noise_in_a_thinking_pause_is_neither_an_answer_nor_the_end_of_it():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.pauses(1.0)
        noise = await talk.noise(1.0)
        pause = await talk.pauses(1.0)
        assert not talk.spoke_during(noise)
        assert not talk.spoke_during(pause)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert talk.answers == [f"{OPEN} {REST}"]


async def test_coughs_alone_are_no_turn():
    async with scene() as talk:
        for _ in range(3):
            await talk.noise(0.4)
            await talk.pauses(1.0)
        assert talk.phase is Phase.LISTENING
        assert talk.records == []
        assert not talk.outputs(out.Failed)


async def test_clicks_reach_no_recogniser():
    async with scene() as talk:
        for _ in range(10):
            await talk.noise(0.1)
            await talk.pauses(0.4)
        assert talk.stt.passes == []
