"""An interview for other programs: the documented form, ``docs/session.schema.json``."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from talkup_local.assessment.report.model import Report
from talkup_local.interview.record import SessionRecord
from talkup_local.storage.sessions import SessionStore

VERSION: Final = 1
"""Grows when something is renamed or taken away; what is only added does not change it."""


class Exported(Struct, frozen=True, kw_only=True):
    """All that is kept of an interview, but the sound. report: None when there is none."""

    version: int = VERSION
    session: SessionRecord
    report: Report | None = None


def export(store: SessionStore, session_id: str) -> Exported:
    """Return all that is kept of an interview. Raises StorageError."""
    return Exported(session=store.load(session_id), report=report_of(store, session_id))


def report_of(store: SessionStore, session_id: str) -> Report | None:
    """Return the report of an interview, None when there is none. Raises StorageError."""
    data = store.report(session_id)
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=Report)
    except msgspec.MsgspecError:
        return None  # of another release: it is made again when it is asked for


def schema() -> dict[str, Any]:
    """Return the JSON schema of what is exported."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An interview, as talkup-local exports it",
        **msgspec.json.schema(Exported),
    }
