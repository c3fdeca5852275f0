"""Nonsense on a real socket: whatever comes, every ping is answered and memory comes back."""

import asyncio
import base64
import gc
import random
import tracemalloc

import msgspec
from support import media
from support.interviews import engines, loud
from support.serving import running
from websockets.asyncio.client import connect

ROUNDS, MESSAGES = 6, 150
SPARE_BYTES = 1_000_000
PING = '{"type":"ping","timestamp":1,"data":"still there?"}'

FORMATS = (
    "audio/opus",
    "audio/ogg;codecs=opus",
    "audio/webm;codecs=opus",
    "audio/mp4",
    "audio/mpeg",
    "audio/wav",
    "audio/pcm;rate=16000",
    "video/webm",
    "image/jpeg",
    "audio",
    "text",
    "audio/midi",
    "",
)
TYPES = (
    "stream_start",
    "stream_chunk",
    "stream_end",
    "audio",
    "video",
    "image",
    "text",
    "status",
    "protocol_version",
    "auth",
    "nonsense",
)


class Nonsense:
    """Makes messages that are nearly right, of real media among other things."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        sound = loud(0.5)
        self._media = [media.webm(sound), media.ogg_opus(sound), media.wav(sound)]

    def message(self) -> str | bytes:
        dice = self._dice
        if dice.random() < 0.15:
            return self._bytes()
        fields = {
            "type": dice.choice(TYPES),
            "timestamp": dice.choice([1, 1e12, "2026-01-01T00:00:00Z", None, -1]),
            "stream_id": dice.choice(["a", "b", "c", 7, "", None, "x" * 200]),
            "format": dice.choice(FORMATS),
            "sequence": dice.choice([0, 1, 2, 3, 40, 2**53 - 1, None, -5]),
            "services": dice.choice([["speech_to_text"], ["speech-to-text", "llm"], [], None, 5]),
            "data": dice.choice([self._base64, self._base64, self._object, self._rubbish])(),
        }
        for name in tuple(fields):
            if name != "type" and dice.random() < 0.3:
                del fields[name]
        text = msgspec.json.encode(fields)
        if dice.random() < 0.1:
            at = dice.randrange(len(text))
            text = text[:at] + text[at + dice.randrange(1, 9) :]
        return text.decode(errors="replace")

    def _bytes(self) -> bytes:
        dice = self._dice
        if dice.random() < 0.5:
            return dice.randbytes(dice.randrange(0, 3000))
        whole = dice.choice(self._media)
        at = dice.randrange(len(whole))
        return whole[at : at + dice.randrange(1, 4000)]

    def _base64(self) -> str:
        return base64.b64encode(self._bytes()).decode()

    def _object(self) -> dict:
        return {"data": self._base64(), "sample_rate": self._dice.choice([8000, 16000, -1, "x"])}

    def _rubbish(self) -> object:
        return self._dice.choice(["***", 5, None, [], {"data": {}}])


async def _talk_nonsense(url: str, seed: int) -> None:
    """Send nonsense, then a ping, and read until its answer; hang up in the middle of it all."""
    nonsense = Nonsense(seed)
    async with connect(f"{url}/ws", max_size=None, compression=None) as socket:
        for _ in range(MESSAGES):
            await socket.send(nonsense.message())
        await socket.send(PING)
        async with asyncio.timeout(60):
            async for data in socket:
                message = msgspec.json.decode(data)
                if message["type"] == "pong" and message["data"] == "still there?":
                    return
                assert message["type"] != "error" or message["code"] != "INTERNAL_ERROR"
    raise AssertionError("the server hung up")


async def _alone(server, tasks: int | None = None) -> None:
    """Wait until nobody is connected, and no more is at work than ``tasks`` if that is given."""
    async with asyncio.timeout(60):
        while server.health()["sessions"]["open"] or (tasks and len(asyncio.all_tasks()) > tasks):
            await asyncio.sleep(0.02)


async def test_nonsense_is_survived_and_leaves_nothing_behind():
    async with running(engines(), flags={"limits.attempts_per_minute": 0}) as server:
        for seed in range(3):
            await _talk_nonsense(server.url, seed)
        await _alone(server)
        tasks = len(asyncio.all_tasks())
        tracemalloc.start()
        try:
            sizes = []
            for seed in range(3, 3 + ROUNDS):
                await _talk_nonsense(server.url, seed)
                await _alone(server, tasks)
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
    assert sizes[-1] - sizes[0] < SPARE_BYTES
