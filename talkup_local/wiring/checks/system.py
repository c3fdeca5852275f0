"""Disks, the clock, and what the system allows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from talkup_local.wiring.checks.finding import GIB, Finding, gib
from talkup_local.wiring.descriptors import ENOUGH, limits, reachable

WRITTEN: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time: this release is younger."""

_LITTLE_BYTES: Final = {"models": 2 * GIB, "data": GIB // 2}
_MAY_NOT_WRITE: Final = {
    "models": "To add models, run `talkup-local models` as who owns it",
    "data": "Give it to the user that runs serve, or set data to another folder",
}


def disks(folders: dict[str, Path]) -> Iterator[Finding]:
    """Yield for each folder, by what it is for, whether it can be written and has room."""
    for name, folder in folders.items():
        there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
        free = shutil.disk_usage(there).free
        writable = os.access(there, os.W_OK | os.X_OK)
        facts = {"folder": str(folder), "free_bytes": free, "writable": writable}
        text = f"{gib(free)} free in {folder}"
        if not writable:
            yield Finding(
                about=name,
                state="note",
                text=f"{folder} can't be written",
                mend=_MAY_NOT_WRITE[name],
                facts=facts,
            )
        elif free < _LITTLE_BYTES[name]:
            mend = f"Make room, or set {name} to a folder on another disk"
            yield Finding(about=name, state="note", text=f"only {text}", mend=mend, facts=facts)
        else:
            yield Finding(about=name, state="good", text=text, facts=facts)


def clock(now: datetime) -> Finding:
    """Tell whether the time can be right: certificates and retention times live by it."""
    facts = {"utc": now.isoformat()}
    text = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < WRITTEN:
        return Finding(
            about="clock",
            state="note",
            text=f"{text}, which is before this release was made",
            mend="Set it: certificates and retention times live by it",
            facts=facts,
        )
    return Finding(about="clock", state="good", text=text, facts=facts)


def descriptors() -> Finding:
    """Tell how many connections and files a server here may have open: it takes what it may."""
    limit, most = limits()
    reached = reachable()
    enough = reached >= ENOUGH
    return Finding(
        about="open files",
        state="good" if enough else "note",
        text=f"at most {reached}",
        mend="" if enough else f"Raise it: ulimit -Hn {ENOUGH}, or LimitNOFILE in the unit",
        facts={"limit": limit, "most": most, "reached": reached},
    )
