"""``bench start``: from nothing to ready, per engine, with whatever models are there."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from pathlib import Path
from typing import Annotated, Final

import typer

from talkup_local.cli.bench.figures import Figure, median, report, rss_mib, show, steps
from talkup_local.cli.bench.served import served
from talkup_local.cli.options import AsJson, ConfigPath, ProfileName, configure, print_json
from talkup_local.config import Config
from talkup_local.engines.base import Job
from talkup_local.engines.probe import resolve
from talkup_local.wiring import JOBS, load_engine

_COLD: Final = "weights read from the disk"
_WARM: Final = "weights in the page cache"


def start(
    *,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="Starts of each.")] = 3,
    profile: ProfileName = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Time each engine from the start of its process to its being warm, then the whole `serve`."""
    settings, folder = configure(config, {"profile": profile}, log="error")
    figures: list[Figure] = []
    for job in JOBS:
        figures += _engine(settings, folder, job, rounds)
    models = resolve(folder, settings.models).resolve()
    for cold in (True, False):
        figures.append(asyncio.run(_serve(settings.profile, models, rounds, cold=cold)))
    if json:
        print_json({"profile": settings.profile, **report(figures)})
    else:
        show(f"start with profile {settings.profile}", figures)


def _engine(config: Config, folder: Path, job: Job, rounds: int) -> list[Figure]:
    from concurrent.futures import ProcessPoolExecutor  # every start of `serve` would pay for it

    figures = []
    for cold in (True, False):
        times, name, memory_mib = [], "", 0.0
        for _ in steps(rounds, f"{job}, {_COLD if cold else _WARM}"):
            if cold:
                forget_pages(resolve(folder, config.models))
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                name, load_s, memory_mib = pool.submit(_load, config, folder, job).result()
            times.append(load_s)
        note = f"{_COLD if cold else _WARM}, {memory_mib:.0f} MiB afterwards"
        figures.append(Figure(name=f"{job}: {name}", value=median(times), unit="s", note=note))
    return figures


def _load(config: Config, folder: Path, job: Job) -> tuple[str, float, float]:
    """Load and warm the engine in this fresh process: its name, seconds, memory grown by, MiB."""

    async def load() -> tuple[str, float, float]:
        before_mib, begin_s = rss_mib(), time.perf_counter()
        taken = await load_engine(config, folder, job)
        load_s = time.perf_counter() - begin_s
        name = "rules" if taken.engine is None else str(taken.engine.info)
        memory_mib = rss_mib() - before_mib
        await taken.close()
        return name, load_s, memory_mib

    return asyncio.run(load())


async def _serve(profile: str, models: Path, rounds: int, *, cold: bool) -> Figure:
    times = []
    for _ in steps(rounds, f"serve, {_COLD if cold else _WARM}"):
        if cold:
            forget_pages(models)
        async with served(profile, {"TALKUP_MODELS": str(models)}) as server:
            times.append(server.ready_s)
    return Figure(
        name="serve: process start to ready",
        value=median(times),
        unit="s",
        note=f"{_COLD if cold else _WARM}, median of {rounds}",
    )


def forget_pages(folder: Path) -> None:
    """Ask the system to drop what it keeps in memory of the files under ``folder``."""
    for path in folder.rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            try:
                os.fsync(file)  # pages that are not written yet can't be dropped
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(file)
