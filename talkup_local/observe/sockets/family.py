"""The processes of a watched program."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil

from talkup_local.observe.sockets.seen import Process


class Family:
    """Remembers which processes there were: some are gone before the end."""

    def __init__(self, first: int) -> None:
        """first: process id of the one that started the others."""
        self._first = first
        self._seen: dict[int, Process] = {}
        self._running: dict[int, psutil.Process] = {}

    @property
    def processes(self) -> tuple[Process, ...]:
        """All that were seen, in the order in which they were."""
        return tuple(self._seen.values())

    def members(self) -> list[psutil.Process]:
        """Return those that run now, and remember them."""
        try:
            first = psutil.Process(self._first)
            members = [first, *first.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []
        for member in members:
            self.remember(member.pid)
            self._running[member.pid] = member
        return members

    def end(self) -> None:
        """Kill all that were seen running: those that left the first one's session too."""
        self.members()
        for member in self._running.values():
            with contextlib.suppress(psutil.Error):  # it is over, or its number has a new owner
                member.kill()

    def remember(self, pid: int) -> Process:
        """Return the process ``pid`` as it is now: one that runs another program changes."""
        process = Process(pid=pid, name=name_of(pid), command=_command(pid))
        if process.command or pid not in self._seen:  # one that has ended has none
            self._seen[pid] = process
        return self._seen[pid]


def name_of(thread: int) -> str:
    """Return the name of a thread, or of a process' first one; "" when it is gone."""
    return _read(thread, "comm").strip()


def process_of(thread: int) -> int:
    """Return the process that a thread belongs to."""
    for line in _read(thread, "status").splitlines():
        if line.startswith("Tgid:"):
            return int(line.split()[1])
    return thread


def _command(pid: int) -> str:
    return _read(pid, "cmdline").replace("\0", " ").strip()


def _read(thread: int, file: str) -> str:
    try:
        return Path(f"/proc/{thread}/{file}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
