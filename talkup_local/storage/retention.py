"""Which interviews have been kept for long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from talkup_local.storage import writing
from talkup_local.storage.sessions import SessionStore

log = structlog.get_logger(__name__)

_LAST_LOOK: Final = "retention.last_look"
_JUMP: Final = timedelta(days=1)


def due(store: SessionStore, days: int, now: datetime) -> tuple[str, ...]:
    """Return the ids of the interviews that are to be deleted, see ``expired``.

    A clock that is wrong must delete nothing: if it has jumped since the last look, by more than
    a day or back, this look finds none. So look more often than that. Raises StorageError.
    """
    noted = store.note(_LAST_LOOK)
    store.set_note(_LAST_LOOK, writing.moment(now))
    if noted is not None and not timedelta(0) <= now - datetime.fromisoformat(noted) <= _JUMP:
        log.warning("clock has jumped, nothing is deleted yet", last_look=noted)
        return ()
    return expired(store, days, now)


def expired(store: SessionStore, days: int, now: datetime) -> tuple[str, ...]:
    """Return the ids of the interviews that began, ended and were written to before ``days`` days.

    None when ``days`` is 0. Raises StorageError.
    """
    if not days:
        return ()
    end = now - timedelta(days=days)
    return tuple(
        row.id
        for row in store.list(before=end)
        if row.touched < end and (row.ended is None or row.ended < end)
    )
