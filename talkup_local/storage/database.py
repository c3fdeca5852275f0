"""SQLite files: for us alone to read, and brought to the newest schema when opened."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from talkup_local.errors import StorageError

_WAIT_S: Final = 2.0
"""How long one writer waits for another."""


@contextlib.contextmanager
def opened(path: Path, migrations: Sequence[str]) -> Iterator[sqlite3.Connection]:
    """Open a database, made when it is not there, for one transaction.

    migrations: SQL scripts; the n-th leads from version n to n + 1, and a file's own version
    stands in its ``user_version``. Commits at the end of the block, rolls back when it raises.
    Raises StorageError.
    """
    try:
        _make(path)
        with contextlib.closing(
            sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        ) as database:
            _migrate(database, path, migrations)
            database.execute("BEGIN")
            with database:
                yield database
    except sqlite3.Error as exc:
        raise StorageError(str(path), f"can't be used: {exc}") from exc
    except OSError as exc:
        raise StorageError(str(path), f"can't be opened: {exc.strerror or exc}") from exc


def _make(path: Path) -> None:
    """Create folder and file before SQLite would, which makes them readable for others."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _migrate(database: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    newest = len(migrations)
    if _version(database) == newest:
        return
    database.execute("PRAGMA journal_mode = WAL")  # who reads never waits for who writes
    database.execute("BEGIN IMMEDIATE")
    with database:
        version = _version(database)  # another process may have been faster
        if version > newest:
            raise StorageError(
                str(path),
                f"was written by a newer release (version {version}, known is {newest})",
                "Install that release, or move the file away",
            )
        for script in migrations[version:]:
            for statement in script.split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {newest}")


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
