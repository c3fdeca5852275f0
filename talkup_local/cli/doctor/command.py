"""The command."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer
from rich.console import Console

from talkup_local.cli.doctor import airgap as gap
from talkup_local.cli.doctor import show
from talkup_local.cli.doctor.examine import examine
from talkup_local.cli.options import AsJson, ConfigPath, ProfileName, configure, print_json


def doctor(
    *,
    airgap: Annotated[
        bool,
        typer.Option(
            "--airgap",
            help="Hold a short interview, and list each socket that leads off this machine.",
        ),
    ] = False,
    at_least: Annotated[
        float,
        typer.Option(
            min=0.0, max=600.0, help="Seconds that --airgap watches: reports of use come late."
        ),
    ] = 20.0,
    profile: ProfileName = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Examine this machine: engines are really loaded, services elsewhere really asked.

    Exit code 1 when `serve` would fail, or a service elsewhere does not answer; with
    --airgap, when anything leaves the machine.
    """
    settings, folder = configure(config, {"profile": profile}, log="error")
    console = Console(stderr=True)
    if airgap:
        given = (("--config", config), ("--profile", profile))
        options = [part for name, value in given if value for part in (name, str(value))]
        with console.status("an interview is held"):
            report = gap.timed_report(settings, options, os.environ, at_least_s=at_least)
    else:
        with console.status("this machine is examined"):
            report = asyncio.run(examine(settings, folder))
    if json:
        print_json(report)
    elif airgap:
        show.airgap(report)
    else:
        show.examined(report)
    if not report["ok"]:
        raise typer.Exit(1)
