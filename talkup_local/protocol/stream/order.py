"""Puts the chunks of one stream in order: a bounded window, and time as an argument.

Every chunk that is put in comes out once and in order, or is told as a duplicate or as
too old; every number that never comes is told as lost.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from talkup_local.errors import SequenceTooOld

_MS_PER_S = 1000


@dataclass(frozen=True, kw_only=True)
class InOrder:
    """The next chunk."""

    sequence: int
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Gap:
    """``count`` chunks, at least one, that are not waited for any longer.

    The numbers are the client's: ``count`` may be anything up to 2 to the power of 53.
    """

    count: int


Ordered = InOrder | Gap


@dataclass(frozen=True, kw_only=True)
class _Early:
    data: bytes
    at_s: float


class Reorder:
    """The window of one stream. The first number seen is where the stream begins.

    chunks, most_bytes: how many chunks, and how much of them, may wait for an earlier one.
    wait_ms: how long they may.
    """

    def __init__(self, *, chunks: int, wait_ms: int, most_bytes: int) -> None:
        self._chunks, self._most_bytes = chunks, most_bytes
        self._wait_s = wait_ms / _MS_PER_S
        self._next: int | None = None
        self._newest = -1
        self._early: dict[int, _Early] = {}  # in the order of their coming
        self._early_bytes = 0
        self._recent: deque[int] = deque(maxlen=chunks + 1)
        self._delivered = self._lost = self._duplicates = self._too_old = 0

    @property
    def delivered(self) -> int:
        """Chunks that came out."""
        return self._delivered

    @property
    def lost(self) -> int:
        """Numbers that were given up."""
        return self._lost

    @property
    def duplicates(self) -> int:
        """Chunks that were dropped because their number had come before."""
        return self._duplicates

    @property
    def too_old(self) -> int:
        """Chunks that were refused because they came after their number was given up."""
        return self._too_old

    @property
    def waiting(self) -> int:
        """Chunks that wait for an earlier one."""
        return len(self._early)

    def put(self, data: bytes, sequence: int | None, at_s: float) -> list[Ordered]:
        """Take a chunk that came at ``at_s``; without ``sequence`` it follows the newest.

        Raises SequenceTooOld: then nothing has changed.
        """
        if sequence is None:
            sequence = self._newest + 1
        if self._next is None:
            self._next = sequence
        late = sequence < self._next
        if sequence in (self._recent if late else self._early):
            self._duplicates += 1
            return []
        if late:
            self._too_old += 1
            raise SequenceTooOld(
                f"Chunk {sequence} comes too late: {self._next} is the next that is waited for."
            )
        self._newest = max(self._newest, sequence)
        self._early[sequence] = _Early(data=data, at_s=at_s)
        self._early_bytes += len(data)
        out = self._ready(self._next)
        while len(self._early) > self._chunks or self._early_bytes > self._most_bytes:
            out += self._give_up(self._next)
        return out + self.expire(at_s)

    def expire(self, at_s: float) -> list[Ordered]:
        """Give up what has been waited for until ``at_s`` for too long."""
        out: list[Ordered] = []
        while self._early and at_s - self._waiting_since_s() >= self._wait_s:
            out += self._give_up(self._next or 0)
        return out

    def flush(self) -> list[Ordered]:
        """Give up all that has not come: the stream is over."""
        out: list[Ordered] = []
        while self._early:
            out += self._give_up(self._next or 0)
        return out

    def _waiting_since_s(self) -> float:
        return next(iter(self._early.values())).at_s

    def _give_up(self, missing: int) -> list[Ordered]:
        first = min(self._early)
        self._lost += first - missing
        return [Gap(count=first - missing), *self._ready(first)]

    def _ready(self, sequence: int) -> list[Ordered]:
        """Take out what has no gap before it, from ``sequence`` on."""
        out: list[Ordered] = []
        while early := self._early.pop(sequence, None):
            self._early_bytes -= len(early.data)
            self._recent.append(sequence)
            out.append(InOrder(sequence=sequence, data=early.data))
            sequence += 1
        self._next = sequence
        self._delivered += len(out)
        return out
