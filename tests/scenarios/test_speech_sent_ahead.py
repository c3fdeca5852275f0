"""Speech that is sent before it plays: the client's queue is full, and what was heard is right."""

import pytest
from support.scene import WHOLE, scene

from talkup_local.turn import output as out

LONG = (
    "That is very good to know.",
    "Let me ask you about something else.",
    "When did you last learn something new?",
)


async def test_the_next_sentences_are_there_while_the_first_one_plays():
    async with scene(replies=LONG, delivery="ahead") as talk:
        mark = talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        sounds, levels = talk.times(out.Sound, since=mark), talk.times(out.Level, since=mark)
        lasts_s = sum(sound.duration_s for sound in talk.outputs(out.Sound, since=mark))
        assert sounds[-1] - sounds[0] < 0.1
        assert levels[-1] - levels[0] == pytest.approx(lasts_s, abs=0.2)


async def test_an_interruption_keeps_of_it_what_has_played():
    async with scene(replies=LONG, delivery="ahead") as talk:
        await talk.says(WHOLE, 2.5)
        await talk.waits_for(out.Sound)
        await talk.pauses(1.0)
        mark = talk.mark()
        await talk.says("Sorry, I forgot to say something.")
        assert LONG[0].startswith(talk.outputs(out.Interrupted)[0].text.split(".")[0])
        assert LONG[2] not in talk.questions[-1]
        assert not talk.times(out.Sound, since=mark)
