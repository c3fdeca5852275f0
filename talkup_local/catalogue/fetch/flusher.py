"""Writing a file out to the disk while it still grows, so that the end need not wait for it."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from talkup_local.catalogue.fetch.folder import on_disk

_EVERY_S: Final = 0.1


class Flusher:
    """Flushes an open file again and again, in a thread of its own, for a ``with`` block.

    Leaving the block flushes the rest. Raises ModelsFolderError, whichever flush was told
    that something could not be written: the system tells only one.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor, self._over = path, descriptor, Event()
        self._error: OSError | None = None
        self._thread = Thread(target=self._run, name="flush", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        if kind is None:
            with on_disk(self._path):
                if self._error is not None:
                    raise self._error
                os.fsync(self._descriptor)

    def _run(self) -> None:
        while not self._over.wait(_EVERY_S):
            try:
                os.fdatasync(self._descriptor)
            except OSError as exc:
                self._error = exc
                return
