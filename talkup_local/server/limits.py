"""How much one client may send, and how often an address may knock."""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from typing import Final

from talkup_local.clock import Clock
from talkup_local.errors import RateLimited

MAX_ADDRESSES: Final = 4096
"""Addresses that are remembered at the same time; the longest unseen are forgotten first."""

_WISHES_PER_S: Final = 2.0
_WISHES_AT_ONCE: Final = 20
_MOST_TYPED: Final = 40_000
"""Characters that may wait for a reply: two of the longest answers."""


class Bucket:
    """A token bucket: ``burst`` at once, ``per_s`` in the long run."""

    def __init__(self, per_s: float, burst: int, clock: Clock) -> None:
        self._per_s, self._burst, self._clock = per_s, burst, clock
        self._left = float(burst)
        self._at_s = clock.monotonic_s()

    def take(self) -> bool:
        """Take one out; False when there is none."""
        self._refill()
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def wait_s(self) -> int:
        """Return how many seconds, rounded up, pass until there is one; 0 when there is."""
        self._refill()
        return math.ceil(max(0.0, 1 - self._left) / self._per_s)

    def _refill(self) -> None:
        now_s = self._clock.monotonic_s()
        self._left = min(self._burst, self._left + (now_s - self._at_s) * self._per_s)
        self._at_s = now_s


class MessageRate:
    """How many messages one client may send."""

    def __init__(self, per_s: float, burst: int, clock: Clock) -> None:
        self._bucket, self._clock = Bucket(per_s, burst, clock), clock
        self._told_at_s = float("-inf")

    def allows(self) -> bool:
        """Count one message; False when it is one too many."""
        return self._bucket.take()

    def may_tell(self) -> bool:
        """Whether to complain now: once a second, or complaints would add to the flood."""
        now_s = self._clock.monotonic_s()
        if now_s - self._told_at_s < 1.0:
            return False
        self._told_at_s = now_s
        return True


class HandPace:
    """How much one candidate may do by hand: far more than anybody does, far less than a flood."""

    def __init__(self, clock: Clock) -> None:
        self._wishes = Bucket(_WISHES_PER_S, _WISHES_AT_ONCE, clock)
        self._typed = 0

    def wishes(self) -> None:
        """Count a press of a button, or an answer. Raises RateLimited."""
        if not self._wishes.take():
            raise RateLimited("Too much at once: this was left out. Please go on more slowly.")

    def types(self, text: str) -> None:
        """Count a typed answer. Raises RateLimited, also when too much waits for a reply."""
        self.wishes()
        if self._typed + len(text) > _MOST_TYPED:
            raise RateLimited("Too much was typed at once. Please wait for the reply to it.")
        self._typed += len(text)

    def answered(self) -> None:
        """Take note that what was typed waits no more."""
        self._typed = 0


class AddressRate:
    """How often each address may do something in a minute; ``per_minute`` 0 is no limit."""

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str) -> None:
        """Count one."""
        if self._per_minute:
            self._bucket(address).take()

    def wait_s(self, address: str) -> int:
        """Return the seconds until ``address`` may again; 0 is now."""
        return self._bucket(address).wait_s() if address in self._buckets else 0

    def _bucket(self, address: str) -> Bucket:
        bucket = self._buckets.get(address)
        if bucket is None:
            bucket = Bucket(self._per_minute / 60, self._per_minute, self._clock)
            self._buckets[address] = bucket
            if len(self._buckets) > MAX_ADDRESSES:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(address)
        return bucket


def who(address: str) -> str:
    """Return the holder of a network address: of IPv6, the network that one site has."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        if not ip.is_loopback:
            return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
