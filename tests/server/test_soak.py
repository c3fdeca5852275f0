"""Many interviews, ended in every way: afterwards everything is as it was before."""

import asyncio
import random

import psutil
from support.interviews import engines, loud
from support.serving import client, running, until

from talkup_local.engines.scripted import ScriptedVoice

INTERVIEWS = 40
AT_ONCE = 8


async def interview(server, number: int) -> None:
    chance = random.Random(number)
    async with client(server, f"client-{number}") as socket:
        await socket.send('{"type":"start_interview"}')
        if number % 5 == 0:
            socket.transport.abort()
            return
        await until(socket, "interview_started")
        for _ in range(chance.randint(1, 3)):
            await socket.send(loud(1.5).tobytes())
            await socket.send("nonsense")
            await socket.send('{"type":"send_for_AI_processing"}')
            if number % 7 == 0:
                await asyncio.sleep(chance.random() * 0.05)
                socket.transport.abort()
                return
            await until(socket, "ai_response_complete")
        await socket.send('{"type":"end_interview"}')
        await until(socket, "interview_ended")


async def test_after_many_interviews_nothing_is_left_of_them():
    async with running(engines(tts=ScriptedVoice(s_per_character=0.01))) as server:
        await interview(server, 1)
        tasks, files = len(asyncio.all_tasks()), psutil.Process().num_fds()
        room = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with room:
                await interview(server, number)

        await asyncio.gather(*(one(number) for number in range(2, INTERVIEWS)))
        async with asyncio.timeout(60):
            while server.health()["sessions"]["open"]:
                await asyncio.sleep(0.01)
            while len(asyncio.all_tasks()) > tasks or psutil.Process().num_fds() > files:
                await asyncio.sleep(0.01)
        assert server.health()["sessions"] == {"open": 0, "limit": 16, "buffered_s": 0.0}
