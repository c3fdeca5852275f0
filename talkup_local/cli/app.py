"""Puts the subcommands together."""

from __future__ import annotations

from typing import Annotated

import typer

from talkup_local import __version__
from talkup_local.cli import (
    bench,
    bundle,
    config,
    models,
    plan,
    report,
    say,
    serve,
    service,
    sessions,
    tls,
    token,
    transcribe,
)
from talkup_local.cli.demo.command import demo
from talkup_local.cli.doctor.command import doctor

app = typer.Typer(
    name="talkup-local",
    help="A voice interviewer that runs whole on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(serve.serve)
app.command()(service.service)
app.command()(demo)
app.command()(doctor)
app.command()(report.report)
app.command()(say.say)
app.command()(transcribe.transcribe)
app.add_typer(bundle.app, name="bundle")
app.add_typer(config.app, name="config")
app.add_typer(models.app, name="models")
app.add_typer(plan.app, name="plan")
app.add_typer(sessions.app, name="sessions")
app.add_typer(token.app, name="token")
app.add_typer(tls.app, name="tls")
app.add_typer(bench.app, name="bench")


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
