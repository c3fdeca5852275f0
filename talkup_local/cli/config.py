"""``talkup-local config``: check and show the configuration."""

from __future__ import annotations

from typing import Annotated

import typer

from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.config import Config, reference

app = typer.Typer(help="Check or show the configuration.", no_args_is_help=True)


@app.command()
def check(*, config: ConfigPath = None, json: AsJson = False) -> None:
    """Say whether the configuration is sound, and what differs from the defaults."""
    settings, _ = configure(config)
    values = reference.values(settings)
    changed = {setting.key: values[setting.key] for setting in reference.changed(settings)}
    if json:
        print_json({"ok": True, "changed": changed})
        return
    typer.echo("configuration is sound")
    for key, value in changed.items():
        typer.echo(f"  {key} = {value!r}")


@app.command()
def show(
    *,
    config: ConfigPath = None,
    json: AsJson = False,
    defaults: Annotated[bool, typer.Option(help="Show the defaults instead.")] = False,
) -> None:
    """Print every setting as it is in force."""
    settings = Config() if defaults else configure(config)[0]
    if json:
        print_json(reference.values(settings))
    else:
        typer.echo(reference.toml(settings), nl=False)
