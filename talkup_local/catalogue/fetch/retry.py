"""When to try again, how long to wait before, and when it is enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from talkup_local.errors import FetchError

T = TypeVar("T")


class Broken(FetchError):
    """It may work the next time.

    after_s: how long the server asks to wait, None when it does not say.
    offline: there is no way to the server at all.
    """

    def __init__(
        self,
        model: str,
        reason: str,
        mend: str = "",
        *,
        after_s: float | None = None,
        offline: bool = False,
    ) -> None:
        self.after_s, self.offline = after_s, offline
        super().__init__(model, reason, mend)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How patient a pull is.

    silence_s: the longest wait for the next bytes. tries: in a row, without a new byte.
    longest_pause_s: a server that asks for more than this is not waited for.
    reserve_bytes: what must stay free on the disk.
    """

    connect_s: float = 10.0
    silence_s: float = 30.0
    tries: int = 5
    first_pause_s: float = 1.0
    longest_pause_s: float = 300.0
    reserve_bytes: int = 256 << 20


def insist(
    attempt: Callable[[], T],
    limits: Limits,
    pause: Callable[[float, Broken], None],
    reached: Callable[[], int] = lambda: 0,
) -> T:
    """Return what ``attempt`` gives, trying again while that makes sense.

    pause: waits for some seconds, told why. reached: the bytes that are here; as long as they
    grow, a try that breaks off costs nothing. Without a network and without a byte so far the
    first try is the last. Raises FetchError, and what ``attempt`` raises.
    """
    failures, most, moved = 0, reached(), False
    while True:
        try:
            return attempt()
        except Broken as exc:
            if reached() > most:
                failures, most, moved = 0, reached(), True
            failures += 1
            wait_s = exc.after_s
            if wait_s is None:
                wait_s = limits.first_pause_s * 2 ** (failures - 1)
            if failures >= limits.tries or (exc.offline and not moved):
                raise
            if wait_s > limits.longest_pause_s:
                reason = f"{exc.reason}; it asks to wait for {wait_s:.0f} s"
                raise FetchError(exc.model, reason, "Try again later, or use a mirror") from exc
            pause(wait_s, exc)


def retry_after_s(value: str | None) -> float | None:
    """Return the seconds of a ``Retry-After`` header, a number or a date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass  # a date
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:  # "-0000": a zone that says nothing
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
