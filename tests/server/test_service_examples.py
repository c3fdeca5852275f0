"""The documents' own AI server and service, as they stand there, against real peers."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
import soundfile
from support.ai_server import asking
from support.interviews import ANSWER, engines, loud
from support.ports import free_port
from support.serving import command, running
from support.tokens import token_in

from talkup_local.audio.pcm import RATE_HZ

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CHAIN = ("speech_to_text", "verbal_analyzer", "llm", "text_to_speech")


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "answer.wav"
    soundfile.write(path, loud(1.5), RATE_HZ)
    return path


async def run(recording, *places, **environment):
    """Return the exit status, and what was printed and told, of the AI server."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        EXAMPLES / "service_client.py",
        recording,
        recording.with_name("reply.mp3"),
        *places,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    async with asyncio.timeout(60):
        printed, told = await process.communicate()
    return process.returncode, printed.decode(), told.decode()


def places(url):
    return [f"{name}={url}/services/{name}" for name in CHAIN]


async def test_the_ai_server_hears_analyses_answers_and_speaks(recording):
    async with running(engines()) as server:
        status, printed, told = await run(recording, *places(server.url))
    heard, measured, answer, spoken = printed.splitlines()
    assert (status, told) == (0, "")
    assert heard == f"heard: {ANSWER}"
    assert "speaking_rate_words_per_min" in measured
    assert len(answer) > len("answer: ")
    assert spoken.endswith("audio/mpeg")
    samples, _ = soundfile.read(recording.with_name("reply.mp3"))
    assert len(samples)


async def test_the_ai_server_shows_its_token(recording, tmp_path):
    token = token_in(tmp_path, "service")
    async with running(engines(), folder=tmp_path) as server:
        refused, _, _ = await run(recording, *places(server.url))
        taken, _, _ = await run(recording, *places(server.url), TOKEN=token)
    assert (refused != 0, taken) == (True, 0)


async def test_the_ai_server_uses_a_service_that_runs_alone(recording):
    async with running(engines()) as server:
        with command("text-to-speech", "--profile", "embedded", subcommand="service") as (_, url):
            alone = f"text_to_speech={url}"
            status, printed, told = await run(recording, *places(server.url)[:3], alone)
            async with asking(url, "text_to_speech", "/ws") as peer:
                about = (await peer.ping()).describes["about"]
    assert (status, told) == (0, "")
    assert "audio/mpeg" in printed
    assert about["text_to_speech"]["engine"].startswith("espeak")


async def test_an_appliance_uses_a_service_of_somebody_else():
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "uvicorn", "service:app", "--port", str(port)),
        *("--app-dir", EXAMPLES, "--log-level", "warning"),
    )
    flags = {"services.verbal_analyzer.url": f"ws://127.0.0.1:{port}/verbal_analyzer"}
    try:
        async with running(engines(), flags=flags) as server, asyncio.timeout(60):
            while (found := await _asked(server.url))["by"] != "remote":
                await asyncio.sleep(0.05)
    finally:
        process.terminate()
        await process.wait()
    assert found["result"]["measures"] == {"words": {"value": 5, "unit": "words"}}


async def _asked(url):
    async with asking(url, "verbal_analyzer", "/services") as peer:
        answer = await peer.exchange(
            type="process_request",
            services=["verbal_analyzer", "emotion_analyzer"],
            data={"text": "I led the whole team."},
        )
    return answer["data"]["services"]["verbal_analyzer"]
