"""The models folder while something is changed in it: one process, room on the disk."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from talkup_local.errors import ModelBusy, ModelsFolderError

LOCK: Final = ".lock"

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_ALLOWED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextlib.contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Keep other processes from changing ``folder``, which is made if it isn't there.

    The kernel ends it with the process, so nothing is left over from one that died.
    Raises ModelBusy, ModelsFolderError.
    """
    with on_disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            who = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            reason = f"process {who or '?'} pulls or removes models there now"
            raise ModelBusy(str(folder), reason, "Wait for it to end, then try again") from exc
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Translate what goes wrong with files of ours. Raises ModelsFolderError."""
    try:
        yield
    except OSError as exc:
        reason = (exc.strerror or str(exc)).lower()
        if exc.errno in _NO_ROOM:
            mend = "Make room on its disk; the same command goes on from what has come"
            raise ModelsFolderError(str(path), "there is no room left", mend) from exc
        if exc.errno in _NOT_ALLOWED:
            mend = "Run this as the user it belongs to, or set `models` to a folder of yours"
            raise ModelsFolderError(str(path), f"can't be written: {reason}", mend) from exc
        mend = "Check the disk that it lies on"
        raise ModelsFolderError(str(path), f"can't be written or read: {reason}", mend) from exc


def make_sure_of_room(wanted: Iterable[tuple[Path, int]], reserve_bytes: int) -> None:
    """Check that all of ``wanted`` fits, by disk. Raises ModelsFolderError."""
    needs: Counter[int] = Counter()
    places: dict[int, Path] = {}
    for path, size_bytes in wanted:
        place = next(parent for parent in path.parents if parent.exists())
        with on_disk(place):
            disk = place.stat().st_dev
        needs[disk] += size_bytes
        places[disk] = place
    for disk, need in needs.items():
        with on_disk(places[disk]):
            free = shutil.disk_usage(places[disk]).free
        if need and need + reserve_bytes > free:
            reason = (
                f"{_size(need)} are to come and {_size(reserve_bytes)} have to stay free, "
                f"but only {_size(free)} are"
            )
            mend = "Make room on its disk, or set `models` to a folder on a larger one"
            raise ModelsFolderError(str(places[disk]), reason, mend)


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` on the disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _size(size_bytes: int) -> str:
    return f"{size_bytes / (1 << 20):,.0f} MiB"
