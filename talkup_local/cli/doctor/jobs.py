"""Each job of an interview: its engine is really loaded, and given something to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

from talkup_local.config import Config
from talkup_local.engines import registry
from talkup_local.engines.base import EngineInfo, Job
from talkup_local.engines.probe import size_of
from talkup_local.errors import EngineUnavailable
from talkup_local.wiring import Loaders, Taken, load_engine, load_wanted, needed
from talkup_local.wiring.checks import delays
from talkup_local.wiring.checks.finding import gib
from talkup_local.wiring.checks.processor import Trial
from talkup_local.wiring.engines import place_of_job

_SMALLER: Final = "Choose a smaller model: talkup-local models list"


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What is known before anything is loaded.

    broken: by engine, why its library must not be loaded here. free_bytes: of memory.
    """

    config: Config
    folder: Path
    loaders: Loaders
    broken: Mapping[str, Trial]
    free_bytes: int


async def examine_job(grounds: Grounds, job: Job) -> dict[str, Any]:
    """Return what does ``job``, why, and what could; load it, and have it do something."""
    config, folder = grounds.config, grounds.folder
    state: dict[str, Any] = {"engine": None, "why": "", "problem": None, "mend": ""}
    state |= {"device": "", "threads": 0, "compute_type": "", "note": ""}
    state |= {"memory_bytes": 0, "answer_ms": None}
    vision = job == "vision"
    before = _memory_bytes()
    try:
        _refuse(grounds, job)
        taken = await (load_engine if vision else load_wanted)(config, folder, job, grounds.loaders)
    except EngineUnavailable as exc:
        state["why"] = f"{exc.engine}: {exc.reason}"
        if not vision or registry.named(config, job) != "auto":  # most interviews need no eyes
            state |= {"problem": state["why"], "mend": exc.mend}
    else:
        state["memory_bytes"] = max(0, _memory_bytes() - before)
        state["why"] = taken.why
        state["answer_ms"] = await delays.measure(taken.engine, config.interview.language)
        state |= _about(grounds, job, taken)  # now: it may have left its card at work
        await taken.close()
    state["others"] = _others(grounds, job)
    return state


def _refuse(grounds: Grounds, job: Job) -> None:
    """Refuse what would end this process. Raises EngineUnavailable."""
    config = grounds.config
    if job != "vision" and place_of_job(config, job).url != "local":
        return
    language = config.interview.language
    choices, _ = registry.usable(config, grounds.folder, job, language)
    first = choices[0]
    if trial := grounds.broken.get(first.spec.name):
        raise EngineUnavailable(first.spec.name, trial.fault, trial.mend)
    size = size_of(first.probe.path)
    if size > grounds.free_bytes and not grounds.loaders.cuda().cards:
        reason = f"{gib(size)} of weights, but {gib(grounds.free_bytes)} of memory is free"
        raise EngineUnavailable(first.spec.name, reason, _SMALLER)


def _about(grounds: Grounds, job: Job, taken: Taken) -> dict[str, Any]:
    if taken.engine is None:
        rules = registry.RULES if job == "llm" and job in needed(grounds.config) else None
        return {"engine": rules}
    info: EngineInfo = taken.engine.info
    return {
        "engine": str(info),
        "device": info.device,
        "threads": info.threads,
        "compute_type": info.compute_type,
        "note": info.note,
    }


def _others(grounds: Grounds, job: Job) -> list[dict[str, Any]]:
    language = grounds.config.interview.language
    return [
        {"name": spec.name, "usable": probe.ok, "reason": probe.reason, "mend": probe.mend}
        for spec in registry.SPECS
        if spec.job == job
        for probe in (spec.probe(grounds.config, grounds.folder, language),)
    ]


def _memory_bytes() -> int:
    return int(psutil.Process().memory_info().rss)
