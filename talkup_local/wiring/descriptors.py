"""How many files and connections this process may have open."""

from __future__ import annotations

import resource
from typing import Final

ENOUGH: Final = 1024
"""Each client takes one, and so does much else."""

_MOST: Final = 65_536
"""More is never needed, and some systems have tables of that length."""


def limits() -> tuple[int, int]:
    """Return how many there may be now, and how many a process may allow itself."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _counted(now), _counted(most)


def reachable() -> int:
    """Return how many there may be once ``raise_limit`` was called."""
    now, most = limits()
    return max(now, min(most, _MOST))


def raise_limit() -> int:
    """Allow this process as many as it may have; return how many there may be now.

    Shells and service managers give 1,024 for the sake of old programs, and let who needs more
    have it.
    """
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    want = reachable()
    if want > _counted(now):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (want, most))
        except (OSError, ValueError):
            return _counted(now)  # the system has another limit still: what there is must do
        return want
    return _counted(now)


def _counted(limit: int) -> int:
    return _MOST if limit == resource.RLIM_INFINITY else limit
