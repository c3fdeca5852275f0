"""``talkup-local plan``: look at the plan of an interview, and check plans of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, get_args

import msgspec
import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from talkup_local.cli.options import AsJson, ConfigPath, LanguageCode, configure, print_json
from talkup_local.config.model import InterviewKind, Language
from talkup_local.documents.languages import language_note
from talkup_local.documents.reading import read_document
from talkup_local.documents.terms import terms
from talkup_local.errors import ConfigError
from talkup_local.interview.bank import bank_faults, load_bank
from talkup_local.interview.own_plans import check_plan, load_plan, plans_in, with_terms
from talkup_local.interview.plan import InterviewPlan, plan_for

app = typer.Typer(help="Look at interview plans, and check your own.", no_args_is_help=True)

KINDS: Final[tuple[InterviewKind, ...]] = get_args(InterviewKind)
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_Kind = Annotated[str | None, typer.Option(help=", ".join(KINDS), show_default="from config")]


@app.command()
def show(
    *,
    kind: _Kind = None,
    role: Annotated[str | None, typer.Option(help="As `data analyst`.")] = None,
    level: Annotated[
        str | None,
        typer.Option(help="entry, junior, experienced or senior.", show_default="from config"),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(help="As many questions as fit.", show_default="from config")
    ] = None,
    questions: Annotated[int | None, typer.Option(help="That many, however long.")] = None,
    job: Annotated[Path | None, typer.Option(help="A job description: text, PDF, DOCX.")] = None,
    cv: Annotated[Path | None, typer.Option(help="A CV.")] = None,
    plan: Annotated[Path | None, typer.Option(help="A plan file in place of the banks.")] = None,
    language: LanguageCode = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Print the plan that an interview with these wishes would have without a language model."""
    flags = {
        "interview.kind": kind,
        "interview.role": role,
        "interview.level": level,
        "interview.minutes": minutes,
        "interview.questions": questions,
        "interview.language": language,
    }
    settings = configure(config, flags, log="warning")[0].interview
    own = None if plan is None else load_plan(plan)
    spoken = own.language if own else settings.language
    found: list[str] = []
    for file in (job, cv):
        if file is not None:
            found += _terms(file, spoken, settings.document_bytes)
    about = tuple(dict.fromkeys(found))
    if own is not None:
        made = with_terms(own, about)
    else:
        made = plan_for(
            settings.kind,
            settings.language,
            settings.questions if minutes is None or questions else None,
            role=settings.role,
            level=settings.level,
            minutes=settings.minutes,
            terms=about,
        )
    if json:
        print_json(msgspec.to_builtins(made))
    else:
        _print(made)


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="A plan file.")] = None,
    *,
    banks: Annotated[bool, typer.Option("--banks", help="Check the banks.")] = False,
    json: AsJson = False,
) -> None:
    """Say whether a plan file is sound and fair; exit code 1 with each fault on a line."""
    if file is None and not banks:
        raise ConfigError("there is nothing to check", key="FILE", mend="Name a file, or --banks")
    faults: list[ConfigError] = []
    good: list[str] = []
    if banks:
        faults += (f for kind in KINDS for code in LANGUAGES for f in bank_faults(kind, code))
        good.append(f"{len(KINDS)} banks in {len(LANGUAGES)} languages are sound")
    if file is not None:
        made, errors = check_plan(file)
        faults += errors
        if made:
            good.append(f"{file.name} is sound: {len(made.questions)} questions")
    if json:
        print_json({"ok": not faults, "faults": [_fault(fault) for fault in faults]})
    elif not faults:
        typer.echo("\n".join(good))
    else:
        for fault in faults:
            typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(1)


@app.command("list")
def list_(
    *,
    kind: _Kind = None,
    language: LanguageCode = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """List your own plans, and the questions of a kind's bank with their ids."""
    flags = {"interview.kind": kind, "interview.language": language}
    settings, folder = configure(config, flags, log="warning")
    own = plans_in(folder / settings.interview.plans)
    bank = load_bank(settings.interview.kind, settings.interview.language)
    if json:
        plans = [{"name": file.name, "path": str(file.path)} for file in own]
        print_json({"plans": plans, "questions": [{"id": q.id, "text": q.text} for q in bank]})
        return
    for file in own:
        typer.echo(f"plan {file.name}: {file.path}")
    for question in bank:
        typer.echo(f"{question.id}: {question.text}")


def _terms(file: Path, language: Language, limit_bytes: int) -> tuple[str, ...]:
    try:
        data = file.read_bytes()
    except OSError as exc:
        raise ConfigError(f"can't be read: {exc.strerror}", source=str(file)) from exc
    document = read_document(data, file.name, limit_bytes=limit_bytes)
    for note in (*document.notes, language_note(document.text, language)):
        if note:
            typer.echo(f"{file.name}: {note}", err=True)
    return terms(document.text, language)


def _print(plan: InterviewPlan) -> None:
    level, role = plan.level or "any level", plan.role or "any role"
    title = f"{plan.name or plan.kind} ({plan.language}), {role}, {level}"
    table = Table(title=escape(title), box=SIMPLE)
    for name, ratio in (("question", 6), ("competency", 3), ("difficulty", 2), ("minutes", 1)):
        table.add_column(name, ratio=ratio)
    names = {competency.id: competency.name for competency in plan.competencies}
    for part in plan.parts:
        table.add_row(escape(part.name), "", "", f"{part.minutes:.1f}", style="bold")
        for question in filter(None, map(plan.question, part.questions)):
            table.add_row(
                escape(question.text),
                escape(names.get(question.competency, question.competency)),
                ["easy", "ordinary", "hard"][question.difficulty - 1],
                f"{question.minutes:g}",
            )
    console = Console()
    console.print(table)
    limit = f"{plan.minutes:g} minutes in all" if plan.minutes else "no time limit"
    console.print(f"{len(plan.questions)} questions, {limit}")
    if plan.terms:
        console.print(f"terms: {', '.join(plan.terms)}", markup=False)


def _fault(fault: ConfigError) -> dict[str, str]:
    return {
        "source": fault.source,
        "key": fault.key,
        "reason": fault.reason,
        "mend": fault.mend,
    }
