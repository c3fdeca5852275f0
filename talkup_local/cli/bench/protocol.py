"""``bench protocol``: what a second of client audio and a session cost."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Annotated, Final

import numpy as np
import typer
from websockets.asyncio.client import ClientConnection, connect

from talkup_local.audio.pcm import RATE_HZ, Samples, amplitude
from talkup_local.cli.bench.figures import Figure, median, report, rss_mib, show, steps
from talkup_local.cli.bench.served import served
from talkup_local.cli.options import AsJson, print_json
from talkup_local.clock import SystemClock
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.protocol.interview.events import AudioReceived
from talkup_local.protocol.interview.session import InterviewSession

_CHUNK: Final = 1024
_AUDIO_S: Final = 20
_SETTLE_S: Final = 1.0

Encode = Callable[[InterviewClient, Samples], str | bytes]


def protocol(
    *,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to take the median of.")] = 7,
    sessions: Annotated[int, typer.Option(min=1, max=64, help="Sessions to open.")] = 12,
    json: AsJson = False,
) -> None:
    """Measure the protocol's CPU cost per second of audio, and the memory of a session."""
    figures = [
        _cost("64 ms JSON arrays", 3.0, rounds, lambda c, s: c.audio_chunk(s)),
        _cost("64 ms base64", None, rounds, lambda c, s: c.audio_chunk(s, form="base64")),
        _cost("64 ms binary frames", 1.0, rounds, lambda c, s: c.audio_frame(s)),
        *asyncio.run(_memory(sessions)),
    ]
    if json:
        print_json(report(figures))
    else:
        show("interview protocol", figures)


def _cost(name: str, aim: float | None, rounds: int, encode: Encode) -> Figure:
    """Time decoding, checking and the amplitude's answer, in process CPU time."""
    client = InterviewClient()
    samples = (np.random.default_rng(7).standard_normal(_AUDIO_S * RATE_HZ) * 3000).astype("i2")
    data = [encode(client, samples[i : i + _CHUNK]) for i in range(0, len(samples), _CHUNK)]
    wire = [(d.encode() if isinstance(d, str) else d, isinstance(d, str)) for d in data]
    clock = SystemClock()
    costs = []
    for _ in steps(rounds, name):
        session = InterviewSession(now=clock.utc_now)
        session.receive_text(b'{"type":"start_interview"}')
        begin_s = time.process_time()
        for message, text in wire:
            receive = session.receive_text if text else session.receive_binary
            for event in receive(message):
                if isinstance(event, AudioReceived):
                    session.amplitude(amplitude(event.samples))
            session.data_to_send()
        costs.append((time.process_time() - begin_s) * 1000 / _AUDIO_S)
    return Figure(
        name=f"1 s of audio as {name}",
        value=median(costs),
        unit="ms",
        aim=aim,
        note=f"CPU, median of {rounds}: decode, check, amplitude",
    )


async def _memory(sessions: int) -> list[Figure]:
    """Measure a real server's resident memory as sessions open and fill."""
    settings = {"TALKUP_LIMITS_SESSIONS": str(sessions + 4)}
    async with served("embedded", settings) as server, contextlib.AsyncExitStack() as stack:
        first = [await _open(stack, f"{server.url}/ws/warm-{n}") for n in range(4)]
        await _fill(first[0], 30)
        await asyncio.sleep(_SETTLE_S)
        empty = rss_mib(server.pid)
        sockets = [await _open(stack, f"{server.url}/ws/bench-{n}") for n in range(sessions)]
        await asyncio.sleep(_SETTLE_S)
        idle = rss_mib(server.pid)
        for socket in sockets:
            await _fill(socket, 120)
        await asyncio.sleep(_SETTLE_S)
        full = rss_mib(server.pid)
    note = f"RSS of serve, mean over {sessions} sessions after 4 to warm up"
    return [
        Figure(
            name="idle session", value=(idle - empty) / sessions, unit="MiB", aim=2.0, note=note
        ),
        Figure(
            name="session after 120 s of audio",
            value=(full - empty) / sessions,
            unit="MiB",
            aim=8.0,
            note=note,
        ),
    ]


async def _open(stack: contextlib.AsyncExitStack, url: str) -> ClientConnection:
    """Start an interview and take its greeting."""
    socket = await stack.enter_async_context(connect(url, compression=None, max_size=None))
    await socket.send(InterviewClient().start_interview(delivery="burst"))
    async for data in socket:
        if isinstance(data, str) and '"interview_started"' in data:
            break
    return socket


async def _fill(socket: ClientConnection, duration_s: int) -> None:
    """Send silence and take the amplitude of every frame."""
    frame = bytes(2 * RATE_HZ)
    for _ in range(duration_s):
        await socket.send(frame)
        await socket.recv()
