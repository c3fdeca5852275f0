"""Our turn taking and pipecat's, side by side: same utterances, engines, machine and run.

Each utterance is played to all systems one after the other before the next one comes, so
that whatever else the machine does falls on all alike. All are reached over a WebSocket,
by the same player, and judged by the same rules as in `talkup-local bench turns`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from talkup_local.cli.bench.served import served
from talkup_local.cli.bench.turns import making
from talkup_local.cli.bench.turns.observed import Outcome, Run, outcome
from talkup_local.cli.bench.turns.player import Player
from talkup_local.cli.bench.turns.scenario import ANSWERS, PAUSES, Scenario, of, planned_s, within
from talkup_local.cli.bench.turns.summary import cutoff_percent, delays_ms, pauses

PACES = {"instant": "instant reply", "slow": "model of 300 ms + 25 tokens/s"}
PEERS = {"smart_turn": "pipecat (Silero + Smart Turn)", "vad_only": "pipecat (VAD only)"}
OURS = "talkup-local"
THANKS_FIRST = "talkup-local, thanks before the model"
"""As the appliance does it with a language model: prepared thanks bridge its first words."""

FULL_S, QUICK_S = 240.0, 50.0
"""How long one system is spoken to at one pace, answers and pauses together."""

ANSWER_SHARE = 0.5
WIDTH = 120
AIM = 0.5


@dataclass(frozen=True, kw_only=True)
class System:
    """One of those that are compared."""

    name: str
    pace: str
    player: Player


@dataclass(frozen=True, kw_only=True)
class Line:
    """The figures of one system at one pace; None where nothing was measured."""

    system: str
    pace: str
    gap_p50_ms: float | None
    gap_p95_ms: float | None
    endpoint_mean_ms: float | None
    cut_ins: int
    pauses: int
    cut_in_percent: float | None
    cut_ins_elsewhere: int
    unanswered: int
    failed: int


def main() -> int:
    """Play, judge and print; return the exit code."""
    options = _options()
    missing = [name for name in ("pipecat", "onnxruntime") if find_spec(name) is None]
    if missing:
        sys.stderr.write(
            f"{', '.join(missing)} is not installed here ({sys.executable}).\n"
            "Install what is compared with: pip install '.[bench]'\n"
        )
        return 1
    made = making.scenarios(options.recordings)
    budget_s = options.seconds or (QUICK_S if options.quick else FULL_S)
    scenarios = [
        *within(of(made, ANSWERS), budget_s * ANSWER_SHARE),
        *within(of(made, PAUSES), budget_s * (1 - ANSWER_SHARE)),
    ]
    paces = [options.reply] if options.reply else ["instant"] if options.quick else list(PACES)
    runs = asyncio.run(_measure(scenarios, paces, options.patience))
    lines = [_line(name, pace, found) for (name, pace), found in runs.items()]
    if options.json:
        found = {"patience": options.patience, "systems": _plain(lines), "ratios": _ratios(lines)}
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    else:
        _show(lines, options.patience, len(scenarios))
    return 0


def _options() -> Any:
    parser = argparse.ArgumentParser(
        prog="bench_peer", description="Measure our turn taking against pipecat's, side by side."
    )
    parser.add_argument("--quick", action="store_true", help="a part, with instant replies only")
    parser.add_argument("--reply", choices=PACES, help="one pace of the model only")
    parser.add_argument("--seconds", type=float, help="how long each system is spoken to")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--patience", choices=("brisk", "normal", "relaxed"), default="normal", help="of our server"
    )
    parser.add_argument("--recordings", type=Path, help="folder of recordings of people")
    return parser.parse_args()


async def _measure(
    scenarios: Sequence[Scenario], paces: Sequence[str], patience: Any
) -> dict[tuple[str, str], list[Run]]:
    runs: dict[tuple[str, str], list[Run]] = {}
    async with _systems(scenarios, paces, patience) as systems:
        minutes = sum(map(planned_s, scenarios)) * len(systems) / 60
        console = Console(stderr=True)
        for scenario in track(
            scenarios,
            f"{len(scenarios)} utterances to {len(systems)} systems, about {minutes:.0f} min",
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ):
            for system in systems:
                run = await system.player.play(scenario)
                runs.setdefault((system.name, system.pace), []).append(run)
    return runs


@contextlib.asynccontextmanager
async def _systems(
    scenarios: Sequence[Scenario], paces: Sequence[str], patience: Any
) -> AsyncIterator[list[System]]:
    """Start everything; what is not spoken to costs nothing."""
    async with contextlib.AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="talkup-peer-"))
        questions = Path(folder) / "questions.json"
        questions.write_bytes(msgspec.json.encode({s.id: s.asked for s in scenarios}))
        peer = await stack.enter_async_context(_pipecat())
        systems = []
        for pace in paces:
            ours = {OURS: pace} | ({THANKS_FIRST: "thanks_first"} if pace == "slow" else {})
            for name, reply in ours.items():
                arguments = ("--questions", str(questions), "--reply", reply)
                module = "talkup_local.cli.bench.turns.serve"
                server = await stack.enter_async_context(
                    served("embedded", {}, (module, *arguments))
                )
                player = Player(server.url, patience=patience)
                systems.append(System(name=name, pace=pace, player=player))
            for variant, name in PEERS.items():
                player = Player(f"{peer}/{variant}/{pace}", patience=None)
                systems.append(System(name=name, pace=pace, player=player))
        yield systems


@contextlib.asynccontextmanager
async def _pipecat() -> AsyncIterator[str]:
    """Run the bots in a process of their own; give their URL."""
    script = Path(__file__).with_name("pipecat_server.py")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "TALKUP_LOG_LEVEL": "error"},
    )
    try:
        assert process.stdout is not None, "stdout is a pipe"
        line = (await process.stdout.readline()).decode()
        if not line.startswith("listening on "):
            raise SystemExit("pipecat did not start: its error stands above")
        yield line.removeprefix("listening on ").strip()
    finally:
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            process.terminate()
        await process.wait()


def _line(name: str, pace: str, runs: Sequence[Run]) -> Line:
    done = [outcome(run) for run in runs if not run.problem]
    answers = [one for one in done if one.kind in ANSWERS]
    gaps, endpoints = delays_ms(answers, "gap_ms"), delays_ms(answers, "endpoint_ms")
    cuts = pauses(done)
    return Line(
        system=name,
        pace=pace,
        gap_p50_ms=_percentile(gaps, 50),
        gap_p95_ms=_percentile(gaps, 95),
        endpoint_mean_ms=float(np.mean(endpoints)) if endpoints else None,
        cut_ins=sum(cuts),
        pauses=len(cuts),
        cut_in_percent=cutoff_percent(done),
        cut_ins_elsewhere=sum(one.cut_off_elsewhere for one in done),
        unanswered=sum(map(_unanswered, done)),
        failed=len(runs) - len(done),
    )


def _unanswered(one: Outcome) -> bool:
    return one.gap_ms is None


def _percentile(values: Sequence[float], percent: float) -> float | None:
    return float(np.percentile(values, percent)) if values else None


def _ratios(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return our figures as a part of each peer's, at the same pace."""
    names = ("gap_p50_ms", "gap_p95_ms", "cut_in_percent")
    return [
        {
            "ours": ours.system,
            "peer": peer.system,
            "pace": peer.pace,
            **{name: _ratio(ours, peer, name) for name in names},
        }
        for peer in lines
        if peer.system in PEERS.values()
        for ours in lines
        if ours.system not in PEERS.values() and ours.pace == peer.pace
    ]


def _ratio(ours: Line, peer: Line, name: str) -> float | None:
    one, other = getattr(ours, name), getattr(peer, name)
    return None if one is None or not other else round(one / other, 2)


def _plain(lines: Sequence[Line]) -> list[Mapping[str, Any]]:
    return [
        {
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in vars(line).items()
        }
        for line in lines
    ]


def _show(lines: Sequence[Line], patience: str, count: int) -> None:
    console = Console()
    console.width = max(console.width, WIDTH)  # narrower, the columns are unreadable
    for pace in dict.fromkeys(line.pace for line in lines):
        table = Table(
            *("system", "gap p50", "gap p95", "end of turn, mean", "cut in on pauses"),
            *("between words", "no reply"),
            title=f"{PACES[pace]}, our patience {patience}, {count} utterances",
        )
        for line in (line for line in lines if line.pace == pace):
            table.add_row(
                line.system,
                _ms(line.gap_p50_ms),
                _ms(line.gap_p95_ms),
                _ms(line.endpoint_mean_ms),
                f"{line.cut_ins} of {line.pauses}",
                str(line.cut_ins_elsewhere),
                str(line.unanswered + line.failed),
            )
        console.print(table)
        for ratio in (ratio for ratio in _ratios(lines) if ratio["pace"] == pace):
            both = f"p50 {_judged(ratio['gap_p50_ms'])}, p95 {_judged(ratio['gap_p95_ms'])}"
            console.print(f"{ratio['ours']} / {ratio['peer']}: {both}")
    console.print(
        f"gap: the candidate's last sound to the first sound of the reply, answers without pauses; "
        f"aim against Smart Turn: at most {AIM:g}"
    )


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} ms"


def _judged(ratio: float | None) -> str:
    if ratio is None:
        return "-"
    return f"[green]{ratio:.2f}[/]" if ratio <= AIM else f"[red]{ratio:.2f}[/]"


if __name__ == "__main__":
    sys.exit(main())
