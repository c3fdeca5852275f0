"""A server that is far away: everything to and from it takes its time."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from typing import Final

_PIECE_BYTES: Final = 65_536


@contextlib.asynccontextmanager
async def distant(port: int, round_trip_s: float) -> AsyncIterator[int]:
    """Give the port of a relay to a port of this machine.

    Each piece is half a round trip on its way; the first one of a connection one more, as its
    opening would be.
    """
    numbers = itertools.count()
    relayed: dict[int, asyncio.Task[None]] = {}

    async def relay(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        number = next(numbers)
        task = asyncio.current_task()
        assert task is not None, "streams are served in tasks"
        relayed[number] = task
        far, there = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_carry(near, there, round_trip_s / 2, first_s=round_trip_s))
                tasks.create_task(_carry(far, back, round_trip_s / 2))
        except* OSError:
            pass  # one of the two has gone, and so does the other
        finally:
            del relayed[number]
            there.close()
            back.close()

    async with await asyncio.start_server(relay, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        for task in relayed.values():
            task.cancel()


async def _carry(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, way_s: float, first_s: float = 0.0
) -> None:
    """Carry pieces in order, each ``way_s`` later, and then the end."""
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    opened_s = loop.time() + first_s

    async def read() -> None:
        data = b"-"
        while data:
            data = await source.read(_PIECE_BYTES)
            pieces.put_nowait((max(loop.time(), opened_s) + way_s, data))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(read())
        while True:
            due_s, data = await pieces.get()
            await asyncio.sleep(max(0.0, due_s - loop.time()))
            if not data:
                break
            sink.write(data)
            await sink.drain()
    sink.close()
