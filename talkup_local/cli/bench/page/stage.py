"""The server whose page is looked at, in this process: its engines follow a script."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from talkup_local.clock import SystemClock
from talkup_local.config import load
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer, ScriptedVoice
from talkup_local.server import certificates
from talkup_local.server.app import Server
from talkup_local.wiring import Appliance, Engines

ANSWER: Final = "I led the tests of a product with three people, and we shipped it on time."
BRISK_S: Final = 0.03
"""What a character takes to say, where there is much to be said."""


@dataclass(frozen=True)
class Address:
    """Where the page is. pin: of the certificate; "" without TLS."""

    port: int
    pin: str

    @property
    def url(self) -> str:
        """What is opened."""
        return f"http{'s' if self.pin else ''}://127.0.0.1:{self.port}"


@contextlib.asynccontextmanager
async def scripted(
    *, tls: bool = False, s_per_character: float = BRISK_S
) -> AsyncIterator[Address]:
    """Serve interviews; give the page's address."""
    with tempfile.TemporaryDirectory(prefix="talkup-page-") as folder:
        flags = {"server.port": 0, "store.enabled": False, "data": folder, "auth.required": "never"}
        pin = ""
        if tls:
            certificates.make(Path(folder), ["127.0.0.1"], SystemClock().utc_now(), days=60)
            cert, key = (Path(folder) / name for name in (certificates.CERT, certificates.KEY))
            flags |= {"tls.cert": str(cert), "tls.key": str(key)}
            pin = certificates.pin(cert.read_bytes())
        config, base = load(flags=flags, folder=Path(folder))
        engines = Engines(
            stt=ScriptedRecognizer([ANSWER]),
            tts=ScriptedVoice(s_per_character=s_per_character),
            vad=ScriptedDetector(),
            llm=None,
        )
        server = Server(Appliance(config, base, engines=engines))
        stop, ready = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.run(stop, lambda _url: ready.set()))
            await ready.wait()
            try:
                yield Address(server.port, pin)
            finally:
                stop.set()
