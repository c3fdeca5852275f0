"""From the candidate's first sound, over the interviewer's voice, to silence."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from talkup_local.cli.bench.figures import Figure, median
from talkup_local.cli.bench.page import sounds
from talkup_local.cli.bench.page.levels import AUDIBLE, onset_s, stop_s
from talkup_local.cli.bench.page.visitor import Tapped, visitor
from talkup_local.cli.bench.served import BenchError, served

_QUIET_S: Final = 4.5
"""Between two interruptions: time for the interviewer to begin again."""

_TALKATIVE: Final = {
    "TALKUP_TURN_PATIENCE": "brisk",
    "TALKUP_TURN_GREETING_PROTECTED_S": "0",
    "TALKUP_INTERVIEW_QUESTIONS": "20",
    "TALKUP_INTERVIEW_MINUTES": "0",
}
"""Much is said, and all of it may be interrupted."""

_WANTED: Final = 8
_LEAST: Final = 5
_LOOK_S: Final = 180.0
_LATE_S: Final = 3.0
"""What the server says so late is about something else."""

_BEFORE: Final = 5
"""Blocks before a sound in which the interviewer must have been heard."""


@dataclass(frozen=True)
class Stop:
    """An interruption. told_ms: until the server's word; None when it never came."""

    silent_ms: float
    told_ms: float | None


async def interruptions() -> list[Figure]:
    """Measure with the embedded engines, in an interview that is interrupted all the time."""
    with tempfile.TemporaryDirectory(prefix="talkup-page-") as folder:
        sound = sounds.save(Path(folder) / "words.wav", _QUIET_S, await sounds.spoken())
        async with served("embedded", _TALKATIVE) as server, visitor(sound) as window:
            await window.enter(server.url.replace("ws://", "http://"))
            await window.begin(typed=False)
            stops: Sequence[Stop] = ()
            wanted, until_s = _WANTED, (await window.clock_ms()) / 1000 + _LOOK_S
            while len(stops) < _WANTED:
                left_s = until_s - (await window.clock_ms()) / 1000
                in_time = await window.held(wanted, max(0.0, left_s))
                stops = stops_of(await window.tapped())
                wanted += _WANTED - len(stops)
                if not in_time:
                    break
    if len(stops) < _LEAST:
        raise BenchError(
            f"only {len(stops)} interruptions in {_LOOK_S:.0f} s: "
            "the machine may be too busy to speak in time"
        )
    return _figures(stops)


def _figures(stops: Sequence[Stop]) -> list[Figure]:
    silent = [stop.silent_ms for stop in stops]
    known = [(stop.told_ms, stop.silent_ms) for stop in stops if stop.told_ms is not None]
    figures = [
        Figure(name="interruption to silence, median", value=median(silent), unit="ms", aim=150.0,
               note=f"{len(stops)} interruptions"),
        Figure(name="interruption to silence, longest", value=max(silent), unit="ms", aim=250.0,
               note=f"{len(stops)} interruptions"),
    ]  # fmt: skip
    if known:
        figures += [
            Figure(name="of it to the server's word, median", unit="ms",
                   value=median([told for told, _ in known]), note="frames, voice activity, net"),
            Figure(name="of it from there to silence, median", unit="ms",
                   value=median([silent - told for told, silent in known]), note="the player"),
        ]  # fmt: skip
    return figures


def stops_of(tapped: Tapped) -> list[Stop]:
    """Return how long each interruption was spoken over.

    A voice that has paused by itself before it was told to is none.
    """
    found: list[Stop] = []
    after_s = 0.0
    while (onset := onset_s(tapped.times_s, tapped.spoken, after_s)) is not None:
        row = int(np.searchsorted(tapped.times_s, onset))
        before = tapped.played[max(0, row - _BEFORE) : row + 1]
        stop = stop_s(tapped.times_s, tapped.played, onset)
        if before.size and before.max() >= AUDIBLE and stop is not None:
            told = next((t for t in tapped.told_s if onset <= t < onset + _LATE_S), None)
            if told is None or told <= stop:
                told_ms = None if told is None else (told - onset) * 1000
                found.append(Stop((stop - onset) * 1000, told_ms))
        end = stop_s(tapped.times_s, tapped.spoken, onset)
        if end is None:
            break
        after_s = end + _QUIET_S / 2
    return found
