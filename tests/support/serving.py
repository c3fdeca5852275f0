"""The real server for tests: in this process with any engines, or as the real command."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from talkup_local.clock import Clock
from talkup_local.config import load
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.interview.plan import InterviewPlan
from talkup_local.server.app import Server
from talkup_local.storage.sessions import SessionStore
from talkup_local.wiring import Appliance, Engines


@contextlib.asynccontextmanager
async def running(
    engines: Engines | None = None,
    *,
    flags: Mapping[str, object] | None = None,
    clock: Clock | None = None,
    on_turn=None,
    folder: Path = Path("/nonexistent"),
    interviewer: Callable[[InterviewPlan, str], Interviewer] | None = None,
    store: SessionStore | None = None,
) -> AsyncIterator[Server]:
    """Run a server on a free port until the block ends; its tokens lie in ``folder``.

    It keeps no interviews, unless ``flags`` say so.
    """
    ours = {"server.port": 0, "interview.delivery": "burst", "store.enabled": False, "data": "data"}
    config, folder = load(flags={**ours, **(flags or {})}, folder=folder)
    appliance = Appliance(
        config,
        folder,
        engines=engines,
        clock=clock,
        interviewer=interviewer,
        on_turn=on_turn,
        store=store,
    )
    server = Server(appliance)
    stop, ready = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run(stop, lambda _url: ready.set()))
        await ready.wait()
        try:
            yield server
        finally:
            stop.set()


@contextlib.contextmanager
def running_aside(*, flags: Mapping[str, object], engines: Engines | None = None) -> Iterator[str]:
    """Run a server that many tests share, in a thread of its own; give its URL."""
    url: list[str] = []
    loop = asyncio.new_event_loop()
    stop, ready = asyncio.Event(), threading.Event()

    async def serve() -> None:
        async with running(engines, flags=flags) as server:
            url.append(server.url)
            ready.set()
            await stop.wait()

    def work() -> None:
        try:
            loop.run_until_complete(serve())
        finally:
            loop.close()
            ready.set()  # a failed start must not be waited for

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    assert url, "the server did not start"
    try:
        yield url[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def client(server: Server, client_id: str = "test") -> connect:
    """Connect to an interview."""
    return connect(f"{server.url}/ws/{client_id}", compression=None, max_size=None, open_timeout=60)


async def until(socket: ClientConnection, *kinds: str) -> list[str | bytes]:
    """Return the messages up to the first one of the types ``kinds``."""
    seen: list[str | bytes] = []
    async with asyncio.timeout(60):
        async for data in socket:
            seen.append(data)
            if isinstance(data, str) and any(data.startswith(f'{{"type":"{k}"') for k in kinds):
                return seen
    raise AssertionError(f"the connection closed before any of {kinds}: {kinds_of(seen)}")


def kinds_of(messages: list[str | bytes]) -> list[str]:
    """Return the types of messages; ``binary`` for sound."""
    return ["binary" if isinstance(data, bytes) else data.split('"')[3] for data in messages]


@contextlib.contextmanager
def command(
    *arguments: str, subcommand: str = "serve", **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command as a process, ``serve`` by default; give it and its URL once it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "talkup_local", subcommand, "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TALKUP_STORE_ENABLED": "false", **environment},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line.startswith("listening on "):
            raise AssertionError(process.communicate(timeout=60)[1])
        yield process, line.removeprefix("listening on ").strip()
    finally:
        process.terminate()
        process.communicate(timeout=60)
