"""Speakers who leave a gap after every word: too short for a pause, long enough to be seen."""

import pytest
from support.scene import OPEN, REST, WHOLE, Scene, scene

from talkup_local.turn import output as out


def halting(talk: Scene) -> None:
    talk.stage.vocabulary.gap_s = 0.08


async def test_a_halting_answer_is_heard_whole():
    async with scene() as talk:
        halting(talk)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_the_gaps_are_no_pauses():
    async with scene() as talk:
        halting(talk)
        mark = talk.mark()
        await talk.says(WHOLE)
        states = [changed.state for changed in talk.outputs(out.TurnChanged, since=mark)]
        assert "pausing" not in states[:-1]


async def test_a_slow_recogniser_does_not_lose_words_in_them():
    async with scene() as talk:
        halting(talk)
        talk.stt.jobs.takes_s = 0.4
        await talk.says(OPEN)
        await talk.pauses(0.7)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert talk.answers == [f"{OPEN} {REST}"]


@pytest.mark.parametrize("partials", [True, False])
async def test_a_failure_in_one_of_them_is_noticed_by_nobody(partials):
    async with scene(flags={"turn.partials": partials}) as talk:
        halting(talk)
        talk.stt.jobs.failing = 1
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert not talk.outputs(out.Failed)
        assert talk.answers == [WHOLE]


async def test_halting_words_after_long_noise_are_heard():
    async with scene() as talk:
        halting(talk)
        await talk.noise(10.0)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_a_halting_interruption_stops_the_reply_and_is_answered():
    async with scene(replies=("That is very good to know for all of us here.",)) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        halting(talk)
        await talk.says("Yes, but there is one more thing.")
        await talk.waits_for(out.Sound)
        assert talk.answers == [WHOLE, "Yes, but there is one more thing."]


async def test_a_halting_sign_of_attention_does_not_interrupt():
    async with scene(replies=("That is very good to know for all of us here.",)) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        halting(talk)
        await talk.says("yes I see", 1.0)
        await talk.waits_for(out.Replied)
        assert not talk.outputs(out.Interrupted)
