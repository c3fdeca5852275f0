"""Whether a machine carries a model, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from talkup_local.catalogue.entries import Model
from talkup_local.observe.machine import Machine

_MIB: Final = 1 << 20
_GIB: Final = 1 << 30
_RESERVE_BYTES: Final = _GIB
"""For the system, and for the appliance itself."""
_FEWEST_CORES: Final = 2


Word = Literal["yes", "on a card", "too slow", "too large"]


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Whether a model runs here. word: on what, or why not; reason: the same as a clause."""

    word: Word
    reason: str

    @property
    def ok(self) -> bool:
        """Whether it runs, and fast enough to talk with."""
        return self.word in ("yes", "on a card")


def fits(model: Model, machine: Machine, cards_mib: Sequence[int] = ()) -> Fit:
    """Tell whether ``machine`` carries ``model`` alone; several share its memory.

    cards_mib: memory of each graphics card that can be used, MiB.
    """
    needed = f"needs {model.memory_mib / 1024:.1f} GiB"
    if model.memory_mib <= max(cards_mib, default=0):
        return Fit(word="on a card", reason="on the graphics card")
    if model.memory_mib * _MIB + _RESERVE_BYTES > machine.memory_bytes:
        here = f"{machine.memory_bytes / _GIB:.1f} GiB here"
        return Fit(word="too large", reason=f"{needed} beside the system's 1.0, {here}")
    if model.tier == "gpu":
        largest = f", the card has {max(cards_mib) / 1024:.1f}" if cards_mib else ""
        reason = f"too slow without a graphics card ({needed}{largest})"
        return Fit(word="too slow", reason=reason)
    if machine.cores < _FEWEST_CORES:
        return Fit(word="too slow", reason=f"slow on {machine.cores:g} cores")
    return Fit(word="yes", reason="on the processor")
