"""A cable between a browser and the server, which can be pulled: a TCP proxy in a thread.

While it is pulled nothing gets through and nothing is closed, as with a real one. Connections
from before, or from meanwhile, stay dead once it is plugged in again, as after a change of
network: what was on its way is lost.
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

_LOOK_S = 0.02


class Cable:
    """Leads from ``port`` of this machine to a server.

    url: the server's; ``lead_to`` changes it for connections to come.
    """

    def __init__(self, url: str) -> None:
        self.lead_to(url)
        self.port = 0
        self._in = True
        self._pulled = 0

    @property
    def url(self) -> str:
        """Where a browser finds the page."""
        return f"http://127.0.0.1:{self.port}"

    def lead_to(self, url: str) -> None:
        """Lead new connections to the server at ``url``."""
        parts = urlsplit(url)
        self._target = parts.hostname, parts.port

    def pull(self) -> None:
        """Let nothing through any more."""
        self._in = False
        self._pulled += 1

    def plug(self) -> None:
        """Let new connections through."""
        self._in = True

    async def run(self, ready: threading.Event, done: threading.Event) -> None:
        """Forward until ``done`` is set."""
        self._done = done
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        while not done.is_set():
            await asyncio.sleep(_LOOK_S)
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)  # readers that were cancelled
        await asyncio.sleep(_LOOK_S)  # connections close a moment after they are told to

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        born = self._pulled
        if not self._in:
            await self._until_done()
        else:
            try:
                back, forth = await asyncio.open_connection(*self._target)
            except OSError:  # nobody is there: the browser is told by the end of its connection
                writer.transport.abort()
                return
            ways = [
                asyncio.ensure_future(self._pump(reader, forth, born)),
                asyncio.ensure_future(self._pump(back, writer, born)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)  # either side may be gone
            forth.transport.abort()
        writer.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, born: int):
        reading = asyncio.ensure_future(reader.read(65536))
        try:
            while not self._done.is_set():
                if self._pulled != born:
                    await self._until_done()
                await asyncio.wait([reading], timeout=_LOOK_S)
                if reading.done() and self._pulled == born:
                    data = reading.result()
                    if not data:
                        return
                    writer.write(data)
                    await writer.drain()
                    reading = asyncio.ensure_future(reader.read(65536))
        finally:
            reading.cancel()

    async def _until_done(self) -> None:
        while not self._done.is_set():
            await asyncio.sleep(_LOOK_S)


@contextlib.contextmanager
def cable(url: str) -> Iterator[Cable]:
    """Lay a cable to the server at ``url`` for as long as the block lasts."""
    laid = Cable(url)
    ready, done = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(laid.run(ready, done)))
    thread.start()
    ready.wait()
    try:
        yield laid
    finally:
        done.set()
        thread.join()
