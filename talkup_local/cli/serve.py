"""``talkup-local serve``: run the appliance until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import structlog

from talkup_local.cli.options import ConfigPath, Host, Insecure, Port, ProfileName, configure

if TYPE_CHECKING:  # a mistake in the configuration is told before all that is imported
    from talkup_local.server.app import Server
    from talkup_local.server.systemd import Manager
    from talkup_local.wiring import Appliance, ServiceHost

log = structlog.get_logger(__name__)


def serve(
    *,
    host: Host = None,
    port: Port = None,
    profile: ProfileName = None,
    config: ConfigPath = None,
    insecure: Insecure = None,
) -> None:
    """Serve interviews; prints `listening on ws://HOST:PORT` (or `wss:`) once they are accepted."""
    settings, folder = configure(
        config,
        {
            "server.host": host,
            "server.port": port,
            "server.insecure": insecure,
            "profile": profile,
        },
    )
    from talkup_local.wiring import Appliance

    run(Appliance(settings, folder))


def run(served: Appliance | ServiceHost) -> None:
    """Serve until a signal comes, then end the process or return."""
    from talkup_local.server.app import Server
    from talkup_local.server.systemd import Manager
    from talkup_local.wiring.descriptors import ENOUGH, raise_limit

    manager = Manager.of(os.environ, os.getpid())
    limit = raise_limit()
    if limit < ENOUGH:
        log.warning("few connections are possible", open_files=limit, mend=f"ulimit -n {ENOUGH}")
    asyncio.run(_serve(Server(served), manager))
    _leave()


async def _serve(server: Server, manager: Manager) -> None:
    stop = asyncio.Event()

    def halt() -> None:
        manager.stopping(server.grace_s)
        stop.set()

    def announce(url: str) -> None:
        _announce(url)
        if server.page_url is not None and sys.stderr.isatty():
            sys.stderr.write(
                f"candidates open {server.page_url}, operators {server.page_url}admin\n"
            )
        manager.ready(url)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, halt)
    beats = asyncio.create_task(manager.keep_informed(server.summary))
    try:
        await server.run(stop, announce)
    finally:
        beats.cancel()
        await asyncio.gather(beats, return_exceptions=True)


def _announce(url: str) -> None:
    sys.stdout.write(f"listening on {url}\n")
    sys.stdout.flush()


def _leave() -> None:
    """End the process at once when a thread is still loading a model.

    It can't be stopped, and native code that runs on while the interpreter is taken
    down around it crashes.
    """
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
