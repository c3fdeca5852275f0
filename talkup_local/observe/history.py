"""How busy the server was, and what candidates waited: bounded, in memory, numbers only."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

POINT_S: Final = 5.0
"""Between two points."""

_FINE: Final = 1440
"""Points at full resolution: two hours."""

_COARSE: Final = 1320
"""Points of a minute each: the 22 hours before."""

_PER_MINUTE: Final = 12
_TURNS: Final = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One moment. cpu: cores that the process kept busy since the point before.

    memory_bytes: that it holds. waiting: jobs of each engine. buffered_s: sound that waits to be
    recognised.
    """

    at: datetime
    sessions: int
    cpu: float
    memory_bytes: int
    waiting: Mapping[str, int] = field(default_factory=dict)
    buffered_s: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnPoint:
    """A turn that is over: its delays, None where it has no such."""

    at: datetime
    gap_ms: float | None = None
    endpoint_ms: float | None = None
    compute_ms: float | None = None


class History:
    """Points of the last day, those of more than two hours ago one a minute, and late turns."""

    def __init__(self) -> None:
        self._fine: deque[Point] = deque()
        self._minute: list[Point] = []
        self._coarse: deque[Point] = deque(maxlen=_COARSE)
        self._turns: deque[TurnPoint] = deque(maxlen=_TURNS)

    @property
    def latest(self) -> Point | None:
        """The newest point."""
        return self._fine[-1] if self._fine else None

    def add(self, point: Point) -> None:
        """Add a point; of the oldest minute at full resolution only the most is kept."""
        self._fine.append(point)
        if len(self._fine) > _FINE:
            self._minute.append(self._fine.popleft())
        if len(self._minute) == _PER_MINUTE:
            self._coarse.append(_most(self._minute))
            self._minute.clear()

    def add_turn(self, turn: TurnPoint) -> None:
        """Add a turn that is over."""
        self._turns.append(turn)

    def points(self, since: datetime) -> list[Point]:
        """Return the points from that moment on, the oldest first."""
        every = (*self._coarse, *self._minute, *self._fine)
        return [point for point in every if point.at >= since]

    def turns(self, since: datetime) -> list[TurnPoint]:
        """Return the turns from that moment on, the oldest first."""
        return [turn for turn in self._turns if turn.at >= since]


def _most(points: list[Point]) -> Point:
    """Return the most of everything: a peak must not get lost."""
    jobs = {job for point in points for job in point.waiting}
    return Point(
        at=points[0].at,
        sessions=max(point.sessions for point in points),
        cpu=max(point.cpu for point in points),
        memory_bytes=max(point.memory_bytes for point in points),
        waiting={job: max(point.waiting.get(job, 0) for point in points) for job in sorted(jobs)},
        buffered_s=max(point.buffered_s for point in points),
    )
