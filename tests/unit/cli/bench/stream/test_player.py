import pytest
from support.interviews import engines, loud
from support.serving import running
from websockets.asyncio.server import serve

from talkup_local.audio.media.record import webm_slices
from talkup_local.audio.pcm import silence
from talkup_local.cli.bench.served import BenchError
from talkup_local.cli.bench.stream.player import play

SLICE_MS = 250


def slices() -> list[bytes]:
    return list(webm_slices([loud(1.0), silence(1.0)], SLICE_MS))


async def test_all_that_was_sent_is_heard():
    async with running(engines()) as server:
        told = await play(server.url, slices(), None)
    assert told.heard_s == pytest.approx(2.0, abs=0.05)
    assert told.lost == 0
    assert told.errors == []


async def test_the_moment_of_each_final_is_noted():
    async with running(engines()) as server:
        told = await play(server.url, slices(), SLICE_MS)
    assert len(told.finals_s) == 1
    assert told.first_s is not None
    assert told.first_s <= told.finals_s[0]


async def test_a_slice_that_can_not_be_read_is_noted():
    async with running(engines()) as server:
        told = await play(server.url, [*slices(), b"\x00" * 400], None)
    assert told.lost or told.errors


async def test_a_server_that_hangs_up_is_told():
    async def hang_up(socket):
        await socket.recv()

    async with serve(hang_up, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        with pytest.raises(BenchError):
            await play(f"ws://127.0.0.1:{port}", [], None)
