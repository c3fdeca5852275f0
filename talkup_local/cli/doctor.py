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
from rich.table import Table

from talkup_local import __version__
from talkup_local.cli.options import AsJson, ConfigPath, ProfileName, configure, print_json
from talkup_local.config import Config
from talkup_local.engines import registry
from talkup_local.engines.base import Job
from talkup_local.errors import ConfigError, EngineUnavailable
from talkup_local.server import tls
from talkup_local.wiring import JOBS, load_engine

_GIB = 1 << 30


def doctor(*, profile: ProfileName = None, config: ConfigPath = None, json: AsJson = False) -> None:
    """Examine this machine: engines are really loaded. Exit code 1 when `serve` would fail."""
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
    jobs = {job: await _job(config, folder, job) for job in JOBS}
    port, certificate = _port(config), _certificate(config, folder)
    problems = [
        {"what": f"{job}: {state['problem']}", "mend": state["mend"]}
        for job, state in jobs.items()
        if state["problem"]
    ]
    problems += [
        {"what": state["problem"], "mend": state["mend"]}
        for state in (port, certificate)
        if state["problem"]
    ]
    return {
        "ok": not problems,
        "version": __version__,
        "machine": _machine(),
        "profile": config.profile,
        "language": config.interview.language,
        "models_folder": str(folder / config.models),
        "jobs": jobs,
        "port": port,
        "certificate": certificate,
        "problems": problems,
    }


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
    try:
        taken = await load_engine(config, folder, job)
    except EngineUnavailable as exc:
        state |= {"problem": f"{exc.engine}: {exc.reason}", "mend": exc.mend}
    else:
        state["engine"] = str(taken.engine.info) if taken.engine else registry.RULES
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
            mark = "[green]in use" if used else "usable" if other["usable"] else "[dim]not usable"
            table.add_row(
                job,
                other["name"],
                f"{mark}[/]: {other['reason']}" if "[" in mark else f"{mark}: {other['reason']}",
                "" if used else other["mend"],
            )
    console.print(table)
    if (days := report["certificate"]["days_left"]) is not None:
        console.print(f"the certificate is valid for {days} days", highlight=False)
    for problem in report["problems"]:
        console.print(f"[red]problem:[/] {problem['what']}", highlight=False)
        if problem["mend"]:
            console.print(f"  {problem['mend']}", highlight=False)
    console.print("[green]serve would work[/]" if report["ok"] else "[red]serve would fail[/]")
