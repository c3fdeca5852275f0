"""The command: holds the interviews, counts what went wrong, and shows it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, get_args

import msgspec
import numpy as np
import typer
from rich.console import Console
from rich.table import Column, Table

from talkup_local.cli.bench.figures import Figure, report, show, steps
from talkup_local.cli.bench.interview.candidates import Candidate, candidates
from talkup_local.cli.bench.interview.checks import Checks, check
from talkup_local.cli.bench.interview.consent import Misread, misread
from talkup_local.cli.bench.interview.hold import Held, Interviewers, hold
from talkup_local.cli.options import AsJson, print_json
from talkup_local.config.model import InterviewKind, Language
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.dialogue.rules import RulesInterviewer, Turn
from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.plan import InterviewPlan, plan_for
from talkup_local.observe import logs

_TABLES: Final = {
    "what went wrong: sums": (
        "repeats",
        "unmet",
        "led back",
        "double",
        "marks",
        "warned",
        "consent",
    ),
    "how it went: means; of the same and of words, the most": (
        "covered",
        "time",
        "asked on",
        "same",
        "words",
        "ended",
    ),
}
_NAMES: Final = {True: "yes", False: "no", None: "neither"}
_KEPT_DAYS: Final = 90
_TIME_AIM: Final = 1.1
_DECIDES_MS: Final = 5.0


@dataclass(frozen=True, kw_only=True)
class Run:
    """One interview, and what went wrong in it. decided_ms: how long each reply was thought of."""

    kind: InterviewKind
    language: Language
    held: Held
    checks: Checks
    decided_ms: tuple[float, ...] = ()


class _Timed(RulesInterviewer):
    """Notes how long it takes to decide what to say, ms."""

    def __init__(
        self,
        plan: InterviewPlan,
        interview_id: str,
        *,
        opening: Opening,
        elapsed_s: Callable[[], float],
    ) -> None:
        super().__init__(plan, interview_id, opening=opening, elapsed_s=elapsed_s)
        self.decided_ms: list[float] = []

    def decide(self, heard: str, *, improvise: bool = False) -> Turn:
        began_s = time.perf_counter()
        turn = super().decide(heard, improvise=improvise)
        self.decided_ms.append((time.perf_counter() - began_s) * 1000)
        return turn


def interview(
    *,
    candidate: Annotated[
        list[str] | None, typer.Option(help="Candidates, by name.", show_default="all")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="en or fr.", show_default="both")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Kinds of interview.", show_default="all")
    ] = None,
    minutes: Annotated[
        float, typer.Option(min=0, help="Minutes that an interview may take; 0: any.")
    ] = 30.0,
    transcripts: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder to write the interviews to.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Let simulated candidates hold whole interviews on virtual time; count what goes wrong."""
    logs.configure("error", "console")  # thousands of turns take place
    languages: list[Language] = _some("--language", language, get_args(Language))
    kinds: list[InterviewKind] = _some("--kind", kind, get_args(InterviewKind))
    names = _some("--candidate", candidate, [one.name for one in candidates("en")])
    who = [
        (one, kind, language)
        for language in languages
        for one in candidates(language)
        if one.name in names
        for kind in kinds
    ]
    runs = [
        run(one, kind, language, minutes)
        for one, kind, language in (who[step] for step in steps(len(who), "interviews"))
    ]
    wrong = [one for language in languages for one in misread(language, _who_asks(language))]
    if transcripts is not None:
        _write(runs, transcripts)
    found = figures(runs, wrong)
    if json:
        print_json({**report(found), "misread": wrong, "runs": [_told(one) for one in runs]})
        return
    _show(runs, wrong)
    limit = f"of {minutes:g} minutes" if minutes else "without a limit"
    show(f"interviews {limit}: {len(runs)}", found)


def _some(option: str, chosen: Sequence[str] | None, allowed: Sequence[Any]) -> list[Any]:
    unknown = set(chosen or ()) - set(allowed)
    if unknown:
        raise typer.BadParameter(f"{option} is one of: {', '.join(allowed)}")
    return [one for one in allowed if not chosen or one in chosen]


def by_rules(interview_id: str) -> Interviewers:
    """Return what makes the interviewer that needs no model; everything is kept, and asked for."""

    def make(plan: InterviewPlan, elapsed_s: Callable[[], float]) -> Interviewer:
        return RulesInterviewer(plan, interview_id, opening=_opening(), elapsed_s=elapsed_s)

    return make


def _opening() -> Opening:
    return Opening(keeps=Kept(days=_KEPT_DAYS), ask=True)


def _who_asks(language: Language) -> Callable[[], Interviewer]:
    plan = plan_for("general", language, 3)
    return lambda: by_rules("consent")(plan, lambda: 0.0)


def run(candidate: Candidate, kind: InterviewKind, language: Language, minutes: float) -> Run:
    """Hold one interview by the rules, the same each time, and check it."""
    plan = plan_for(kind, language, minutes=minutes)
    timed: list[_Timed] = []

    def make(plan: InterviewPlan, elapsed_s: Callable[[], float]) -> Interviewer:
        interview_id = f"{candidate.name}-{kind}-{language}"
        timed.append(_Timed(plan, interview_id, opening=_opening(), elapsed_s=elapsed_s))
        return timed[-1]

    held = asyncio.run(hold(candidate, plan, make))
    decided_ms = tuple(timed[0].decided_ms)
    return Run(kind=kind, language=language, held=held, checks=check(held), decided_ms=decided_ms)


def figures(runs: Sequence[Run], wrong: Sequence[Misread]) -> list[Figure]:
    """Return what is held against our aims, over all interviews and words of consent."""
    checks = [one.checks for one in runs]
    replies = sum(len(one.held.exchanges) - 1 for one in runs)
    requests = sum(one.requests for one in checks)
    warnings = sum(one.warnings for one in checks)
    times = [one.time for one in checks if one.time is not None]
    counts = (
        ("questions repeated without being asked to", [c.repeats for c in checks]),
        (f"requests not met, of {requests}", [c.unmet for c in checks]),
        (f"replies with two questions, of {replies}", [c.doubles for c in checks]),
        ("replies that can't be spoken as they are", [c.markup for c in checks]),
        (f"warnings of the time missing, of {warnings}", [c.warnings - c.warned for c in checks]),
        ("interviews that did not end by themselves", [not c.ended for c in checks]),
        ("interviews whose consent was not handled", [not c.consent for c in checks]),
        ("words of consent misread", [1] * len(wrong)),
        ("... and taken for a yes", [one.taken is True for one in wrong]),
    )
    made = [Figure(name=name, value=sum(counted), unit="", aim=0) for name, counted in counts]
    if times:
        made.append(
            Figure(name="longest, of its minutes", value=100 * max(times), unit="%",
                   aim=100 * _TIME_AIM)
        )  # fmt: skip
    astray = sum(c.astray for c in checks)
    if astray:
        share = 100 * sum(c.led_back for c in checks) / astray
        note = f"{astray} jokes, insults, tricks and other stories"
        made.append(Figure(name="led back from what leads away", value=share, unit="%", note=note))
    decided_ms = np.concatenate([one.decided_ms for one in runs])
    for share, name in ((50, "p50"), (95, "p95")):
        value = float(np.percentile(decided_ms, share))
        aim = _DECIDES_MS if share == 50 else None  # noqa: PLR2004 - the median
        made.append(Figure(name=f"deciding what to say, {name}", value=value, unit="ms", aim=aim))
    made.append(
        Figure(name="words of a reply, at most", value=max(c.longest_words for c in checks),
               unit="words")
    )  # fmt: skip
    return made


def _show(runs: Sequence[Run], wrong: Sequence[Misread]) -> None:
    faults, course = (
        Table(Column("candidate", no_wrap=True), *columns, title=title, padding=0)
        for title, columns in _TABLES.items()
    )
    for group in _grouped(runs):
        checks = [one.checks for one in group]
        name = f"{group[0].held.candidate.name} {group[0].language}"
        times = [one.time for one in checks if one.time is not None]
        faults.add_row(
            name,
            str(sum(c.repeats for c in checks)),
            f"{sum(c.unmet for c in checks)} of {sum(c.requests for c in checks)}",
            f"{sum(c.led_back for c in checks)} of {sum(c.astray for c in checks)}",
            str(sum(c.doubles for c in checks)),
            str(sum(c.markup for c in checks)),
            f"{sum(c.warned for c in checks)} of {sum(c.warnings for c in checks)}",
            f"{sum(c.consent for c in checks)} of {len(checks)}",
        )
        course.add_row(
            name,
            f"{100 * sum(c.covered for c in checks) / sum(c.planned for c in checks):.0f} %",
            f"{100 * sum(times) / len(times):.0f} %" if times else "",
            f"{sum(c.asked_on_mean for c in checks) / len(checks):.1f}",
            str(max(c.stuck for c in checks)),
            str(max(c.longest_words for c in checks)),
            ", ".join(sorted({one.held.reason for one in group})),
        )
    words = Table("words of consent", "meant", "taken for", padding=0)
    for one in wrong:
        words.add_row(one.words, _NAMES[one.means], _NAMES[one.taken])
    Console().print(faults, course, *((words,) if wrong else ()))


def _grouped(runs: Iterable[Run]) -> list[list[Run]]:
    groups: dict[tuple[str, Language], list[Run]] = {}
    for one in runs:
        groups.setdefault((one.held.candidate.name, one.language), []).append(one)
    return list(groups.values())


def _told(one: Run) -> dict[str, Any]:
    return {
        "candidate": one.held.candidate.name,
        "language": one.language,
        "kind": one.kind,
        "ended": one.held.reason,
        "checks": msgspec.to_builtins(one.checks),
    }


def _write(runs: Iterable[Run], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in runs:
        name = f"{one.language}-{one.held.candidate.name}-{one.kind}.md"
        (folder / name).write_text(_transcript(one), encoding="utf-8")


def _transcript(one: Run) -> str:
    lines = [f"# {one.held.candidate.name}, {one.kind}, {one.language}: {one.held.reason}", ""]
    for said in one.held.exchanges:
        if said.line is not None:
            lines += [f"> {said.line.text}", ""]
        minutes, seconds = divmod(round(said.at_s), 60)
        where = f"{said.question_id or said.stage} {said.step}".strip()
        lines += [f"{minutes}:{seconds:02} ({where}) {said.said}", ""]
    lines += [f"- {fault}" for fault in one.checks.faults]
    return "\n".join(lines) + "\n"
