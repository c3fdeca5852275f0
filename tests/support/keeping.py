"""Interviews that are kept by a running server: begun, broken off, and looked at."""

import asyncio
from pathlib import Path

import msgspec

from support.conducting import PlainInterviewer
from support.interviews import engines
from support.serving import running
from talkup_local.clock import SystemClock
from talkup_local.interview.record import SessionRecord
from talkup_local.storage.sessions import FILE, SessionStore


def kept(tmp_path: Path, **more):
    """Return the flags of a server that keeps what is said, and makes nothing of it."""
    flags = {
        "store.enabled": True,
        "data": str(tmp_path),
        "store.reports": False,
        "store.delivery_measures": False,
    }
    return {"flags": {**flags, **{k.replace("__", "."): v for k, v in more.items()}}}


def serving(
    tmp_path: Path, *, given=None, clock=None, store=None, interviewer=PlainInterviewer, **more
):
    """Run a server that keeps what is said. given: its engines. more: flags, ``__`` for a dot."""
    return running(
        given or engines(),
        **kept(tmp_path, **more),
        clock=clock,
        store=store,
        interviewer=interviewer,
    )


def told(messages, tag: str):
    """Return the messages of one type, as plain data."""
    texts = [data for data in messages if isinstance(data, str)]
    return [msgspec.json.decode(text) for text in texts if text.startswith(f'{{"type":"{tag}"')]


async def drop(server, socket) -> None:
    """Break a connection, and wait until the server has noticed."""
    socket.transport.abort()
    async with asyncio.timeout(60):
        while server.health()["sessions"]["open"]:
            await asyncio.sleep(0.01)


def record_of(tmp_path: Path, session_id: str) -> SessionRecord:
    """Return what is kept of an interview."""
    with SessionStore(tmp_path / FILE, SystemClock()) as store:
        return store.load(session_id)
