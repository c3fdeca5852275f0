"""How many threads an engine takes."""

from __future__ import annotations

import os


def thread_count(setting: int) -> int:
    """Return the threads that a ``threads`` setting means here.

    0 is half of the cores that this process may use, at least one: the recogniser
    and the language model work at the same time, and disturb each other least so.
    """
    if setting > 0:
        return setting
    return max(1, _usable_cores() // 2)


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # Linux; elsewhere no limit can be asked for
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
