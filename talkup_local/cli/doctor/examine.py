"""The whole examination, as plain data."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from talkup_local import __version__
from talkup_local.catalogue.entries import Catalogue
from talkup_local.catalogue.load import load_catalogue
from talkup_local.cli.doctor import reachability
from talkup_local.cli.doctor.jobs import Grounds, examine_job
from talkup_local.cli.tls import names
from talkup_local.config import Config
from talkup_local.config.folders import data_folder
from talkup_local.config.services import Service
from talkup_local.engines import registry
from talkup_local.engines.cuda import CudaReport
from talkup_local.engines.probe import installed, resolve, size_of
from talkup_local.errors import ConfigError, EngineUnavailable, ModelError, ServiceError
from talkup_local.observe.machine import Machine, this_machine
from talkup_local.services.remote.dial import shown
from talkup_local.wiring import (
    JOBS,
    LIBRARIES,
    SERVICES,
    Loaders,
    look,
    needed,
    place_of,
    plan_threads,
)
from talkup_local.wiring.checks import delays, kept, models, processor, system
from talkup_local.wiring.checks.cards import cards
from talkup_local.wiring.checks.finding import GIB, Finding

PROCESSOR: Final = "Processor and memory"
CARD: Final = "Graphics card"
MODELS: Final = "Models"
DELAY: Final = "Delay of an answer"
PAGE: Final = "Page and microphone"
SYSTEM: Final = "System"


@dataclass
class Sections:
    """Findings under titles, in the order of the report."""

    found: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, title: str, *findings: Finding) -> None:
        """Put ``findings`` at the end of a section."""
        self.found.setdefault(title, []).extend(findings)

    def problems(self) -> Iterator[dict[str, str]]:
        """Yield what keeps `serve` from working, but for what a state of its own tells."""
        for title, findings in self.found.items():
            for one in findings:
                if one.state == "problem" and title != PAGE:
                    yield {"what": f"{one.about}: {one.text}", "mend": one.mend}

    def plain(self) -> list[dict[str, Any]]:
        """Return all as plain data."""
        return [
            {
                "section": title,
                "about": one.about,
                "state": one.state,
                "text": one.text,
                "mend": one.mend,
                "facts": dict(one.facts),
            }
            for title, findings in self.found.items()
            for one in findings
        ]


@dataclass(frozen=True, kw_only=True)
class Instruments:
    """What the examination is made with; other ones for tests.

    loaders: see ``wiring``. trial: what tries a native library in a process of its own.
    speed: measures a processor of so many cores.
    """

    loaders: Loaders = LIBRARIES
    trial: Sequence[str] = processor.TRIAL
    speed: Callable[[float], delays.Speed] = delays.measure_speed


async def examine(
    config: Config,
    folder: Path,
    instruments: Instruments = Instruments(),  # frozen
) -> dict[str, Any]:
    """Return the whole report as plain data."""
    machine, now, loaders = this_machine(), datetime.now(UTC), instruments.loaders
    trials, report = await asyncio.gather(
        asyncio.to_thread(
            processor.try_libraries, _libraries(config, folder, machine), instruments.trial
        ),
        asyncio.to_thread(_cuda, config, loaders),
    )
    # what is told below was found out by loading: nothing is counted twice
    loaders = dataclasses.replace(loaders, cuda=lambda: report)
    broken = dict(processor.broken(trials))
    if not broken:  # it imports them
        config = await asyncio.to_thread(plan_threads, config, folder, loaders=loaders)
    grounds = Grounds(
        config=config,
        folder=folder,
        loaders=loaders,
        broken=broken,
        free_bytes=machine.memory_free_bytes,
    )
    jobs: dict[str, dict[str, Any]] = {
        job: await examine_job(grounds, job) for job in (*JOBS, "vision")
    }
    services = await _services(config, folder)
    port, certificate = reachability.port(config), reachability.certificate(config, folder, now)

    shelf, sections = resolve(folder, config.models), Sections()
    sections.add(PROCESSOR, processor.features(machine), processor.resources(machine))
    sections.add(PROCESSOR, *(one.finding for one in trials.values()))
    taken = {job: state["memory_bytes"] for job, state in jobs.items()}
    sections.add(PROCESSOR, *models.memory(taken, machine))
    sections.add(CARD, *cards(report, config))
    sections.add(DELAY, *_measured(jobs, machine))
    speed = await asyncio.to_thread(instruments.speed, machine.cores)
    _add_models(sections, shelf, partial(delays.presets, machine, report, speed))
    sections.add(PAGE, *reachability.microphone(config, certificate, names()))
    data = data_folder(config, folder)
    sections.add(SYSTEM, *system.disks({"models": shelf, "data": data}))
    sections.add(SYSTEM, kept.interviews(data, enabled=config.store.enabled))
    sections.add(SYSTEM, system.clock(now), system.descriptors())

    problems = [
        *_problems(jobs),
        *({"what": s["problem"], "mend": s["mend"]} for s in (port, certificate) if s["problem"]),
        *sections.problems(),
    ]
    works = not problems and not any(state["stops"] for state in services.values())
    problems += _problems(services)
    return {
        "ok": not problems,
        "works": works,
        "version": __version__,
        "machine": _machine(machine),
        "profile": config.profile,
        "language": config.interview.language,
        "models_folder": str(shelf),
        "jobs": jobs,
        "services": services,
        "port": port,
        "certificate": certificate,
        "checks": sections.plain(),
        "problems": problems,
    }


def _libraries(config: Config, folder: Path, machine: Machine) -> dict[str, str]:
    """Return the native libraries that are worth trying: by name, the model to try it with.

    They are those of the engines that would be loaded, and llama.cpp's wherever it is.
    """
    found: dict[str, str] = {}
    for job in needed(config):
        try:
            choices, _ = registry.usable(config, folder, job, config.interview.language)
        except EngineUnavailable:
            continue  # the job itself tells
        name = choices[0].spec.name
        if name in processor.USED_BY:
            path = choices[0].probe.path
            fits = path is not None and size_of(path) < machine.memory_free_bytes
            model = str(path) if job == "llm" and fits else ""
            found[processor.USED_BY[name]] = model
    if "llm" in needed(config) and installed("llama_cpp"):
        found.setdefault("llama_cpp", "")
    return found


def _cuda(config: Config, loaders: Loaders) -> CudaReport:
    return loaders.cuda() if {"stt", "llm", "tts"} & set(needed(config)) else CudaReport()


def _measured(jobs: dict[str, dict[str, Any]], machine: Machine) -> Iterator[Finding]:
    """Yield how long an answer takes with the engines that were loaded."""
    took = {job: jobs[job]["answer_ms"] for job in ("stt", "llm", "tts")}
    if took["stt"] is not None and took["tts"] is not None:
        measured = delays.Delays(
            hear_ms=took["stt"], think_ms=took["llm"] or 0.0, speak_ms=took["tts"]
        )
        busy = os.getloadavg()[0] > 2 * machine.cores
        yield delays.as_configured(measured, rules=took["llm"] is None, busy=busy)


def _add_models(
    sections: Sections, folder: Path, presets: Callable[[Catalogue], Iterable[Finding]]
) -> None:
    try:
        catalogue = load_catalogue(folder)
        sections.add(MODELS, *models.installed(catalogue, folder))
    except ModelError as exc:
        finding = Finding(about="catalogue", state="note", text=exc.reason, mend=exc.mend)
        sections.add(MODELS, finding)
    else:
        sections.add(DELAY, *presets(catalogue))


def _problems(states: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"what": f"{name}: {state['problem']}", "mend": state["mend"]}
        for name, state in states.items()
        if state["problem"]
    ]


def _machine(machine: Machine) -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": machine.processor,
        "cores": machine.cores,
        "memory_gib": round(machine.memory_bytes / GIB, 1),
        "memory_free_gib": round(machine.memory_free_bytes / GIB, 1),
    }


async def _services(config: Config, folder: Path) -> dict[str, dict[str, Any]]:
    """Return by name of each service that is elsewhere whether it answers, and how fast.

    ``stops``: whether `serve` does not start because of it.
    """
    places = [name for name in SERVICES if place_of(config, name).url not in ("local", "off")]
    states = await asyncio.gather(*(_service(config, folder, name) for name in places))
    return dict(zip(places, states, strict=True))


async def _service(config: Config, folder: Path, name: Service) -> dict[str, Any]:
    place = place_of(config, name)
    state: dict[str, Any] = {"url": shown(place.url), "ms": None, "problem": None, "mend": ""}
    state["stops"] = False
    try:
        state["ms"] = round(await look(config, folder, name), 1)
    except ServiceError as exc:
        state |= {"problem": exc.reason, "mend": f"Start it, or set services.{name}.url to 'local'"}
    except ConfigError as exc:
        state |= {"problem": f"{exc.key}: {exc.reason}", "mend": exc.mend, "stops": True}
    except EngineUnavailable as exc:
        state |= {"problem": exc.reason, "mend": exc.mend, "stops": True}
    return state
