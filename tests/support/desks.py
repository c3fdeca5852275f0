"""Servers that keep interviews, and what is asked of their records and desks."""

import asyncio
import contextlib
import json
from datetime import timedelta

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from support.conducting import PlainInterviewer
from support.interviews import engines, loud
from support.kept import NOW, interview
from support.serving import running, until
from talkup_local.clock import SystemClock
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.storage import naming
from talkup_local.storage.sessions import FILE, SessionStore

ASKS = ("session", "turn_state")


@contextlib.asynccontextmanager
async def serving(tmp_path, *, clock=None, **more):
    """Run a server that keeps interviews in ``tmp_path``/data."""
    flags = {"store.enabled": True, "store.delivery_measures": False, "store.reports": False}
    flags |= {name.replace("__", "."): value for name, value in more.items()}
    async with running(
        engines(), flags=flags, folder=tmp_path, interviewer=PlainInterviewer, clock=clock
    ) as server:
        yield server


def at(server, path, **options):
    return connect(f"{server.url}{path}", compression=None, max_size=None, **options)


async def ask(socket, kind, **fields):
    """Ask, and return what comes with the same id, be it an error."""
    await socket.send(json.dumps({"type": kind, "id": kind, **fields}))
    async with asyncio.timeout(60):
        while (answer := json.loads(await socket.recv())).get("id") != kind:
            pass
    return answer


async def code(socket, kind, **fields):
    return (await ask(socket, kind, **fields)).get("code")


async def begin(socket):
    """Begin an interview; return what is told of it."""
    await socket.send(InterviewClient().start_interview(capabilities=ASKS, consent=True))
    seen = await until(socket, "interview_started")
    return next(json.loads(one) for one in seen if str(one).startswith('{"type":"session"'))


async def answered(socket):
    await socket.send(loud(1.5).tobytes())
    await until(socket, "amplitude")
    await socket.send('{"type":"send_for_AI_processing"}')
    await until(socket, "ai_response_complete")


def put_in(tmp_path, *records, clock=None, **more):
    """Keep interviews; return the key of each."""
    keys = []
    with SessionStore(tmp_path / "data" / FILE, clock or SystemClock()) as store:
        for record in records:
            key, digest = naming.new_token()
            store.create(record, token_hash=digest, **more)
            keys.append(key)
    return keys


async def looked(tmp_path):
    """Wait until the server has looked for old interviews, as it does at its start."""
    with SessionStore(tmp_path / "data" / FILE, SystemClock()) as store:
        async with asyncio.timeout(60):
            while store.note("retention.last_look") is None:
                await asyncio.sleep(0.01)


def over(**settings):
    return interview(state="ended", ended=NOW + timedelta(minutes=5), reason="client", **settings)


async def refused(server, path, **options):
    """Return status and code of a refused upgrade."""
    with pytest.raises(InvalidStatus) as caught:
        async with at(server, path, **options):
            pass
    response = caught.value.response
    return response.status_code, json.loads(response.body)["code"]
