"""Tokens: who may use what. Of each one the hash is kept, never the token.

A token is ``tk_`` + id + ``_`` + secret. The id names its row and is no secret; the
whole text is one word of letters, digits, ``_`` and ``-``, so that it fits into a
header, a WebSocket subprotocol and a command line.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, Literal, get_args

from talkup_local.controls import CONTROLS, HALVES, TURNING
from talkup_local.errors import ConfigError, StorageError
from talkup_local.storage import database

Scope = Literal["interview", "stream", "service", "admin"]
"""What a token opens: ``admin`` opens everything."""

SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

FILE: Final = "tokens.db"

_ID_BYTES: Final = 6
_SECRET_BYTES: Final = 32
_TOKEN: Final = re.compile(r"tk_(?P<id>[0-9a-f]{12})_[A-Za-z0-9_-]{43}")
# nothing that moves the cursor of a terminal, or turns the direction of the text around it
_NAME: Final = re.compile(f"[^\t\n{CONTROLS}\u2028\u2029{TURNING}{HALVES}]{{1,80}}")
_NO_HASH: Final = bytes(hashlib.sha256().digest_size)

_MIGRATIONS: Final = (
    """
    CREATE TABLE tokens (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        hash BLOB NOT NULL,
        scopes TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT,
        revoked TEXT,
        last_used TEXT
    ) STRICT
    """,
)


@dataclass(frozen=True, kw_only=True)
class Token:
    """What is known of a token. Times are UTC; ``last_used`` is a day and no finer."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None
    last_used: date | None = None

    def fault(self, now: datetime) -> Literal["revoked", "expired"] | None:
        """Return why it opens nothing any more, or None."""
        if self.revoked is not None:
            return "revoked"
        if self.expires is not None and self.expires <= now:
            return "expired"
        return None

    def allows(self, scope: Scope) -> bool:
        """Tell whether it is good for ``scope``."""
        return scope in self.scopes or "admin" in self.scopes


class TokenStore:
    """The tokens in one file, opened afresh each time: a change from outside counts at once.

    Nothing is written before the first token is made. All methods raise StorageError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(
        self, name: str, scopes: Iterable[Scope], now: datetime, *, expires: datetime | None = None
    ) -> tuple[Token, str]:
        """Make a token; return what is known of it, and its text, which is kept nowhere.

        Raises ConfigError when a living token has that name, or the name is not 1 to 80
        printable characters.
        """
        if not _NAME.fullmatch(name):
            raise ConfigError("a token's name has 1 to 80 printable characters")
        token = Token(
            id=secrets.token_hex(_ID_BYTES),
            name=name,
            scopes=frozenset(scopes),
            created=now.replace(microsecond=0),
            expires=expires and expires.replace(microsecond=0),
        )
        text = f"tk_{token.id}_{secrets.token_urlsafe(_SECRET_BYTES)}"
        with self._opened() as rows:
            if any(other.name == name and not other.fault(now) for other in _all(rows)):
                raise ConfigError(
                    f"there is a token named {name!r}",
                    mend="Choose another name, or revoke that one first",
                )
            rows.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
                (
                    token.id,
                    name,
                    _hash(text),
                    " ".join(sorted(token.scopes)),
                    token.created.isoformat(),
                    token.expires and token.expires.isoformat(),
                ),
            )
        return token, text

    def all(self) -> list[Token]:
        """Return every token that was ever made, the oldest first."""
        if not self._path.exists():
            return []
        with self._opened() as rows:
            return list(_all(rows))

    def any(self) -> bool:
        """Tell whether a token was ever made, be it revoked since."""
        if not self._path.exists():
            return False
        with self._opened() as rows:
            return rows.execute("SELECT 1 FROM tokens LIMIT 1").fetchone() is not None

    def living(self, now: datetime) -> frozenset[str]:
        """Return the ids of the tokens that are neither revoked nor expired."""
        return frozenset(token.id for token in self.all() if token.fault(now) is None)

    def find(self, text: str) -> Token | None:
        """Return the token whose text this is, be it revoked or expired.

        Takes the same steps for a wrong text as for a right one, and compares in constant time.
        """
        match = _TOKEN.fullmatch(text)
        row = None
        if self._path.exists():
            with self._opened() as rows:
                found = rows.execute(
                    "SELECT * FROM tokens WHERE id = ?", (match["id"] if match else "",)
                )
                row = found.fetchone()
        same = hmac.compare_digest(_hash(text), row["hash"] if row is not None else _NO_HASH)
        return _token(row) if same and row is not None else None

    def used(self, token: Token, now: datetime) -> None:
        """Note the day on which a token was used: one write a day."""
        if token.last_used == now.date():
            return
        # a token is as good on a disk that is full or read-only
        with contextlib.suppress(StorageError), self._opened() as rows:
            rows.execute(
                "UPDATE tokens SET last_used = ? WHERE id = ?", (now.date().isoformat(), token.id)
            )

    def revoke(self, which: str, now: datetime) -> Token:
        """End the token with this id or name, and return it.

        Raises ConfigError when there is none that could be revoked.
        """
        meant = [t for t in self.all() if which in (t.id, t.name) and t.revoked is None]
        for token in sorted(meant, key=lambda t: t.fault(now) is not None):  # a living one first
            with self._opened() as rows:
                rows.execute(
                    "UPDATE tokens SET revoked = ? WHERE id = ?",
                    (now.replace(microsecond=0).isoformat(), token.id),
                )
            return token
        raise ConfigError(
            f"there is no token {which!r} to revoke", mend="talkup-local token list shows them"
        )

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with database.opened(self._path, _MIGRATIONS) as rows:
            rows.row_factory = sqlite3.Row
            yield rows


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _all(rows: sqlite3.Connection) -> Iterator[Token]:
    for row in rows.execute("SELECT * FROM tokens ORDER BY created, rowid"):
        yield _token(row)


def _token(row: Any) -> Token:
    return Token(
        id=row["id"],
        name=row["name"],
        scopes=frozenset(scope for scope in SCOPES if scope in row["scopes"].split()),
        created=datetime.fromisoformat(row["created"]),
        expires=_moment(row["expires"]),
        revoked=_moment(row["revoked"]),
        last_used=row["last_used"] and date.fromisoformat(row["last_used"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
