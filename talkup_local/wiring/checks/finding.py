"""What a check found: what is, whether it matters, what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

State = Literal["good", "info", "note", "problem"]
"""``info`` is neither good nor bad; a ``note`` is worth mending; with a ``problem`` `serve`
does not work as it is configured."""

GIB: Final = 1 << 30
MIB: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the report. facts: the same for programs, plain data."""

    about: str
    state: State
    text: str
    mend: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def gib(size_bytes: float) -> str:
    """Return a size as people read it."""
    return f"{size_bytes / GIB:.1f} GiB" if size_bytes >= GIB else f"{size_bytes / MIB:.0f} MiB"
