"""``bench page``: first paint, weight, smoothness, and how fast an interruption is obeyed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Final

import numpy as np
import typer

from talkup_local.cli.bench.figures import Figure, median, report, show
from talkup_local.cli.bench.page.distance import distant
from talkup_local.cli.bench.page.interruptions import interruptions
from talkup_local.cli.bench.page.levels import holes_ms
from talkup_local.cli.bench.page.presence import presence
from talkup_local.cli.bench.page.stage import ANSWER, Address, scripted
from talkup_local.cli.bench.page.visitor import Tapped, visitor
from talkup_local.cli.bench.served import BenchError
from talkup_local.cli.options import AsJson, print_json
from talkup_local.observe import logs

_LOADS: Final = 5
_ANSWERS: Final = 4
_HOLE_S: Final = 5.0
"""A longer silence is none that we made."""


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
    async with scripted(tls=tls) as there, distant(there.port, round_trip_s) as port:
        loads = await _loads(replace(there, port=port if round_trip_s else there.port))
    return [*loads, *await _looks(), *await presence(), *await interruptions()]


async def _loads(there: Address) -> list[Figure]:
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
    async with scripted() as there, visitor() as window:
        await window.enter(there.url)
        await window.begin(typed=True)
        ends_s = [await window.heard_out()]
        for _ in range(_ANSWERS):
            await window.answer(ANSWER)
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
