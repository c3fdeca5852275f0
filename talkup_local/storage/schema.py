"""The tables of ``interviews.db``. A script that was released is never changed: add another.

Times are UTC in ISO 8601, all in one form, so that they sort. JSON stands in columns that are
read as a whole. ``tests/unit/storage`` holds what goes with a session when that is deleted.
"""

from __future__ import annotations

from typing import Final

MIGRATIONS: Final = (
    """
    CREATE TABLE sessions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        client_id TEXT NOT NULL,
        token_hash BLOB,
        state TEXT NOT NULL,
        pending INTEGER NOT NULL,
        reason TEXT NOT NULL,
        created TEXT NOT NULL,
        touched TEXT NOT NULL,
        ended TEXT,
        redacted TEXT,
        kind TEXT NOT NULL,
        role TEXT NOT NULL,
        language TEXT NOT NULL,
        level TEXT,
        spent_s REAL NOT NULL,
        turns INTEGER NOT NULL,
        reported TEXT,
        progress BLOB NOT NULL,
        closing TEXT NOT NULL,
        engines TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sessions_by_token ON sessions (token_hash);
    CREATE INDEX sessions_open ON sessions (state) WHERE state = 'open';

    CREATE TABLE consents (
        session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        given INTEGER NOT NULL,
        at TEXT NOT NULL,
        how TEXT NOT NULL,
        wording TEXT NOT NULL
    ) STRICT;

    CREATE TABLE plans (
        session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        plan TEXT NOT NULL
    ) STRICT;

    CREATE TABLE turns (
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        question_id TEXT NOT NULL,
        step TEXT NOT NULL,
        asked TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        heard TEXT NOT NULL,
        answered_at TEXT NOT NULL,
        words TEXT NOT NULL,
        speech_s REAL NOT NULL,
        response_s REAL,
        audio TEXT NOT NULL,
        figures TEXT NOT NULL,
        PRIMARY KEY (session_id, number)
    ) STRICT;

    CREATE TABLE measures (
        session_id TEXT NOT NULL,
        turn INTEGER NOT NULL,
        service TEXT NOT NULL,
        result TEXT NOT NULL,
        PRIMARY KEY (session_id, turn, service),
        FOREIGN KEY (session_id, turn) REFERENCES turns (session_id, number) ON DELETE CASCADE
    ) STRICT;

    CREATE TABLE reports (
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        format TEXT NOT NULL,
        made TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (session_id, format)
    ) STRICT;

    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        name TEXT NOT NULL,
        facts TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_by_session ON events (session_id);

    CREATE TABLE notes (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT
    """,
)
