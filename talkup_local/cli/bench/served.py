"""The real ``serve`` in a process of its own, so that its memory and start can be measured."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import resource
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from talkup_local.errors import TalkupError

_READY_TIMEOUT_S: Final = 120.0
_READY: Final = "listening on "
_OPEN: Final = {
    "TALKUP_LOG_LEVEL": "error",
    "TALKUP_SERVER_HOST": "127.0.0.1",
    "TALKUP_TLS_CERT": "",
    "TALKUP_TLS_KEY": "",
    "TALKUP_AUTH_REQUIRED": "never",
    "TALKUP_STORE_ENABLED": "false",
    "TALKUP_LIMITS_CONNECTIONS_PER_ADDRESS": "0",
    "TALKUP_LIMITS_ATTEMPTS_PER_MINUTE": "0",
}
"""Whatever the configuration says, what is measured is open to us and to this machine alone, and
keeps nothing of what is said for show."""

_SERVE: Final = ("talkup_local", "serve", "--port", "0")


class BenchError(TalkupError):
    """The measured server did not do as it should."""

    code = "BENCH_ERROR"


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running server. ``ready_s``: from the start of the process to its being ready."""

    url: str
    pid: int
    ready_s: float
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    async def kill(self) -> None:
        """End it without a warning (SIGKILL), and wait until it is gone.

        Raises BenchError when it has ended by itself.
        """
        assert self.process is not None, "it is one of ours"
        try:
            self.process.kill()
        except ProcessLookupError:
            raise BenchError(f"serve has ended by itself ({self.process.returncode})") from None
        await self.process.wait()


@contextlib.asynccontextmanager
async def served(
    profile: str,
    settings: Mapping[str, str],
    module: Sequence[str] = _SERVE,
    *,
    log: IO[bytes] | None = None,
    descriptors: int | None = None,
) -> AsyncIterator[Served]:
    """Run ``serve`` with ``TALKUP_*`` settings on a free port.

    module: another module that serves, with its arguments. log: where its log goes.
    descriptors: how many it may have open, None for as many as we. Raises BenchError.
    """
    few = functools.partial(
        resource.setrlimit, resource.RLIMIT_NOFILE, (descriptors or 0, descriptors or 0)
    )
    begin_s = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *module, "--profile", profile),
        stdout=asyncio.subprocess.PIPE,
        stderr=log or asyncio.subprocess.DEVNULL,
        env={**os.environ, **_OPEN, **settings},
        preexec_fn=few if descriptors else None,
    )
    try:
        assert process.stdout is not None, "stdout is a pipe"
        try:
            async with asyncio.timeout(_READY_TIMEOUT_S):
                line = (await process.stdout.readline()).decode()
        except TimeoutError as exc:
            raise BenchError(f"serve was not ready within {_READY_TIMEOUT_S:.0f} s") from exc
        if not line.startswith(_READY):
            raise BenchError("serve did not start: run `talkup-local doctor`")
        ready_s = time.perf_counter() - begin_s
        url = line.removeprefix(_READY).strip()
        yield Served(url=url, pid=process.pid, ready_s=ready_s, process=process)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                process.send_signal(signal.SIGTERM)
        await process.wait()
