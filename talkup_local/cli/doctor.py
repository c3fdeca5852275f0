"""``talkup-local doctor``: what this machine has, what is missing, and what mends it."""

from __future__ import annotations

import asyncio
import os
import platform
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from talkup_local import __version__
from talkup_local.cli.options import AsJson, ConfigPath, ProfileName, configure, print_json
from talkup_local.config import Config
from talkup_local.config.services import Service
from talkup_local.engines import registry
from talkup_local.engines.base import Job
from talkup_local.errors import ConfigError, EngineUnavailable, ServiceError
from talkup_local.server import tls
from talkup_local.services.remote.dial import shown
from talkup_local.wiring import (
    JOBS,
    SERVICES,
    load_engine,
    load_wanted,
    look,
    needed,
    place_of,
)

_GIB = 1 << 30


def doctor(*, profile: ProfileName = None, config: ConfigPath = None, json: AsJson = False) -> None:
    """Examine this machine: engines are really loaded, services elsewhere really asked.

    Exit code 1 when `serve` would fail, or a service elsewhere does not answer.
    """
    settings, folder = configure(config, {"profile": profile}, log="error")
    report = asyncio.run(examine(settings, folder))
    if json:
        print_json(report)
    else:
        _show(report)
    if not report["ok"]:
        raise typer.Exit(1)


async def examine(config: Config, folder: Path) -> dict[str, Any]:
    """Return the whole report as plain data."""
    jobs: dict[str, dict[str, Any]] = {
        job: await _job(config, folder, job) for job in (*JOBS, "vision")
    }
    port, certificate = _port(config), _certificate(config, folder)
    problems = _problems(jobs) + [
        {"what": state["problem"], "mend": state["mend"]}
        for state in (port, certificate)
        if state["problem"]
    ]
    services = await _services(config, folder)
    works = not problems and not any(state["stops"] for state in services.values())
    problems += _problems(services)
    return {
        "ok": not problems,
        "works": works,
        "version": __version__,
        "machine": _machine(),
        "profile": config.profile,
        "language": config.interview.language,
        "models_folder": str(folder / config.models),
        "jobs": jobs,
        "services": services,
        "port": port,
        "certificate": certificate,
        "problems": problems,
    }


def _problems(states: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"what": f"{name}: {state['problem']}", "mend": state["mend"]}
        for name, state in states.items()
        if state["problem"]
    ]


def _machine() -> dict[str, Any]:
    memory = psutil.virtual_memory()
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory.total / _GIB, 1),
        "memory_free_gib": round(memory.available / _GIB, 1),
    }


async def _job(config: Config, folder: Path, job: Job) -> dict[str, Any]:
    language = config.interview.language
    state: dict[str, Any] = {"engine": None, "why": "", "problem": None, "mend": ""}
    vision = job == "vision"
    try:
        taken = await (load_engine if vision else load_wanted)(config, folder, job)
    except EngineUnavailable as exc:
        state["why"] = f"{exc.engine}: {exc.reason}"
        if not vision or registry.named(config, job) != "auto":  # most interviews need no eyes
            state |= {"problem": state["why"], "mend": exc.mend}
    else:
        rules = registry.RULES if job == "llm" and job in needed(config) else None
        state["engine"] = str(taken.engine.info) if taken.engine else rules
        state["why"] = taken.why
        await taken.close()
    state["others"] = [
        {
            "name": spec.name,
            "usable": probe.ok,
            "reason": probe.reason,
            "mend": probe.mend,
        }
        for spec in registry.SPECS
        if spec.job == job
        for probe in (spec.probe(config, folder, language),)
    ]
    return state


async def _services(config: Config, folder: Path) -> dict[str, dict[str, Any]]:
    """Return by name of each service that is elsewhere whether it answers, and how fast.

    ``stops``: whether `serve` does not start because of it.
    """
    names = [name for name in SERVICES if place_of(config, name).url not in ("local", "off")]
    states = await asyncio.gather(*(_service(config, folder, name) for name in names))
    return dict(zip(names, states, strict=True))


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


def _port(config: Config) -> dict[str, Any]:
    host, port = config.server.host, config.server.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    result: dict[str, Any] = {"host": host, "port": port, "problem": None, "mend": ""}
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as exc:
            result["problem"] = f"port {port} on {host} can't be had: {exc.strerror}"
            result["mend"] = "Stop what uses it, or choose another with --port"
    return result


def _certificate(config: Config, folder: Path) -> dict[str, Any]:
    """Return of the certificate, if one is configured, how long it is valid."""
    result: dict[str, Any] = {"days_left": None, "problem": None, "mend": ""}
    now = datetime.now(UTC)
    try:
        if tls.context(config, folder, now) is not None:
            result["days_left"] = tls.days_left(config, folder, now)
    except ConfigError as exc:
        result |= {"problem": f"{exc.key}: {exc.reason}", "mend": exc.mend}
    return result


def _show(report: dict[str, Any]) -> None:
    console = Console()
    machine = report["machine"]
    console.print(
        f"talkup-local {report['version']} · Python {machine['python']} · {machine['system']}\n"
        f"{machine['cores']} cores · {machine['memory_gib']} GiB memory, "
        f"{machine['memory_free_gib']} free · models in {report['models_folder']}\n",
        highlight=False,
    )
    table = Table("job", "engine", "state", "what helps", title=f"profile {report['profile']}")
    for job, state in report["jobs"].items():
        for other in state["others"]:
            used = state["engine"] is not None and state["engine"].startswith(other["name"])
            reason = escape(other["reason"])
            mark = "[green]in use" if used else "usable" if other["usable"] else "[dim]not usable"
            table.add_row(
                job,
                other["name"],
                f"{mark}[/]: {reason}" if "[" in mark else f"{mark}: {reason}",
                "" if used else escape(other["mend"]),
            )
    console.print(table)
    if report["services"]:
        services = Table("service", "where", "answers", title="services elsewhere")
        for name, state in report["services"].items():
            answers = "[red]no" if state["problem"] else f"[green]in {state['ms']} ms"
            services.add_row(name, escape(state["url"]), answers)
        console.print(services)
    if (days := report["certificate"]["days_left"]) is not None:
        console.print(f"the certificate is valid for {days} days", highlight=False)
    for problem in report["problems"]:
        console.print(f"[red]problem:[/] {escape(problem['what'])}", highlight=False)
        if problem["mend"]:
            console.print(f"  {escape(problem['mend'])}", highlight=False)
    console.print(_verdict(report))


def _verdict(report: dict[str, Any]) -> str:
    if report["ok"]:
        return "[green]serve would work[/]"
    if report["works"]:
        return "[yellow]serve would work, but not with all services[/]"
    return "[red]serve would fail[/]"
