"""Figures of a whole set of runs, held against what we aim at. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from talkup_local.cli.bench.figures import Figure, median, percentile
from talkup_local.cli.bench.turns.observed import Outcome, Run, outcome
from talkup_local.cli.bench.turns.scenario import ANSWERS, NOISES, PAUSES, WITH_PAUSES, Kind
from talkup_local.config.model import Patience

CUTOFF_AIMS_PERCENT: Final[dict[Patience, float]] = {"normal": 5.0, "relaxed": 2.0}
ENDPOINT_AIM_MS: Final = 700.0

_COMPUTE_AIMS_MS: Final = {50: 50.0, 95: 300.0}
_STOP_AIM_MS: Final = 200.0
_CORE_AIM: Final = 0.25
_WASTE_AIM_PERCENT: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Wasted:
    """Replies that were begun, and those of them that were thrown away unheard."""

    begun: float
    dropped: float


def pauses(outcomes: Iterable[Outcome]) -> list[bool]:
    """Return for each pause whether the candidate was cut off in it."""
    return [cut for one in outcomes for cut in one.cut_off]


def cutoff_percent(outcomes: Iterable[Outcome]) -> float | None:
    """Return the share of pauses in which the candidate was cut off, None without any."""
    cuts = pauses(outcomes)
    return 100 * sum(cuts) / len(cuts) if cuts else None


def delays_ms(outcomes: Iterable[Outcome], name: str) -> list[float]:
    """Return the values of ``endpoint_ms``, ``compute_ms``, ``gap_ms`` or ``stop_ms``."""
    return [value for one in outcomes if (value := getattr(one, name)) is not None]


def figures(
    runs: Sequence[Run], patience: Patience, wasted: Wasted | None, *, connections: int
) -> list[Figure]:
    """Return everything that was measured, good or bad.

    wasted: on the finished answers, None when the server does not tell.
    connections: candidates at a time in the sets with pauses.
    """
    sound = [run for run in runs if not run.problem]
    done = [outcome(run) for run in sound]
    answers = [one for one in done if one.kind in ANSWERS]
    paused = [one for one in done if one.kind in PAUSES]
    return [
        *_cutoffs([*answers, *paused], patience, connections),
        *_counts(answers, paused),
        *_delays(answers, paused),
        *_over_speech(done),
        *_phantoms(sound),
        *_cpu(sound),
        *_wasted(wasted),
        Figure(name="runs that failed", value=len(runs) - len(sound), unit="", aim=0),
        Figure(
            name="latest frame was late by",
            value=max((run.lag_s for run in sound), default=0.0) * 1000,
            unit="ms",
            note="the player's own fault; far above 100 the machine was too busy to measure",
        ),
    ]


def _cutoffs(done: Sequence[Outcome], patience: Patience, connections: int) -> list[Figure]:
    made = [
        _share(f"false cut-offs, {kind.value}", [one for one in done if one.kind is kind])
        for kind in WITH_PAUSES
    ]
    note = f"patience {patience}, {connections} candidates at a time"
    aim = CUTOFF_AIMS_PERCENT.get(patience)
    made.append(_share("false cut-offs, all pauses", done, aim=aim, note=note))
    return [figure for figure in made if figure is not None]


def _share(
    name: str, outcomes: Sequence[Outcome], *, aim: float | None = None, note: str = ""
) -> Figure | None:
    percent = cutoff_percent(outcomes)
    if percent is None:
        return None
    cuts = pauses(outcomes)
    note = f"{sum(cuts)} of {len(cuts)} pauses{'; ' if note else ''}{note}"
    return Figure(name=name, value=percent, unit="%", aim=aim, note=note)


def _counts(answers: Sequence[Outcome], paused: Sequence[Outcome]) -> list[Figure]:
    both = [*answers, *paused]

    def count(name: str, value: Callable[[Outcome], int], note: str) -> Figure:
        return Figure(name=name, value=sum(map(value, both)), unit="", note=note)

    return [
        count(
            "cut off between words",
            lambda one: one.cut_off_elsewhere,
            f"where no pause was meant, in {len(both)} answers",
        ),
        count("retracted", lambda one: one.retracted, "ends of turn taken back before any sound"),
        count("encouraged", lambda one: one.encouraged, '"take your time", late in a pause'),
        count("answers without a reply", lambda one: one.gap_ms is None, f"of {len(both)}"),
    ]


def _delays(answers: Sequence[Outcome], paused: Sequence[Outcome]) -> list[Figure]:
    made: list[Figure] = []
    endpoints = delays_ms(answers, "endpoint_ms")
    if endpoints:
        made.append(
            Figure(
                name="endpoint delay, mean",
                value=float(np.mean(endpoints)),
                unit="ms",
                aim=ENDPOINT_AIM_MS,
                note=f"{len(endpoints)} answers without pauses",
            )
        )
    made += _percentiles("endpoint delay", endpoints)
    made += _percentiles("compute delay", delays_ms(answers, "compute_ms"), _COMPUTE_AIMS_MS)
    made += _percentiles("gap", delays_ms(answers, "gap_ms"))
    for kind in ANSWERS:
        of_kind = [one for one in answers if one.kind is kind]
        made += _percentiles(f"endpoint delay, {kind.value}", delays_ms(of_kind, "endpoint_ms"))
        made += _percentiles(f"gap, {kind.value}", delays_ms(of_kind, "gap_ms"))
    made += _percentiles("endpoint delay after pauses", delays_ms(paused, "endpoint_ms"))
    return made


def _percentiles(
    name: str, values: Sequence[float], aims: dict[int, float] | None = None
) -> list[Figure]:
    if not values:
        return []
    return [
        Figure(
            name=f"{name}, p{percent}",
            value=percentile(values, percent),
            unit="ms",
            aim=(aims or {}).get(percent),
            note=f"of {len(values)}",
        )
        for percent in (50, 95)
    ]


def _over_speech(done: Sequence[Outcome]) -> list[Figure]:
    real = [one for one in done if one.kind is Kind.BARGE_IN]
    false = [one for one in done if one.kind is Kind.FALSE_BARGE_IN]
    stops = delays_ms(real, "stop_ms")
    made: list[Figure] = []
    if stops:
        name = "barge-in: speech start to the last sound sent"
        note = f"of {len(stops)}"
        p50, p95 = median(stops), percentile(stops, 95)
        made += [
            Figure(name=f"{name}, p50", value=p50, unit="ms", aim=_STOP_AIM_MS, note=note),
            Figure(name=f"{name}, p95", value=p95, unit="ms", note=note),
        ]
    if false:
        silenced = sum(one.silenced for one in false)
        note = f"of {len(false)} coughs, knocks and hums of assent"
        name = "false barge-ins that broke the interviewer off"
        made.append(Figure(name=name, value=silenced, unit="", note=note))
    return made


def _phantoms(runs: Sequence[Run]) -> list[Figure]:
    return [
        Figure(
            name=f"phantom words, {run.scenario.kind.value}",
            value=outcome(run).words,
            unit="",
            aim=0,
            note=f"in {run.scenario.duration_s:.0f} s",
        )
        for run in runs
        if run.scenario.kind in NOISES
    ]


def _cpu(runs: Sequence[Run]) -> list[Figure]:
    """Return the cost of one session while its candidate speaks."""
    spoken = [
        (run.cpu_s, run.scenario.end_s - run.scenario.start_s)
        for run in runs
        if run.cpu_s is not None and run.scenario.kind is Kind.FINISHED
    ]
    if not spoken:
        return []
    shares = [cpu_s / speech_s for cpu_s, speech_s in spoken]
    total = sum(cpu_s for cpu_s, _ in spoken) / sum(speech_s for _, speech_s in spoken)
    note = f"one session, whole process, {len(spoken)} finished answers"
    return [
        Figure(name="CPU while speaking, median", value=median(shares), unit="core",
               aim=_CORE_AIM, note=note),
        Figure(name="CPU per minute of speech", value=total * 60, unit="s", note=note),
    ]  # fmt: skip


def _wasted(wasted: Wasted | None) -> list[Figure]:
    if wasted is None or not wasted.begun:
        return []
    return [
        Figure(
            name="replies begun and thrown away",
            value=100 * wasted.dropped / wasted.begun,
            unit="%",
            aim=_WASTE_AIM_PERCENT,
            note=f"{wasted.dropped:.0f} of {wasted.begun:.0f}, finished answers",
        )
    ]
