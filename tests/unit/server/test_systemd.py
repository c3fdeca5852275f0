"""What the service manager hears, on a real socket in its place."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from talkup_local.server.systemd import Manager

PID = 4711


@contextlib.contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ears:
        ears.bind(address.replace("@", "\0"))
        ears.settimeout(60)
        yield ears


@contextlib.asynccontextmanager
async def informed(manager: Manager, summary: str = "at work") -> AsyncIterator[None]:
    task = asyncio.create_task(manager.keep_informed(lambda: summary))
    try:
        yield
    finally:
        task.cancel()


async def until(ears: socket.socket, line: str) -> list[str]:
    """Return all lines up to one that begins with ``line``."""
    lines: list[str] = []
    while not any(told.startswith(line) for told in lines):
        lines += (await asyncio.to_thread(ears.recv, 4096)).decode().splitlines()
    return lines


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_readiness_is_told_with_the_address(tmp_path: Path, kind: str):
    address = str(tmp_path / "notify") if kind == "path" else f"@{tmp_path}/notify"
    with listening(address) as ears:
        Manager.of({"NOTIFY_SOCKET": address}, PID).ready("ws://127.0.0.1:8000")
        lines = ears.recv(4096).decode().splitlines()
    assert lines[:2] == ["READY=1", "STATUS=listening on ws://127.0.0.1:8000"]


async def test_while_engines_load_more_time_is_asked_for_and_no_life_is_claimed(tmp_path: Path):
    with listening(str(tmp_path / "notify")) as ears:
        manager = Manager(str(tmp_path / "notify"), watchdog_s=0.02)
        async with informed(manager):
            lines = await until(ears, "EXTEND_TIMEOUT_USEC=")
            lines += await until(ears, "EXTEND_TIMEOUT_USEC=")
    assert lines[0] == "STATUS=loading the engines"
    assert "WATCHDOG=1" not in lines


async def test_the_event_loop_at_work_gives_signs_of_life(tmp_path: Path):
    with listening(str(tmp_path / "notify")) as ears:
        manager = Manager(str(tmp_path / "notify"), watchdog_s=0.02)
        async with informed(manager, "2 of 16 sessions"):
            manager.ready("ws://localhost")
            await until(ears, "STATUS=2 of 16 sessions")
            assert await until(ears, "WATCHDOG=") == ["WATCHDOG=1"]


async def test_stopping_is_told_with_the_time_it_may_take(tmp_path: Path):
    with listening(str(tmp_path / "notify")) as ears:
        manager = Manager(str(tmp_path / "notify"))
        manager.stopping(grace_s=5)
        lines = await until(ears, "EXTEND_TIMEOUT_USEC=")
    assert lines[0] == "STOPPING=1"
    assert int(lines[-1].partition("=")[2]) > 5_000_000


@pytest.mark.parametrize(
    ("environment", "watched"),
    [
        ({"WATCHDOG_USEC": "30000000"}, True),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(PID)}, True),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, False),
        ({"WATCHDOG_USEC": "soon"}, False),
        ({}, False),
    ],
)
def test_only_a_watchdog_for_this_process_counts(environment: dict[str, str], *, watched: bool):
    assert (Manager.of(environment, PID).watchdog_s == 30) is watched


@pytest.mark.parametrize("address", ["", "vsock:2:1234", "/nonexistent/notify"])
async def test_without_a_manager_that_listens_nothing_is_amiss(address: str):
    manager = Manager.of({"NOTIFY_SOCKET": address}, PID)
    async with informed(manager):
        manager.ready("ws://localhost")
        manager.stopping(grace_s=5)
