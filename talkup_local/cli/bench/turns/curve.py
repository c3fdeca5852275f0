"""The curve: false cut-offs against endpoint delay, as the patience changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from talkup_local.cli.bench.turns.summary import CUTOFF_AIMS_PERCENT, ENDPOINT_AIM_MS
from talkup_local.config.model import Patience
from talkup_local.errors import TalkupError

NAME: Final = "turns"


class NoMatplotlib(TalkupError):
    """What draws is not installed."""

    code = "NO_MATPLOTLIB"


@dataclass(frozen=True, kw_only=True)
class Point:
    """One setting: the mean endpoint delay, and the false cut-offs of each kind of pause."""

    patience: Patience
    endpoint_ms: float
    cutoff_percent: float
    by_kind: tuple[tuple[str, float], ...] = ()


def check() -> None:
    """Raise NoMatplotlib when the curve can't be drawn; better known before than after."""
    try:
        import matplotlib as mpl
    except ImportError as exc:
        raise NoMatplotlib(
            "the curve is drawn by matplotlib, which is not installed: "
            "pip install 'talkup-local[bench]'"
        ) from exc
    del mpl


def draw(points: Sequence[Point], folder: Path) -> list[Path]:
    """Write the curve as PNG and SVG into ``folder``; return the files. Raises NoMatplotlib."""
    check()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    ordered = sorted(points, key=lambda point: point.endpoint_ms)
    delays = [point.endpoint_ms for point in ordered]
    figure = Figure(figsize=(8, 5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for kind in dict.fromkeys(name for point in ordered for name, _ in point.by_kind):
        shares = [dict(point.by_kind).get(kind, float("nan")) for point in ordered]
        axes.plot(delays, shares, marker=".", linewidth=0.8, alpha=0.6, label=kind)
    axes.plot(
        delays,
        [point.cutoff_percent for point in ordered],
        marker="o",
        linewidth=2.5,
        color="black",
        label="all pauses",
    )
    for point in ordered:
        axes.annotate(
            point.patience,
            (point.endpoint_ms, point.cutoff_percent),
            textcoords="offset points",
            xytext=(8, 8),
            weight="bold",
        )
    aim = CUTOFF_AIMS_PERCENT["normal"]
    axes.fill_between([0, ENDPOINT_AIM_MS], aim, color="tab:green", alpha=0.12, label="aim, normal")
    axes.set(
        xlabel="mean delay from the end of an answer to the end of turn, ms",
        ylabel="pauses in which the candidate was cut off, %",
        title="False cut-offs against endpoint delay",
    )
    axes.set_xlim(0, 1.2 * max(*delays, ENDPOINT_AIM_MS))  # room for the last label
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{NAME}.png", folder / f"{NAME}.svg"]
    for file in files:
        figure.savefig(file, dpi=150)
    return files
