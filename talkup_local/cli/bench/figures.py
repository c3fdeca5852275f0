"""Figures of a benchmark: how they are summed up and shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import psutil
from rich.console import Console
from rich.progress import track
from rich.table import Table

_WHOLE: Final = 100
"""From here on nobody wants decimals, nor exponents."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measured value, the aim it is held against, and how it was had.

    aim: at most this; at_least: at least this; None where there is none.
    """

    name: str
    value: float
    unit: str
    aim: float | None = None
    note: str = ""
    at_least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the aims are met, None without one."""
        if self.aim is None and self.at_least is None:
            return None
        return (self.aim is None or self.value <= self.aim) and (
            self.at_least is None or self.value >= self.at_least
        )

    @property
    def aims(self) -> str:
        """The aims, as people write them."""
        bounds = (("≤", self.aim), ("≥", self.at_least))
        return ", ".join(f"{sign} {aim:g} {self.unit}" for sign, aim in bounds if aim is not None)


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return float(np.median(values))


def percentile(values: Sequence[float], percent: float) -> float:
    """Return a percentile, interpolated."""
    return float(np.percentile(values, percent))


def rss_mib(pid: int | None = None) -> float:
    """Return a process's resident memory, MiB; by default this one's."""
    return float(psutil.Process(pid).memory_info().rss) / (1 << 20)


def steps(count: int, what: str) -> Iterable[int]:
    """Count up to ``count``, with a progress bar on stderr where somebody looks on."""
    console = Console(stderr=True)
    return track(
        range(count), what, console=console, transient=True, disable=not console.is_terminal
    )


def report(figures: Sequence[Figure]) -> dict[str, Any]:
    """Return the figures as plain data."""
    return {
        "figures": [
            {
                "name": f.name,
                "value": round(f.value, 3),
                "unit": f.unit,
                "aim": f.aim,
                "met": f.met,
                "note": f.note,
                **({} if f.at_least is None else {"at_least": f.at_least}),
            }
            for f in figures
        ]
    }


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print the figures as a table."""
    table = Table("figure", "measured", "aim", "", title=title)
    for figure in figures:
        mark = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[figure.met]
        value = f"{figure.value:{'.0f' if abs(figure.value) >= _WHOLE else '.3g'}} {figure.unit}"
        table.add_row(figure.name, value, figure.aims, f"{mark} {figure.note}".strip())
    Console().print(table)
