"""How far a pull is, told to whoever shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final, Literal

Stage = Literal["look", "check", "fetch", "wait", "failed", "done"]

_SELDOM_S: Final = 0.1


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Where one file is.

    stage: ``look`` asks its source, ``check`` hashes what lies here, ``fetch`` loads,
    ``wait`` broke off and tries again, ``failed`` won't come, ``done`` is in place.
    total_bytes: 0 while nobody knows. note: why it waits or failed.
    """

    model: str
    file: str
    stage: Stage
    done_bytes: int = 0
    total_bytes: int = 0
    note: str = ""


Progress = Callable[[Reading], None]


def silent(_reading: Reading) -> None:
    """Show nothing."""


class Board:
    """Passes readings on, one at a time, whichever thread they come from."""

    def __init__(self, show: Progress) -> None:
        self._show, self._mutex = show, Lock()

    def put(self, reading: Reading) -> None:
        """Show it."""
        with self._mutex:
            self._show(reading)


class Gauge:
    """One file's place on the board; bytes are told some ten times a second."""

    def __init__(self, board: Board, model: str, file: str) -> None:
        self._board, self._model, self._file = board, model, file
        self._stage: Stage = "look"
        self._done_bytes = self._total_bytes = 0
        self._shown_s = 0.0

    def enter(
        self,
        stage: Stage,
        *,
        done_bytes: int | None = None,
        total_bytes: int | None = None,
        note: str = "",
    ) -> None:
        """Begin a stage; what is not given stays as it was."""
        self._stage = stage
        if done_bytes is not None:
            self._done_bytes = done_bytes
        if total_bytes is not None:
            self._total_bytes = total_bytes
        self._put(note)

    def add(self, count: int) -> None:
        """Count bytes."""
        self._done_bytes += count
        if time.monotonic() - self._shown_s >= _SELDOM_S:
            self._put()

    def _put(self, note: str = "") -> None:
        self._shown_s = time.monotonic()
        self._board.put(
            Reading(
                model=self._model,
                file=self._file,
                stage=self._stage,
                done_bytes=self._done_bytes,
                total_bytes=self._total_bytes,
                note=note,
            )
        )
