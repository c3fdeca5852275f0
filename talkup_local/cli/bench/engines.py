"""``bench engines``: load time, speed, memory, and the wait for a reply's first sound."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from websockets.asyncio.client import ClientConnection, connect

from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import resample
from talkup_local.cli.bench.figures import Figure, median, percentile, report, rss_mib, show, steps
from talkup_local.cli.bench.served import BenchError, served
from talkup_local.cli.options import AsJson, print_json
from talkup_local.config import Config, load
from talkup_local.engines.tts import espeak
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.wiring import load_engine

_ANSWER_S: Final = 5.0
_ANSWER: Final = (
    "I worked on a small team for two years, and I was responsible for the tests of our "
    "new product, which was used by many schools."
)
_REPLY: Final = "Thank you. Could you tell me what your own part in this project was?"
_ROUNDS: Final = 9


def engines(
    *,
    turns: Annotated[int, typer.Option(min=1, max=200, help="Replies to time.")] = 24,
    starts: Annotated[int, typer.Option(min=1, help="Starts of `serve` to time.")] = 5,
    profile: Annotated[str, typer.Option(help="Profile to measure.")] = "embedded",
    json: AsJson = False,
) -> None:
    """Measure the engines of a profile, and the whole appliance with them."""
    spawn = multiprocessing.get_context("spawn")
    figures: list[Figure] = []
    for measure in (_measure_stt, _measure_tts, _measure_vad):
        with spawn.Pool(1) as pool:  # a process each, so that memory is the engine's own
            figures += pool.apply(measure, (profile,))
    figures += asyncio.run(_replies(profile, turns))
    figures.append(asyncio.run(_start(profile, starts)))
    if json:
        print_json({"profile": profile, **report(figures)})
    else:
        show(f"engines of profile {profile}", figures)


def _settings(profile: str) -> tuple[Config, Path]:
    return load(environment=os.environ, flags={"profile": profile})


def _answer() -> Samples:
    """Return an answer of exactly ``_ANSWER_S``, 16 kHz, spoken by espeak-ng."""
    config, folder = load()
    voice = espeak.build(config, folder, "en")

    async def speak() -> Samples:
        await voice.start()
        speech = await voice.synthesize(_ANSWER, voice.voices[-1])
        await voice.close()
        return resample(speech.samples, speech.sample_rate_hz, RATE_HZ)

    length = round(_ANSWER_S * RATE_HZ)
    spoken = asyncio.run(speak())[:length]
    return np.concatenate((spoken, silence((length - len(spoken)) / RATE_HZ)))


def _measure_stt(profile: str) -> list[Figure]:
    config, folder = _settings(profile)
    samples = _answer()

    async def measure() -> list[Figure]:
        before, begin_s = rss_mib(), time.perf_counter()
        stt = (await load_engine(config, folder, "stt")).engine
        load_s = time.perf_counter() - begin_s
        times = []
        for _ in range(_ROUNDS):
            begin_s = time.perf_counter()
            await stt.transcribe(samples, language=config.interview.language)
            times.append(time.perf_counter() - begin_s)
        figures = _engine_figures(str(stt.info), load_s, median(times), _ANSWER_S, before)
        await stt.close()
        return figures

    return asyncio.run(measure())


def _measure_tts(profile: str) -> list[Figure]:
    config, folder = _settings(profile)

    async def measure() -> list[Figure]:
        before, begin_s = rss_mib(), time.perf_counter()
        tts = (await load_engine(config, folder, "tts")).engine
        load_s = time.perf_counter() - begin_s
        voice = tts.voice(config.interview.language)
        times, duration_s = [], 0.0
        for _ in range(_ROUNDS):
            begin_s = time.perf_counter()
            duration_s = (await tts.synthesize(_REPLY, voice)).duration_s
            times.append(time.perf_counter() - begin_s)
        figures = _engine_figures(str(tts.info), load_s, median(times), duration_s, before)
        await tts.close()
        return figures

    return asyncio.run(measure())


def _measure_vad(profile: str) -> list[Figure]:
    config, folder = _settings(profile)
    samples = _answer()

    async def measure() -> list[Figure]:
        before, begin_s = rss_mib(), time.perf_counter()
        vad = (await load_engine(config, folder, "vad")).engine
        load_s = time.perf_counter() - begin_s
        times = []
        for _ in range(_ROUNDS):
            begin_s = time.perf_counter()
            vad.open().push(samples)
            times.append(time.perf_counter() - begin_s)
        return _engine_figures(str(vad.info), load_s, median(times), _ANSWER_S, before)

    return asyncio.run(measure())


def _engine_figures(
    name: str, load_s: float, work_s: float, audio_s: float, rss_before_mib: float
) -> list[Figure]:
    note = f"median of {_ROUNDS}, {audio_s:.1f} s of audio in {work_s * 1000:.0f} ms"
    return [
        Figure(name=f"{name}: real-time factor", value=work_s / audio_s, unit="", note=note),
        Figure(name=f"{name}: load", value=load_s, unit="s"),
        Figure(name=f"{name}: memory", value=rss_mib() - rss_before_mib, unit="MiB", note="RSS"),
    ]


async def _replies(profile: str, turns: int) -> list[Figure]:
    """Time from ``send_for_AI_processing`` to the first sound of the reply, over the socket."""
    samples = await asyncio.to_thread(_answer)
    async with served(profile, {}) as server:
        async with connect(f"{server.url}/ws/bench", compression=None, max_size=None) as socket:
            client = InterviewClient()
            await socket.send(client.start_interview(delivery="burst", questions=50))
            await _until(socket, "interview_started")
            waits_ms = [await _reply(socket, client, samples) for _ in steps(turns, "replies")]
        memory = rss_mib(server.pid)
    note = f"{turns} replies to a {_ANSWER_S:g} s answer, over a real socket"
    return [
        Figure(
            name="first audio of a reply, p50",
            value=percentile(waits_ms, 50),
            unit="ms",
            aim=400.0,
            note=note,
        ),
        Figure(
            name="first audio of a reply, p95", value=percentile(waits_ms, 95), unit="ms", note=note
        ),
        Figure(name="serve: memory after that", value=memory, unit="MiB", note="RSS"),
    ]


async def _reply(socket: ClientConnection, client: InterviewClient, samples: Samples) -> float:
    for start in range(0, len(samples), RATE_HZ):
        await socket.send(client.audio_frame(samples[start : start + RATE_HZ]))
        await _until(socket, "amplitude")
    begin_s = time.perf_counter()
    await socket.send(client.send_for_processing())
    async for data in socket:
        if isinstance(data, bytes):
            break
        if '"error"' in data:
            raise BenchError("the answer was not understood")
    wait_ms = (time.perf_counter() - begin_s) * 1000
    await _until(socket, "ai_response_complete")
    return wait_ms


async def _until(socket: ClientConnection, kind: str) -> None:
    async for data in socket:
        if isinstance(data, str) and data.startswith(f'{{"type":"{kind}"'):
            return


async def _start(profile: str, starts: int) -> Figure:
    """Time ``serve`` from the start of its process to its being ready."""
    times = []
    for _ in steps(starts, "starts"):
        async with served(profile, {}) as server:
            times.append(server.ready_s)
    return Figure(
        name="serve: process start to ready",
        value=median(times),
        unit="s",
        aim=3.0,
        note=f"median of {starts}",
    )
