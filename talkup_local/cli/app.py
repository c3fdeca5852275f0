"""Puts the subcommands together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

from talkup_local import __version__
from talkup_local.cli.lazy import LazyGroup, Subcommand


class Commands(LazyGroup):
    """Everything that ``talkup-local`` does."""

    subcommands: ClassVar[Mapping[str, Subcommand]] = {
        "serve": Subcommand(
            "talkup_local.cli.serve:serve",
            "Serve interviews; prints `listening on ws://HOST:PORT` (or `wss:`) once they are "
            "accepted.",
        ),
        "service": Subcommand(
            "talkup_local.cli.service:service",
            "Serve one service, with only the engines that it needs.",
        ),
        "demo": Subcommand(
            "talkup_local.cli.demo.command:demo",
            "Hold a whole spoken interview on this machine, and keep it.",
        ),
        "doctor": Subcommand(
            "talkup_local.cli.doctor.command:doctor",
            "Examine this machine: engines are really loaded, services elsewhere really asked.",
        ),
        "report": Subcommand(
            "talkup_local.cli.report:report",
            "Make the report of SESSION from what is kept; with --json, print it and write no "
            "file.",
        ),
        "say": Subcommand(
            "talkup_local.cli.say:say",
            "Speak TEXT into a file, with the voice that interviews would have.",
        ),
        "transcribe": Subcommand(
            "talkup_local.cli.transcribe:transcribe",
            "Print what is said in FILES; with --json, the segments with their times in seconds.",
        ),
        "bundle": Subcommand(
            "talkup_local.cli.bundle:app",
            "Carry a whole appliance to a machine without a network, in one file.",
        ),
        "config": Subcommand("talkup_local.cli.config:app", "Check or show the configuration."),
        "models": Subcommand("talkup_local.cli.models:app", "List, get, check and remove models."),
        "plan": Subcommand(
            "talkup_local.cli.plan:app", "Look at interview plans, and check your own."
        ),
        "sessions": Subcommand(
            "talkup_local.cli.sessions:app", "Show, export and delete the interviews kept here."
        ),
        "token": Subcommand("talkup_local.cli.token:app", "Make, list and revoke access tokens."),
        "tls": Subcommand("talkup_local.cli.tls:app", "Make certificates for this machine."),
        "bench": Subcommand(
            "talkup_local.cli.bench:app", "Measure speed and memory on this machine."
        ),
    }


app = typer.Typer(
    cls=Commands,
    name="talkup-local",
    help="A voice interviewer that runs whole on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"talkup-local {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print it and exit."),
    ] = False,
) -> None:
    """Options before the subcommand."""
