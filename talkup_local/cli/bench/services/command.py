"""``bench services``: a request by its way, several at once, and each analysis by itself."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, Final

import numpy as np
import typer

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.audio.voice import voice_features
from talkup_local.cli.bench.figures import Figure, median, percentile, report, show, steps
from talkup_local.cli.bench.served import served
from talkup_local.cli.bench.services.material import Sleeper, spoken
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.config.model import Config
from talkup_local.config.services import Service, ServicePlace
from talkup_local.engines.vision import opencv_cascades
from talkup_local.protocol.services.contents import SoundContent
from talkup_local.services.gateway import Gateway
from talkup_local.services.remote.service import RemoteService
from talkup_local.services.route import Route
from talkup_local.services.verbal_analyzer import VerbalAnalyzer

_SLOWEST_S: Final = 0.1
_PAYLOAD_S: Final = 10
_VOICE_S: Final = 20

Ask = Callable[[], Awaitable[object]]


def services(
    *,
    rounds: Annotated[int, typer.Option(min=3, help="Requests to take the median of.")] = 200,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Measure requests to services here and elsewhere, aggregation, and the analyses."""
    settings, _ = configure(config, log="error")
    figures = [
        *asyncio.run(_asking(rounds)),
        *asyncio.run(_together(max(3, rounds // 10))),
        *asyncio.run(_words(rounds)),
        *_voice(max(3, rounds // 20)),
        *asyncio.run(_pictures(settings, max(3, rounds // 10))),
    ]
    if json:
        print_json(report(figures))
    else:
        show("services", figures)


async def _asking(rounds: int) -> list[Figure]:
    """Time the same request directly, by a route in this process, and over loopback."""
    clock = SystemClock()
    request, service = spoken(20), VerbalAnalyzer(language="en")
    nothing = Route("verbal_analyzer", ServicePlace(), clock, local=Sleeper())
    direct = await _times_ms(lambda: Sleeper().process(request), rounds, "directly")
    local = await _times_ms(lambda: nothing.process(request), rounds, "by a route, here")
    here = await _times_ms(lambda: service.process(request), rounds, "analysis, here")
    async with _elsewhere("verbal_analyzer") as route:
        there = await _times_ms(lambda: route.process(request), rounds, "analysis, elsewhere")
    async with _elsewhere("speech_to_text") as route:
        empty, full = (
            SoundContent(
                audio=bytes(int(2 * RATE_HZ * seconds)), format="audio/pcm", sample_rate=RATE_HZ
            )
            for seconds in (0.1, _PAYLOAD_S)
        )
        small = await _times_ms(lambda: route.process(empty), rounds, "no sound, elsewhere")
        large = await _times_ms(lambda: route.process(full), rounds // 4, "sound, elsewhere")
    return [
        Figure(
            name="a service of this process, over a direct call",
            value=median(local) - median(direct),
            unit="ms",
            aim=1.0,
            note=f"p50 of {rounds}; p95 {percentile(local, 95):.2f}",
        ),
        Figure(
            name="a service process on loopback, over a direct call",
            value=median(there) - median(here),
            unit="ms",
            aim=5.0,
            note=f"p50 of {rounds}; p95 {percentile(there, 95) - median(here):.2f}",
        ),
        Figure(
            name=f"{_PAYLOAD_S} s of silence to speech_to_text on loopback",
            value=median(large) - median(small),
            unit="ms",
            note="p50, payload and voice activity detection",
        ),
    ]


async def _together(rounds: int) -> list[Figure]:
    """Time three services that do not depend on each other."""
    clock = SystemClock()
    names: tuple[Service, ...] = ("verbal_analyzer", "behavior_analyzer", "text_to_speech")
    shares = dict(zip(names, (0.5, 0.8, 1.0), strict=True))
    gateway = Gateway(
        {
            name: Route(name, ServicePlace(), clock, local=Sleeper(_SLOWEST_S * share))
            for name, share in shares.items()
        },
        clock,
    )
    data = {"text": "Hello.", "audio": bytes(2)}
    slowest = await _times_ms(lambda: Sleeper(_SLOWEST_S).process(spoken(1)), rounds, "slowest")
    all_ms = await _times_ms(lambda: gateway.ask(names, data), rounds, "three at once")
    return [
        Figure(
            name="three services at once, over the slowest alone",
            value=median(all_ms) - median(slowest),
            unit="ms",
            aim=10.0,
            note=f"p50 of {rounds}; they take 50, 80 and 100 ms",
        )
    ]


async def _words(rounds: int) -> list[Figure]:
    service = VerbalAnalyzer(language="en")
    answer, interview = spoken(150), spoken(4_500)
    one = await _times_ms(lambda: service.process(answer), rounds, "one answer")
    whole = await _times_ms(lambda: service.process(interview), max(3, rounds // 10), "interview")
    return [
        Figure(
            name="verbal analysis of an answer of 150 words",
            value=median(one),
            unit="ms",
            aim=5.0,
            note=f"p50 of {rounds}; p95 {percentile(one, 95):.1f}",
        ),
        Figure(
            name="verbal analysis of 30 minutes, 4,500 words",
            value=median(whole),
            unit="ms",
            aim=200.0,
            note=f"p50; most {max(whole):.0f}",
        ),
    ]


def _voice(rounds: int) -> list[Figure]:
    samples = _hum(_VOICE_S)
    times = []
    for _ in steps(rounds, "voice"):
        begin_s = time.perf_counter()
        voice_features(samples)
        times.append((time.perf_counter() - begin_s) * 1000 / _VOICE_S)
    return [Figure(name="delivery, per second of voice", value=median(times), unit="ms")]


async def _pictures(config: Config, rounds: int) -> list[Figure]:
    detector = opencv_cascades.OpenCvCascades(config.vision.width)
    await detector.start()
    blocks = np.random.default_rng(7).integers(0, 255, (15, 20, 3), np.uint8)
    picture = np.kron(blocks, np.ones((32, 32, 1), np.uint8))
    try:
        times = await _times_ms(lambda: detector.look(picture), rounds, "pictures")
    finally:
        await detector.close()
    name = "a picture of 640 x 480, without model files"
    return [Figure(name=name, value=median(times), unit="ms")]


@contextlib.asynccontextmanager
async def _elsewhere(name: Service) -> AsyncIterator[Route]:
    """Run a service in a process of its own; give the way to it, on which requests wait for it.

    Raises BenchError.
    """
    clock = SystemClock()
    module = ("talkup_local", "service", name, "--port", "0")
    async with served("embedded", {}, module) as process:
        place = ServicePlace(url=process.url)
        remote = RemoteService(name, place, clock)
        connecting = asyncio.create_task(remote.run())
        try:
            yield Route(name, place, clock, remote=remote)
        finally:
            connecting.cancel()
            await asyncio.gather(connecting, return_exceptions=True)


async def _times_ms(ask: Ask, rounds: int, what: str) -> list[float]:
    """Return how long each of ``rounds`` requests took, one after the other, the first left out."""
    await ask()
    times = []
    for _ in steps(rounds, what):
        begin_s = time.perf_counter()
        await ask()
        times.append((time.perf_counter() - begin_s) * 1000)
    return times


def _hum(seconds: float) -> Samples:
    """Return a voice-like sound: harmonics of 120 Hz in syllables, with pauses."""
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    wave = sum(np.sin(2 * np.pi * 120 * n * time_s) / n for n in range(1, 12))
    syllables = np.maximum(0, np.sin(2 * np.pi * 2 * time_s)) * (time_s % 3 < 2.4)  # noqa: PLR2004 (pauses of 0.6 s)
    samples: Samples = (wave * syllables * 4000).astype(np.int16)
    return samples
