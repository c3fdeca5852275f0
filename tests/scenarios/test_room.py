"""A client that sends faster than it is heard, as one does that sends a recording."""

import asyncio

from support.scene import WHOLE, scene

from talkup_local.turn.state import Phase

SLOW_S = 3.0
SHORT = {"limits.buffer_s": 4.0, "turn.partials": False}


async def test_it_waits_until_it_is_heard():
    async with scene(flags=SHORT) as talk:
        talk.stt.jobs.takes_s = SLOW_S
        await talk.sends_at_once(talk.sound(WHOLE, 3.0))
        waiting = asyncio.create_task(talk.runner.room())
        await talk.pauses(1.0)
        assert not waiting.done()
        talk.stt.jobs.takes_s = 0.0
        assert await talk.waits_until(waiting.done)


async def test_who_speaks_as_people_do_never_waits():
    async with scene(flags=SHORT) as talk:
        await talk.says(WHOLE)
        await talk.pauses(0.2)
        waiting = asyncio.create_task(talk.runner.room())
        await talk.stage.settle()
        assert waiting.done()


async def test_the_end_lets_it_go():
    async with scene(flags=SHORT) as talk:
        talk.stt.jobs.takes_s = 1e9
        await talk.sends_at_once(talk.sound(WHOLE, 3.0))
        waiting = asyncio.create_task(talk.runner.room())
        await talk.vanishes()
        assert talk.phase is Phase.ENDED
        assert await talk.waits_until(waiting.done)
