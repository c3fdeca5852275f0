"""The command: makes the scenarios, plays them, and says what came of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, get_args

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from talkup_local.cli.bench.figures import Figure, report, show
from talkup_local.cli.bench.served import Served, served
from talkup_local.cli.bench.turns import curve, making, summary
from talkup_local.cli.bench.turns.counters import read_wasted
from talkup_local.cli.bench.turns.interviewer import ReplyPace
from talkup_local.cli.bench.turns.observed import Run, outcome
from talkup_local.cli.bench.turns.player import Player
from talkup_local.cli.bench.turns.scenario import (
    ANSWERS,
    OVER_SPEECH,
    PAUSES,
    WITH_PAUSES,
    Scenario,
    of,
    planned_s,
    within,
)
from talkup_local.cli.options import AsJson, print_json
from talkup_local.config.model import Patience

_NOISE_S: Final = 600.0
_SPARE_SESSIONS: Final = 12

# What --quick plays; with the start and the making it ends within two minutes.
_QUICK_PAUSES_S: Final = 38.0
_QUICK_ANSWERS_S: Final = 36.0
_QUICK_OVER_SPEECH_S: Final = 18.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is played: candidates side by side with the noises, then one at a time."""

    side_by_side: Sequence[Scenario]
    alone: Sequence[Scenario]
    noises: Sequence[Scenario]
    connections: int

    @property
    def duration_s(self) -> float:
        """About how long that takes."""
        noise_s = max(map(planned_s, self.noises), default=0.0)
        pauses_s = sum(map(planned_s, self.side_by_side)) / self.connections
        return max(noise_s, pauses_s) + sum(map(planned_s, self.alone))


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was measured at one setting."""

    patience: Patience
    runs: list[Run]
    figures: list[Figure]


def turns(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Play a part of each kind: under two minutes.")
    ] = False,
    sweep: Annotated[
        bool,
        typer.Option(
            "--sweep",
            help="Play answers and pauses beside each other, at every patience; draw the curve.",
        ),
    ] = False,
    patience: Annotated[
        str, typer.Option(help="Patience to ask for: brisk, normal or relaxed.")
    ] = "normal",
    reply: Annotated[
        str,
        typer.Option(
            help="The language model's pace: instant, slow (300 ms, 25 tokens/s), or thanks_first "
            "(as slow, but the thanks do not wait for it)."
        ),
    ] = "instant",
    connections: Annotated[
        int, typer.Option(min=1, max=16, help="Candidates at a time in the sets with pauses.")
    ] = 3,
    noise_s: Annotated[
        float | None,
        typer.Option(min=0, help="Seconds of each noise.", show_default="600, quick 36"),
    ] = None,
    recordings: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder of recordings of people."),
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="Measure the server there; by default, one of our own.")
    ] = None,
    profile: Annotated[str, typer.Option(help="Profile of our own server.")] = "embedded",
    out: Annotated[Path, typer.Option(help="Folder for the curve.")] = Path("bench-out"),
    json: AsJson = False,
) -> None:
    """Measure turn taking: false cut-offs, delays, barge-ins, phantom words, CPU."""
    chosen = _one_of("--patience", patience, Patience)
    pace = _one_of("--reply", reply, ReplyPace)
    if sweep:
        curve.check()
    plan = plan_for(
        making.scenarios(recordings),
        quick=quick,
        sweep=sweep,
        connections=connections,
        noise_s=_default_noise_s(quick=quick) if noise_s is None else noise_s,
    )
    settings: tuple[Patience, ...] = get_args(Patience) if sweep else (chosen,)
    results = asyncio.run(_measure(plan, settings, url, profile, pace))
    files = curve.draw([_point(result) for result in results], out) if sweep else []
    if json:
        print_json(_report(results, profile, reply, files))
        return
    for result in results:
        show(f"turns, patience {result.patience}, {reply} replies", result.figures)
    for file in files:
        Console().print(f"the curve: {file}")


def _default_noise_s(*, quick: bool) -> float:
    return _QUICK_PAUSES_S - 2 if quick else _NOISE_S


def _one_of(option: str, value: str, allowed: Any) -> Any:
    if value not in get_args(allowed):
        raise typer.BadParameter(f"{option} is one of: {', '.join(get_args(allowed))}")
    return value


def plan_for(
    made: Sequence[Scenario], *, quick: bool, sweep: bool, connections: int, noise_s: float
) -> Plan:
    """Return what of ``made`` is played, and how."""
    pauses, answers, over_speech = of(made, PAUSES), of(made, ANSWERS), of(made, OVER_SPEECH)
    if quick:
        pauses = within(pauses, _QUICK_PAUSES_S * connections)
        answers = within(answers, _QUICK_ANSWERS_S)
        over_speech = within(over_speech, _QUICK_OVER_SPEECH_S)
    return Plan(
        # the longest first, so that no connection is left alone with it at the end
        side_by_side=sorted([*pauses, *(answers if sweep else ())], key=planned_s, reverse=True),
        alone=[] if sweep else [*answers, *over_speech],
        noises=[] if sweep or not noise_s else making.noises(noise_s),
        connections=connections,
    )


async def _measure(
    plan: Plan, settings: Sequence[Patience], url: str | None, profile: str, pace: ReplyPace
) -> list[Result]:
    results = []
    async with _server(plan, url, profile, pace) as server:
        for patience in settings:
            player = Player(server.url, pid=server.pid or None, patience=patience)
            with _progress(plan, f"patience {patience}") as on_done:
                runs, wasted = await _play(plan, player, server.url, on_done)
            figures = summary.figures(runs, patience, wasted, connections=plan.connections)
            results.append(Result(patience=patience, runs=runs, figures=figures))
    return results


async def _play(
    plan: Plan, player: Player, url: str, on_done: Callable[[Scenario], None]
) -> tuple[list[Run], summary.Wasted | None]:
    async with asyncio.TaskGroup() as group:
        noises = [group.create_task(player.play(noise)) for noise in plan.noises]
        paused = group.create_task(
            player.play_all(plan.side_by_side, connections=plan.connections, on_done=on_done)
        )
    runs = [*paused.result(), *(noise.result() for noise in noises)]
    # whatever waits for its turn alone is measured on a server that does nothing else
    answers, over_speech = of(plan.alone, ANSWERS), of(plan.alone, OVER_SPEECH)
    before = await read_wasted(url)
    runs += await player.play_all(answers, on_done=on_done)
    after = await read_wasted(url)
    runs += await player.play_all(over_speech, on_done=on_done)
    if before is None or after is None:
        return runs, None
    return runs, summary.Wasted(
        begun=after.begun - before.begun, dropped=after.dropped - before.dropped
    )


@contextlib.asynccontextmanager
async def _server(
    plan: Plan, url: str | None, profile: str, pace: ReplyPace
) -> AsyncIterator[Served]:
    """Give the server at ``url``, or one of our own that asks what the scenarios say."""
    if url is not None:
        yield Served(url=url.rstrip("/"), pid=0, ready_s=0.0)
        return
    everything = (*plan.side_by_side, *plan.alone, *plan.noises)
    asked = {scenario.id: scenario.asked for scenario in everything}
    with TemporaryDirectory(prefix="talkup-bench-") as folder:
        questions = Path(folder) / "questions.json"
        questions.write_bytes(msgspec.json.encode(asked))
        module = "talkup_local.cli.bench.turns.serve"
        arguments = (module, "--questions", str(questions), "--reply", pace)
        sessions = str(plan.connections + len(plan.noises) + _SPARE_SESSIONS)
        async with served(profile, {"TALKUP_LIMITS_SESSIONS": sessions}, arguments) as server:
            yield server


@contextlib.contextmanager
def _progress(plan: Plan, what: str) -> Any:
    """Show how far it is, on stderr where somebody looks on; time of play is what counts."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    total_s = sum(map(planned_s, (*plan.side_by_side, *plan.alone)))
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(f"{what}, about {plan.duration_s / 60:.0f} min", total=total_s)
        yield lambda scenario: bar.advance(task, planned_s(scenario))


def _point(result: Result) -> curve.Point:
    done = [outcome(run) for run in result.runs if not run.problem]
    answers = [one for one in done if one.kind in ANSWERS]
    delays = summary.delays_ms(answers, "endpoint_ms")
    by_kind = [
        (kind.value, summary.cutoff_percent(one for one in done if one.kind is kind))
        for kind in WITH_PAUSES
    ]
    return curve.Point(
        patience=result.patience,
        endpoint_ms=sum(delays) / len(delays) if delays else float("nan"),
        cutoff_percent=summary.cutoff_percent(done) or 0.0,
        by_kind=tuple((name, share) for name, share in by_kind if share is not None),
    )


def _report(
    results: Sequence[Result], profile: str, reply: str, files: Sequence[Path]
) -> dict[str, Any]:
    return {
        "profile": profile,
        "reply": reply,
        "settings": [
            {
                "patience": result.patience,
                **report(result.figures),
                "runs": [_told(run) for run in result.runs],
            }
            for result in results
        ],
        "files": [str(file) for file in files],
    }


def _told(run: Run) -> dict[str, Any]:
    """Return what a run says, for whoever wants to look closer."""
    found = outcome(run)
    scenario = run.scenario
    return {
        "id": scenario.id,
        "kind": scenario.kind.value,
        "text": scenario.text,
        "pauses": [
            {"start_s": round(p.start_s, 2), "duration_s": round(p.duration_s, 2), "cut_off": cut}
            for p, cut in zip(scenario.pauses, found.cut_off, strict=False)
        ],
        "cut_off_elsewhere": found.cut_off_elsewhere,
        "endpoint_ms": _rounded(found.endpoint_ms),
        "compute_ms": _rounded(found.compute_ms),
        "gap_ms": _rounded(found.gap_ms),
        "stop_ms": _rounded(found.stop_ms),
        "problem": run.problem or None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
