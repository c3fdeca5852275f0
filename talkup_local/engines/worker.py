"""One thread for one engine, because a native model can neither be shared nor killed.

Jobs run one after the other: the urgent ones first, each kind in the order it came.
Cancelling the caller sets the job's flag; the engine looks at it between pieces of
work and gives up. The thread is a daemon: a native call that never returns does not
hold up the exit.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final, Generic, TypeVar, cast

from talkup_local.errors import EngineError

T = TypeVar("T")

STREAM_AHEAD: Final = 64
"""Pieces that a streaming job may be ahead of its reader."""

_DONE: Final = object()
_URGENT, _PATIENT, _LAST = range(3)

_Job = Callable[[], None]


class CancelFlag:
    """Set once, from any thread; asked by the engine between pieces of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to give up."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job should give up."""
        return self._event.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Sleep for ``timeout_s`` or until the job should give up; tell whether it should."""
        return self._event.wait(timeout_s)


class Worker:
    """A named thread that runs an engine's jobs in turn."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.PriorityQueue[tuple[int, int, _Job | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._waiting = 0
        self._name, self._closed = name, False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Jobs that were handed over and have not ended."""
        return self._waiting

    @property
    def closed(self) -> bool:
        """Whether it takes no more jobs."""
        return self._closed

    def _take(self, job: _Job, *, urgent: bool) -> None:
        if self._closed:
            raise EngineError(self._name, "is closed")
        self._waiting += 1
        self._put(_URGENT if urgent else _PATIENT, job)

    def _put(self, rank: int, job: _Job | None) -> None:
        self._jobs.put((rank, next(self._numbers), job))  # no two numbers are the same

    def _work(self) -> None:
        while (job := self._jobs.get()[-1]) is not None:
            job()

    async def run(self, work: Callable[[CancelFlag], T], *, urgent: bool = True) -> T:
        """Return what ``work`` returns in the thread, or raise what it raises.

        urgent: whether it goes before the waiting jobs that are not.
        Raises EngineError once the worker is closed, as ``stream`` does.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        flag = CancelFlag()

        def job() -> None:
            if flag.cancelled:
                return
            try:
                result = work(flag)
            except BaseException as exc:  # noqa: BLE001 - it belongs to the caller, not the thread
                _settle(loop, future, exc)
            else:
                _settle(loop, future, None, result)

        self._take(job, urgent=urgent)
        try:
            return await future
        finally:
            self._waiting -= 1
            flag.cancel()

    async def stream(self, work: Callable[[CancelFlag], Iterator[T]]) -> AsyncIterator[T]:
        """Yield what ``work`` yields in the thread; closing the iterator cancels it."""
        pipe: _Pipe[T] = _Pipe(asyncio.get_running_loop())
        self._take(lambda: pipe.fill(work), urgent=True)
        try:
            async for piece in pipe.pieces():
                yield piece
        finally:
            self._waiting -= 1
            pipe.flag.cancel()

    def close(self, *, timeout_s: float = 2.0) -> None:
        """Let the thread end after the jobs in hand; wait for it at most ``timeout_s``."""
        self._closed = True
        self._put(_LAST, None)
        self._thread.join(timeout_s)


class _Pipe(Generic[T]):
    """Pieces on their way from the thread to the loop; at most ``STREAM_AHEAD`` of them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.flag = CancelFlag()
        self._loop = loop
        self._queue: asyncio.Queue[T | object] = asyncio.Queue()
        self._room = threading.Semaphore(STREAM_AHEAD)
        self._failure: BaseException | None = None

    def fill(self, work: Callable[[CancelFlag], Iterator[T]]) -> None:
        """Run ``work``, in the thread."""
        try:
            if not self.flag.cancelled:
                for piece in work(self.flag):
                    if not self._has_room():
                        break
                    self._put(piece)
        except BaseException as exc:  # noqa: BLE001 - it belongs to the caller, not the thread
            self._failure = exc
        self._put(_DONE)

    def _has_room(self) -> bool:
        """Wait for room; False when nobody wants the piece any more."""
        while not self._room.acquire(timeout=0.1):
            if self.flag.cancelled:
                return False
        return not self.flag.cancelled

    def _put(self, piece: T | object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens
            self._loop.call_soon_threadsafe(self._queue.put_nowait, piece)

    async def pieces(self) -> AsyncIterator[T]:
        """Yield the pieces, then raise what ``work`` raised."""
        while (piece := await self._queue.get()) is not _DONE:
            self._room.release()
            yield cast("T", piece)
        if self._failure is not None:
            raise self._failure


def _settle(
    loop: asyncio.AbstractEventLoop,
    future: asyncio.Future[T],
    error: BaseException | None,
    result: T | None = None,
) -> None:
    def settle() -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(cast("T", result))

    with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens
        loop.call_soon_threadsafe(settle)
