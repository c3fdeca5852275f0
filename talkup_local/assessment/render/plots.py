"""The plots of a report: little drawings in SVG, made of text and shapes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Final

from talkup_local.assessment.render.markup import Markup, joined, tag
from talkup_local.assessment.render.texts.model import PlotLabels
from talkup_local.assessment.render.wording import Wording
from talkup_local.assessment.report.model import AnswerFigures, Report

WIDTH: Final = 680
_HEIGHT: Final = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 20, 46
_ROW: Final = 30
_TICKS: Final = 5
_MOST_LABELS: Final = 24
_FONT: Final = 12
_WIDEST: Final = 34
_LEVELS: Final = 4


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours of text, lines, the usual range, what is measured and what is left; and a font."""

    ink: str
    muted: str
    grid: str
    band: str
    mark: str
    rest: str
    font: str


SCREEN: Final = Palette(
    ink="var(--ink)",
    muted="var(--muted)",
    grid="var(--line)",
    band="var(--band)",
    mark="var(--mark)",
    rest="var(--rest)",
    font="inherit",
)
"""As the page's style sets them, light or dark."""

PAPER: Final = Palette(
    ink="#1d2733",
    muted="#51606f",
    grid="#d9dee4",
    band="#dcebe4",
    mark="#14606f",
    rest="#d5dde3",
    font="helvetica",
)


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A drawing. name: unique in a report. height: with ``WIDTH``, in its own units."""

    name: str
    labels: PlotLabels
    height: int
    draw: Callable[[Palette], Markup]

    def svg(self, palette: Palette, *, described: bool = True) -> Markup:
        """Return the drawing. described: with title and description in it, for reading aloud."""
        named: tuple[Markup, ...] = ()
        if described:
            named = (
                tag("title", self.labels.title, id=f"{self.name}-title"),
                tag("desc", self.labels.description, id=f"{self.name}-desc"),
            )
        return tag(
            "svg",
            *named,
            self.draw(palette),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {self.height}",
            role="img" if described else None,
            aria_labelledby=f"{self.name}-title {self.name}-desc" if described else None,
            font_family=palette.font,
            font_size=_FONT,
        )


def answer_plots(report: Report, wording: Wording) -> Iterator[Plot]:
    """Yield the plots of what was measured in the answers; those without a value are left out."""
    answers, labels = report.speech.answers, wording.labels
    bands = {one.name: (one.low, one.high) for one in report.speech.measures}
    pace = [(one.minute, one.pace_words_per_min) for one in answers]
    known = [(minute, value) for minute, value in pace if value is not None]
    if known:
        band = bands.get("speaking_rate_words_per_min", (None, None))
        yield _timeline("plot-pace", labels.pace, known, band, wording)
    rows: tuple[tuple[str, PlotLabels, Callable[[AnswerFigures], float | None], str, bool], ...] = (
        ("plot-talk", labels.talk, lambda one: 100 * one.talk_share, "", True),
        (
            "plot-fillers",
            labels.fillers,
            lambda one: one.fillers_per_100_words,
            "fillers_per_100_words",
            False,
        ),
        ("plot-pauses", labels.pauses, _pause_percent, "pause_share", False),
    )
    for name, named, value_of, measure, whole in rows:
        values = [value_of(one) for one in answers]
        if all(value is None for value in values):
            continue
        low, high = bands.get(measure, (None, None))
        if measure == "pause_share":
            low, high = (None if bound is None else 100 * bound for bound in (low, high))
        columns = [(one.label, value) for one, value in zip(answers, values, strict=True)]
        yield _columns(name, named, columns, (low, high), wording, whole=whole)


def _pause_percent(answer: AnswerFigures) -> float | None:
    return None if answer.pause_share is None else 100 * answer.pause_share


# -- values over time -------------------------------------------------------------------------


def _timeline(
    name: str,
    labels: PlotLabels,
    points: Sequence[tuple[float, float]],
    band: tuple[float | None, float | None],
    wording: Wording,
) -> Plot:
    """Draw points over minutes, joined by a line, with the usual range behind them."""
    scale_x = _Scale(0, max(x for x, _ in points), _LEFT, WIDTH - _RIGHT)
    top = max(*(y for _, y in points), band[1] or 0)
    scale_y = _Scale(0, top, _HEIGHT - _BOTTOM, _TOP)

    def draw(palette: Palette) -> Markup:
        places = [(scale_x(x), scale_y(y)) for x, y in points]
        path = " ".join(f"{'ML'[n > 0]}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(places))
        return joined(
            (
                *_frame(scale_y, band, labels, wording, palette),
                *(
                    _text(scale_x(x), _HEIGHT - _BOTTOM + 16, wording.number(x), palette.muted)
                    for x in scale_x.ticks
                ),
                tag("path", d=path, fill="none", stroke=palette.mark, stroke_width=1.5),
                *(tag("circle", cx=x, cy=y, r=4, fill=palette.mark) for x, y in places),
            )
        )

    return Plot(name=name, labels=labels, height=_HEIGHT, draw=draw)


# -- a column for each answer -----------------------------------------------------------------


def _columns(
    name: str,
    labels: PlotLabels,
    columns: Sequence[tuple[str, float | None]],
    band: tuple[float | None, float | None],
    wording: Wording,
    *,
    whole: bool,
) -> Plot:
    """Draw a column for each value. whole: of 100, the rest being drawn too."""
    values = [value for _, value in columns if value is not None]
    scale_y = _Scale(0, 100 if whole else max(*values, band[1] or 0, 1), _HEIGHT - _BOTTOM, _TOP)
    step = (WIDTH - _LEFT - _RIGHT) / len(columns)
    width = min(_WIDEST, 0.7 * step)
    every = ceil(len(columns) / _MOST_LABELS)

    def draw(palette: Palette) -> Markup:
        parts = list(_frame(scale_y, band, labels, wording, palette))
        foot = _HEIGHT - _BOTTOM
        for place, (label, value) in enumerate(columns):
            middle = _LEFT + (place + 0.5) * step
            left = middle - width / 2
            if place % every == 0:
                parts.append(_text(middle, foot + 16, label, palette.muted))
            if value is None:
                continue
            top = scale_y(value)
            if whole:
                parts.append(_box(left, _TOP, width, top - _TOP, palette.rest))
            parts.append(_box(left, top, width, foot - top, palette.mark))
            if every == 1 and not whole:
                parts.append(_text(middle, top - 4, wording.number(value), palette.ink, size=10))
        return joined(parts)

    return Plot(name=name, labels=labels, height=_HEIGHT, draw=draw)


# -- levels -----------------------------------------------------------------------------------


def level_plot(report: Report, wording: Wording) -> Plot:
    """Draw each question's level, four cells in a row, under its competency."""
    rows: list[tuple[str, int | None, bool]] = []
    for view in report.competencies:
        rows.append((view.name, None, True))
        rows += [
            (wording.heading(one), one.level, False)
            for one in report.questions
            if one.competency == view.id
        ]
    labels = wording.labels
    height = _TOP + _ROW * len(rows) + 8
    start, cell = 300, (WIDTH - _RIGHT - 300) / _LEVELS

    def draw(palette: Palette) -> Markup:
        parts = [
            _text(start + (level + 0.5) * cell, _TOP - 6, f"{level + 1} {word}", palette.muted)
            for level, word in enumerate(labels.levels)
        ]
        for number, (label, level, heads) in enumerate(rows):
            y = _TOP + number * _ROW + 20
            if heads:
                parts.append(_text(0, y, label, palette.ink, anchor="start", weight="bold"))
                parts.append(_line(0, y + 6, WIDTH - _RIGHT, palette.grid))
                continue
            parts.append(_text(14, y, _cut(label), palette.ink, anchor="start"))
            if level is None:
                parts.append(_text(start, y, labels.no_level, palette.muted, anchor="start"))
                continue
            for place in range(_LEVELS):
                fill = palette.mark if place < level else palette.rest
                parts.append(_box(start + place * cell + 2, y - 11, cell - 4, 13, fill))
        return joined(parts)

    return Plot(name="plot-levels", labels=labels.levels_plot, height=height, draw=draw)


def _cut(label: str, most: int = 42) -> str:
    return label if len(label) <= most else f"{label[: most - 3].rstrip()}..."


# -- what they share --------------------------------------------------------------------------


class _Scale:
    """From values to places; it begins and ends at a tick."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        step = _step((high - low) / _TICKS)
        count = max(1, ceil((high - low) / step - 1e-9))
        self.ticks: Final = tuple(low + step * number for number in range(count + 1))
        self._low, self._start = low, start
        self._factor = (end - start) / (self.ticks[-1] - low)

    def __call__(self, value: float) -> float:
        return self._start + (value - self._low) * self._factor


def _step(rough: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, ... at or above ``rough``."""
    if rough <= 0:
        return 1
    power: float = 10 ** int(log10(rough) // 1)
    return next((power * one for one in (1, 2, 5) if power * one >= rough), 10 * power)


def _frame(
    scale_y: _Scale,
    band: tuple[float | None, float | None],
    labels: PlotLabels,
    wording: Wording,
    palette: Palette,
) -> Iterator[Markup]:
    """Yield the usual range, lines at the ticks, and what the axes mean."""
    low, high = band
    if low is not None or high is not None:
        top = _TOP if high is None else scale_y(high)
        foot = scale_y(low or 0)
        yield _box(_LEFT, top, WIDTH - _LEFT - _RIGHT, foot - top, palette.band, radius=0)
        usual = wording.labels.usual_band
        yield _text(WIDTH - _RIGHT - 4, top + 13, usual, palette.muted, anchor="end", size=11)
    for value in scale_y.ticks:
        y = scale_y(value)
        yield _line(_LEFT, y, WIDTH - _RIGHT, palette.grid)
        yield _text(_LEFT - 8, y + 4, wording.number(value), palette.muted, anchor="end")
    yield _text(_LEFT, 11, labels.up, palette.muted, anchor="start", size=11)
    yield _text(WIDTH - _RIGHT, _HEIGHT - 8, labels.across, palette.muted, anchor="end", size=11)


def _text(
    x: float,
    y: float,
    text: str,
    fill: str,
    *,
    anchor: str = "middle",
    size: int = _FONT,
    weight: str | None = None,
) -> Markup:
    return tag(
        "text", text, x=x, y=y, fill=fill, text_anchor=anchor, font_size=size, font_weight=weight
    )


def _line(x: float, y: float, end: float, stroke: str) -> Markup:
    return tag("line", x1=x, y1=y, x2=end, y2=y, stroke=stroke, stroke_width=1)


def _box(x: float, y: float, width: float, height: float, fill: str, *, radius: int = 2) -> Markup:
    return tag("rect", x=x, y=y, width=width, height=max(0.0, height), rx=radius, fill=fill)
