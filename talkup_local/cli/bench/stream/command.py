"""``bench stream``: decoding, delay of transcripts, many streams at once, and memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Annotated, Final

import psutil
import typer
from rich.console import Console

from talkup_local.audio.media.decoder import MediaLimits, open_decoder
from talkup_local.audio.media.formats import parse_format
from talkup_local.audio.media.record import webm_slices
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.bench.figures import (
    Figure,
    median,
    percentile,
    report,
    rss_mib,
    show,
    steps,
)
from talkup_local.cli.bench.served import Served, served
from talkup_local.cli.bench.stream.player import Told, play
from talkup_local.cli.bench.stream.talk import Speech, speech
from talkup_local.cli.options import AsJson, print_json

_SLICES_MS: Final = (250, 1000)
_DECODED_S: Final = 60.0
_DECODE_AIM_MS: Final = 10.0
_STREAMED_SLICE_MS: Final = 250
_MEMORY_SLICE_MS: Final = 1000
_MINUTES: Final = (1, 10, 60)
_QUICK_MINUTES: Final = (1, 3)
_WATCH_S: Final = 0.2


def stream(
    *,
    streams: Annotated[int, typer.Option(min=1, max=64, help="Streams at once.")] = 16,
    seconds: Annotated[float, typer.Option(min=10, help="Length of each of them.")] = 60.0,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to take the median of.")] = 7,
    quick: Annotated[bool, typer.Option("--quick", help="A part: under two minutes.")] = False,
    json: AsJson = False,
) -> None:
    """Measure media streams: decoding, transcripts' delay, many at once, memory."""
    if quick:
        seconds, rounds = min(seconds, 20.0), min(rounds, 3)
    figures = [
        *_decoding(speech(_DECODED_S), rounds),
        *asyncio.run(_serving(streams, speech(seconds), _QUICK_MINUTES if quick else _MINUTES)),
    ]
    if json:
        print_json(report(figures))
    else:
        show("media streams", figures)


def _decoding(said: Speech, rounds: int) -> Iterator[Figure]:
    """Time the decoder alone, in process CPU time."""
    wanted = parse_format("audio/webm;codecs=opus")
    for slice_ms in _SLICES_MS:
        slices = list(webm_slices([said.samples], slice_ms))
        costs = []
        for _ in steps(rounds, f"decoding slices of {slice_ms} ms"):
            decoder = open_decoder(wanted, MediaLimits())
            begin_s = time.process_time()
            decoded = sum(len(decoder.push(data).samples) for data in slices)
            decoded += len(decoder.finish().samples)
            costs.append((time.process_time() - begin_s) * 1000 / (decoded / RATE_HZ))
        yield Figure(
            name=f"decoding 1 s of WebM Opus, slices of {slice_ms} ms",
            value=median(costs),
            unit="ms",
            aim=_DECODE_AIM_MS,
            note=f"CPU, median of {rounds}",
        )


async def _serving(streams: int, said: Speech, minutes: Sequence[int]) -> list[Figure]:
    """Measure a real server: one stream, many, and long ones."""
    settings = {"TALKUP_LIMITS_SESSIONS": str(streams + 4)}
    async with served("embedded", settings) as server:
        return [
            *await _alone(server, said),
            *await _together(server, said, streams),
            *await _long(server, said, minutes),
        ]


async def _alone(server: Served, said: Speech) -> list[Figure]:
    _say("one stream in real time")
    slices = list(webm_slices([said.samples], _STREAMED_SLICE_MS))
    told = await play(server.url, slices, _STREAMED_SLICE_MS)
    note = f"slices of {_STREAMED_SLICE_MS} ms"
    return [
        Figure(
            name="first words, one stream",
            value=(told.first_s or float("nan")) * 1000,
            unit="ms",
            note=f"after the speech begins; {note}",
        ),
        *_finals([told], said, "one stream", note),
    ]


async def _together(server: Served, said: Speech, streams: int) -> list[Figure]:
    _say(f"{streams} streams in real time")
    slices = list(webm_slices([said.samples], _STREAMED_SLICE_MS))
    process = psutil.Process(server.pid)
    cpu_s, begin_s = sum(process.cpu_times()[:2]), time.perf_counter()
    told = await asyncio.gather(
        *(play(server.url, slices, _STREAMED_SLICE_MS) for _ in range(streams))
    )
    cores = (sum(process.cpu_times()[:2]) - cpu_s) / (time.perf_counter() - begin_s)
    missing_s = [len(said.samples) / RATE_HZ - one.heard_s for one in told]
    at_once = f"{streams} streams at once"
    note = f"{len(said.samples) / RATE_HZ:.0f} s each"
    return [
        *_finals(told, said, at_once, note),
        Figure(
            name=f"chunks lost, or errors, {at_once}",
            value=sum(one.lost + len(one.errors) for one in told),
            unit="",
            aim=0.0,
            note=note,
        ),
        Figure(
            name=f"sound missing, {at_once}", value=max(missing_s), unit="s", aim=0.1, note=note
        ),
        Figure(name=f"processor, {at_once}", value=cores, unit="cores", note=note),
    ]


async def _long(server: Served, said: Speech, minutes: Sequence[int]) -> list[Figure]:
    """Send ever longer streams as fast as they are taken."""
    figures = []
    for length in minutes:
        _say(f"a stream of {length} min, as fast as it is taken")
        rounds = round(length * 60 * RATE_HZ / len(said.samples))
        begin_s = time.perf_counter()
        sound = repeat(said.samples, rounds)
        playing = asyncio.create_task(play(server.url, webm_slices(sound, _MEMORY_SLICE_MS), None))
        most_mib = await _most_memory(server.pid, playing)
        told, took_s = await playing, time.perf_counter() - begin_s
        figures.append(
            Figure(
                name=f"most resident memory, stream of {length} min",
                value=most_mib,
                unit="MiB",
                note=f"{told.heard_s:.0f} s heard in {took_s:.0f} s; {len(told.errors)} errors",
            )
        )
    return figures


async def _most_memory(pid: int, until: asyncio.Task[Told]) -> float:
    """Watch a process until a task ends; return its largest resident memory, MiB."""
    most_mib = 0.0
    while not until.done():
        most_mib = max(most_mib, rss_mib(pid))
        await asyncio.wait((until,), timeout=_WATCH_S)
    return most_mib


def _finals(told: Sequence[Told], said: Speech, which: str, note: str) -> list[Figure]:
    """Return how long after the end of each sentence its words were final."""
    delays_ms = [
        (at_s - max((end_s for end_s in said.ends_s if end_s < at_s), default=0.0)) * 1000
        for one in told
        for at_s in one.finals_s
    ]
    return [
        Figure(
            name=f"final words p{percent}, {which}",
            value=percentile(delays_ms, percent) if delays_ms else float("nan"),
            unit="ms",
            note=f"after the sentence's end, of {len(delays_ms)}; {note}",
        )
        for percent in (50, 95)
    ]


def _say(what: str) -> None:
    console = Console(stderr=True)
    if console.is_terminal:
        console.print(f"[dim]{what}[/]")
