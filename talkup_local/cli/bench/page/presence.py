"""What the presence costs: the browser's time with it, less its time without it."""

from __future__ import annotations

import contextlib
import tempfile
import time
from pathlib import Path
from typing import Final

import psutil

from talkup_local.cli.bench.figures import Figure, median
from talkup_local.cli.bench.page import sounds
from talkup_local.cli.bench.page.stage import scripted
from talkup_local.cli.bench.page.visitor import Visitor, visitor

_PAIRS: Final = 5
_LOOK_S: Final = 2.0
_SETTLE_S: Final = 0.5
_SLOWLY_S: Final = 0.3
"""What a character takes to say: a greeting that lasts as long as it is looked at."""

_AIM: Final = 10.0
_SPEAKING: Final = frozenset({"greeting", "speaking"})
_LISTENING: Final = frozenset({"listening"})
_HEARING: Final = frozenset({"hearing", "pausing"})


async def presence() -> list[Figure]:
    """Measure while the interviewer speaks, while it is silent, and while the candidate speaks."""
    with tempfile.TemporaryDirectory(prefix="talkup-page-") as folder:
        quiet = sounds.save(Path(folder) / "quiet.wav", 10.0)
        words = sounds.save(Path(folder) / "words.wav", 0.0, await sounds.spoken())
        async with scripted(s_per_character=_SLOWLY_S) as there:
            speaking = await _cost(there.url, None, _SPEAKING)
        async with scripted(s_per_character=0.0) as there:
            listening = await _cost(there.url, quiet, _LISTENING)
            hearing = await _cost(there.url, words, _HEARING)
    whose = {
        "the interviewer speaks": speaking,
        "it listens": listening,
        "the candidate speaks": hearing,
    }
    return [
        Figure(name=f"presence while {what}", value=median(costs), unit="% of a core", aim=_AIM,
               note=f"with it less without it, {len(costs)} times {_LOOK_S:g} s, median")
        for what, costs in whose.items()
    ]  # fmt: skip


async def _cost(url: str, sound: Path | None, states: frozenset[str]) -> list[float]:
    """Return what the presence took in each of some looks, % of a core."""
    async with visitor(sound) as window:
        await window.enter(url)
        await window.begin(typed=sound is None)
        await window.reach(states)
        costs: list[float] = []
        for _ in range(_PAIRS):
            shown = await _load(window)
            async with window.without(".iv-presence"):
                costs.append(shown - await _load(window))
        await window.reach(states)
        return costs


async def _load(window: Visitor) -> float:
    """Return how much of a core the browser takes, in all its processes, %."""
    await window.wait(_SETTLE_S)
    began_s, before_s = time.monotonic(), _spent_s()
    await window.wait(_LOOK_S)
    return 100 * (_spent_s() - before_s) / (time.monotonic() - began_s)


def _spent_s() -> float:
    """Return the processor time of the browser so far: what Playwright's driver has started."""
    spent_s = 0.0
    for driver in psutil.Process().children():
        for process in driver.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended
                times = process.cpu_times()
                spent_s += times.user + times.system
    return spent_s
