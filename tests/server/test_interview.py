import asyncio
import base64
import threading

import msgspec
import numpy as np
import pytest
from support.interviews import engines, hearing_after, loud
from support.serving import client, kinds_of, running, until
from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import silence
from talkup_local.clock import SystemClock
from talkup_local.engines.scripted import ScriptedModel, ScriptedRecognizer, ScriptedVoice

START = '{"type":"start_interview"}'
SEND = '{"type":"send_for_AI_processing"}'
END = '{"type":"end_interview"}'
PING = '{"type":"ping"}'


def field(data: str | bytes, name: str) -> object:
    return msgspec.json.decode(data)[name]


def chunk(samples: np.ndarray) -> str:
    return msgspec.json.encode({"type": "audio_chunk", "data": samples.tolist()}).decode()


async def start(socket) -> list[str | bytes]:
    await socket.send(START)
    return await until(socket, "interview_started")


async def answer(socket) -> list[str | bytes]:
    await socket.send(loud(1.5).tobytes())
    await until(socket, "amplitude")
    await socket.send(SEND)
    return await until(socket, "ai_response_complete", "error")


async def test_a_whole_interview_keeps_the_order_of_the_protocol():
    async with running(engines()) as server, client(server) as socket:
        greeting = kinds_of(await start(socket))
        assert greeting[:2] == ["thinking", "ai_audio_chunk"]
        assert greeting[-2:] == ["binary", "interview_started"]
        await socket.send(chunk(loud(1.0)))
        assert kinds_of(await until(socket, "amplitude")) == ["amplitude"]
        await socket.send(SEND)
        reply = kinds_of(await until(socket, "ai_response_complete"))
        assert reply[:3] == ["thinking", "thinking_complete", "ai_audio_chunk"]
        assert reply[-2:] == ["binary", "ai_response_complete"]
        await socket.send(END)
        assert kinds_of(await until(socket, "interview_ended")) == ["interview_ended"]
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1000


async def test_paced_speech_begins_each_segment_with_a_level():
    voice = ScriptedVoice(s_per_character=0.001)
    flags = {"interview.delivery": "paced"}
    async with running(engines(tts=voice), flags=flags) as server, client(server) as socket:
        kinds = kinds_of(await start(socket))
    assert kinds[:3] == ["thinking", "ai_audio_chunk", "binary"]
    assert all(kinds[i - 1] == "ai_audio_chunk" for i, k in enumerate(kinds) if k == "binary")


async def test_every_binary_message_decodes_alone():
    async with running(engines()) as server, client(server) as socket:
        sounds = [data for data in await start(socket) if isinstance(data, bytes)]
    assert len(sounds) > 1
    assert all(len(decode(sound)) > 0 for sound in sounds)


async def test_the_amplitude_is_the_protocol_s_formula():
    async with running(engines()) as server, client(server) as socket:
        await start(socket)
        await socket.send(chunk(np.full(1024, 16_384, np.int16)))
        assert field((await until(socket, "amplitude"))[-1], "value") == 0.5


async def test_every_form_of_audio_is_the_same_sound():
    samples = loud(0.064)
    forms = [
        chunk(samples),
        msgspec.json.encode(
            {"type": "audio_chunk", "data": samples.view(np.uint16).tolist()}
        ).decode(),
        msgspec.json.encode(
            {"type": "audio_chunk", "data": base64.b64encode(samples.tobytes()).decode()}
        ).decode(),
        samples.tobytes(),
    ]
    values = set()
    async with running(engines()) as server, client(server) as socket:
        await start(socket)
        for form in forms:
            await socket.send(form)
            values.add(field((await until(socket, "amplitude"))[-1], "value"))
    assert len(values) == 1


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("nonsense", "INVALID_MESSAGE"),
        ("[]", "INVALID_MESSAGE"),
        ("{}", "INVALID_MESSAGE"),
        ('{"type":7}', "INVALID_MESSAGE"),
        ('{"type":"ping","timestamp":NaN}', "INVALID_MESSAGE"),
        ('{"type":"audio_chunk","data":[0.5]}', "INVALID_MESSAGE"),
        ('{"type":"audio_chunk","data":[70000]}', "INVALID_MESSAGE"),
        ('{"type":"audio_chunk","data":[' + "9" * 100_000 + "]}", "INVALID_MESSAGE"),
        ('{"type":"audio_chunk","x":' + "[" * 100_000 + "}", "INVALID_MESSAGE"),
        ('{"type":"audio_chunk","data":"QUI"}', "INVALID_MESSAGE"),
        ('{"type":"ping","more":"' + "x" * 70_000 + '"}', "INVALID_MESSAGE"),
        (b"\x01\x02\x03", "INVALID_MESSAGE"),
        ('{"type":"make_coffee"}', "UNKNOWN_TYPE"),
        (START, "ALREADY_STARTED"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_bad_input_gets_its_code_and_the_interview_goes_on(message, code):
    async with running(engines()) as server, client(server) as socket:
        await start(socket)
        await socket.send(message)
        assert field((await until(socket, "error"))[-1], "code") == code
        assert kinds_of(await answer(socket))[-1] == "ai_response_complete"


async def test_invalid_utf8_gets_its_code_and_the_interview_goes_on():
    async with running(engines()) as server, client(server) as socket:
        await start(socket)
        socket.protocol.send_text(b'{"type":"ping","x":"\xff\xfe"}', fin=True)
        socket.send_data()
        assert field((await until(socket, "error"))[-1], "code") == "INVALID_MESSAGE"
        assert kinds_of(await answer(socket))[-1] == "ai_response_complete"


async def test_a_fragmented_message_is_one_message():
    async with running(engines()) as server, client(server) as socket:
        await socket.send(['{"type":', '"pi', 'ng"}'])
        assert kinds_of(await until(socket, "pong")) == ["pong"]


@pytest.mark.parametrize("message", [SEND, '{"type":"audio_chunk","data":[1]}', b"\x01\x02"])
async def test_before_the_start_there_is_nothing_to_hear(message):
    async with running(engines()) as server, client(server) as socket:
        await socket.send(message)
        assert field((await until(socket, "error"))[-1], "code") == "NOT_STARTED"
        assert kinds_of(await start(socket))[-1] == "interview_started"


async def test_too_large_a_frame_closes_with_1009():
    flags = {"limits.audio_message_bytes": 70_000, "limits.start_message_bytes": 70_000}
    async with running(engines(), flags=flags) as server, client(server) as socket:
        await socket.send(bytes(80_000))
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1009


async def test_silence_gets_a_transcription_error_and_the_interview_goes_on():
    async with running(engines()) as server, client(server) as socket:
        await start(socket)
        await socket.send(silence(2.0).tobytes())
        await socket.send(SEND)
        assert field((await until(socket, "error"))[-1], "code") == "TRANSCRIPTION_ERROR"
        assert kinds_of(await answer(socket))[-1] == "ai_response_complete"


async def test_a_failing_model_is_told_and_the_fallback_is_spoken():
    model = ScriptedModel(["x"], failures={0})
    async with running(engines(llm=model)) as server, client(server) as socket:
        await start(socket)
        await socket.send(loud(1.5).tobytes())
        await socket.send(SEND)
        reply = await until(socket, "ai_response_complete")
    errors = [field(d, "code") for d in reply if isinstance(d, str) and '"error"' in d]
    assert errors == ["AI_RESPONSE_ERROR"]
    assert "binary" in kinds_of(reply)


async def test_a_failing_voice_is_told_and_the_text_comes():
    voice = ScriptedVoice(failures=set(range(100)))
    async with running(engines(tts=voice)) as server, client(server) as socket:
        await start(socket)
        await socket.send(loud(1.5).tobytes())
        await socket.send(SEND)
        reply = await until(socket, "ai_response_complete")
    assert "binary" not in kinds_of(reply)
    assert '"TTS_ERROR"' in "".join(d for d in reply if isinstance(d, str))
    assert field(reply[-1], "text")


async def test_a_failing_recogniser_tells_nothing_of_its_inside():
    class Broken(ScriptedRecognizer):
        def _transcribe(self, samples, language, cancel, draft):
            raise ValueError("/secret/path")

    async with running(engines(stt=Broken([""]))) as server, client(server) as socket:
        await start(socket)
        reply = await answer(socket)
    assert field(reply[-1], "code") == "TRANSCRIPTION_ERROR"
    assert "secret" not in str(reply)


async def test_a_full_buffer_gets_its_code_and_the_interview_goes_on():
    flags = {"limits.buffer_s": 2.0}
    async with running(engines(), flags=flags) as server, client(server) as socket:
        await start(socket)
        for _ in range(3):
            await socket.send(loud(1.0).tobytes())
        assert field((await until(socket, "error"))[-1], "code") == "BUFFER_ERROR"
        assert kinds_of(await answer(socket))[-1] == "ai_response_complete"


async def test_too_many_messages_get_their_code_once_and_the_connection_lives():
    class Standing(SystemClock):
        """A clock by which no time passes but by hand."""

        now_s = 0.0

        def monotonic_s(self) -> float:
            return self.now_s

    clock = Standing()
    flags = {"limits.message_burst": 5, "limits.messages_per_s": 5.0}
    async with running(engines(), flags=flags, clock=clock) as server, client(server) as socket:
        for _ in range(7):
            await socket.send(PING)
        seen = await until(socket, "error")
        assert kinds_of(seen) == ["pong"] * 5 + ["error"]
        assert field(seen[-1], "code") == "RATE_LIMITED"
        clock.now_s = 0.9
        await socket.send(PING)
        assert set(kinds_of(await until(socket, "pong"))) == {"pong"}


async def test_an_idle_client_is_let_go_politely():
    async with running(engines(), flags={"limits.idle_s": 1.0}) as server:
        async with client(server) as socket:
            await socket.send(START)
            seen = await until(socket, "interview_ended")
            assert field(seen[-1], "reason") == "idle"
            with pytest.raises(ConnectionClosed):
                await socket.recv()
            assert socket.close_code == 1000


async def test_an_unknown_language_is_refused_and_another_start_works():
    voice = ScriptedVoice(languages=("en",))
    async with running(engines(tts=voice)) as server, client(server) as socket:
        await socket.send('{"type":"start_interview","language":"fr"}')
        assert field((await until(socket, "error"))[-1], "code") == "LANGUAGE_UNAVAILABLE"
        assert kinds_of(await start(socket))[-1] == "interview_started"


async def test_a_client_chooses_language_kind_and_delivery():
    async with running(engines()) as server, client(server) as socket:
        await socket.send(
            '{"type":"start_interview","language":"fr","interview_type":"technical",'
            '"delivery":"burst","questions":3}'
        )
        started = (await until(socket, "interview_started"))[-1]
    assert str(field(started, "message")).startswith("Bonjour")


async def test_a_ping_is_answered_while_a_turn_is_worked_on():
    heard = threading.Event()
    async with running(engines(stt=hearing_after(heard))) as server, client(server) as socket:
        await start(socket)
        await socket.send(loud(1.5).tobytes())
        await socket.send(SEND)
        await socket.send(PING)
        seen = kinds_of(await until(socket, "pong"))
        heard.set()
        await until(socket, "ai_response_complete")
    assert "thinking" not in seen


async def test_two_clients_are_interviewed_at_once():
    async def interview(server, name):
        async with client(server, name) as socket:
            await start(socket)
            for _ in range(3):
                assert kinds_of(await answer(socket))[-1] == "ai_response_complete"

    async with running(engines()) as server:
        await asyncio.gather(*(interview(server, f"client-{n}") for n in range(4)))


async def test_a_client_that_vanishes_frees_its_place():
    async with running(engines(tts=ScriptedVoice(delay_s=0.2))) as server:
        async with client(server) as socket:
            await socket.send(START)
            await until(socket, "thinking")
            socket.transport.abort()
        async with asyncio.timeout(60):
            while server.health()["sessions"]["open"]:
                await asyncio.sleep(0.01)
        async with client(server) as socket:
            assert kinds_of(await start(socket))[-1] == "interview_started"


async def test_a_client_that_reads_nothing_is_dropped():
    voice = ScriptedVoice(s_per_character=2.0)
    flags = {"limits.send_timeout_s": 0.3}
    async with running(engines(tts=voice), flags=flags) as server:
        async with client(server) as socket:
            socket.transport.pause_reading()
            await socket.send(START)
            async with asyncio.timeout(60):
                while not server.health()["sessions"]["open"]:
                    await asyncio.sleep(0.01)
                while server.health()["sessions"]["open"]:
                    await asyncio.sleep(0.05)
            socket.transport.abort()


async def test_the_end_of_the_server_ends_interviews_politely():
    async with running(engines()) as server:
        socket = await client(server)
        await start(socket)
    seen = await until(socket, "interview_ended")
    assert field(seen[-1], "reason") == "shutdown"
    with pytest.raises(ConnectionClosed):
        await socket.recv()
    assert socket.close_code == 1001


def test_text_and_binary_opcodes_are_what_the_socket_relies_on():
    assert (Opcode.TEXT, Opcode.BINARY) == (1, 2)
