"""``talkup-local report``: the report of an interview that is kept here."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec.structs import replace
from rich.console import Console
from rich.progress import Progress

from talkup_local.assessment.assessing import assess
from talkup_local.assessment.render import Format, render
from talkup_local.assessment.report import Report, build
from talkup_local.assessment.scoring import Assessment, Scorer
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.config.folders import data_folder
from talkup_local.errors import ConfigError
from talkup_local.interview.record import SessionRecord
from talkup_local.storage.exporting import report_of
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.sessions import FILE, SessionStore
from talkup_local.wiring.scorers import ScorerName, scorer


def report(
    session: Annotated[
        str,
        typer.Argument(help="Id of the interview, or its beginning; `sessions list` shows them."),
    ],
    *,
    form: Annotated[Format, typer.Option("--format", help="html, pdf, json or md.")] = "html",
    out: Annotated[
        Path | None, typer.Option(help="File to write.", show_default="SESSION-report.FORMAT")
    ] = None,
    note: Annotated[
        str | None,
        typer.Option(help="A trainer's word on it; it stands in the report.", show_default="kept"),
    ] = None,
    engine: Annotated[
        ScorerName, typer.Option(help="Who gives the levels: rules or model.")
    ] = "rules",
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Make the report of SESSION from what is kept; with --json, print it and write no file."""
    settings, folder = configure(config, log="warning", check=False)
    path = data_folder(settings, folder) / FILE
    if not path.exists():
        raise ConfigError("no interview is kept here", mend="Is --config the server's?")
    with SessionStore(path, SystemClock(), busy_s=settings.store.busy_s) as store:
        made = _report(store, _found(store, session), scorer(engine, settings, folder), note)
    if json:
        print_json(made)
        return
    file = out or Path(f"{made.head.session}-report.{form}")
    try:
        file.write_bytes(render(made, form))
    except OSError as exc:
        raise ConfigError(f"can't write {file}: {exc.strerror}", key="--out") from exc
    typer.echo(f"the report is in {file}", err=True)


def _found(store: SessionStore, prefix: str) -> SessionRow:
    """Return the one interview whose id begins so. Raises ConfigError."""
    rows = store.find(prefix) if prefix else ()
    if len(rows) != 1:
        many = f"{len(rows)} interviews begin with" if rows else "there is no interview"
        mend = "talkup-local sessions list shows what there is"
        raise ConfigError(f"{many} {prefix!r}", key="SESSION", mend=mend)
    return rows[0]


def _report(
    store: SessionStore, row: SessionRow, by: AbstractAsyncContextManager[Scorer], note: str | None
) -> Report:
    """Make a report and keep it in place of the older one. Raises ConfigError, StorageError.

    note: None for that of the older one.
    """
    kept = report_of(store, row.id)
    if note is None:
        note = kept.reviewer_note if kept else ""
    if not row.redacted:
        made = asyncio.run(_made(store.load(row.id), by, note))
    elif kept:  # without words there is nothing to make another one from
        made = replace(kept, reviewer_note=note.strip())
    else:
        raise ConfigError(f"what was said in {row.id} was taken out, and no report is left")
    store.save_report(row.id, "json", msgspec.json.encode(made))
    return made


async def _made(
    record: SessionRecord, by: AbstractAsyncContextManager[Scorer], note: str
) -> Report:
    async with by as who:
        found = await _assessed(record, who)
    now = SystemClock().utc_now().astimezone()  # told in the time zone of who reads it
    return build(record, found, made_at=now, reviewer_note=note)


async def _assessed(record: SessionRecord, who: Scorer) -> dict[str, Assessment]:
    """Have the answers assessed, with a bar where somebody looks on."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading the answers", total=None)
        return await assess(
            record,
            who,
            done=lambda done, every: progress.update(task, completed=done, total=every),
        )
