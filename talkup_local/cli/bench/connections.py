"""``bench connections``: what connections alone do to a server that holds an interview."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import ssl
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import psutil
import typer
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from talkup_local.cli.bench.figures import Figure, median, report, rss_mib, show, steps
from talkup_local.cli.bench.served import Served, served
from talkup_local.cli.options import AsJson, print_json
from talkup_local.clock import SystemClock
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.server import certificates

DESCRIPTORS: Final = 1024
ANEW: Final = 40
"""So many more silent connections after each page, as the server hangs up on them."""

AT_ONCE: Final = 32
QUIET_S: Final = 65
"""Nobody's place is given away before they were silent for a minute."""

PING_S: Final = 0.02
PATIENCE_S: Final = 10.0
PLACES: Final = (("/ws/idle-{}", 15), ("/records", 64))
NEWCOMERS: Final = ("/ws/another", "/records")


class Attack(enum.StrEnum):
    """What is done to the server."""

    IN_A_ROW = "in-a-row"
    SILENT = "silent"
    IDLE = "idle"


@dataclass(frozen=True, kw_only=True)
class Target:
    """The server. log: what it has written. tls: None without."""

    there: Served
    log: Path
    tls: ssl.SSLContext | None

    async def open(self, *, tls: bool = True) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection. tls: whether to say anything at all where it wants TLS."""
        port = urlsplit(self.there.url).port
        return await asyncio.open_connection("127.0.0.1", port, ssl=self.tls if tls else None)

    def speak(self, path: str) -> connect:
        """Open a WebSocket."""
        return connect(f"{self.there.url}{path}", ssl=self.tls, compression=None, max_size=None)

    async def page_s(self) -> float:
        """Return the seconds until a page has come, at most ``PATIENCE_S``."""
        began_s = time.perf_counter()
        # whatever goes wrong, the page has not come
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                reader, writer = await self.open()
                host = urlsplit(self.there.url).netloc
                writer.write(
                    f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
                )
                came = await reader.read()
                writer.close()
                if came.startswith(b"HTTP/1.1 200"):
                    return time.perf_counter() - began_s
        return PATIENCE_S


@dataclass(kw_only=True)
class Plan:
    """How much of everything."""

    in_a_row: int
    silent: int
    pages: int
    figures: list[Figure] = field(default_factory=list)


def connections(
    *,
    tls: Annotated[bool, typer.Option("--tls", help="Attack over TLS.")] = False,
    only: Annotated[Attack | None, typer.Option(help="One of the attacks.")] = None,
    in_a_row: Annotated[
        int, typer.Option(min=1, help="Connections that are closed as soon as they are open.")
    ] = 5000,
    silent: Annotated[int, typer.Option(min=1, help="Connections that say nothing.")] = 1100,
    pages: Annotated[int, typer.Option(min=1, help="Pages asked for among them.")] = 25,
    json: AsJson = False,
) -> None:
    """Attack a server of 1,024 descriptors that holds an interview, by connections alone.

    A thousand that say nothing, thousands one after the other, and all places taken by who
    never begins. Takes about three minutes.
    """
    plan = Plan(in_a_row=in_a_row, silent=silent, pages=pages)
    attacks: Mapping[Attack, Callable[[Target, Plan], Awaitable[None]]] = {
        Attack.IN_A_ROW: _in_a_row,
        Attack.SILENT: _silent,
        Attack.IDLE: _idle,
    }
    for name, attack in attacks.items():
        if only in (None, name):
            asyncio.run(_measured(name, attack, plan, tls=tls))
    if json:
        print_json(report(plan.figures))
    else:
        show("connections alone", plan.figures)


async def _measured(
    name: Attack, attack: Callable[[Target, Plan], Awaitable[None]], plan: Plan, *, tls: bool
) -> None:
    """Attack a new server; note what came of it."""
    async with _target(tls=tls) as target:
        process = psutil.Process(target.there.pid)
        cpu_s, log_bytes = sum(process.cpu_times()[:2]), target.log.stat().st_size
        async with _pinged(target) as waits_ms:
            await attack(target, plan)
        cpu_s = sum(process.cpu_times()[:2]) - cpu_s
        plan.figures += [
            Figure(name=f"{name}: answer to a ping", value=median(waits_ms), unit="ms"),
            Figure(name=f"{name}: longest answer to a ping", value=max(waits_ms), unit="ms"),
            Figure(name=f"{name}: processor", value=cpu_s, unit="s"),
            Figure(
                name=f"{name}: logged",
                value=(target.log.stat().st_size - log_bytes) / 1000,
                unit="kB",
            ),
            Figure(name=f"{name}: memory", value=rss_mib(process.pid), unit="MiB", note="RSS"),
        ]


@contextlib.asynccontextmanager
async def _target(*, tls: bool) -> AsyncIterator[Target]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = {
            "TALKUP_LOG_LEVEL": "info",
            "TALKUP_DATA": name,
            "TALKUP_STORE_ENABLED": "true",
        }
        trusting = None
        if tls:
            certificates.make(folder, ["127.0.0.1"], SystemClock().utc_now(), days=60)
            settings |= {
                "TALKUP_TLS_CERT": str(folder / certificates.CERT),
                "TALKUP_TLS_KEY": str(folder / certificates.KEY),
            }
            trusting = ssl.create_default_context(cafile=folder / certificates.CA_CERT)
        log = folder / "log"
        with contextlib.closing(log.open("wb")) as output:
            async with served("embedded", settings, log=output, descriptors=DESCRIPTORS) as there:
                yield Target(there=there, log=log, tls=trusting)


@contextlib.asynccontextmanager
async def _pinged(target: Target) -> AsyncIterator[list[float]]:
    """Hold an interview; give the milliseconds that its pings take."""
    waits_ms: list[float] = []

    async def ping(socket: ClientConnection) -> None:
        while True:
            began_s = time.perf_counter()
            await socket.send('{"type":"ping"}')
            while '"pong"' not in str(await socket.recv()):
                pass
            waits_ms.append((time.perf_counter() - began_s) * 1000)
            await asyncio.sleep(PING_S)

    async with target.speak("/ws/bench") as socket:
        await socket.send(InterviewClient().start_interview(consent=True))
        while '"interview_started"' not in str(await socket.recv()):
            pass
        pinging = asyncio.create_task(ping(socket))
        try:
            yield waits_ms
        finally:
            pinging.cancel()
            with contextlib.suppress(asyncio.CancelledError):  # we have just done so
                await pinging  # raises when the interview's connection broke


async def _in_a_row(target: Target, plan: Plan) -> None:
    """Open and close connections."""
    opened, began_s = 0, time.perf_counter()
    places = asyncio.Semaphore(AT_ONCE)

    async def once() -> None:
        nonlocal opened
        async with places:
            # hung up on, which is what is measured
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(PATIENCE_S):
                    _, writer = await target.open()
                    writer.transport.abort()
                    opened += 1

    for start in steps(-(-plan.in_a_row // 100), "one after the other"):
        count = min(100, plan.in_a_row - start * 100)
        await asyncio.gather(*(once() for _ in range(count)))
    plan.figures.append(
        Figure(
            name=f"{Attack.IN_A_ROW}: opened",
            value=opened,
            unit="",
            note=f"of {plan.in_a_row}, in {time.perf_counter() - began_s:.1f} s",
        )
    )


async def _silent(target: Target, plan: Plan) -> None:
    """Open connections and say nothing; ask for a page now and then."""
    mine: list[asyncio.StreamWriter] = []

    async def more(count: int) -> None:
        for _ in range(count):
            # refused, which is what is measured
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(0.5):
                    mine.append((await target.open(tls=False))[1])

    await more(plan.silent)
    pages_s = []
    for _ in steps(plan.pages, "pages among silent connections"):
        pages_s.append(await target.page_s())
        await more(min(ANEW, plan.silent))
        await asyncio.sleep(1)
    for writer in mine:
        writer.transport.abort()
    note = f"{sum(s < PATIENCE_S for s in pages_s)} of {len(pages_s)} came"
    plan.figures += [
        Figure(name=f"{Attack.SILENT}: page", value=median(pages_s), unit="s", note=note),
        Figure(name=f"{Attack.SILENT}: slowest page", value=max(pages_s), unit="s", note=note),
    ]


async def _idle(target: Target, plan: Plan) -> None:
    """Take all places, wait, and see whether others find one."""
    async with contextlib.AsyncExitStack() as stack:
        for path, most in PLACES:
            with contextlib.suppress(InvalidStatus):  # it is full, which is what we want
                for number in range(most):
                    await stack.enter_async_context(target.speak(path.format(number)))
        for _ in steps(QUIET_S, "idle connections"):
            await asyncio.sleep(1)
        let_in, notes = 0, []
        for path in NEWCOMERS:
            try:
                async with target.speak(path):
                    let_in += 1
            except InvalidStatus as exc:
                notes.append(f"{path}: {exc.response.status_code}")
    plan.figures.append(
        Figure(
            name=f"{Attack.IDLE}: newcomers let in",
            value=let_in,
            unit="",
            at_least=len(NEWCOMERS),
            note=", ".join(notes),
        )
    )
