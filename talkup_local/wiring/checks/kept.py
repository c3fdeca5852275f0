"""The interviews that are kept: whether they can be read."""

from __future__ import annotations

from pathlib import Path

from talkup_local.errors import StorageError
from talkup_local.storage.database import examine
from talkup_local.storage.schema import MIGRATIONS
from talkup_local.storage.sessions import FILE
from talkup_local.wiring.checks.finding import MIB, Finding, State


def interviews(folder: Path, *, enabled: bool) -> Finding:
    """Tell how the store is, by reading all of it. enabled: whether interviews are kept."""
    path = folder / FILE
    if not path.exists():
        text = f"none is kept yet in {folder}" if enabled else "none is kept: store.enabled"
        return Finding(about="interviews", state="info", text=text, facts={"file": None})
    size = path.stat().st_size
    facts: dict[str, object] = {"file": str(path), "size_bytes": size}
    try:
        version, problems = examine(path, MIGRATIONS)
    except StorageError as exc:
        text, mend = f"{path}: {exc.reason}", exc.mend
    else:
        facts["version"] = version
        text = f"{size / MIB:.1f} MiB in {path}, version {version}"
        if not problems:
            return Finding(about="interviews", state="good", text=text, facts=facts)
        text, mend = f"{path} is damaged: {problems[0]}", "Move it away, or restore a copy"
    state: State = "problem" if enabled else "note"
    return Finding(about="interviews", state=state, text=text, mend=mend, facts=facts)
