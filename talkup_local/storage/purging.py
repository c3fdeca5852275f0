"""Deletes interviews for good, and looks at the bytes afterwards to see that they are gone."""

from __future__ import annotations

import contextlib
import mmap
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from talkup_local.errors import StorageError
from talkup_local.storage.naming import IDS
from talkup_local.storage.sessions import SessionStore

_SAMPLES: Final = 24
"""Stretches of text that are looked for, over all interviews."""

_SAMPLE_CHARS: Final = 40
_SHORTEST_CHARS: Final = 12
"""What is shorter may stand anywhere."""

_TRIES: Final = 10
_BETWEEN_TRIES_S: Final = 0.2


@dataclass(kw_only=True)
class Removal:
    """What was removed, and what was looked at to know it.

    looked_for: ids and stretches of what was said. looked_at: files, each as a whole, and the
    names of all recordings. compacted: whether the file was written anew; where that could not be
    done, ``note`` says why. What was in it is overwritten either way.
    """

    ids: tuple[str, ...]
    turns: int = 0
    recordings: int = 0
    looked_for: int = 0
    looked_at: list[str] = field(default_factory=list)
    compacted: bool = False
    note: str = ""


def purge(
    store: SessionStore,
    session_ids: Iterable[str],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Removal:
    """Delete interviews with all that belongs to them, and make sure that they are gone.

    Rows are overwritten as they are deleted, the file is written anew, the log beside it is
    emptied, and then all of it is read. Works while a server uses the same file; while somebody
    is interviewed, the file is written anew only if something is found. Raises StorageError, also
    when something is found in the end.
    """
    with removal(store, session_ids, sleep=sleep) as found:
        store.delete(found.ids)
    return found


@contextlib.contextmanager
def removal(
    store: SessionStore,
    session_ids: Iterable[str],
    *,
    ids_stay: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Removal]:
    """Let the caller remove what interviews hold; afterwards see to it that it is gone.

    ids_stay: the interviews themselves stay. Raises StorageError.
    """
    found = Removal(ids=tuple(dict.fromkeys(session_ids)))
    samples = list(_samples(store, found))
    yield found
    gone = () if ids_stay else found.ids
    if store.going_on():
        found.note = "an interview is going on: the server does it afterwards"
    else:
        _compact(store, found)
    _empty_log(store, sleep)
    left = _left(store, found, gone, samples)
    if left and not found.compacted:
        _compact(store, found)  # who is interviewed waits, this once
        _empty_log(store, sleep)
        left = _left(store, found, gone, samples)
    if left:
        raise StorageError(
            str(left[0]),
            "still holds something that was deleted",
            "End the server, run `talkup-local sessions purge --expired`, and tell us",
        )


def _compact(store: SessionStore, found: Removal) -> None:
    try:
        store.database.compact()
    except StorageError as exc:
        found.compacted, found.note = False, exc.reason
    else:
        found.compacted, found.note = True, ""
        store.tidied()


def _empty_log(store: SessionStore, sleep: Callable[[float], None]) -> None:
    for _ in range(_TRIES):
        if store.database.checkpoint():
            return
        sleep(_BETWEEN_TRIES_S)  # somebody reads
    raise StorageError(
        str(store.path),
        "what was deleted may still be in the log beside it: another process reads",
        "Run `talkup-local sessions purge --expired` when it has ended",
    )


def _samples(store: SessionStore, found: Removal) -> Iterator[str]:
    """Yield stretches of what was said; count what is there."""
    share = max(1, _SAMPLES // max(1, len(found.ids)))
    left = _SAMPLES
    for session_id in found.ids:
        with store.database.reading() as rows:
            texts = rows.execute(
                "SELECT heard FROM turns WHERE session_id = ? ORDER BY length(heard) DESC",
                (session_id,),
            ).fetchall()
        found.turns += len(texts)
        found.recordings += store.recordings.count(session_id)
        for (text,) in texts[: min(share, left)]:
            if len(text) >= _SHORTEST_CHARS:
                left -= 1
                middle = max(0, len(text) - _SAMPLE_CHARS) // 2
                yield text[middle : middle + _SAMPLE_CHARS]


def _elsewhere(store: SessionStore, sample: str) -> bool:
    """Tell whether another interview holds the same words, so that they may be found."""
    with store.database.reading() as rows:
        found = rows.execute(
            "SELECT EXISTS (SELECT 1 FROM turns WHERE instr(heard, ?1) OR instr(asked, ?1))"
            " OR EXISTS (SELECT 1 FROM reports WHERE instr(data, CAST(?1 AS BLOB)))"
            " OR EXISTS (SELECT 1 FROM sessions WHERE instr(closing, ?1)"
            " OR instr(progress, CAST(?1 AS BLOB)))"
            " OR EXISTS (SELECT 1 FROM measures WHERE instr(result, ?1))"
            " OR EXISTS (SELECT 1 FROM plans WHERE instr(plan, ?1))",
            (sample,),
        )
        return bool(found.fetchone()[0])


def _left(
    store: SessionStore, found: Removal, ids: Sequence[str], samples: Sequence[str]
) -> list[Path]:
    """Read all bytes there are; return the files in which something is left."""
    gone = {session_id.encode() for session_id in ids}
    words = [sample.encode() for sample in samples]
    found.looked_for = len(gone) + len(words)
    folder = store.recordings.folder
    try:
        files = sorted(store.path.parent.glob(f"{store.path.name}*"))
        found.looked_at = [path.name for path in files]
        left = [path for path in folder.rglob("*") if path.name.encode() in gone]
        return left + [path for path in files if _holds(path, gone, words, store)]
    except OSError as exc:
        raise StorageError(str(store.path), f"can't be looked at: {exc.strerror}") from exc


def _holds(path: Path, ids: set[bytes], words: Sequence[bytes], store: SessionStore) -> bool:
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if ids and any(match[0] in ids for match in IDS.finditer(data)):
            return True
        return any(data.find(word) >= 0 and not _elsewhere(store, word.decode()) for word in words)
