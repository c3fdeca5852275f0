import asyncio
from urllib.parse import urlsplit

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families
from support.ai_server import asking
from support.interviews import engines, loud
from support.serving import client, running, until
from websockets.exceptions import InvalidStatus

from talkup_local.engines.scripted import ScriptedRecognizer

START = '{"type":"start_interview"}'
SEND = '{"type":"send_for_AI_processing"}'


async def get(server, path: str) -> tuple[str, str]:
    """Return the head and the body of a page."""
    address = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
    writer.close()
    return head, body


async def scraped(server) -> dict[tuple, float]:
    """Return the samples by their names and labels."""
    _, body = await get(server, "/metrics")
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


async def interviewed(server) -> None:
    """Hold an interview of one answer."""
    async with client(server) as socket:
        await socket.send(START)
        await until(socket, "interview_started")
        await socket.send(loud(1.5).tobytes())
        await socket.send(SEND)
        await until(socket, "ai_response_complete", "error")
        await socket.send('{"type":"end_interview"}')
        await until(socket, "interview_ended")


async def test_the_metrics_are_a_page_in_prometheus_s_text_format():
    async with running(engines()) as server:
        head, body = await get(server, "/metrics?x=1")
    assert head.startswith("HTTP/1.1 200")
    assert "Content-Type: text/plain; version=" in head
    assert "# TYPE talkup_gap_seconds histogram" in body


async def test_open_interviews_are_told():
    async with running(engines(), flags={"limits.sessions": 7}) as server:
        async with client(server) as socket:
            await socket.send('{"type":"ping"}')
            await until(socket, "pong")
            samples = await scraped(server)
    assert samples["talkup_sessions",] == 1
    assert samples["talkup_sessions_limit",] == 7


async def test_a_turn_is_counted_and_shows_in_the_summary():
    async with running(engines()) as server:
        await interviewed(server)
        samples = await scraped(server)
        health = msgspec.json.decode((await get(server, "/health"))[1])
    assert samples["talkup_turns_total", "replied"] == 1
    assert samples["talkup_stage_seconds_count", "stt"] == 1
    assert health["turns"]["count"] == 1
    assert set(health["turns"]) == {"count", "endpoint_ms", "compute_ms", "gap_ms"}
    assert health["turns"]["compute_ms"]["p50"] is not None


async def test_the_depth_of_each_engine_s_queue_is_told():
    async with running(engines(stt=ScriptedRecognizer(["Well."], delay_s=600))) as server:
        async with client(server) as socket:
            await socket.send(START)
            await until(socket, "interview_started")
            await socket.send(loud(1.5).tobytes())
            await socket.send(SEND)
            async with asyncio.timeout(60):
                while not server.health()["engines"]["stt"]["waiting"]:
                    await asyncio.sleep(0.01)
            samples = await scraped(server)
    assert samples["talkup_engine_queue_depth", "stt"] >= 1
    assert samples["talkup_engine_queue_depth", "llm"] == 0


async def test_services_are_told_with_what_they_were_asked():
    flags = {"services.llm.url": "ws://127.0.0.1:9/none", "services.llm.timeout_s": 1.0}
    async with running(engines(), flags=flags) as server:
        await interviewed(server)
        async with asking(server.url, "llm", "/services") as peer:
            await peer.ask({"text": "I bake bread."})
        samples = await scraped(server)
    assert samples["talkup_service_up", "text_to_speech"] == 1
    assert samples["talkup_service_up", "llm"] == 0
    assert ("talkup_service_up", "emotion_analyzer") not in samples
    assert samples["talkup_service_events_total", "fallback", "llm"] >= 1
    assert samples["talkup_service_requests_total", "llm", "ok"] == 1


async def test_an_engine_whose_service_is_down_is_told_so():
    flags = {"services.speech_to_text.url": "ws://127.0.0.1:9/none"}
    async with running(engines(), flags=flags) as server:
        states = {job: one["state"] for job, one in server.health()["engines"].items()}
    assert states == {"stt": "down", "llm": "ready", "tts": "ready", "vad": "ready"}


async def test_a_client_that_is_refused_is_counted_by_its_code():
    async with running(engines(), flags={"limits.sessions": 1}) as server:
        async with client(server, "first"):
            for client_id in ("second", "third", "a%20b"):
                with pytest.raises(InvalidStatus):
                    async with client(server, client_id):
                        pass
            samples = await scraped(server)
    assert samples["talkup_refusals_total", "SERVER_BUSY"] == 2
    assert samples["talkup_refusals_total", "INVALID_CLIENT_ID"] == 1
    assert samples["talkup_refusals_total", "CLIENT_ID_IN_USE"] == 0


async def test_an_error_that_a_client_is_told_is_counted_by_its_code():
    async with running(engines()) as server, client(server) as socket:
        await socket.send("nonsense")
        await until(socket, "error")
        await socket.send('{"type":"start_interview","language":"de"}')
        await until(socket, "error")
        samples = await scraped(server)
    assert samples["talkup_errors_total", "INVALID_MESSAGE"] == 1
    assert samples["talkup_errors_total", "LANGUAGE_UNAVAILABLE"] == 1
    assert samples["talkup_errors_total", "TTS_ERROR"] == 0


async def test_nothing_that_was_said_and_no_client_s_name_is_in_the_metrics():
    async with running(engines(stt=ScriptedRecognizer(["Zanzibar."]))) as server:
        async with client(server, "Ada.Lovelace") as socket:
            await socket.send(START)
            await until(socket, "interview_started")
            await socket.send(loud(1.5).tobytes())
            await socket.send(SEND)
            await until(socket, "ai_response_complete")
            _, body = await get(server, "/metrics")
    assert "zanzibar" not in body.lower()
    assert "lovelace" not in body.lower()
