"""``bench scoring``: how well levels agree with those that answers were written at."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from talkup_local.cli.bench.figures import Figure, report, show, steps
from talkup_local.cli.bench.scoring.agreement import Agreement
from talkup_local.cli.bench.scoring.answers import RatedAnswer, halves, load
from talkup_local.cli.bench.scoring.baseline import LengthAlone
from talkup_local.cli.bench.scoring.judging import (
    Half,
    Judged,
    agreed,
    agreed_by_length,
    chosen,
    firm,
    judge,
)
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.config.model import Config, Language
from talkup_local.interview.questions import LEVELS
from talkup_local.wiring.scorers import ScorerName, scorer

_AIM: Final = 0.6
_NAMES: Final = {"en": "English", "fr": "French", "all": "both"}


def scoring(
    *,
    engine: Annotated[
        ScorerName, typer.Option(help="Who gives the levels: rules or model.")
    ] = "rules",
    language: Annotated[Literal["en", "fr", "all"], typer.Option(help="en, fr or all.")] = "all",
    half: Annotated[
        Half, typer.Option(help="held_out, tuning (which the rules were tuned with) or all.")
    ] = "held_out",
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Score written answers of known level, and compare; beside it, length alone."""
    settings, folder = configure(config, log="error", check=False)
    languages: tuple[Language, ...] = get_args(Language) if language == "all" else (language,)
    judged = asyncio.run(_judged(engine, settings, folder, languages, half))
    figures = aims(judged)
    if json:
        print_json({"engine": engine, "half": half, **report(figures), "rows": list(rows(judged))})
        return
    _show(judged)
    show(f"levels by {engine}, {half.replace('_', ' ')} answers", figures)


async def _judged(
    engine: ScorerName,
    config: Config,
    folder: Path,
    languages: Sequence[Language],
    half: Half,
) -> list[Judged]:
    lengths = {one: LengthAlone(_by_hand(one)) for one in languages}
    answers = [(one, answer) for one in languages for answer in chosen(one, half)]
    async with scorer(engine, config, folder) as giver:
        return [
            await judge(giver, answer, spoken, by_length=lengths[spoken].level(answer))
            for spoken, answer in (answers[step] for step in steps(len(answers), "answers"))
        ]


def _by_hand(language: Language) -> list[RatedAnswer]:
    tuning, _ = halves(load(language))
    return [one for one in tuning if one.by == "hand"]


def aims(judged: Sequence[Judged]) -> list[Figure]:
    """Return what is held against our aim: kappa of the answers of hand in each language."""
    made = []
    for language in dict.fromkeys(one.language for one in judged):
        own = [one for one in judged if one.language == language and one.answer.by == "hand"]
        if own:
            name = f"weighted kappa, {_NAMES[language]}, by hand"
            note = f"{len(own)} answers"
            kappa = agreed(own).kappa
            made.append(Figure(name=name, value=kappa, unit="", at_least=_AIM, note=note))
    share = firm(judged)
    if share is not None:
        name = "answers of one level in all runs"
        made.append(Figure(name=name, value=100 * share, unit="%"))
    return made


def rows(judged: Sequence[Judged]) -> Iterator[dict[str, Any]]:
    """Yield the agreement of each group of answers; of answers of hand alone where not told."""
    for name, group in _groups(judged):
        yield {"of": name, **_plain(agreed(group)), "by_length": _plain(agreed_by_length(group))}


def _groups(judged: Sequence[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    own = [one for one in judged if one.answer.by == "hand"]
    languages = sorted({one.language for one in own})
    for language in languages:
        yield _NAMES[language], [one for one in own if one.language == language]
    if languages[1:]:
        yield _NAMES["all"], own
    for style in sorted({one.style for one in own}):
        yield style, [one for one in own if one.style == style]
    if by_script := [one for one in judged if one.answer.by == "script"]:
        yield "by script", by_script


def _plain(found: Agreement) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(found)
    return {
        name: round(value, 3) if isinstance(value, float) else value for name, value in told.items()
    }


def _show(judged: Sequence[Judged]) -> None:
    table = Table("answers", "count", "kappa", "mean error", "exact", "bias", "kappa by length")
    for name, group in _groups(judged):
        found, by_length = agreed(group), agreed_by_length(group)
        table.add_row(
            name,
            str(found.count),
            f"{found.kappa:.2f}",
            f"{found.mean_error:.2f}",
            f"{100 * found.exact:.0f} %",
            f"{found.bias:+.2f}",
            f"{by_length.kappa:.2f}",
        )
    console = Console()
    console.print(table)
    for name, group in _groups(judged):
        if name in _NAMES.values():
            console.print(_confusion(name, agreed(group)))


def _confusion(name: str, found: Agreement) -> Table:
    """Return a row for each known level, a column for each given one."""
    table = Table("known", *map(str, LEVELS), title=f"{name}: given levels")
    for level, row in zip(LEVELS, found.confusion, strict=True):
        table.add_row(str(level), *map(str, row))
    return table
