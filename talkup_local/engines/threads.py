"""How many threads an engine takes that is used alone; ``wiring.plan`` shares out the cores."""

from __future__ import annotations

from talkup_local.observe.machine import this_machine, whole_cores


def thread_count(setting: int) -> int:
    """Return the threads that a ``threads`` setting means for an engine whose company is unknown.

    0 is half of the cores that this process may use, at least one.
    """
    return setting or max(1, whole_cores(this_machine().cores) // 2)
