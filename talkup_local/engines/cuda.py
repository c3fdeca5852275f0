"""What can be said of CUDA here, told by loading it, not by counting cards.

All of it is tried in a child process: libraries that don't fit each other end theirs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from talkup_local.engines.nvidia import card_is_here
from talkup_local.observe.children import run_child

_COMMAND: Final = (sys.executable, "-m", "talkup_local.engines.cuda_child")
_TIMEOUT_S: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Card:
    """A graphics card, as its driver tells."""

    number: int
    name: str
    memory_bytes: int
    memory_free_bytes: int


@dataclass(frozen=True, kw_only=True)
class CudaLibrary:
    """A library of CUDA. version: "" when it tells none. problem: why it does not load, or "".

    used_by: the engines that need it on a card.
    """

    name: str
    version: str = ""
    problem: str = ""
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CudaReport:
    """What there is. driver: its version, "" without one.

    whisper, llama, onnx: the cards that CTranslate2, llama.cpp and onnxruntime say they can use.
    problems: what could not be found out, or ended the child.
    """

    driver: str = ""
    cards: tuple[Card, ...] = ()
    libraries: tuple[CudaLibrary, ...] = ()
    whisper: tuple[str, ...] = ()
    llama: tuple[str, ...] = ()
    onnx: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def cuda_report(command: Sequence[str] = _COMMAND, *, timeout_s: float = _TIMEOUT_S) -> CudaReport:
    """Return what there is of CUDA; waits for a child process.

    command: the child, which writes a line of JSON before and after each thing that it tries.
    """
    end = run_child(command, timeout_s=timeout_s)
    tried, found = _read(end.out)
    problems = found.pop("problems", [])
    if not end.ok:
        late = end.code is None
        how = f"took more than {timeout_s:g} s" if late else f"ended with status {end.code}"
        problems.insert(0, f"{tried or end.last_words or 'the child'}: {how}")
    return CudaReport(
        driver=found.get("driver", ""),
        cards=tuple(Card(**card) for card in found.get("cards", ())),
        libraries=tuple(
            CudaLibrary(**{**one, "used_by": tuple(one["used_by"])})
            for one in found.get("libraries", ())
        ),
        whisper=tuple(found.get("whisper", ())),
        llama=tuple(found.get("llama", ())),
        onnx=tuple(found.get("onnx", ())),
        problems=tuple(problems),
    )


def usable_cards_mib() -> list[int]:
    """Return the memory of the cards that engines can use; asked only where there may be any."""
    if not card_is_here():
        return []
    found = cuda_report()
    usable = found.whisper or found.llama
    return [card.memory_bytes >> 20 for card in found.cards] if usable else []


def _read(output: str) -> tuple[str, dict[str, Any]]:
    """Return what the child was trying last, and what it has found."""
    tried = ""
    found: dict[str, Any] = {}
    for line in output.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue  # of a library that writes to stdout
        if not isinstance(told, dict):
            continue
        tried = told.get("trying", "")
        for name, values in told.get("found", {}).items():
            found[name] = found.get(name, []) + values if isinstance(values, list) else values
    return tried, found
