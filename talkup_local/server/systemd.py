"""Tells systemd how the server does, by its notification protocol (sd_notify(3)).

A unit with ``Type=notify`` counts as started once the engines are warm, however long
that takes, and ``WatchdogSec=`` restarts a server whose event loop hangs.
"""

from __future__ import annotations

import asyncio
import enum
import socket
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

import structlog

log = structlog.get_logger(__name__)

_BEAT_S: Final = 5.0
"""How often it hears from us while engines load, or without a watchdog."""

_PATIENCE_S: Final = 60.0
"""How long it is to wait for the next beat while engines load."""

_SEND_S: Final = 1.0
"""How long one that takes nothing may hold us up; a lost READY would be worse."""

_LOADING_BEATS: Final = 360
"""Half an hour: loading that takes longer is left to ``TimeoutStartSec=``."""


class Phase(enum.Enum):
    """What the server is doing."""

    LOADING = enum.auto()
    SERVING = enum.auto()
    STOPPING = enum.auto()


class Manager:
    """Whoever started the server and wants to be told; nobody at all is fine too.

    address: a unix datagram socket, ``@`` first for an abstract one; "" when nobody asks.
    watchdog_s: how long it waits for a sign of life before it starts the server anew.
    """

    def __init__(self, address: str = "", watchdog_s: float | None = None) -> None:
        self._address, self.watchdog_s = address, watchdog_s
        self._beat_s = min(_BEAT_S, watchdog_s / 2) if watchdog_s else _BEAT_S
        self._phase = Phase.LOADING

    @classmethod
    def of(cls, environment: Mapping[str, str], pid: int) -> Manager:
        """Return the one that this process' environment names."""
        address = environment.get("NOTIFY_SOCKET", "")
        watched = environment.get("WATCHDOG_PID", str(pid)) == str(pid)
        microseconds = environment.get("WATCHDOG_USEC", "") if watched else ""
        watchdog_s = int(microseconds) / 1e6 if microseconds.isdecimal() else None
        # systems that reach guests by vsock:… are told nothing
        return cls(address if address[:1] in {"/", "@"} else "", watchdog_s or None)

    async def keep_informed(self, summary: Callable[[], str]) -> None:
        """Give signs of life until cancelled. ``summary``: one line about a server at work."""
        if not self._address:
            return
        self.tell(STATUS="loading the engines")
        for _ in range(_LOADING_BEATS):
            if self._phase is not Phase.LOADING:
                break
            self.tell(EXTEND_TIMEOUT_USEC=_microseconds(_PATIENCE_S))
            await asyncio.sleep(self._beat_s)
        await self._report(summary)

    async def _report(self, summary: Callable[[], str]) -> NoReturn:
        told = ""
        while True:
            if self._phase is Phase.SERVING:
                now = summary()
                self.tell(WATCHDOG=1, **({"STATUS": now} if now != told else {}))
                told = now
            await asyncio.sleep(self._beat_s)

    def ready(self, url: str) -> None:
        """Tell that clients are accepted."""
        self._phase = Phase.SERVING
        self.tell(READY=1, STATUS=f"listening on {url}", WATCHDOG=1)

    def stopping(self, grace_s: float) -> None:
        """Tell that the server ends; conversations have ``grace_s`` left."""
        self._phase = Phase.STOPPING
        self.tell(
            STOPPING=1,
            STATUS="ending conversations",
            EXTEND_TIMEOUT_USEC=_microseconds(grace_s + _PATIENCE_S),
        )

    def tell(self, **states: str | int) -> None:
        """Send ``NAME=value`` lines in one datagram; a manager that takes none is let be."""
        if not self._address:
            return
        address = self._address
        if address.startswith("@"):
            address = "\0" + address[1:]
        text = "\n".join(f"{name}={value}" for name, value in states.items())
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
                channel.settimeout(_SEND_S)
                channel.sendto(text.encode(), address)
        except OSError as exc:
            log.warning("systemd was not told", reason=exc.strerror or "it takes nothing")


def _microseconds(seconds: float) -> int:
    return round(seconds * 1e6)
