"""One of our services at an address, without the server around it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from talkup_local.clock import SystemClock
from talkup_local.server.dialects.services import ServicesDialect
from talkup_local.services.base import AnyService


class _Link:
    """Sends all at once, in its order."""

    def __init__(self, tasks: asyncio.TaskGroup) -> None:
        self._tasks = tasks
        self.queue = asyncio.Queue()

    def offer(self, *data):
        for one in data:
            self.queue.put_nowait(one)

    async def put(self, *data):
        self.offer(*data)

    async def finish(self):
        """Stay open."""

    async def end(self, reason):
        """Stay open."""

    def spawn(self, work):
        return self._tasks.create_task(work)


@contextlib.asynccontextmanager
async def own_service(service: AnyService, *, enabled=True) -> AsyncIterator[str]:
    """Serve ``service`` until the block ends; give its address."""

    async def handle(socket: ServerConnection) -> None:
        async with asyncio.TaskGroup() as tasks:
            link = _Link(tasks)
            dialect = ServicesDialect(
                link,
                {service.name: service if enabled else None},
                clock=SystemClock(),
                timeout_s=lambda _name: 600.0,
            )

            async def send():
                with contextlib.suppress(ConnectionClosed):  # the AI server has gone
                    while True:
                        await socket.send(await link.queue.get())

            sending = tasks.create_task(send())
            async for data in socket:
                text = isinstance(data, str)
                await dialect.receive(data.encode() if text else data, text=text)
            await dialect.gone()
            sending.cancel()

    async with serve(handle, "127.0.0.1", 0, max_size=2**25) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
