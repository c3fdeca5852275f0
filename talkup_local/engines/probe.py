"""What can be told of an engine without importing its library."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Probe:
    """Whether an engine could be built here.

    reason: why it can, or why it can't. mend: what to do when it can't.
    languages: those that the files found support; empty means any.
    path: the model that would be loaded, a file or a folder, where there is one.
    """

    ok: bool
    reason: str
    mend: str = ""
    languages: frozenset[str] = frozenset()
    path: Path | None = None


def installed(module: str) -> bool:
    """Whether ``module`` can be found, without running any of it."""
    return find_spec(module) is not None


def resolve(folder: Path, path: str) -> Path:
    """Return ``path`` as the configuration means it: relative to ``folder``."""
    return folder / Path(path).expanduser()


def size_of(path: Path | None) -> int:
    """Return the bytes of a model, a file or a folder of files; 0 of none."""
    if path is None:
        return 0
    files = path.iterdir() if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())
