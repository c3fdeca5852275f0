"""``talkup-local sessions``: the interviews that are kept here."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from talkup_local.assessment.render import Format, render
from talkup_local.assessment.render.markup import clean
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.config.folders import data_folder
from talkup_local.config.model import Config
from talkup_local.errors import ConfigError
from talkup_local.interview.record import SessionRecord, SessionState
from talkup_local.storage.exporting import export as exported
from talkup_local.storage.exporting import report_of
from talkup_local.storage.purging import Removal, purge
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.redacting import redact
from talkup_local.storage.retention import expired
from talkup_local.storage.sessions import FILE, SessionStore

app = typer.Typer(help="Show, export and delete the interviews kept here.", no_args_is_help=True)

_MEND: Final = "talkup-local sessions list shows what there is"

Id = Annotated[
    str, typer.Argument(metavar="ID", help="As `sessions list` shows it; its beginning will do.")
]
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID…", help="Or their beginnings.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")]


@app.command("list")
def list_(
    *,
    limit: Annotated[int, typer.Option(min=0, help="How many at most; 0 for all.")] = 50,
    state: Annotated[
        SessionState | None, typer.Option(help="Only such: open, ended or broken.")
    ] = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """List the interviews, the newest first."""
    rows: tuple[SessionRow, ...] = ()
    hidden = 0
    with _store(config) as (store, _):
        if store is not None:
            rows = store.list(limit or -1, state=state)
            hidden = store.count() - len(store.list())
    if hidden:
        typer.echo(f"{hidden} more make no sense to this release", err=True)
    if json:
        print_json({"sessions": [_plain(row) for row in rows]})
    elif rows:
        Console().print(_table(rows))
    else:
        typer.echo("no interview is kept")


@app.command()
def show(id_: Id, *, config: ConfigPath = None, json: AsJson = False) -> None:
    """Show an interview: what is known of it, and what was said."""
    with _opened(config) as (store, _):
        row = _find(store, id_)
        if json:
            print_json(exported(store, row.id))
            return
        record = store.load(row.id)
    console = Console(highlight=False)
    console.print(_table([row]))
    for line in _transcript(record):
        console.print(clean(line), markup=False)


@app.command()
def export(
    id_: Id,
    *,
    form: Annotated[Format, typer.Option("--format", help="json, md, html or pdf.")] = "json",
    out: Annotated[
        Path | None, typer.Option(help="File to write.", show_default="stdout; not for pdf")
    ] = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Write all that is kept of an interview (json), or its report (md, html, pdf)."""
    with _opened(config) as (store, _):
        row = _find(store, id_)
        data = _data(store, row, form)
    if out is None:
        if form == "pdf" or json:
            raise ConfigError("there is no file to write to", key="--out", mend="Name one")
        typer.echo(data.decode(), nl=False)
        return
    try:
        out.write_bytes(data)
    except OSError as exc:
        raise ConfigError(f"can't write {out}: {exc.strerror}", key="--out") from exc
    if json:
        print_json({"id": row.id, "format": form, "file": str(out), "size_bytes": len(data)})
    else:
        typer.echo(f"{row.id} is in {out}", err=True)


@app.command("purge")
def purge_(
    ids: Ids = None,
    *,
    yes: Yes = False,
    old: Annotated[
        bool, typer.Option("--expired", help="All that are older than store.retention_days.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="All that there are.")] = False,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Delete interviews for good, with recordings and reports, and make sure that they are gone."""
    if (bool(ids) + old + every) != 1:
        raise ConfigError("says not which", mend="Name interviews, or use --expired, or --all")
    with _opened(config) as (store, settings):
        if ids:
            rows = [_find(store, one) for one in ids]
        else:
            wanted = set(expired(store, settings.store.retention_days, SystemClock().utc_now()))
            rows = [row for row in store.list() if every or row.id in wanted]
        which = sorted(store.ids()) if every else [row.id for row in rows]
        if which and not yes:
            _ask(f"delete {_named(which)} for good", rows)
        found = purge(store, which)
    _tell(found, "deleted", json=json)


@app.command("redact")
def redact_(id_: Id, *, yes: Yes = False, config: ConfigPath = None, json: AsJson = False) -> None:
    """Take out of an interview all that was said; levels, measures and times stay."""
    with _opened(config) as (store, _):
        row = _find(store, id_)
        if not yes:
            _ask(f"take all words out of {row.id} for good", [row])
        found = redact(store, row.id)
    _tell(found, "redacted", json=json)


@app.command()
def check(*, config: ConfigPath = None, json: AsJson = False) -> None:
    """Read everything that is kept, and tell what is wrong with it."""
    with _opened(config) as (store, _):
        problems = store.database.problems()
        ids = store.ids()
        hidden = len(ids) - len(store.list())
        if hidden:
            problems.append(f"{hidden} interviews make no sense to this release")
        loose = store.recordings.orphans(ids)
        report = {
            "ok": not problems,
            "file": str(store.path),
            "version": store.database.version,
            "sessions": len(ids),
            "size_bytes": store.path.stat().st_size,
            "problems": problems,
            "loose_recordings": [str(path) for path in loose],
        }
    if json:
        print_json(report)
    else:
        state = "is sound" if not problems else f"is damaged: {'; '.join(problems)}"
        typer.echo(f"{store.path} holds {len(ids)} interviews and {state}")
        if loose:
            typer.echo(f"{len(loose)} recordings belong to none; the server deletes them")
    if problems:
        raise typer.Exit(1)


@contextlib.contextmanager
def _store(path: Path | None) -> Iterator[tuple[SessionStore | None, Config]]:
    """Open the store; None where nothing has been kept yet, so that looking makes no file."""
    config, folder = configure(path, log="warning", check=False)
    file = data_folder(config, folder) / FILE
    if not file.exists():
        yield None, config
        return
    with SessionStore(file, SystemClock(), busy_s=config.store.busy_s) as store:
        yield store, config


@contextlib.contextmanager
def _opened(path: Path | None) -> Iterator[tuple[SessionStore, Config]]:
    with _store(path) as (store, config):
        if store is None:
            raise ConfigError("no interview is kept here", mend="Is --config the server's?")
        yield store, config


def _find(store: SessionStore, prefix: str) -> SessionRow:
    """Return the one interview whose id begins so. Raises ConfigError."""
    rows = store.find(prefix)
    if not prefix or not rows:
        raise ConfigError(f"there is no interview {prefix!r}", mend=_MEND)
    if len(rows) > 1:
        some = ", ".join(row.id for row in rows[:3])
        raise ConfigError(f"{len(rows)} interviews begin with {prefix!r}: {some}", mend=_MEND)
    return rows[0]


def _data(store: SessionStore, row: SessionRow, form: Format) -> bytes:
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(exported(store, row.id)), indent=2) + b"\n"
    report = report_of(store, row.id)
    if report is None:
        raise ConfigError(
            f"{row.id} has no report yet", mend=f"talkup-local report {row.id} makes one"
        )
    return render(report, form)


def _plain(row: SessionRow) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(row),
        "minutes": round(row.minutes, 1),
        "has_report": row.has_report,
    }


def _table(rows: Iterator[SessionRow] | tuple[SessionRow, ...] | list[SessionRow]) -> Table:
    whole = [Column(name, no_wrap=True) for name in ("id", "began (UTC)", "state")]
    right = [Column(name, justify="right", no_wrap=True) for name in ("turns", "min")]
    folded = [Column(name, overflow="fold") for name in ("kind", "role")]
    table = Table(*whole, *folded, "in", *right, "report", box=None)
    for row in rows:
        state = "redacted" if row.redacted else row.state
        role = escape(row.role)  # as the client says
        table.add_row(
            *(row.id, f"{row.created:%Y-%m-%d %H:%M}", state, row.kind, role, row.language),
            *(str(row.turns), f"{row.minutes:.0f}", "yes" if row.has_report else "no"),
        )
    return table


def _transcript(record: SessionRecord) -> Iterator[str]:
    if record.consent is not None:
        word = "agreed" if record.consent.given else "did not agree"
        yield f"\nthe candidate {word} to what is kept ({record.consent.how})"
    said = [turn for turn in record.turns if turn.asked or turn.heard]
    if len(said) < len(record.turns):
        yield "\nwhat was said has been taken out"
    for turn in said:
        yield f"\n{turn.number}. {turn.asked}"
        yield f"   {turn.heard}"
    if record.closing:
        yield f"\n{record.closing}"


def _named(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{len(ids)} interviews"


def _ask(what: str, rows: list[SessionRow]) -> None:
    going_on = sum(row.state == "open" for row in rows)
    note = f" ({going_on} of them may be going on)" if going_on else ""
    try:
        sure = typer.confirm(f"{what}{note}?", err=True)
    except typer.Abort:
        typer.echo(err=True)
        raise ConfigError("nobody has answered", mend="--yes asks nothing") from None
    if not sure:
        raise typer.Exit(1)


def _tell(found: Removal, done: str, *, json: bool) -> None:
    if json:
        print_json({done: found.ids, **asdict(found)})
        return
    counts = {"interview": len(found.ids), "turn": found.turns, "recording": found.recordings}
    told = (f"{count} {what}{'' if count == 1 else 's'}" for what, count in counts.items())
    typer.echo(f"{done} {', '.join(told)}")
    files = ", ".join(found.looked_at)
    typer.echo(f"looked for {found.looked_for} traces in every byte of {files}: none")
    if not found.compacted:
        typer.echo(f"what was there is overwritten, but the file is not written anew: {found.note}")
