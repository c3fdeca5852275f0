"""When a service that fails again and again is left alone, and for how long.

=========  ==========================  =================  ==========================
state      asked                       succeeded          failed
=========  ==========================  =================  ==========================
closed     yes                         closed             open, at the last of a row
open       no; half-open once its      closed             open
           time is over
half-open  no: the trial is going on   closed             open, for longer
=========  ==========================  =================  ==========================

Pure: time and chance are arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["closed", "open", "half_open"]

_MOST_DOUBLINGS: Final = 30


def backoff_s(times: int, jitter: float, *, first_s: float, longest_s: float) -> float:
    """Return how long to wait after ``times`` failures that went before.

    It doubles each time, up to ``longest_s``; jitter, 0..1, takes off up to a half, so that
    many who wait do not come back at once.
    """
    whole_s = min(first_s * float(2 ** min(times, _MOST_DOUBLINGS)), longest_s)
    return whole_s * (1 - jitter / 2)


@dataclass(kw_only=True)
class Breaker:
    """Counts the failures of one service.

    row: failures in a row that open it. first_s, longest_s: how long it stays open, the
    first time and at most.
    """

    row: int = 3
    first_s: float = 1.0
    longest_s: float = 30.0
    state: State = "closed"
    failures: int = 0
    opened: int = 0
    """How often it opened since the service last worked."""
    until_s: float = 0.0

    def may_ask(self, now_s: float) -> bool:
        """Tell whether the service may be asked now; what is asked has to be told back."""
        if self.state == "open" and now_s >= self.until_s:
            self.state = "half_open"
            return True
        return self.state == "closed"

    def succeeded(self) -> None:
        """Note that the service did what it was asked."""
        self.state, self.failures, self.opened = "closed", 0, 0

    def failed(self, now_s: float, jitter: float) -> None:
        """Note that it did not. ``jitter``: as in ``backoff_s``."""
        self.failures += 1
        if self.state == "half_open" or (self.state == "closed" and self.failures >= self.row):
            self.state = "open"
            self.until_s = now_s + backoff_s(
                self.opened, jitter, first_s=self.first_s, longest_s=self.longest_s
            )
            self.opened += 1

    def gave_up(self) -> None:
        """Note that the caller left before it was known: the next one makes the trial."""
        if self.state == "half_open":
            self.state = "open"
