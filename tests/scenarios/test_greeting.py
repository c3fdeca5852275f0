"""The greeting, and rooms in which we hear ourselves."""

from support.scene import WHOLE, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

GREETING = (
    "Hello and welcome to this interview, it is good to have you here today.|"
    "We have about twenty minutes, and you may stop me whenever you would like to.|"
    "Where do you work?"
)
HALF_DUPLEX = {"turn.half_duplex": True}


async def test_its_first_3_s_cannot_be_interrupted():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(0.5)
        speech = await talk.says("Hello, can you hear me?", 1.5)
        pause = await talk.pauses(2.0)
        assert talk.spoke_during(speech)
        assert talk.spoke_during(pause)
        assert not talk.outputs(out.Interrupted)


async def test_after_that_it_can():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(3.5)
        await talk.says(WHOLE)
        assert len(talk.outputs(out.Started)) == len(talk.outputs(out.Interrupted)) == 1
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_speech_that_goes_on_beyond_the_first_3_s_stops_it_then():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(2.0)
        await talk.says(WHOLE)
        assert 3.0 <= talk.times(out.Interrupted)[0] <= 4.0
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_what_of_it_was_heard_is_the_history():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(4.5)
        await talk.says(WHOLE)
        heard = talk.outputs(out.Started)[0].text
        assert GREETING.replace("|", " ").startswith(heard)
        assert talk.questions == [heard] == [talk.outputs(out.Interrupted)[0].text]


async def test_a_cough_does_not_end_it():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(3.5)
        await talk.noise(0.3)
        started = await talk.waits_for(out.Started)
        assert started.text == GREETING.replace("|", " ")


async def test_a_cough_in_its_first_3_s_is_not_taken_for_an_answer():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(1.0)
        await talk.noise(0.3)
        await talk.waits_for(out.Started)
        pause = await talk.pauses(5.0)
        assert not talk.spoke_during(pause)
        assert talk.phase is Phase.LISTENING


async def test_a_sign_of_attention_in_its_first_3_s_is_not_taken_for_an_answer():
    async with scene(question=GREETING, greeted=False) as talk:
        await talk.pauses(1.0)
        await talk.says("mm-hm")
        await talk.waits_for(out.Started)
        pause = await talk.pauses(5.0)
        assert not talk.spoke_during(pause)


async def test_half_duplex_hears_nothing_while_we_speak():
    async with scene(question=GREETING, greeted=False, flags=HALF_DUPLEX) as talk:
        await talk.pauses(3.5)
        await talk.says("We have about twenty minutes.", 0.8)
        await talk.waits_for(out.Started)
        pause = await talk.pauses(5.0)
        assert not talk.spoke_during(pause)
        assert talk.stt.passes == []
        assert not talk.outputs(out.Heard)


async def test_half_duplex_hears_the_answer():
    async with scene(question=GREETING, greeted=False, flags=HALF_DUPLEX) as talk:
        await talk.waits_for(out.Started)
        await talk.pauses(0.5)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]
