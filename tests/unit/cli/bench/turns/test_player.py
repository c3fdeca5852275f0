import asyncio
import contextlib
import json

import numpy as np
from websockets.asyncio.server import serve

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.bench.turns.observed import What, outcome
from talkup_local.cli.bench.turns.player import Player
from talkup_local.cli.bench.turns.scenario import Kind, Scenario

LENGTH_S = 0.2


def scenario(name: str = "one", kind: Kind = Kind.FINISHED) -> Scenario:
    samples = np.full(round(LENGTH_S * RATE_HZ), 5000, np.int16)
    return Scenario(id=name, kind=kind, asked="?", samples=samples, end_s=LENGTH_S, wait_s=0.0)


class Server:
    """Greets at once, and replies when it has heard something loud and then nothing."""

    def __init__(self) -> None:
        self.starts: list[dict] = []
        self.paths: list[str] = []
        self.frames: list[int] = []
        self.loud = 0

    async def __call__(self, socket) -> None:
        self.paths.append(socket.request.path)
        self.starts.append(json.loads(await socket.recv()))
        await socket.send('{"type":"interview_started","message":"Hello"}')
        spoken = False
        async for data in socket:
            self.frames.append(len(data))
            loud = np.abs(np.frombuffer(data, np.int16)).max() > 1000
            self.loud += loud
            if spoken and not loud:
                spoken = False
                await socket.send('{"type":"turn_state","state":"processing"}')
                await socket.send(b"mp3")
            spoken = spoken or bool(loud)


@contextlib.asynccontextmanager
async def playing(handler):
    async with serve(handler, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield Player(f"ws://127.0.0.1:{port}", patience="brisk")


async def test_a_scenario_is_sent_in_frames_of_20_ms_and_its_reply_is_seen():
    server = Server()
    async with playing(server) as player:
        run = await player.play(scenario())
    assert run.problem == ""
    assert set(server.frames) == {640}
    assert server.loud == 10
    assert outcome(run).gap_ms is not None


async def test_the_start_asks_for_everything_there_is_to_see():
    server = Server()
    async with playing(server) as player:
        await player.play(scenario())
    (start,) = server.starts
    assert start["delivery"] == "burst"
    assert start["patience"] == "brisk"
    assert "turn_state" in start["capabilities"]


async def test_each_run_is_an_interview_of_its_own():
    server = Server()
    async with playing(server) as player:
        runs = await player.play_all([scenario("a"), scenario("b"), scenario("a")], connections=2)
    assert sorted(server.paths) == ["/ws/a~0", "/ws/a~2", "/ws/b~1"]
    assert len(runs) == 3


async def test_a_noise_is_over_when_it_has_been_played():
    async with playing(Server()) as player:
        run = await player.play(scenario(kind=Kind.HUM))
    assert run.problem == ""
    assert What.STARTED in {one.what for one in run.seen}


async def test_a_server_that_hangs_up_is_told():
    async def hang_up(socket) -> None:
        await socket.recv()

    async with playing(hang_up) as player:
        run = await player.play(scenario())
    assert run.problem


async def test_a_server_that_is_not_there_is_told():
    async with playing(Server()) as player:
        pass
    run = await asyncio.wait_for(player.play(scenario()), 60)
    assert "refused" in run.problem.lower() or "Connect" in run.problem
