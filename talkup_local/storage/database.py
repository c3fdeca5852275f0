"""SQLite files: for us alone to read, and brought to the newest schema when opened."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from talkup_local.errors import StorageError

_WAIT_S: Final = 2.0
"""How long one writer waits for another."""

_ROOM_BYTES: Final = 1 << 20
"""With less on a disk, it is full for a database."""

_MOST: Final = 20
"""Problems that are told of one file."""

_READER_MS: Final = 20
"""How long those that write may be kept waiting for one who reads."""

_CACHE_KIB: Final = 32_768
"""Enough for one line of each of ten thousand interviews."""

_DAMAGED: Final = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_FULL: Final = frozenset((sqlite3.SQLITE_FULL,))
_BUSY: Final = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_UNOPENED: Final = frozenset((sqlite3.SQLITE_CANTOPEN,))
_UNWRITABLE: Final = frozenset((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM))


class Database:
    """A SQLite file that is held open. A transaction in one thread keeps the others waiting.

    What is committed is on the disk (WAL, synced at each commit), and what is deleted is
    overwritten. busy_s: how long to wait for other processes. max_pages: of the file, 0 for any.
    migrations: as for ``opened``. All methods raise StorageError.
    """

    def __init__(
        self,
        path: Path,
        migrations: Sequence[str],
        *,
        busy_s: float = _WAIT_S,
        max_pages: int = 0,
    ) -> None:
        self.path, self._busy_s = path, busy_s
        self._lock = threading.RLock()
        with _told(path):
            self._connection = _connect(path, migrations, busy_s=busy_s, max_pages=max_pages)
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold a transaction, or be part of the one that this thread holds already."""
        with self._lock, _told(self.path):
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                yield self._connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold still what is read: all of it is as it was at one moment."""
        with self._lock, _told(self.path):
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN")
            with self._connection:
                yield self._connection

    def compact(self) -> None:
        """Write the file anew from what is in it. Others wait meanwhile, some 10 s for a GiB.

        What is deleted is overwritten, but SQLite moves rows within its pages, and seldom, a copy
        of one stays behind in a place that is not used any more. After this, none is there. It
        needs as much room again for a moment.
        """
        with self._lock, _told(self.path):
            self._connection.execute("VACUUM")

    def checkpoint(self) -> bool:
        """Bring everything from the log beside the file into it; tell whether that is empty now.

        It is not while another process reads.
        """
        with self._lock, _told(self.path):
            self._connection.execute(f"PRAGMA busy_timeout = {_READER_MS}")
            try:
                busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {round(self._busy_s * 1000)}")
            return not busy

    def problems(self) -> list[str]:
        """Read the whole file; return what is wrong with it, nothing when it is sound."""
        with self._lock, _told(self.path):
            return _problems(self._connection)

    @property
    def version(self) -> int:
        """Version of the schema."""
        with self._lock, _told(self.path):
            return _version(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, _told(self.path):
            self._connection.close()


@contextlib.contextmanager
def opened(path: Path, migrations: Sequence[str]) -> Iterator[sqlite3.Connection]:
    """Open a database, made when it is not there, for one transaction.

    migrations: SQL scripts; the n-th leads from version n to n + 1, and a file's own version
    stands in its ``user_version``. Commits at the end of the block, rolls back when it raises.
    Raises StorageError.
    """
    with _told(path), contextlib.closing(_connect(path, migrations)) as database:
        database.execute("BEGIN")
        with database:
            yield database


def examine(path: Path, migrations: Sequence[str]) -> tuple[int, list[str]]:
    """Return a file's version and what is wrong with it, without writing anything.

    Reads all of it. Raises StorageError when it is newer, or nothing that can be read.
    """
    with _told(path), _unwritten(path) as database:
        return _known(database, path, len(migrations)), _problems(database)


def _problems(database: sqlite3.Connection) -> list[str]:
    try:
        return _all_problems(database)
    except sqlite3.DatabaseError as exc:
        if not _is(exc, _DAMAGED):
            raise
        return [str(exc)]


def _all_problems(database: sqlite3.Connection) -> list[str]:
    found = [str(row[0]) for row in database.execute(f"PRAGMA quick_check({_MOST})")]
    if found != ["ok"]:  # nothing further can be asked of it
        return found
    loose = [str(row[0]) for row in database.execute("PRAGMA foreign_key_check")]
    return [f"a row of {table} belongs to nothing" for table in loose[:_MOST]]


def _connect(
    path: Path, migrations: Sequence[str], *, busy_s: float = _WAIT_S, max_pages: int = 0
) -> sqlite3.Connection:
    _make(path)
    with _unwritten(path) as database:  # what can't be used is told before it is touched
        _known(database, path, len(migrations))
    database = sqlite3.connect(path, timeout=busy_s, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA secure_delete = ON")
        if max_pages:
            database.execute(f"PRAGMA max_page_count = {max_pages}")
        _migrate(database, path, migrations)
    except BaseException:
        database.close()
        raise
    return database


def _make(path: Path) -> None:
    """Create folder and file before SQLite would, which makes them readable for others."""
    if path.is_dir():
        raise StorageError(str(path), "is a folder, not a file", "Move it away")
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


@contextlib.contextmanager
def _unwritten(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file so that neither it nor anything beside it is written."""
    log = Path(f"{path}-wal")
    # without a log nobody has it open, and nothing needs to be made to read it
    still = "" if log.exists() and log.stat().st_size else "&immutable=1"
    address = f"{path.resolve().as_uri()}?mode=ro{still}"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_WAIT_S)) as database:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()  # is it a database?
        yield database


def _known(database: sqlite3.Connection, path: Path, newest: int) -> int:
    """Return the version of a file. Raises StorageError when it is newer than ``newest``."""
    version = _version(database)
    if version > newest:
        raise StorageError(
            str(path),
            f"was written by a newer release (version {version}, known is {newest})",
            "Install that release, or move the file away",
        )
    return version


def _migrate(database: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    newest = len(migrations)
    if _version(database) == newest:
        return
    database.execute("PRAGMA journal_mode = WAL")  # who reads never waits for who writes
    database.execute("BEGIN IMMEDIATE")
    with database:
        version = _known(database, path, newest)  # another process may have been faster
        for script in migrations[version:]:
            for statement in script.split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {newest}")


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what happened to a file in our words."""
    try:
        yield
    except sqlite3.Error as exc:
        raise _ours(path, exc) from exc
    except OSError as exc:
        raise StorageError(str(path), f"can't be opened: {exc.strerror or exc}") from exc


def _ours(path: Path, error: sqlite3.Error) -> StorageError:
    if _is(error, _DAMAGED):
        return StorageError(
            str(path),
            f"is damaged, or no database ({error})",
            "Move it away, with the files -wal and -shm beside it, or restore a copy; without it "
            "a new one is made",
        )
    if _is(error, _FULL) or (_is(error, {sqlite3.SQLITE_IOERR}) and _no_room(path)):
        return StorageError(
            str(path), "there is no room left for it", "Make room on its disk; what is in it stays"
        )
    if _is(error, _BUSY):
        return StorageError(str(path), "is in use by another process", "Try again in a moment")
    if _is(error, _UNOPENED):
        return StorageError(
            str(path),
            "can't be opened, or its folder can't be written",
            "Give both to the user that runs this",
        )
    if _is(error, _UNWRITABLE):
        return StorageError(
            str(path),
            "can't be written",
            "Give it, and its folder, to the user that runs this",
        )
    return StorageError(str(path), f"can't be used: {error}")


def _is(error: sqlite3.Error, codes: Collection[int]) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in codes  # beyond that it says where


def _no_room(path: Path) -> bool:
    with contextlib.suppress(OSError):  # then nobody knows, and the error tells as it is
        return shutil.disk_usage(path.parent).free < _ROOM_BYTES
    return False
