"""What happens when a client says that nothing more will follow."""

from support.scene import NEXT, OPEN, THANKS, WHOLE, scene

from talkup_local.turn import output as out


async def _finishes(talk):
    talk.runner.finish()
    assert await talk.waits_until(lambda: talk.times(out.Ended)), "it ends"


async def test_what_was_said_last_is_answered_before_the_end():
    async with scene() as talk:
        await talk.says(OPEN)
        await _finishes(talk)
        assert talk.answers == [OPEN]
        assert talk.outputs(out.Replied)[-1].text == f"{THANKS} {NEXT}"


async def test_nothing_said_ends_at_once_and_complains_of_nothing():
    async with scene() as talk:
        await _finishes(talk)
        assert not talk.outputs(out.Failed)
        assert not talk.answers


async def test_a_reply_that_is_being_spoken_is_spoken_to_its_end():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await _finishes(talk)
        assert talk.outputs(out.Replied)[-1].text == f"{THANKS} {NEXT}"


async def test_an_answer_given_while_the_greeting_sounds_is_answered():
    async with scene(greeted=False, flags={"turn.barge_in": False}) as talk:
        await talk.says(WHOLE)
        await _finishes(talk)
        assert talk.answers == [WHOLE]
        assert talk.times(out.Started) < talk.times(out.Replied)


async def test_noise_at_the_end_is_no_answer_and_does_not_hold_up_the_end():
    async with scene() as talk:
        await talk.noise(0.8)
        await _finishes(talk)
        assert not talk.answers
