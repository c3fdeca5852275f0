"""Recordings of answers: ``recordings/SESSION/NNN.opus``, in the folder of what is kept."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from talkup_local.audio.encode import opus
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.errors import StorageError

FOLDER: Final = "recordings"

_NAME: Final = re.compile(r"[0-9a-z_]{1,64}")


class Recordings:
    """The recordings in one folder, which is made with the first. Methods raise StorageError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, session_id: str, turn: int, samples: Samples, rate_hz: int = RATE_HZ) -> str:
        """Keep int16 mono ``samples``, shape (n,), as the answer of a turn; return the file's name.

        A file with that name is whole, whatever happens. Takes about 20 ms for a second of sound.
        Raises AudioError too.
        """
        data, name = opus(samples, rate_hz), f"{turn:03}.opus"
        with self._told():
            folder = self._of(session_id)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = folder / f"{name}.part"
            part.touch(0o600)
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(folder / name)
        return name

    def path(self, session_id: str, name: str) -> Path:
        """Return where the recording ``name`` of an interview lies."""
        return self._of(session_id) / Path(name).name

    def count(self, session_id: str) -> int:
        """Return how many an interview has."""
        with self._told():
            return sum(1 for _ in self._of(session_id).glob("*.opus"))

    def delete(self, session_id: str) -> None:
        """Delete those of an interview."""
        with self._told(), contextlib.suppress(FileNotFoundError):  # most have none
            shutil.rmtree(self._of(session_id))

    def orphans(self, known: Collection[str]) -> list[Path]:
        """Return what belongs to no interview of ``known``, and files that were not finished."""
        with self._told():
            return sorted(self._orphans(known))

    def sweep(self, known: Collection[str]) -> int:
        """Delete the orphans; return how many there were. Only for who alone writes here."""
        found = self.orphans(known)
        with self._told():
            for path in found:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        return len(found)

    def _orphans(self, known: Collection[str]) -> Iterator[Path]:
        for path in self.folder.iterdir() if self.folder.exists() else ():
            if path.name not in known:
                yield path
            else:
                yield from path.glob("*.part")

    def _of(self, session_id: str) -> Path:
        assert _NAME.fullmatch(session_id), "an id of ours, which is no path"
        return self.folder / session_id

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as exc:
            reason = exc.strerror or str(exc)
            raise StorageError(str(self.folder), f"can't be used: {reason}") from exc
