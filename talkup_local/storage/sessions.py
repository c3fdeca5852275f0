"""The interviews that are kept: ``interviews.db``, and the recordings beside it."""

from __future__ import annotations

import contextlib
import hmac
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

import msgspec

from talkup_local.clock import Clock
from talkup_local.errors import RecordGone, RecordUnreadable
from talkup_local.interview.record import Consent, Happening, SessionRecord, SessionState, Turn
from talkup_local.storage import reading, writing
from talkup_local.storage.database import Database
from talkup_local.storage.reading import SessionRow
from talkup_local.storage.recordings import FOLDER, Recordings
from talkup_local.storage.schema import MIGRATIONS

FILE: Final = "interviews.db"

_BUSY_S: Final = 5.0

_LATELY: Final = timedelta(minutes=2)

_UNTIDY: Final = "tidy.since"
"""Notes when something was deleted of which the file may hold a copy."""


class SessionStore:
    """The interviews in one file, which is opened, or made, at once.

    Each method is one transaction, and on the disk when it returns; all may be called from any
    thread, one after the other. busy_s: how long to wait for other processes. max_pages: of the
    file, 0 for any. All methods raise StorageError; those that write to an interview raise it
    too when that has been deleted, and those that keep words when its words were taken out.
    """

    def __init__(
        self, path: Path, clock: Clock, *, busy_s: float = _BUSY_S, max_pages: int = 0
    ) -> None:
        self.path, self._clock = path, clock
        self.database = Database(path, MIGRATIONS, busy_s=busy_s, max_pages=max_pages)
        self.recordings = Recordings(path.parent / FOLDER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def together(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """Make one transaction of all that this thread does in the block."""
        return self.database.writing()

    # --- an interview as it goes on

    def create(
        self, record: SessionRecord, *, token_hash: bytes | None = None, pending: bool = False
    ) -> None:
        """Begin to keep an interview.

        token_hash: of its resume token, see ``naming``. pending: it waits for the candidate's
        consent, and is deleted when it ends without.
        """
        with self.database.writing() as rows:
            writing.session(rows, record, token_hash=token_hash, pending=pending, now=self.now())

    def renew_token(self, session_id: str, token_hash: bytes | None) -> None:
        """Let another resume token be the one that counts, or none."""
        with self.changing(session_id) as rows:
            rows.execute(
                "UPDATE sessions SET token_hash = ? WHERE id = ?", (token_hash, session_id)
            )

    def consent(self, session_id: str, consent: Consent) -> None:
        """Keep the candidate's word."""
        with self.changing(session_id) as rows:
            writing.consent(rows, session_id, consent)

    def next_turn(self, session_id: str) -> int:
        """Return the number of the turn that comes next, from 1."""
        with self.changing(session_id) as rows:
            found = rows.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM turns WHERE session_id = ?",
                (session_id,),
            )
            return int(found.fetchone()[0])

    def add_turn(
        self,
        session_id: str,
        turn: Turn,
        *,
        progress: bytes,
        spent_s: float,
        consent: Consent | None = None,
    ) -> None:
        """Keep a turn, where the interviewer stands after it, and how long it all has lasted."""
        with self.changing(session_id, adds_words=True) as rows:
            if consent is not None:
                writing.consent(rows, session_id, consent)
            writing.turn(rows, session_id, turn)
            rows.execute(
                # what is said to it is not said yet
                "UPDATE sessions SET progress = ?, spent_s = ?, closing = '' WHERE id = ?",
                (progress, spent_s, session_id),
            )

    def figures(self, session_id: str, turn: int, figures: Mapping[str, Any]) -> None:
        """Keep delays and counts of a turn."""
        with self.changing(session_id) as rows:
            rows.execute(
                "UPDATE turns SET figures = ? WHERE session_id = ? AND number = ?",
                (writing.plain(figures), session_id, turn),
            )

    def recorded(self, session_id: str, turn: int, name: str) -> None:
        """Keep the name of a turn's recording."""
        with self.changing(session_id) as rows:
            rows.execute(
                "UPDATE turns SET audio = ? WHERE session_id = ? AND number = ?",
                (name, session_id, turn),
            )

    def measure(self, session_id: str, turn_number: int, service: str, result: Any) -> None:
        """Keep what a service found in a turn. result: plain data."""
        with self.changing(session_id) as rows:
            writing.measure(rows, session_id, turn_number, service, result)

    def said(self, session_id: str, text: str, progress: bytes, spent_s: float) -> None:
        """Keep what the interviewer said last, and where it stands after it."""
        with self.changing(session_id, adds_words=True) as rows:
            rows.execute(
                "UPDATE sessions SET closing = ?, progress = ?, spent_s = ? WHERE id = ?",
                (text, progress, spent_s, session_id),
            )

    def happened(self, session_id: str, happening: Happening) -> None:
        """Keep that something happened."""
        with self.changing(session_id) as rows:
            writing.event(rows, session_id, happening)

    def gone(self, session_id: str, spent_s: float) -> None:
        """Keep that the connection broke; the interview stays open."""
        with self.changing(session_id) as rows:
            rows.execute(
                "UPDATE sessions SET reason = 'gone', spent_s = ? WHERE id = ?",
                (spent_s, session_id),
            )

    def touch(self, session_id: str, spent_s: float) -> None:
        """Keep that an interview is still going on."""
        with self.changing(session_id) as rows:
            rows.execute("UPDATE sessions SET spent_s = ? WHERE id = ?", (spent_s, session_id))

    def end(
        self,
        session_id: str,
        reason: str,
        *,
        spent_s: float | None = None,
        state: SessionState = "ended",
    ) -> bool:
        """Keep that an interview is over; its token finds it still, but opens it no more.

        spent_s: None for what is known. Without the consent that it waited for, it is deleted.
        Returns whether it is still kept.
        """
        with self.changing(session_id) as rows:
            query = "SELECT pending FROM sessions WHERE id = ?"
            (pending,) = rows.execute(query, (session_id,)).fetchone()
            if not pending:
                rows.execute(
                    "UPDATE sessions SET state = ?, reason = ?, ended = ?,"
                    " spent_s = coalesce(?, spent_s) WHERE id = ?",
                    (state, reason, writing.moment(self.now()), spent_s, session_id),
                )
        if pending:
            self.delete([session_id])
        return not pending

    def save_report(self, session_id: str, form: str, data: bytes) -> None:
        """Keep a report, in place of an older one. form: as ``json``."""
        with self.changing(session_id) as rows:
            writing.report(rows, session_id, form, data, self.now())

    # --- what there is

    def load(self, session_id: str) -> SessionRecord:
        """Return all that is known of an interview, but its report."""
        with self._making_sense(f"interview {session_id}") as rows:
            found = reading.record(rows, session_id)
        if found is None:
            raise self._unknown(session_id)
        return found

    def report(self, session_id: str, form: str = "json") -> bytes | None:
        """Return the report of an interview, None when there is none of that form."""
        with self.database.reading() as rows:
            found = rows.execute(
                "SELECT data FROM reports WHERE session_id = ? AND format = ?", (session_id, form)
            ).fetchone()
        return None if found is None else bytes(found[0])

    def overview(self, session_id: str) -> SessionRow | None:
        """Return an interview in one line."""
        return next(iter(self._rows("id = ?", session_id)), None)

    def find(self, prefix: str) -> tuple[SessionRow, ...]:
        """Return the interviews whose id begins like that, with or without ``iv_``."""
        beginning = "iv_" + prefix.removeprefix("iv_")
        return self._rows("substr(id, 1, ?) = ?", len(beginning), beginning)

    def find_by_token(self, token_hash: bytes) -> SessionRow | None:
        """Return the interview whose resume token has that hash, open or not."""
        with self.database.reading() as rows:
            found = rows.execute(
                "SELECT id, token_hash FROM sessions WHERE token_hash = ?", (token_hash,)
            ).fetchone()
            # the index finds by a hash, of which nobody can guess the next byte; this says so too
            if found is None or not hmac.compare_digest(found[1], token_hash):
                return None
            return self.overview(found[0])

    def open_sessions(self) -> tuple[SessionRow, ...]:
        """Return the interviews that go on, or may be taken up again."""
        return self._rows("state = 'open'")

    def going_on(self) -> bool:
        """Tell whether somebody is being interviewed, by what was written lately."""
        lately = writing.moment(self.now() - _LATELY)
        return bool(self._rows("state = 'open' AND touched > ?", lately, limit=1))

    def list(
        self,
        limit: int = -1,
        *,
        state: SessionState | None = None,
        before: datetime | None = None,
    ) -> tuple[SessionRow, ...]:
        """Return interviews, the latest first. limit: -1 for all. before: created earlier.

        One that makes no sense to this release is left out.
        """
        wanted = {
            "state = ?": state,
            "created < ?": before and writing.moment(before),
        }
        given = {condition: value for condition, value in wanted.items() if value is not None}
        where, values = " AND ".join(given), tuple(given.values())
        with self.database.reading() as rows:
            try:
                return reading.overviews(rows, where, values, limit)
            except msgspec.MsgspecError:
                return tuple(reading.legible(rows, where, values, limit))

    def count(self) -> int:
        """Return how many interviews there are."""
        with self.database.reading() as rows:
            return int(rows.execute("SELECT count(*) FROM sessions").fetchone()[0])

    def ids(self) -> frozenset[str]:
        """Return the ids of all interviews, of those too that make no sense."""
        with self.database.reading() as rows:
            return frozenset(str(id_) for (id_,) in rows.execute("SELECT id FROM sessions"))

    # --- deletion

    def delete(self, session_ids: Iterable[str]) -> int:
        """Delete interviews with all that belongs to them; return how many there were.

        Their bytes are overwritten, as far as SQLite knows of them: ``tidy`` does the rest.
        """
        deleted = 0
        with self.together() as rows:
            for session_id in session_ids:
                done = rows.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
                deleted += done.rowcount
                self.recordings.delete(session_id)
            if deleted:
                self.untidy()
        return deleted

    def tidy(self) -> bool:
        """Write the file anew if something was deleted since; tell whether all is in order then.

        For when nobody is being interviewed: who writes waits meanwhile. It is not while another
        process reads.
        """
        if self.note(_UNTIDY) is not None:
            self.database.compact()
            if not self.database.checkpoint():
                return False
            self.tidied()
        return True

    def untidy(self) -> None:
        """Note that the file may hold a copy of what was deleted."""
        self.set_note(_UNTIDY, writing.moment(self.now()))

    def tidied(self) -> None:
        """Note that the file holds nothing of what was deleted."""
        with self.together() as rows:
            rows.execute("DELETE FROM notes WHERE name = ?", (_UNTIDY,))

    def sweep(self) -> int:
        """Delete recordings that belong to no interview; for the server, when it starts."""
        return self.recordings.sweep(self.ids())

    # --- what the store notes for itself

    def note(self, name: str) -> str | None:
        """Return what was noted under a name."""
        with self.database.reading() as rows:
            found = rows.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def set_note(self, name: str, value: str) -> None:
        """Note something, in place of what was noted under that name."""
        with self.database.writing() as rows:
            rows.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self._clock.utc_now()

    @contextlib.contextmanager
    def changing(
        self, session_id: str, *, adds_words: bool = False
    ) -> Iterator[sqlite3.Connection]:
        """Hold a transaction that changes an interview, which must be there.

        adds_words: which nobody may do once its words were taken out.
        """
        unless = " AND redacted IS NULL" if adds_words else ""
        with self.database.writing() as rows:
            done = rows.execute(
                f"UPDATE sessions SET touched = ? WHERE id = ?{unless}",  # noqa: S608 - ours
                (writing.moment(self.now()), session_id),
            )
            if not done.rowcount:
                raise self._unknown(session_id)
            yield rows

    def _rows(self, where: str, *values: object, limit: int = -1) -> tuple[SessionRow, ...]:
        with self._making_sense("the list of interviews") as rows:
            return reading.overviews(rows, where, values, limit)

    @contextlib.contextmanager
    def _making_sense(self, what: str) -> Iterator[sqlite3.Connection]:
        """Hold still what is read, and say so when it was changed by another hand, or by chance."""
        try:
            with self.database.reading() as rows:
                yield rows
        except (msgspec.MsgspecError, ValueError) as exc:
            raise RecordUnreadable(
                str(self.path), f"{what} can't be read: {exc}", "Restore a copy"
            ) from exc

    def _unknown(self, session_id: str) -> RecordGone:
        return RecordGone(
            str(self.path),
            f"there is no interview {session_id} here (any more)",
            "talkup-local sessions list shows what there is",
        )
