"""Working in several threads, and stopping at once what they are at."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Final, TypeVar
from weakref import WeakSet

T = TypeVar("T")
R = TypeVar("R")

FAREWELL_S: Final = 1.0
"""How long threads are waited for that are told to stop."""


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

    def each(self, work: Callable[[T], R], items: Iterable[T], jobs: int) -> list[R]:
        """Return what ``work`` makes of each item, so many at a time.

        Raises the first error once all have ended. What breaks in from outside, as Ctrl-C
        does, is told to all; a thread that does not hear it, as none does while the
        system looks up a name, is soon left behind, and ends with the process.
        """
        tasks: SimpleQueue[tuple[Future[R], T]] = SimpleQueue()
        futures: list[Future[R]] = []
        for item in items:
            futures.append(Future())
            tasks.put((futures[-1], item))

        def run() -> None:
            with contextlib.suppress(Empty):  # nothing is left to do
                while True:
                    future, item = tasks.get_nowait()
                    try:
                        self.check()
                        future.set_result(work(item))
                    except BaseException as exc:  # noqa: BLE001 (raised below)
                        future.set_exception(exc)

        for number in range(min(max(1, jobs), len(futures))):
            Thread(target=run, name=f"pull-{number}", daemon=True).start()
        try:
            wait(futures)
        except BaseException:
            self.tell()
            wait(futures, FAREWELL_S)
            raise
        errors = [error for future in futures if (error := future.exception())]
        if errors:
            raise next((error for error in errors if not isinstance(error, Halted)), errors[0])
        return [future.result() for future in futures]


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed meanwhile
        # not TLS's own farewell: another thread reads from it now
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
