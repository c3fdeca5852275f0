"""Stopping at once what several threads are at."""

from __future__ import annotations

import contextlib
import socket
from threading import Event, Lock
from weakref import WeakSet


class Halted(Exception):
    """Somebody asked to stop; never leaves the pull."""


class Halt:
    """Told once; whoever waits for a socket, for time or for its turn gives up then."""

    def __init__(self) -> None:
        self._told, self._mutex = Event(), Lock()
        self._sockets: WeakSet[socket.socket] = WeakSet()

    def tell(self) -> None:
        """Stop."""
        self._told.set()
        with self._mutex:
            for connection in self._sockets:
                _hang_up(connection)

    def check(self) -> None:
        """Raise Halted once it was told."""
        if self._told.is_set():
            raise Halted

    def wait(self, seconds: float) -> None:
        """Let time pass. Raises Halted as soon as it is told."""
        self._told.wait(seconds)
        self.check()

    def watch(self, connection: socket.socket) -> None:
        """Hang up this connection when it is told. Raises Halted when it was."""
        with self._mutex:
            self._sockets.add(connection)
        self.check()


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed meanwhile
        # not TLS's own farewell: another thread reads from it now
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
