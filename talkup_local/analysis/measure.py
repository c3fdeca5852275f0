"""What a measure is: a number with its meaning, its usual range and what to do about it.

The analysers declare their measures; pages of the docs and results are made from the same
declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from talkup_local.config.model import Language

Place = Literal["below", "usual", "above"]
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Sentences that a candidate can act on; "" where nothing is to be done."""

    below: str = ""
    usual: str = ""
    above: str = ""

    def at(self, place: Place | None) -> str:
        """Return the sentence for a value there."""
        return getattr(self, place) if place is not None else ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure.

    name: its key on the wire. unit: "" for a plain number. source: where definition and range
    come from, "ours" where they are a choice of this project. usual: the range (low, high) of
    ordinary spoken answers by language, inclusive, None at a side without bound; empty where
    no range makes sense. decimals: of the value on the wire.
    """

    name: str
    unit: str
    definition: str
    source: str
    usual: Mapping[Language, tuple[float | None, float | None]]
    advice: Mapping[Language, Advice]
    decimals: int = 2

    def place(self, value: float, language: Language) -> Place | None:
        """Tell where ``value`` lies against the usual range; None where there is none."""
        if language not in self.usual:
            return None
        low, high = self.usual[language]
        if low is not None and value < low:
            return "below"
        return "above" if high is not None and value > high else "usual"

    def reading(
        self, value: float | None, language: Language, *, compared: bool = True
    ) -> dict[str, Any]:
        """Return what a result says of it: ``value``, ``unit``, ``place``, ``advice``.

        value: None when there was too little to go by; then nothing else is said but the unit.
        compared: whether there was enough to compare it with the usual range.
        """
        if value is None:
            return {"value": None, "unit": self.unit}
        place = self.place(value, language) if compared else None
        reading: dict[str, Any] = {"value": round(value, self.decimals), "unit": self.unit}
        if place is not None:
            reading["place"] = place
        if advice := self.advice[language].at(place) if language in self.advice else "":
            reading["advice"] = advice
        return reading


def alike(low: float | None, high: float | None) -> Mapping[Language, Bounds]:
    """Return a usual range that is the same in every language."""
    return {"en": (low, high), "fr": (low, high)}


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What an analyser found.

    measures: values by name, None where there was too little to go by. details: what is no
    single number. confidence: 0..1, how much there was to go by. notes: what whoever reads it
    has to know, in the language asked for.
    """

    measures: Mapping[str, float | None]
    details: Mapping[str, Any]
    confidence: float
    notes: tuple[str, ...] = ()
