"""``talkup-local token``: make, list and revoke the tokens that open the server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, cast

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.config.folders import data_folder
from talkup_local.errors import ConfigError
from talkup_local.storage.tokens import FILE, SCOPES, Scope, Token, TokenStore

app = typer.Typer(help="Make, list and revoke access tokens.", no_args_is_help=True)

_DURATION: Final = re.compile(r"(?P<count>[1-9][0-9]{0,5})(?P<unit>[mhdwy])")
_UNITS: Final = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What the token is for, as `room 3`.")],
    *,
    scope: Annotated[
        str, typer.Option(help=f"What it opens, with commas: {', '.join(SCOPES)}.")
    ] = "interview,stream",
    expires: Annotated[
        str | None, typer.Option(help="After how long it ends: 12h, 30d, 8w, 1y.")
    ] = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Make a token and print it, this once: what is kept can't be turned back into it."""
    now = SystemClock().utc_now()
    ends = None if expires is None else now + duration(expires)
    token, text = _store(config).add(name, scopes(scope), now, expires=ends)
    if json:
        print_json({"token": text, **_plain(token, now)})
        return
    typer.echo(text)
    until = f"until {token.expires:%Y-%m-%d %H:%M} UTC" if token.expires else "until revoked"
    typer.echo(f"opens {', '.join(sorted(token.scopes))} {until}; it is not shown again", err=True)


@app.command("list")
def list_(*, config: ConfigPath = None, json: AsJson = False) -> None:
    """Show the tokens, without their secrets."""
    now = SystemClock().utc_now()
    tokens = [_plain(token, now) for token in _store(config).all()]
    if json:
        print_json({"tokens": tokens})
        return
    if not tokens:
        typer.echo("no token has been made")
        return
    days = ("created", "expires", "last used")
    whole = (Column(head, no_wrap=True) for head in ("id", "state", *days))
    table = Table(next(whole), "name", "scopes", *whole, box=None)
    for token in tokens:
        table.add_row(
            token["id"],
            escape(token["name"]),
            " ".join(token["scopes"]),
            token["state"],
            *(str(token[key] or "-")[:10] for key in ("created", "expires", "last_used")),
        )
    Console().print(table)


@app.command()
def revoke(
    which: Annotated[str, typer.Argument(metavar="ID|NAME", help="As `token list` shows it.")],
    *,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """End a token: a running server refuses it at once, and closes its connections."""
    now = SystemClock().utc_now()
    token = _store(config).revoke(which, now)
    if json:
        print_json({"revoked": token.id, "name": token.name})
    else:
        typer.echo(f"revoked {token.id} ({token.name})")


def duration(text: str) -> timedelta:
    """Return how long ``30d`` is. Raises ConfigError."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ConfigError(
            f"{text!r} is no duration", key="--expires", mend="Write 90m, 12h, 30d, 8w or 1y"
        )
    return int(match["count"]) * _UNITS[match["unit"]]


def scopes(text: str) -> frozenset[Scope]:
    """Return the scopes that are listed with commas. Raises ConfigError."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    unknown = sorted(names.difference(SCOPES))
    if unknown or not names:
        raise ConfigError(
            f"there is no scope {unknown[0]!r}" if unknown else "names no scope",
            key="--scope",
            mend=f"Choose from {', '.join(SCOPES)}",
        )
    return frozenset(cast("Iterable[Scope]", names))


def _store(config: ConfigPath) -> TokenStore:
    settings, folder = configure(config, check=False)  # tokens may be what it still lacks
    return TokenStore(data_folder(settings, folder) / FILE)


def _plain(token: Token, now: datetime) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "scopes": sorted(token.scopes),
        "state": token.fault(now) or "valid",
        "created": token.created.isoformat(),
        "expires": token.expires and token.expires.isoformat(),
        "last_used": token.last_used and token.last_used.isoformat(),
    }
