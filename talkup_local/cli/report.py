"""``talkup-local report``: the report of an interview that is kept here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress

from talkup_local.assessment.assessing import assess
from talkup_local.assessment.model_scorer import ModelScorer
from talkup_local.assessment.render import Format, render
from talkup_local.assessment.report import Report, build
from talkup_local.assessment.rules_scorer import RulesScorer
from talkup_local.assessment.scoring import Assessment, Scorer
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.config.folders import data_folder
from talkup_local.config.model import Config
from talkup_local.errors import ConfigError
from talkup_local.interview.record import SessionRecord
from talkup_local.storage.exporting import report_of
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.sessions import FILE, SessionStore
from talkup_local.wiring.engines import load_wanted

Engine = Literal["rules", "model"]


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
        str, typer.Option(help="A trainer's word on it; it stands in the report.")
    ] = "",
    engine: Annotated[Engine, typer.Option(help="Who gives the levels: rules or model.")] = "rules",
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Make the report of SESSION from what is kept; with --json, print it and write no file."""
    settings, folder = configure(config, log="warning", check=False)
    path = data_folder(settings, folder) / FILE
    if not path.exists():
        raise ConfigError("no interview is kept here", mend="Is --config the server's?")
    with SessionStore(path, SystemClock(), busy_s=settings.store.busy_s) as store:
        made = _report(store, _found(store, session), _scorer(engine, settings, folder), note)
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
    store: SessionStore, row: SessionRow, scorer: AbstractAsyncContextManager[Scorer], note: str
) -> Report:
    """Make a report and keep it in place of the older one. Raises ConfigError, StorageError."""
    if row.redacted:  # without words there is nothing to make another one from
        if (kept := report_of(store, row.id)) is None:
            raise ConfigError(f"what was said in {row.id} was taken out, and no report is left")
        return kept
    made = asyncio.run(_made(store.load(row.id), scorer, note))
    store.save_report(row.id, "json", msgspec.json.encode(made))
    return made


@asynccontextmanager
async def _scorer(engine: Engine, config: Config, folder: Path) -> AsyncIterator[Scorer]:
    """Give who gives the levels. Raises ConfigError, EngineUnavailable: there is no model."""
    if engine == "rules":
        yield RulesScorer()
        return
    taken = await load_wanted(config, folder, "llm")
    if taken.engine is None:
        mend = "Use rules, or get one: talkup-local models pull standard"
        raise ConfigError("there is no language model here", key="--engine", mend=mend)
    try:
        yield ModelScorer(taken.engine, RulesScorer())
    finally:
        await taken.close()


async def _made(
    record: SessionRecord, scorer: AbstractAsyncContextManager[Scorer], note: str
) -> Report:
    async with scorer as giver:
        found = await _assessed(record, giver)
    now = SystemClock().utc_now().astimezone()  # told in the time zone of who reads it
    return build(record, found, made_at=now, reviewer_note=note)


async def _assessed(record: SessionRecord, scorer: Scorer) -> dict[str, Assessment]:
    """Have the answers assessed, with a bar where somebody looks on."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading the answers", total=None)
        return await assess(
            record,
            scorer,
            done=lambda done, every: progress.update(task, completed=done, total=every),
        )
