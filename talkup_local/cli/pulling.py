"""How a pull looks while it runs: a bar for each file, and one for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from talkup_local.catalogue.entries import Model
from talkup_local.catalogue.fetch.progress import Reading

_STAGES: Final = {
    "look": "asking",
    "check": "checking",
    "fetch": "",
    "wait": "waiting",
    "failed": "failed",
}


class Screen:
    """Shows readings on stderr: bars where somebody looks on, else a line for each file."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self._console = Console(stderr=True)
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._sizes = {
            (name, file.here): file.size_bytes
            for name, model in models.items()
            for file in model.files
        }
        self._done_bytes = dict.fromkeys(self._sizes, 0)
        self._all = self._bars.add_task("all", total=sum(self._sizes.values()))
        self._tasks: dict[tuple[str, str], TaskID] = {}
        self._notes: dict[tuple[str, str], str] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _exc: BaseException | None,
        _tb: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def __call__(self, reading: Reading) -> None:
        """Show where one file is."""
        key = (reading.model, reading.file)
        name = f"{reading.model} {reading.file}"
        total = reading.total_bytes or self._sizes[key]
        self._done_bytes[key] = total if reading.stage == "done" else reading.done_bytes
        self._sizes[key] = total
        self._bars.update(
            self._all, completed=sum(self._done_bytes.values()), total=sum(self._sizes.values())
        )
        if reading.note and reading.note != self._notes.get(key):
            self._notes[key] = reading.note
            self._say(f"{name}: {reading.note}")
        if reading.stage == "done":
            if key in self._tasks:
                self._bars.remove_task(self._tasks.pop(key))
            self._say(f"{name}: done")
            return
        if key not in self._tasks:
            self._tasks[key] = self._bars.add_task(name, total=total)
        stage = _STAGES[reading.stage]
        self._bars.update(
            self._tasks[key],
            description=f"{name} ({stage})" if stage else name,
            completed=reading.done_bytes,
            total=total,
        )

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
