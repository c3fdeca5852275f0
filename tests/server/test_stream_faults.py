"""What a front end can do wrong or bear, on a real socket: the connection lives on."""

import asyncio
import threading

import msgspec
import numpy as np
import pytest
from support import media
from support.interviews import ANSWER, engines, hearing_after, loud
from support.serving import running
from support.streaming import FrontEnd, front_end
from websockets.asyncio.client import connect

from talkup_local.audio.pcm import silence
from talkup_local.engines.scripted import ScriptedRecognizer

PCM = "audio/pcm;rate=16000"
OPUS = "audio/opus"
PING = '{"type":"ping","timestamp":1}'


def start(stream_id: str, stream_format: str = PCM, **fields) -> str:
    return packed("stream_start", stream_id=stream_id, format=stream_format, **fields)


def chunk(stream_id: str, data: str = "AAAA", **fields) -> str:
    return packed("stream_chunk", stream_id=stream_id, data=data, **fields)


def end(stream_id: str) -> str:
    return packed("stream_end", stream_id=stream_id)


def packed(kind: str, **fields) -> str:
    fields = {"type": kind, "timestamp": 1, **fields}
    return msgspec.json.encode(fields).decode()


async def hears_on(peer: FrontEnd) -> None:
    """Check that the connection still takes a whole stream."""
    sound = np.concatenate([loud(1.0), silence(1.0)])
    result = await peer.stream("another", PCM, media.cut(media.pcm(sound), 8000))
    assert result["transcript"] == ANSWER


BAD = {
    "a chunk of an unknown stream": ([chunk("b")], "UNKNOWN_STREAM"),
    "the end of an unknown stream": ([end("b")], "UNKNOWN_STREAM"),
    "a chunk of an ended stream": ([start("a"), end("a"), chunk("a")], "STREAM_ENDED"),
    "a second end": ([start("a"), end("a"), end("a")], "STREAM_ENDED"),
    "a second start": ([start("a"), start("a")], "STREAM_EXISTS"),
    "a start of an ended stream": ([start("a"), end("a"), start("a")], "STREAM_EXISTS"),
    "an unknown format": ([start("a", "audio/midi")], "UNSUPPORTED_FORMAT"),
    "a rate that no sound has": ([start("a", "audio/pcm;rate=1")], "UNSUPPORTED_FORMAT"),
    "an unknown language": ([start("a", language="tlh")], "LANGUAGE_UNAVAILABLE"),
    "what is not base64": ([start("a"), chunk("a", "***")], "INVALID_BASE64"),
    "base64 with spaces": ([start("a"), chunk("a", "AAAA AAAA")], "INVALID_BASE64"),
    "a binary frame and no stream": ([b"\1\2"], "NO_STREAM"),
    "a binary frame and two streams": ([start("a"), start("b"), b"\1\2"], "AMBIGUOUS_FRAME"),
    "an end of nothing": ([packed("stream_end")], "NO_STREAM"),
    "an unsupported version": (
        [packed("protocol_version", version="9.1")],
        "UNSUPPORTED_VERSION",
    ),
    "a chunk of an unsupported version": (
        [start("a"), chunk("a", protocol_version="9.1")],
        "UNSUPPORTED_VERSION",
    ),
    "a message without a type": (['{"timestamp":1,"data":{}}'], "INVALID_MESSAGE"),
    "a start without an id": ([packed("stream_start", format=PCM)], "INVALID_MESSAGE"),
    "a start without a format": ([packed("stream_start", stream_id="a")], "INVALID_MESSAGE"),
    "a packet without data": ([packed("audio", mimeType=OPUS)], "INVALID_MESSAGE"),
    "a chunk without data and no frame": (
        [start("a"), packed("stream_chunk", stream_id="a"), PING],
        None,
    ),
    "an unknown type": ([packed("make_coffee")], "UNKNOWN_TYPE"),
    "a sequence below zero": ([start("a"), chunk("a", sequence=-1)], "INVALID_MESSAGE"),
    "what is not JSON": (["nonsense"], "INVALID_MESSAGE"),
    "deep nesting": (['{"type":"ping","data":' + "[" * 50_000], "INVALID_MESSAGE"),
    "a control message of 70 kB": ([packed("ping", data="x" * 70_000)], "INVALID_MESSAGE"),
}


@pytest.mark.parametrize("case", BAD)
async def test_bad_input_gets_its_code_and_the_connection_lives(case):
    *before, bad = BAD[case][0]
    async with running(engines()) as server, front_end(server) as peer:
        for message in before:
            assert [m["type"] for m in await peer.answer(message)] in ([], *ENDINGS)
        told = [m for m in await peer.answer(bad) if m["type"] == "error"]
        assert [m["code"] for m in told] == ([BAD[case][1]] if BAD[case][1] else [])
        for error in told:
            assert error["data"]["code"] == error["code"]
            assert error["data"]["message"] == error["message"]
            assert isinstance(error["timestamp"], int)
        for stream_id in ("a", "b"):
            await peer.answer(end(stream_id))
        await hears_on(peer)


ENDINGS = (["transcript_update", "analysis_result"],)


async def test_an_unsupported_version_is_told_those_that_are():
    async with running(engines()) as server, front_end(server) as peer:
        (error,) = await peer.answer(packed("protocol_version", version="2.0"))
        (answer,) = await peer.answer(packed("protocol_version"))
    assert error["versions"] == answer["versions"] == ["1.0"]


async def test_a_missing_timestamp_is_accepted_with_a_warning():
    async with running(engines()) as server, front_end(server) as peer:
        await peer.send('{"type":"ping"}')
        pong = await peer.until(lambda m: m["type"] == "pong")
    assert "timestamp" in pong["warning"]


async def test_invalid_utf8_gets_its_code_and_the_connection_lives():
    async with running(engines()) as server, front_end(server) as peer:
        peer.socket.protocol.send_text(b'{"type":"ping","x":"\xff\xfe"}', fin=True)
        peer.socket.send_data()
        assert (await peer.ping(1))["type"] == "pong"
        assert peer.codes() == ["INVALID_MESSAGE"]


async def test_a_chunk_that_nothing_can_be_made_of_is_told_and_the_stream_goes_on():
    packets = media.opus_packets(loud(1.0))
    packets[10] = b"\xff" * 40
    async with running(engines()) as server, front_end(server) as peer:
        result = await peer.stream("a", OPUS, packets)
        await hears_on(peer)
    assert peer.codes("a") == ["UNDECODABLE"]
    assert result["transcript"] == ANSWER


@pytest.mark.parametrize("stream_format", ["audio/webm;codecs=opus", "audio/mp4", "audio", "video"])
async def test_a_stream_of_noise_is_told_and_has_its_sum(stream_format):
    # without the byte that an MP3 may begin with anywhere
    noise = [np.random.default_rng(seed).bytes(4000).replace(b"\xff", b"") for seed in range(8)]
    async with running(engines()) as server, front_end(server) as peer:
        result = await peer.stream("a", stream_format, noise)
        await hears_on(peer)
    assert result["transcript"] == ""
    assert "audio" not in result
    assert set(peer.codes()) == {"UNDECODABLE"}


async def test_a_chunk_from_beyond_the_window_is_told_and_the_stream_goes_on():
    chunks = list(enumerate(media.cut(media.pcm(loud(2.0)), 2000)))
    flags = {"stream.reorder_chunks": 4}
    async with running(engines(), flags=flags) as server, front_end(server) as peer:
        await peer.start("a", PCM)
        await peer.chunks("a", [chunks[0], *chunks[2:], chunks[1]])
        result = await peer.end("a")
    assert peer.codes("a") == ["SEQUENCE_TOO_OLD"]
    assert result["audio"]["lost_chunks"] == 1
    assert result["audio"]["concealed_ms"] > 0
    assert result["transcript"] == ANSWER


async def test_a_late_chunk_is_given_up_when_nothing_else_comes():
    chunks = list(enumerate(media.cut(media.pcm(loud(1.0)), 8000)))
    flags = {"stream.reorder_ms": 50, "stream.reorder_chunks": 100}
    async with running(engines(), flags=flags) as server, front_end(server) as peer:
        await peer.start("a", PCM)
        await peer.chunks("a", [chunks[0], *chunks[2:]])
        await peer.until(lambda m: m["type"] == "transcript_update")
        result = await peer.end("a")
    assert result["audio"]["lost_chunks"] == 1


async def test_one_stream_too_many_is_told_and_may_start_once_another_ends():
    async with running(engines(), flags={"limits.streams": 2}) as server, front_end(server) as peer:
        for stream_id in ("a", "b", "c"):
            await peer.start(stream_id, PCM)
        await peer.send(chunk("c"))  # already on its way
        await peer.end("a")
        assert peer.codes() == ["TOO_MANY_STREAMS"]
        result = await peer.stream("c", PCM, [media.pcm(loud(1.0))])
    assert result["transcript"] == ANSWER


async def test_a_stream_that_sounds_too_long_is_closed_with_its_sum():
    flags = {"limits.stream_s": 3.0}
    hours = media.ogg_opus(silence(60.0))  # small as sent, long as decoded
    async with running(engines(), flags=flags) as server, front_end(server) as peer:
        await peer.start("a", "audio/ogg;codecs=opus")
        await peer.chunks("a", enumerate(media.cut(hours, 2000)))
        result = await peer.result("a")
        await hears_on(peer)
    assert peer.codes() == ["STREAM_TOO_LONG"]
    assert result["audio"]["duration_s"] <= 3.0


async def test_a_stream_of_too_many_bytes_is_closed_with_its_sum():
    flags = {"limits.stream_bytes": 100_000}
    async with running(engines(), flags=flags) as server, front_end(server) as peer:
        await peer.start("a", PCM)
        await peer.chunks("a", enumerate(media.cut(media.pcm(loud(4.0)), 8000)))
        result = await peer.result("a")
        await hears_on(peer)
    assert peer.codes() == ["STREAM_TOO_LARGE"]
    assert result["transcript"] == ANSWER


async def test_a_whole_file_may_come_in_one_message():
    sound = media.wav(np.tile(np.concatenate([loud(2.0), silence(1.0)]), 20))
    assert len(sound) > 1_500_000
    async with running(engines()) as server, front_end(server) as peer:
        result = await peer.stream("a", "audio/wav", [sound])
    assert result["audio"]["duration_s"] == pytest.approx(60, abs=0.1)
    assert len(peer.finals("a")) == 20


async def test_too_large_a_message_closes_with_1009():
    flags = {"limits.stream_message_bytes": 70_000, "limits.audio_message_bytes": 70_000}
    async with running(engines(), flags=flags) as server, front_end(server) as peer:
        await peer.start("a", PCM)
        await peer.send(bytes(80_000))
        await peer.socket.wait_closed()
        assert peer.socket.close_code == 1009


async def test_a_recogniser_that_fails_is_told_without_a_word_of_its_inside():
    class Broken(ScriptedRecognizer):
        def _transcribe(self, samples, language, cancel, draft):
            raise ValueError("/secret/path")

    async with running(engines(stt=Broken([""]))) as server, front_end(server) as peer:
        result = await peer.stream("a", PCM, [media.pcm(loud(1.0)), media.pcm(silence(2.0))])
    assert peer.codes("a") == ["TRANSCRIPTION_ERROR"]
    assert result["services"]["speech_to_text"]["status"] == "error"
    assert "secret" not in str(peer.told)


async def test_pings_are_answered_while_the_recogniser_works():
    heard = threading.Event()
    async with running(engines(stt=hearing_after(heard))) as server, front_end(server) as peer:
        await peer.start("a", PCM)
        await peer.chunks("a", enumerate([media.pcm(loud(1.0)), media.pcm(silence(1.0))]))
        await peer.send(end("a"))
        await peer.ping(1)
        assert not any(m["type"] == "analysis_result" for m in peer.told)
        heard.set()
        await peer.result("a")


async def test_pings_are_answered_while_a_long_recording_waits():
    heard = threading.Event()
    recording = np.tile(np.concatenate([loud(4.0), silence(1.0)]), 48)
    async with running(engines(stt=hearing_after(heard))) as server, front_end(server) as peer:
        await peer.start("a", "audio/ogg;codecs=opus")
        await peer.chunks("a", enumerate(media.cut(media.ogg_opus(recording), 2000)))
        await peer.ping(1)
        assert not peer.finals("a")
        heard.set()
        await peer.end("a")
    assert peer.codes() == []


def tasks_and_threads():
    """What runs; threads that wait for work of any kind are kept for good."""
    threads = {t.name for t in threading.enumerate() if not t.name.startswith("asyncio_")}
    return len(asyncio.all_tasks()), threads


def no_more_than(before):
    """Whether all that began since has ended."""
    tasks, threads = tasks_and_threads()
    return tasks <= before[0] and threads <= before[1]


@pytest.mark.parametrize("services", [["speech_to_text"], ["speech_to_text", "llm"]])
@pytest.mark.parametrize("politely", [True, False])
@pytest.mark.parametrize("buffer_s", [2.0, 120.0])
async def test_a_front_end_that_vanishes_leaves_nothing_behind(services, politely, buffer_s):
    webm = media.recorder_slices(loud(6.0))
    recogniser = ScriptedRecognizer([ANSWER], delay_s=0.3)
    async with running(engines(stt=recogniser), flags={"limits.buffer_s": buffer_s}) as server:
        before = tasks_and_threads()
        for _ in range(6):
            async with front_end(server) as peer:
                await peer.start("a", "audio/webm;codecs=opus", services=services)
                await peer.start("b", PCM, services=services)
                await peer.chunks("a", enumerate(webm))
                await peer.chunks("b", [(0, media.pcm(loud(1.0)))])
                if not politely:
                    peer.socket.transport.abort()
        async with asyncio.timeout(60):
            while server.health()["sessions"]["open"] or not no_more_than(before):
                await asyncio.sleep(0.02)
        async with front_end(server) as peer:
            await hears_on(peer)


async def test_the_end_of_the_server_tells_what_was_heard_and_closes_with_1001():
    async with running(engines()) as server:
        socket = await connect(f"{server.url}/ws")
        peer = FrontEnd(socket)
        reading = asyncio.create_task(peer.read())
        await peer.start("a", PCM)
        await peer.start("b", "audio/webm;codecs=opus")
        await peer.chunks("a", [(0, media.pcm(loud(1.5)))])
        await peer.chunks("b", enumerate(media.recorder_slices(loud(1.5))))
        for stream_id in ("a", "b"):
            await peer.until(lambda m, wanted=stream_id: m.get("stream_id") == wanted)
    await asyncio.gather(reading, return_exceptions=True)
    assert socket.close_code == 1001
    for stream_id in ("a", "b"):
        assert peer.finals(stream_id) == [ANSWER]
        assert peer.of(stream_id)[-1]["type"] == "analysis_result"
        assert peer.of(stream_id)[-1]["transcript"] == ANSWER


async def test_the_end_of_the_server_answers_what_was_said_in_a_conversation():
    async with running(engines()) as server:
        socket = await connect(f"{server.url}/ws")
        peer = FrontEnd(socket)
        reading = asyncio.create_task(peer.read())
        await peer.start("a", PCM, services=["speech_to_text", "llm", "text_to_speech"])
        await peer.until(lambda m: m.get("reply", {}).get("last", False))
        await peer.chunks("a", [(0, media.pcm(loud(1.5)))])
        await peer.ping(1)
    await asyncio.gather(reading, return_exceptions=True)
    assert socket.close_code == 1001
    assert peer.of("a")[-1]["final"]


async def test_a_text_stream_is_answered():
    async with running(engines()) as server, front_end(server) as peer:
        await peer.start("a", "text", services=["llm", "text_to_speech"])
        await peer.until(lambda m: m.get("reply", {}).get("last", False))
        seen = len(peer.told)
        await peer.send(peer.say.stream_text("a", ANSWER))
        reply = await peer.until(lambda m: m.get("reply", {}).get("last", False), since=seen)
        result = await peer.end("a")
    assert reply["transcript"] == ANSWER
    assert result["transcript"] == ANSWER
