"""The models that are here: whole or not, and whether there is memory for those in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from talkup_local.catalogue.entries import Catalogue
from talkup_local.catalogue.shelf import Shelf
from talkup_local.observe.machine import Machine
from talkup_local.wiring.checks.finding import MIB, Finding, gib

_ROOM = 0.9
"""Share of the memory that engines may fill; the rest is for what interviews need."""


def installed(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    """Yield which models of the catalogue are in ``folder``, and which are damaged.

    Told by names and sizes; `models verify` reads them.
    """
    shelf = Shelf(folder)
    states = {name: shelf.state(name, model) for name, model in catalogue.models.items()}
    here = [name for name, state in states.items() if state == "installed"]
    yield Finding(
        about="installed",
        state="good" if here else "info",
        text=", ".join(here) if here else f"none of the catalogue's in {folder}",
        mend="" if here else "To have better ones: talkup-local models pull standard",
        facts={"folder": str(folder), "installed": here},
    )
    for name, state in states.items():
        if state == "changed":
            text, what = "a file has another size than it should", "verify"
        elif state == "partial":
            text, what = "not all of it is here", "pull"
        else:
            continue
        mend = f"talkup-local models {what} {name}"
        yield Finding(about=name, state="note", text=text, mend=mend, facts={"state": state})


def memory(taken_bytes: Mapping[str, int], machine: Machine) -> Iterator[Finding]:
    """Yield whether the engines, by job with what each took, fit together.

    A card's memory is not counted.
    """
    taken_bytes = {job: size for job, size in taken_bytes.items() if size >= MIB}
    total = sum(taken_bytes.values())
    if not total:
        return
    facts: dict[str, Any] = {"bytes": dict(taken_bytes), "total_bytes": total}
    each = ", ".join(f"{job} {gib(size)}" for job, size in taken_bytes.items())
    text = f"{gib(total)} of {gib(machine.memory_bytes)} ({each})"
    if total <= machine.memory_bytes * _ROOM:
        yield Finding(about="in memory", state="good", text=text, facts=facts)
    else:
        mend = "Give it more memory, or choose smaller models: talkup-local models list"
        yield Finding(about="in memory", state="problem", text=text, mend=mend, facts=facts)
