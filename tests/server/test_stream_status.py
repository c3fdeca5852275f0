"""What the server tells of itself on ``/ws``, and how large a message may be there."""

import asyncio
import base64
import json

import numpy as np
import pytest
from support.interviews import engines, loud
from support.serving import running
from support.streaming import front_end
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from talkup_local import __version__
from talkup_local.engines.scripted import ScriptedRecognizer

PCM = "audio/pcm;rate=16000"
BIG = 2_000_000
"""More than a message of the interview protocol may have."""


async def _status(server, **fields) -> dict:
    async with connect(f"{server.url}/ws") as socket:
        await socket.send(json.dumps({"type": "status", "timestamp": 7, **fields}))
        return json.loads(await socket.recv())


async def test_it_tells_version_engines_sessions_and_latencies():
    async with running(engines()) as server:
        status = await _status(server)
    assert status["status"] == "ready"
    assert status["version"] == __version__
    assert status["protocol_versions"] == ["1.0"]
    assert status["engines"]["stt"]["state"] == "ready"
    assert (status["sessions"], status["capacity"]) == (1, 16)
    assert status["uptime_s"] >= 0
    assert status["latencies_ms"]["count"] == 0
    assert status["client_timestamp"] == 7


async def test_it_tells_everything_in_data_too():
    async with running(engines()) as server:
        status = await _status(server)
    assert status["data"] == {k: v for k, v in status.items() if k not in _AROUND}


_AROUND = {"type", "timestamp", "data"}


async def test_a_payload_comes_back():
    async with running(engines()) as server:
        status = await _status(server, payload={"n": [1, None]})
    assert status["payload"] == {"n": [1, None]}


async def test_a_full_server_says_that_it_is_busy():
    async with running(engines(), flags={"limits.sessions": 1}) as server:
        assert (await _status(server))["status"] == "busy"


async def test_an_engine_at_work_is_busy():
    slow = ScriptedRecognizer(["Well."], delay_s=600)
    async with running(engines(stt=slow)) as server, front_end(server) as peer:
        await peer.socket.send(peer.say.stream_start("a", PCM, services=["speech_to_text"]))
        await peer.socket.send(peer.say.stream_chunk("a", loud(2.0).tobytes()))
        async with asyncio.timeout(60):
            while server.health()["engines"]["stt"]["state"] != "busy":
                await asyncio.sleep(0.01)


async def test_a_chunk_may_be_larger_than_a_message_of_an_interview():
    sound = base64.b64encode(np.zeros(BIG // 2, np.int16).tobytes()).decode()
    async with running(engines()) as server, connect(f"{server.url}/ws") as socket:
        start = {"type": "stream_start", "stream_id": "a", "format": PCM, "timestamp": 1}
        await socket.send(json.dumps({**start, "services": ["speech_to_text"]}))
        chunk = {"type": "stream_chunk", "stream_id": "a", "timestamp": 1, "data": sound}
        await socket.send(json.dumps(chunk))
        await socket.send(json.dumps({"type": "stream_end", "stream_id": "a", "timestamp": 1}))
        result = {"type": ""}
        while result["type"] != "analysis_result":
            result = json.loads(await socket.recv())
    assert result["audio"]["duration_s"] == BIG / 2 / 16_000


async def test_a_larger_one_than_the_limit_closes_the_connection():
    flags = {"limits.stream_message_bytes": 5_000}
    async with running(engines(), flags=flags) as server, connect(f"{server.url}/ws") as socket:
        await socket.send(b"\0" * 6_000)
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1009
