"""How much one client may send, and how many clients there may be."""

from __future__ import annotations

from talkup_local.clock import Clock


class MessageRate:
    """A token bucket: ``burst`` messages at once, ``per_s`` in the long run."""

    def __init__(self, per_s: float, burst: int, clock: Clock) -> None:
        self._per_s, self._burst, self._clock = per_s, burst, clock
        self._tokens = float(burst)
        self._at_s = clock.monotonic_s()
        self._told_at_s = float("-inf")

    def allows(self) -> bool:
        """Count one message; False when it is one too many."""
        now_s = self._clock.monotonic_s()
        self._tokens = min(self._burst, self._tokens + (now_s - self._at_s) * self._per_s)
        self._at_s = now_s
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def may_tell(self) -> bool:
        """Whether to complain now: once a second, or complaints would add to the flood."""
        now_s = self._clock.monotonic_s()
        if now_s - self._told_at_s < 1.0:
            return False
        self._told_at_s = now_s
        return True
