"""Services elsewhere for tests: a process of other people's, and what connects to it."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from talkup_local.clock import SystemClock
from talkup_local.config.services import ServicePlace
from talkup_local.services.remote.service import RemoteService

_HERE = Path(__file__).parent


@contextlib.contextmanager
def foreign(port: int, script: str = "foreign_service.py") -> Iterator[subprocess.Popen[str]]:
    """Run the services as a process until the block ends; they listen when it begins."""
    process = subprocess.Popen(
        [sys.executable, str(_HERE / script), str(port)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n"
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


@contextlib.asynccontextmanager
async def connected(
    url: str, name="llm", *, wait=True, message_bytes=2**20, **settings
) -> AsyncIterator[RemoteService]:
    """Use the service at ``url`` until the block ends; it is up when it begins."""
    place = ServicePlace(url=url, **{"timeout_s": 60.0, **settings})
    remote = RemoteService(
        name, place, SystemClock(), message_bytes=message_bytes, jitter=lambda: 0.0
    )
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(remote.run())
        try:
            if wait:
                await until_up(remote)
            yield remote
        finally:
            running.cancel()


async def until_up(remote: RemoteService, *, up=True) -> None:
    """Wait until the service is up, or is not."""
    async with asyncio.timeout(60):
        while remote.up is not up:
            await asyncio.sleep(0.01)
