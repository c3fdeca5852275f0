"""What this process may use of the machine: as its cgroup allows, not as the machine has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Machine:
    """cores: may be a fraction, such as 1.5. features: flags of the processor, as Linux names."""

    cores: float
    memory_bytes: int
    memory_free_bytes: int
    processor: str = ""
    features: frozenset[str] = frozenset()


def this_machine(root: Path = Path("/")) -> Machine:
    """Return what this process may use. ``root``: where ``proc`` and ``sys`` lie."""
    raise NotImplementedError
