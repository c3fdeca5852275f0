"""Two candidates on two connections, and one recogniser for both."""

import numpy as np
from support.scene import OPEN, REST, WHOLE, Scene, scenes

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.turn import output as out

OTHER = "I drive a taxi at night in the middle of the city and in the hills around it."


def silence(duration_s: float) -> Samples:
    return np.zeros(round(duration_s * RATE_HZ), np.int16)


def then_silent(talk: Scene, text: str, duration_s: float, pause_s: float) -> Samples:
    return np.concatenate((talk.sound(text, duration_s), silence(pause_s)))


async def test_their_words_are_not_mixed():
    async with scenes(2) as (one, two):
        one.stt.jobs.takes_s = 0.1
        await one.stage.plays(
            {one: then_silent(one, WHOLE, 3.0, 4.0), two: then_silent(two, OTHER, 4.0, 3.0)}
        )
        assert (one.answers, two.answers) == ([WHOLE], [OTHER])


async def test_both_are_answered():
    async with scenes(2) as (one, two):
        one.stt.jobs.takes_s = 0.1
        await one.stage.plays(
            {one: then_silent(one, WHOLE, 3.0, 6.0), two: then_silent(two, OTHER, 3.0, 6.0)}
        )
        assert len(one.outputs(out.Replied)) == len(two.outputs(out.Replied)) == 1


async def test_a_thinking_pause_of_one_is_not_ended_by_the_answer_of_the_other():
    async with scenes(2) as (one, two):
        thinking = np.concatenate((one.sound(OPEN, 2.0), silence(3.0), one.sound(REST, 3.0)))
        await one.stage.plays({one: thinking, two: then_silent(two, OTHER, 2.0, 6.0)})
        assert one.answers == []
        assert two.answers == [OTHER]
        await one.waits_for(out.Replied)
        assert one.answers == [f"{OPEN} {REST}"]


async def test_the_end_of_one_waits_for_no_more_than_one_pass_of_the_other():
    async def last_pass_s(*, contended: bool) -> float:
        async with scenes(2) as (one, two):
            one.stt.jobs.takes_s = 0.4
            sounds = {one: then_silent(one, WHOLE, 3.0, 2.0)}
            if contended:
                sounds[two] = two.sound(" ".join([OTHER] * 3), 5.0)
            await one.stage.plays(sounds)
            return next(
                at_s
                for at_s, output in one.timeline
                if isinstance(output, out.Heard) and output.text == WHOLE
            )

    assert await last_pass_s(contended=True) <= await last_pass_s(contended=False) + 0.5


async def test_one_who_vanishes_leaves_the_other_in_peace():
    async with scenes(2) as (one, two):
        one.stt.jobs.takes_s = 0.5
        await one.stage.plays({one: one.sound(WHOLE, 3.0), two: two.sound(OTHER, 3.0)})
        await two.vanishes()
        await one.waits_for(out.Replied)
        assert one.answers == [WHOLE]
