"""Options and habits that the subcommands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from talkup_local.config import Config, load
from talkup_local.observe import logs
from talkup_local.observe.logs import LogLevel

ConfigPath = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Configuration file.", show_default="config.toml"),
]
ProfileName = Annotated[
    str | None,
    typer.Option("--profile", help="auto, embedded, standard or gpu.", show_default="from config"),
]
LanguageCode = Annotated[
    str | None,
    typer.Option("--language", help="en or fr.", show_default="from config"),
]
Host = Annotated[str | None, typer.Option(help="Address to bind.")]
Port = Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")]
Insecure = Annotated[
    bool | None,
    typer.Option("--insecure", help="Allow a bind beyond loopback without TLS and tokens."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


def configure(
    path: Path | None,
    flags: Mapping[str, object] | None = None,
    *,
    log: LogLevel | None = None,
    check: bool = True,
) -> tuple[Config, Path]:
    """Read the configuration and set logging up by it.

    log: a level in place of the configured one, for commands that show their work themselves.
    check: see ``config.load``. Raises ConfigError.
    """
    config, folder = load(path, environment=os.environ, flags=flags, check=check)
    logs.configure(log or config.log.level, config.log.format)
    return config, folder


def print_json(value: Any) -> None:
    """Print one JSON object on stdout."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
    sys.stdout.flush()
