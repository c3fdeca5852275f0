"""Where the models lie, which of them are here, and whether they are what they have to be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from talkup_local.catalogue.content import check_content
from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.catalogue.hashing import sha256
from talkup_local.catalogue.lock import Lock
from talkup_local.errors import ModelMissing, ModelsFolderError, WrongContent

PART: Final = ".part"
"""Ending of a file that is not whole yet."""
PART_NOTES: Final = ".part.json"
"""Ending of what is kept about one, to go on from there."""

State = Literal["installed", "changed", "partial", "absent"]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What reading one file found. fault: "" when it is what it has to be.

    locked: its hash was known before; without that, it only looks like what it should be.
    """

    model: str
    path: Path
    sha256: str = ""
    locked: bool = False
    fault: str = ""


class Shelf:
    """The models of a folder. Only ``remove`` changes anything."""

    def __init__(self, folder: Path, lock: Lock | None = None) -> None:
        self.folder = folder
        self.lock = Lock.read(folder) if lock is None else lock

    def path(self, model: Model, file: ModelFile) -> Path:
        """Return where ``file`` lies, or would."""
        return self.folder / model.folder / file.here

    def entrance(self, model: Model) -> Path:
        """Return what the configuration names a model by: its folder, or its first file."""
        if model.job == "stt":
            return self.folder / model.folder
        return self.path(model, model.files[0])

    def state(self, name: str, model: Model) -> State:
        """Return what is here of a model, told by names and sizes; ``verify`` reads the files.

        partial: some files, or the beginning of one. changed: a size is not the known one, or
        lock and catalogue differ.
        """
        paths = [self.path(model, file) for file in model.files]
        here = [path for path in paths if path.is_file()]
        if len(here) < len(paths):
            begun = any(path.with_name(path.name + PART).exists() for path in paths)
            return "partial" if here or begun else "absent"
        try:
            for file, path in zip(model.files, paths, strict=True):
                self.lock.check(name, model, file, size_bytes=path.stat().st_size)
        except WrongContent:
            return "changed"
        return "installed"

    def is_locked(self, name: str, model: Model) -> bool:
        """Whether the hash of every file is known. Raises WrongContent."""
        return all(self.lock.expected(name, model, file).sha256 for file in model.files)

    def verify(
        self,
        models: Mapping[str, Model],
        progress: Callable[[int], None] | None = None,
    ) -> Iterator[Verdict]:
        """Read every file of ``models`` and hold it against catalogue and lock, in their order.

        progress: told of bytes as they are read, by several threads.
        Raises ModelMissing when not all of a model is here.
        """
        for name, model in models.items():
            if missing := [file for file in model.files if not self.path(model, file).is_file()]:
                reason = f"{missing[0].here} is not here"
                raise ModelMissing(name, reason, f"Get it: talkup-local models pull {name}")
        jobs = [(name, model, file) for name, model in models.items() for file in model.files]
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # hashing leaves the GIL
            yield from pool.map(partial(self._verdict, progress), *zip(*jobs, strict=True))

    def size_here(self, models: Mapping[str, Model]) -> int:
        """Return the bytes that the files of ``models`` take here."""
        paths = (self.path(model, file) for model in models.values() for file in model.files)
        return sum(path.stat().st_size for path in paths if path.is_file())

    def remove(self, model: Model) -> list[Path]:
        """Delete a model's files, and folders that are empty then; return what was deleted.

        Other files are left alone, and so is the lock. Raises ModelsFolderError.
        """
        deleted = []
        for file in model.files:
            path = self.path(model, file)
            for each in (path, *(path.with_name(path.name + end) for end in (PART, PART_NOTES))):
                try:
                    each.unlink()
                except FileNotFoundError:
                    continue
                except OSError as exc:
                    reason = f"can't be deleted: {exc.strerror or exc}"
                    mend = "Make the models folder writable"
                    if each.is_dir():
                        mend = "It is no file of ours: move it away yourself"
                    raise ModelsFolderError(str(each), reason, mend) from exc
                deleted.append(each)
            _remove_empty(path.parent, self.folder)
        return deleted

    def _verdict(
        self,
        progress: Callable[[int], None] | None,
        name: str,
        model: Model,
        file: ModelFile,
    ) -> Verdict:
        path, found, locked = self.path(model, file), "", False
        try:
            locked = self.lock.expected(name, model, file).sha256 is not None
            found = sha256(path, progress)
            size = path.stat().st_size
            self.lock.check(name, model, file, sha256=found, size_bytes=size)
            if not locked:
                check_content(path, model, file)
        except (WrongContent, OSError) as exc:
            return Verdict(model=name, path=path, sha256=found, locked=locked, fault=str(exc))
        return Verdict(model=name, path=path, sha256=found, locked=locked)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:  # not empty, or not there
            return
        folder = folder.parent
