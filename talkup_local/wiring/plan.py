"""How the cores are shared out among the engines of this process.

Speech to text and the language model work at the same time: a reply is begun while the
answer is still being heard, and other interviews go on. A thread beyond the cores makes all
of them wait, so they get half each; where one of them is not at work on the processor, the
other has its cores. Text to speech needs few. A number in the configuration stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, Literal

from msgspec.structs import replace

from talkup_local.config.model import Config
from talkup_local.engines import registry
from talkup_local.engines.base import Job
from talkup_local.engines.loaders import LIBRARIES, Loaders
from talkup_local.errors import EngineUnavailable
from talkup_local.observe.machine import Machine, this_machine, whole_cores
from talkup_local.wiring.engines import JOBS, place_of_job

Where = Literal["processor", "card", "idle"]
"""Where an engine works; ``idle``: nowhere here, or in reserve for a service elsewhere."""

SHARED: Final[tuple[Job, ...]] = ("stt", "llm", "tts")
"""The jobs that cores are shared out to; what else runs takes one thread for a moment."""

# Beyond these a model of this size is no faster, and waits for its slowest thread.
_MOST: Final[Mapping[Job, int]] = {"stt": 8, "llm": 16, "tts": 4}
_CORES_TO_SPARE: Final = 3
"""From so many on, one stays free for the server, the voice detector and the decoders."""


def share_out(
    cores: float, where: Mapping[Job, Where], given: Mapping[Job, int] | None = None
) -> dict[Job, int]:
    """Return the threads of each of ``SHARED``, at least one, for when it is on the processor.

    where: by job, ``idle`` where it says nothing. given: what the configuration says, 0 or
    nothing where it leaves the choice.
    """
    whole, given = whole_cores(cores), given or {}
    at_work = {job for job in SHARED if where.get(job, "idle") == "processor"}

    def share(job: Job, rival: Job) -> int:
        if rival not in at_work:
            return whole - 1 if whole >= _CORES_TO_SPARE else whole
        if taken := given.get(rival, 0):
            return whole - taken
        return whole // 2 if job == "stt" else whole - whole // 2

    shares: dict[Job, int] = {
        "stt": share("stt", "llm"),
        "llm": share("llm", "stt"),
        "tts": whole // (4 if "llm" in at_work else 2),
    }
    return {job: given.get(job, 0) or max(1, min(shares[job], _MOST[job])) for job in SHARED}


def plan_threads(
    config: Config,
    folder: Path,
    jobs: Collection[Job] = JOBS,
    *,
    loaders: Loaders = LIBRARIES,
    machine: Machine | None = None,
) -> Config:
    """Return ``config`` with every ``threads`` that it leaves open filled in.

    Imports the libraries that may use a card. machine: None for this one.
    """
    machine = machine or this_machine()
    where = {job: _where(config, folder, job, loaders) for job in SHARED if job in jobs}
    given = {job: getattr(config, job).threads for job in SHARED}
    threads = share_out(machine.cores, where, given)
    tables = {job: replace(getattr(config, job), threads=threads[job]) for job in SHARED}
    return replace(config, **tables)


def _where(config: Config, folder: Path, job: Job, loaders: Loaders) -> Where:
    """Return where the engine for ``job`` will work, as far as that is known before it loads."""
    if place_of_job(config, job).url != "local":
        return "idle"
    try:
        choices, _ = registry.usable(config, folder, job, config.interview.language)
    except EngineUnavailable:
        return "idle"
    spec = choices[0].spec
    if spec.name == registry.RULES:
        return "idle"
    try:
        cards = spec.cards(config, loaders)
    except Exception:  # noqa: BLE001 - why a library can't be used is told when it loads
        cards = ()
    partly = job == "llm" and config.llm.gpu_layers != -1
    return "card" if cards and not partly else "processor"
