"""The catalogue as a list: what can be had, what is here, and what fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talkup_local.catalogue.entries import Catalogue, Model
from talkup_local.catalogue.fit import Fit, fits
from talkup_local.catalogue.shelf import Shelf, State
from talkup_local.observe.machine import Machine


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One model, whether it is here, and whether this machine carries it."""

    name: str
    model: Model
    state: State
    fit: Fit


def listed(
    catalogue: Catalogue, shelf: Shelf, machine: Machine, cards_mib: Sequence[int] = ()
) -> Iterator[Listing]:
    """Yield all models of a catalogue. cards_mib: as ``fits`` takes it."""
    for name, model in catalogue.models.items():
        state, fit = shelf.state(name, model), fits(model, machine, cards_mib)
        yield Listing(name=name, model=model, state=state, fit=fit)
