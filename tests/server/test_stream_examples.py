"""The documents' own clients, as they stand there, against a real server."""

import asyncio
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support import media, tools
from support.interviews import ANSWER, engines, loud
from support.serving import running
from support.tokens import token_in

from talkup_local.audio.pcm import silence

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
WEBM = "audio/webm;codecs=opus"
FIRST_WITH_WEBSOCKET = 22
FIRST_WITH_FLAG = 20


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "answer.webm"
    path.write_bytes(media.webm(np.concatenate([loud(1.5), silence(1.5)] * 2)))
    return path


@pytest.fixture(scope="session")
def node():
    """Node with a WebSocket of its own."""
    path = tools.require("nodejs", "node")
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    major = int(version.strip().lstrip("v").partition(".")[0])
    if major < FIRST_WITH_FLAG:
        tools.missing(f"node {version.strip()} has no WebSocket")
    flags = ("--experimental-websocket", "--no-warnings") if major < FIRST_WITH_WEBSOCKET else ()
    return (path, *flags, EXAMPLES / "stream_client.mjs")


@pytest.fixture
def python():
    return (sys.executable, EXAMPLES / "stream_client.py")


@pytest.fixture(params=["python", pytest.param("node", marks=pytest.mark.web)])
def example(request):
    return request.getfixturevalue(request.param)


async def run(command, *arguments):
    """Return the exit status, and what was printed and told, of an example."""
    process = await asyncio.create_subprocess_exec(
        *map(str, (*command, *arguments)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        printed, told = await process.communicate()
    return process.returncode, printed.decode(), told.decode()


async def test_an_example_prints_what_is_heard(example, recording):
    async with running(engines()) as server:
        status, printed, told = await run(example, f"{server.url}/ws", recording, WEBM)
    assert (status, told) == (0, "")
    assert printed.splitlines() == [f"1.00 {ANSWER}", f"1.00 {ANSWER}", f"whole: {ANSWER} {ANSWER}"]


async def test_an_example_tells_an_error_and_ends(example, recording):
    async with running(engines()) as server:
        status, printed, told = await run(example, f"{server.url}/ws", recording, "audio/midi")
    assert status != 0
    assert "UNSUPPORTED_FORMAT" in told
    assert "whole" not in printed


async def test_an_example_shows_its_token(example, recording, tmp_path):
    token = token_in(tmp_path, "stream")
    async with running(engines(), folder=tmp_path) as server:
        status, printed, _ = await run(example, f"{server.url}/ws", recording, WEBM, token)
        assert (status, printed.splitlines()[-1]) == (0, f"whole: {ANSWER} {ANSWER}")
        status, printed, _ = await run(example, f"{server.url}/ws", recording, WEBM, "wrong")
        assert status != 0
        assert printed == ""
