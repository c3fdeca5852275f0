"""The measures as a page of the docs shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talkup_local.analysis.measure import Bounds, Measure


def table(measures: Iterable[Measure]) -> Iterator[str]:
    """Yield the lines of a Markdown table of ``measures``."""
    yield "| measure | what it is | usual | where it comes from | advice |"
    yield "|---|---|---|---|---|"
    for measure in measures:
        name = f"`{measure.name}`" + (f", {measure.unit}" if measure.unit else "")
        yield (
            f"| {name} | {measure.definition} | {_usual(measure)} | {measure.source} "
            f"| {_advice(measure)} |"
        )


def _usual(measure: Measure) -> str:
    ranges = {language: _range(bounds) for language, bounds in measure.usual.items()}
    if len(set(ranges.values())) == 1:
        return next(iter(ranges.values()))
    return "<br>".join(f"{language}: {bounds}" for language, bounds in ranges.items()) or "none"


def _range(bounds: Bounds) -> str:
    low, high = bounds
    if low is None:
        return "any" if high is None else f"up to {high:g}"
    return f"from {low:g}" if high is None else f"{low:g} to {high:g}"


def _advice(measure: Measure) -> str:
    return "<br>".join(
        f"{place}, {language}: {sentence}"
        for place in ("below", "usual", "above")
        for language, advice in measure.advice.items()
        if (sentence := getattr(advice, place))
    )
