"""``talkup-local models``: which models there are, and getting, checking and removing them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.request import getproxies

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Column, Table

from talkup_local.catalogue.entries import Catalogue, Model, ModelJob
from talkup_local.catalogue.fetch.folder import exclusive
from talkup_local.catalogue.fetch.hub import ENDPOINT
from talkup_local.catalogue.fetch.pull import JOBS, Pulled
from talkup_local.catalogue.fetch.pull import pull as fetch
from talkup_local.catalogue.fetch.sources import Sources
from talkup_local.catalogue.licences import report, terms
from talkup_local.catalogue.listing import listed
from talkup_local.catalogue.load import load_catalogue, resolve
from talkup_local.catalogue.shelf import Shelf, Verdict
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.cli.pulling import Screen
from talkup_local.engines.cuda import usable_cards_mib
from talkup_local.engines.probe import resolve as resolve_path
from talkup_local.errors import ConfigError, ModelMissing
from talkup_local.observe.machine import this_machine

app = typer.Typer(help="List, get, check and remove models.", no_args_is_help=True)

_INTERRUPTED: Final = 130
_KEPT: Final = "interrupted; what has come is kept, the same command goes on from there"

Names = Annotated[list[str], typer.Argument(metavar="NAME|PRESET…", help="As `models list` shows.")]
SomeNames = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME|PRESET…]", help="All that are here, if none.")
]
Mirror = Annotated[
    str, typer.Option(help="A folder, or an address laid out like the hub, to ask instead of it.")
]
Jobs = Annotated[int, typer.Option(min=1, max=16, help="Files at a time.")]


@app.command("list")
def list_(
    *,
    job: Annotated[ModelJob | None, typer.Option(help="Only models that do this.")] = None,
    language: Annotated[str | None, typer.Option(help="Only models for it: en or fr.")] = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Show the models that can be had, which of them are here, and whether they fit."""
    catalogue, shelf = _open(config)
    rows = [
        {
            "name": one.name,
            "title": one.model.title,
            "job": one.model.job,
            "languages": list(one.model.languages),
            "gender": one.model.gender,
            "tier": one.model.tier,
            "size_bytes": one.model.size_bytes,
            "memory_mib": one.model.memory_mib,
            "licence": one.model.licence,
            "state": one.state,
            "fits": one.fit.ok,
            "fit": one.fit.word,
            "why": one.fit.reason,
        }
        for one in listed(catalogue, shelf, this_machine(), usable_cards_mib())
        if (job is None or one.model.job == job)
        and (language is None or language in one.model.languages)
    ]
    presets = {name: msgspec.to_builtins(preset) for name, preset in catalogue.presets.items()}
    if json:
        print_json({"folder": str(shelf.folder), "models": rows, "presets": presets})
        return
    if rows:
        _show(rows)
    else:
        typer.echo("no model of the catalogue is like that")
    for name, preset in presets.items():
        typer.echo(f"preset {name}: {preset['title']} ({', '.join(preset['models'])})")


@app.command()
def pull(
    names: Names,
    *,
    mirror: Mirror = "",
    jobs: Jobs = JOBS,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Get models; what broke off goes on from there. Each file is held against its hash."""
    catalogue, shelf = _open(config)
    models = resolve(catalogue, names)
    sources = Sources(
        endpoint=os.environ.get("HF_ENDPOINT") or ENDPOINT,
        mirror=mirror,
        token=_token(),
        proxies=getproxies(),
    )
    try:
        with Screen(models) as screen:
            pulled = fetch(
                models,
                shelf.folder,
                sources=sources,
                jobs=jobs,
                on_progress=screen,
            )
    except KeyboardInterrupt:
        sys.stderr.write(f"talkup-local: {_KEPT}\n")
        raise typer.Exit(_INTERRUPTED) from None
    if json:
        files = [_plain(one) for one in pulled]
        print_json({"folder": str(shelf.folder), "files": files})
        return
    fetched = sum(one.fetched_bytes for one in pulled)
    typer.echo(f"{', '.join(models)}: in {shelf.folder}, {_size(fetched)} fetched")
    typer.echo(f"their terms: talkup-local models licences {' '.join(names)}", err=True)


@app.command()
def verify(names: SomeNames = None, *, config: ConfigPath = None, json: AsJson = False) -> None:
    """Read every file of models and hold it against its hash; exit code 1 if one differs."""
    catalogue, shelf = _open(config)
    models = resolve(catalogue, names) if names else _here(catalogue, shelf)
    verdicts = _read(shelf, models)
    faults = [verdict for verdict in verdicts if verdict.fault]
    if json:
        files = [_plain(one) for one in verdicts]
        print_json({"folder": str(shelf.folder), "ok": not faults, "files": files})
    elif not models:
        typer.echo(f"no model of the catalogue is in {shelf.folder}")
    else:
        for name in models:
            own = [verdict for verdict in verdicts if verdict.model == name]
            typer.echo(f"{name}: {_judgement(own)}")
        for verdict in faults:
            sys.stderr.write(f"talkup-local: {verdict.path}: {verdict.fault}\n")
    if faults:
        raise typer.Exit(1)


@app.command()
def remove(
    names: Names,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Delete models: their own files, nothing else. Their hashes stay in the lock."""
    catalogue, shelf = _open(config)
    models = resolve(catalogue, names)
    size = shelf.size_here(models)
    if not yes:
        if not sys.stdin.isatty():
            raise ConfigError("nobody can be asked here", key="models remove", mend="Pass --yes")
        typer.confirm(
            f"Delete {', '.join(models)} ({_size(size)}) from {shelf.folder}?", abort=True
        )
    with exclusive(shelf.folder):
        deleted = [path for model in models.values() for path in shelf.remove(model)]
    if json:
        print_json({"deleted": [str(path) for path in deleted], "freed_bytes": size})
    else:
        typer.echo(f"deleted {len(deleted)} files, {_size(size)}")


@app.command()
def path(
    name: Annotated[str, typer.Argument(help="As `models list` shows it.")],
    *,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Print where a model is, as the configuration names it."""
    catalogue, shelf = _open(config)
    for each, model in resolve(catalogue, [name]).items():
        if shelf.state(each, model) in ("absent", "partial"):
            mend = f"Get it: talkup-local models pull {each}"
            raise ModelMissing(each, f"it is not in {shelf.folder}, or not all of it", mend)
        where = str(shelf.entrance(model))
        if json:
            print_json({"name": each, "path": where})
        else:
            typer.echo(where)


@app.command()
def licences(names: SomeNames = None, *, config: ConfigPath = None, json: AsJson = False) -> None:
    """Show the terms of models, and what they ask of whoever passes them on."""
    catalogue, shelf = _open(config)
    models = resolve(catalogue, names) if names else _here(catalogue, shelf)
    if json:
        print_json({"licences": terms(catalogue, models)})
    elif models:
        typer.echo(report(catalogue, models), nl=False)
    else:
        typer.echo(f"no model of the catalogue is in {shelf.folder}; name one to see its terms")


def _open(config: ConfigPath) -> tuple[Catalogue, Shelf]:
    settings, folder = configure(config, check=False)  # models may be what it still lacks
    models = resolve_path(folder, settings.models)
    return load_catalogue(models), Shelf(models)


def _here(catalogue: Catalogue, shelf: Shelf) -> dict[str, Model]:
    """Return the models of which all files are here."""
    return {
        name: model
        for name, model in catalogue.models.items()
        if shelf.state(name, model) in ("installed", "changed")
    }


def _token() -> str:
    """Return the hub's token, from where its own tools keep it; "" without one."""
    if token := os.environ.get("HF_TOKEN"):
        return token.strip()
    home = Path(os.environ.get("HF_HOME") or "~/.cache/huggingface").expanduser()
    file = Path(os.environ.get("HF_TOKEN_PATH") or home / "token")
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _read(shelf: Shelf, models: Mapping[str, Model]) -> list[Verdict]:
    """Verify ``models``, with a bar where somebody looks on."""
    console = Console(stderr=True)
    columns = (TextColumn("verifying"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        task = bars.add_task("", total=shelf.size_here(models))
        return list(shelf.verify(models, lambda count: bars.advance(task, count)))


def _judgement(verdicts: Iterable[Verdict]) -> str:
    verdicts = list(verdicts)
    if any(verdict.fault for verdict in verdicts):
        return "CHANGED"
    if all(verdict.locked for verdict in verdicts):
        return "ok"
    return "looks right, but not all of its hashes are known: pull it to lock them"


def _show(rows: Iterable[Mapping[str, Any]]) -> None:
    table = Table(
        "",
        Column("name", no_wrap=True),
        "for",
        Column("size", justify="right", no_wrap=True),
        Column("licence", no_wrap=True),
        "here",
        Column("fits", no_wrap=True),
        box=None,
    )
    job = ""
    for row in rows:
        languages = " ".join(row["languages"]) + (f" {row['gender']}" if row["gender"] else "")
        here = {"installed": "[green]yes[/]", "absent": ""}.get(row["state"], row["state"])
        fit = f"[yellow]{row['fit']}[/]" if not row["fits"] else row["fit"]
        table.add_row(
            row["job"] if row["job"] != job else "",
            row["name"],
            languages,
            _size(row["size_bytes"]),
            row["licence"],
            here,
            fit,
        )
        job = row["job"]
    Console().print(table)


def _plain(file: Pulled | Verdict) -> dict[str, Any]:
    return {**asdict(file), "path": str(file.path)}


def _size(size_bytes: int) -> str:
    if size_bytes >= 1_000_000_000:  # noqa: PLR2004 - a gigabyte
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{size_bytes / 1e6:.1f} MB"
