"""Connections until something is known of them: few at a time, so that others still get in.

Whoever opens a connection and says nothing costs a descriptor, and a process has only so many.
What the library gives each to finish its handshakes bounds their time; here is what bounds their
number. It counts from the moment the system hands a connection over, before TLS.
"""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import socket
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import structlog

from talkup_local.clock import Clock
from talkup_local.server.limits import AddressRate, who

log = structlog.get_logger(__name__)

MOST: Final = 512
"""Connections that are nothing yet: far more than the browsers of a school open at once."""

_SHARE: Final = 3
"""At most one in so many descriptors is for them."""

_TAKEN_A_TURN: Final = 16
"""Connections that are taken in before everything else has its turn: each costs much."""

_REFUSED_A_TURN: Final = 64
"""The same for those that are hung up on, which costs little."""

_TOLD_S: Final = 60.0
"""Between two lines in the log about the same."""

_PAUSE_S: Final = 1.0
"""How long asyncio leaves a port alone when the system has run out of something."""

_SHORT: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Guest(socket.socket):
    """An accepted connection. ``on_close`` is told when its descriptor is given back."""

    on_close: Callable[[Guest], None] | None = None
    address: str = ""

    def close(self) -> None:
        """Give the descriptor back."""
        told, self.on_close = self.on_close, None
        if told is not None:
            told(self)
        super().close()


class Arrivals:
    """Who has come and is nothing yet: no WebSocket, or in a handshake, or reading files.

    most: of them, in all; of one address half as many, unless ``proxied``, where all come from
    one. per_minute: connections of an address, 0 for no limit. on_refused: is told the code of
    each that is hung up on. When there is no room, whoever was silent for longest makes room, of
    the address with the most.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        most: int,
        per_minute: int,
        proxied: bool = False,
        on_refused: Callable[[str], None] = lambda _code: None,
    ) -> None:
        self._clock, self._most = clock, most
        self._of_one = most if proxied else max(1, most // 2)
        self._rate = AddressRate(0 if proxied else per_minute, clock)
        self._on_refused = on_refused
        self._guests: dict[str, OrderedDict[int, Guest]] = {}
        self._count = 0
        self._told_s: dict[str, float] = {}

    def __len__(self) -> int:
        return self._count

    def take(self, guest: Guest) -> bool:
        """Take a connection in; False when its address has opened too many lately."""
        if self._rate.wait_s(guest.address):
            self._refused("RATE_LIMITED")
            return False
        self._rate.take(guest.address)
        if len(self._guests.get(guest.address, ())) >= self._of_one:
            self._send_away(guest.address)
        elif self._count >= self._most:
            self.make_room()
        self._guests.setdefault(guest.address, OrderedDict())[guest.fileno()] = guest
        self._count += 1
        guest.on_close = self._forget
        return True

    def make_room(self) -> None:
        """Hang up on whoever was silent for longest, of the address that has the most."""
        if self._guests:
            self._send_away(max(self._guests, key=lambda address: len(self._guests[address])))

    def active(self, descriptor: int) -> None:
        """Take note that one of them is at work."""
        for guests in self._guests.values():
            if descriptor in guests:
                guests.move_to_end(descriptor)

    def settle(self, descriptor: int) -> None:
        """Let one be counted no more: it is somebody's now, and other limits hold."""
        for guests in tuple(self._guests.values()):
            if descriptor in guests:
                self._forget(guests[descriptor])

    def tell_short(self, error: OSError) -> None:
        """Say in the log, not too often, that the system has run out of something."""
        self._tell("no connection can be accepted", reason=error.strerror, arriving=self._count)

    def _send_away(self, address: str) -> None:
        guest = next(iter(self._guests[address].values()))
        self._forget(guest)
        self._refused("TOO_MANY_CONNECTIONS")
        try:
            guest.shutdown(socket.SHUT_RDWR)  # its transport sees that, and closes it
        except OSError:
            return  # the other side was quicker

    def _forget(self, guest: Guest) -> None:
        guest.on_close = None
        guests = self._guests[guest.address]
        del guests[guest.fileno()]
        self._count -= 1
        if not guests:
            del self._guests[guest.address]

    def _refused(self, code: str) -> None:
        self._on_refused(code)
        self._tell("connections refused before any request", code=code, arriving=self._count)

    def _tell(self, what: str, **facts: Any) -> None:
        now_s = self._clock.monotonic_s()
        key = f"{what}/{facts.get('code')}"
        if now_s - self._told_s.get(key, float("-inf")) >= _TOLD_S:
            self._told_s[key] = now_s
            log.warning(what, **facts)


class Ear(socket.socket):
    """A listening socket whose ``accept`` takes in only who may, and outlives a shortage.

    One descriptor is kept in reserve. When there is no other, the one who waits is let in on it
    and hung up on: the port would else stay readable, and asyncio try and log without end.
    """

    arrivals: Arrivals
    clock: Clock
    _spare: int = -1
    _taken: int = 0
    _quiet_until_s: float = 0.0

    @classmethod
    def of(cls, listening: socket.socket, arrivals: Arrivals, clock: Clock) -> Ear:
        """Take a listening socket over."""
        family, kind, proto = listening.family, listening.type, listening.proto
        ear = cls(family, kind, proto, fileno=listening.detach())
        ear.arrivals, ear.clock = arrivals, clock
        ear._keep_spare()
        return ear

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next one who may come in. Raises BlockingIOError when nobody waits."""
        for _ in range(_REFUSED_A_TURN if self._taken < _TAKEN_A_TURN else 0):
            try:
                accepted, address = super().accept()
            except OSError as exc:
                if exc.errno not in _SHORT:
                    raise
                self._short(exc)
                continue
            guest = Guest(self.family, self.type, self.proto, fileno=accepted.detach())
            guest.address = who(address[0])
            if self.arrivals.take(guest):
                self._count_in()
                return guest, address
            guest.close()
        raise BlockingIOError  # those who still wait are asked for at the next turn

    def close(self) -> None:
        """Stop listening."""
        self._drop_spare()
        super().close()

    def _count_in(self) -> None:
        if self._taken == 0:
            asyncio.get_running_loop().call_soon(self._begin_turn)
        self._taken += 1

    def _begin_turn(self) -> None:
        self._taken = 0

    def _short(self, error: OSError) -> None:
        """Hang up on the one who waits. Raises OSError, at most once a second, if it can't."""
        self.arrivals.tell_short(error)
        self.arrivals.make_room()
        had_one = self._spare >= 0
        self._drop_spare()
        try:
            if not had_one:
                raise error
            accepted, _ = super().accept()
            accepted.close()
        except BlockingIOError:
            raise
        except OSError as exc:
            now_s = self.clock.monotonic_s()
            if now_s < self._quiet_until_s:
                raise BlockingIOError from exc  # of 3.11, which asks on when it has been told
            self._quiet_until_s = now_s + _PAUSE_S / 2
            raise
        finally:
            self._keep_spare()

    def _keep_spare(self) -> None:
        try:
            self._spare = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            self._spare = -1  # somebody was quicker; the next time, perhaps

    def _drop_spare(self) -> None:
        if self._spare >= 0:
            os.close(self._spare)
            self._spare = -1


def arrivals_for(
    clock: Clock, opened_per_minute: int, *, proxied: bool, on_refused: Callable[[str], None]
) -> Arrivals:
    """Return the room for arrivals that this process has. opened_per_minute: 0 for no limit."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST if limit == resource.RLIM_INFINITY else min(MOST, limit // _SHARE)
    return Arrivals(
        clock,
        most=most,
        per_minute=opened_per_minute,
        proxied=proxied,
        on_refused=on_refused,
    )
