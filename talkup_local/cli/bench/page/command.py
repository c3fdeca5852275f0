"""``bench page``: first paint, weight, smoothness, and how fast an interruption is obeyed."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import resample
from talkup_local.cli.bench.figures import Figure, median, report, show
from talkup_local.cli.bench.page.distance import distant
from talkup_local.cli.bench.page.levels import AUDIBLE, holes_ms, onset_s, stop_s
from talkup_local.cli.bench.page.visitor import Tapped, visitor
from talkup_local.cli.bench.served import BenchError, served
from talkup_local.cli.options import AsJson, print_json
from talkup_local.clock import SystemClock
from talkup_local.config import load
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer, ScriptedVoice
from talkup_local.engines.tts import espeak
from talkup_local.observe import logs
from talkup_local.server import certificates
from talkup_local.server.app import Server
from talkup_local.wiring import Appliance, Engines

_LOADS: Final = 5
_ANSWERS: Final = 4
_ANSWER: Final = "I led the tests of a product with three people, and we shipped it on time."
_INTERRUPTION: Final = "Excuse me, I would like to say something about that now."
_QUIET_S: Final = 6.0
_LOOK_S: Final = 60.0
_HOLE_S: Final = 5.0
"""A longer silence is none that we made."""


@dataclass(frozen=True)
class _Address:
    """Where the page is. pin: of the certificate; "" without TLS."""

    port: int
    pin: str

    @property
    def url(self) -> str:
        return f"http{'s' if self.pin else ''}://127.0.0.1:{self.port}"


def page(
    *,
    tls: Annotated[bool, typer.Option("--tls", help="Load over TLS.")] = False,
    delay_ms: Annotated[
        float, typer.Option(min=0, max=2000, help="Round trip to the server, for loading.")
    ] = 0.0,
    json: AsJson = False,
) -> None:
    """Measure the candidate's page in a real Chromium, with a fake microphone."""
    logs.configure("error", "console")  # the server is in this process
    figures = asyncio.run(_figures(tls=tls, round_trip_s=delay_ms / 1000))
    if json:
        print_json(report(figures))
    else:
        show("the candidate's page", figures)


async def _figures(*, tls: bool, round_trip_s: float) -> list[Figure]:
    async with _scripted(tls=tls) as there, distant(there.port, round_trip_s) as port:
        loads = await _loads(replace(there, port=port if round_trip_s else there.port))
    return [*loads, *await _looks(), *await _interruptions()]


async def _loads(there: _Address) -> list[Figure]:
    """Measure loading, as who was never there and once more."""
    paints: list[float] = []
    cold: list[float] = []
    again: list[float] = []
    for _ in range(_LOADS):
        async with visitor(trusted=there.pin) as window:
            paint = await window.enter(there.url)
            paints += [] if paint is None else [paint]
            cold.append(await window.clock_ms())
            await window.settle()
            await window.again()
            again.append(await window.clock_ms())
    if not paints:
        raise BenchError("the browser painted nothing")
    return [
        Figure(name="first paint, median", value=median(paints), unit="ms", aim=1000.0,
               note=f"{len(paints)} cold loads"),
        Figure(name="lobby ready, median", value=median(cold), unit="ms"),
        Figure(name="lobby ready on a reload, median", value=median(again), unit="ms"),
    ]  # fmt: skip


async def _looks() -> list[Figure]:
    """Measure speaking, with a voice that is a tone: every hole in it is ours."""
    async with _scripted() as there, visitor() as window:
        await window.enter(there.url)
        await window.begin(typed=True)
        ends_s = [await window.heard_out()]
        for _ in range(_ANSWERS):
            await window.answer(_ANSWER)
            ends_s.append(await window.heard_out())
        tapped = await window.tapped()
        sizes = await window.sizes_bytes()
    holes = _holes_ms(tapped, ends_s)
    long = tapped.long_tasks_ms
    return [
        Figure(name="on the wire", value=sum(sizes) / 1000, unit="kB", aim=300.0,
               note=f"{len(sizes)} files, to the interview"),
        Figure(name="longest task while speaking", value=max(long, default=0.0), unit="ms",
               aim=100.0, note="0: none over 50"),
        Figure(name="longest gap between segments", value=max(holes, default=0.0), unit="ms",
               aim=30.0, note=f"in {_ANSWERS + 1} utterances, recorded"),
    ]  # fmt: skip


def _holes_ms(tapped: Tapped, ends_s: Sequence[float]) -> list[float]:
    """Return the silences within each utterance, ms. ends_s: when it had been heard out."""
    rows = [0, *np.searchsorted(tapped.times_s, ends_s)]
    return [
        hole
        for begin, end in itertools.pairwise(rows)
        for hole in holes_ms(tapped.times_s[begin:end], tapped.played[begin:end], _HOLE_S)
    ]


async def _interruptions() -> list[Figure]:
    """Measure from the candidate's first sound to the interviewer's silence."""
    with tempfile.TemporaryDirectory(prefix="talkup-page-") as folder:
        sound = Path(folder) / "interruption.wav"
        encode.save(await _spoken(), RATE_HZ, sound)
        async with served("embedded", {}) as server, visitor(sound) as window:
            await window.enter(server.url.replace("ws://", "http://"))
            await window.begin(typed=False)
            await window.wait(_LOOK_S)
            stops = _stops_ms(await window.tapped())
    if not stops:
        raise BenchError("nobody was interrupted: the machine may be too busy to speak in time")
    return [
        Figure(name="interruption to silence, median", value=median(stops), unit="ms", aim=250.0,
               note=f"{len(stops)} interruptions"),
        Figure(name="interruption to silence, longest", value=max(stops), unit="ms"),
    ]  # fmt: skip


def _stops_ms(tapped: Tapped) -> list[float]:
    """Return how long each interruption was spoken over, ms."""
    found: list[float] = []
    after_s = 0.0
    while (onset := onset_s(tapped.times_s, tapped.spoken, after_s)) is not None:
        row = int(np.searchsorted(tapped.times_s, onset))
        before = tapped.played[max(0, row - 5) : row + 1]
        stop = stop_s(tapped.times_s, tapped.played, onset)
        if before.size and before.max() >= AUDIBLE and stop is not None:
            found.append((stop - onset) * 1000)
        end = stop_s(tapped.times_s, tapped.spoken, onset)
        if end is None:
            break
        after_s = end + _QUIET_S / 2
    return found


async def _spoken() -> Samples:
    """Return an interruption after silence, int16, shape (n,), 16 kHz mono."""
    config, folder = load(flags={"profile": "embedded"})
    engine = espeak.build(config, folder, "en")
    await engine.start()
    try:
        speech = await engine.synthesize(_INTERRUPTION, engine.voices[0])
    finally:
        await engine.close()
    said = resample(speech.samples, speech.sample_rate_hz, RATE_HZ)
    return np.concatenate((silence(_QUIET_S), said))


@contextlib.asynccontextmanager
async def _scripted(*, tls: bool = False) -> AsyncIterator[_Address]:
    """Serve interviews whose engines follow a script; give the page's address."""
    with tempfile.TemporaryDirectory(prefix="talkup-page-") as folder:
        flags = {"server.port": 0, "store.enabled": False, "data": folder, "auth.required": "never"}
        pin = ""
        if tls:
            certificates.make(Path(folder), ["127.0.0.1"], SystemClock().utc_now(), days=60)
            cert, key = (Path(folder) / name for name in (certificates.CERT, certificates.KEY))
            flags |= {"tls.cert": str(cert), "tls.key": str(key)}
            pin = certificates.pin(cert.read_bytes())
        config, base = load(flags=flags, folder=Path(folder))
        engines = Engines(
            stt=ScriptedRecognizer([_ANSWER]),
            tts=ScriptedVoice(s_per_character=0.03),
            vad=ScriptedDetector(),
            llm=None,
        )
        server = Server(Appliance(config, base, engines=engines))
        stop, ready = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.run(stop, lambda _url: ready.set()))
            await ready.wait()
            try:
                yield _Address(server.port, pin)
            finally:
                stop.set()
