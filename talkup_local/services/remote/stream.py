"""Sound or pictures that go, piece by piece, to a service elsewhere.

Each stream has a connection of its own, so that no request waits behind its pieces and
what is answered on it belongs to it. A service that does not say that it knows streams may
answer each piece or only the last: what it has answered last, when a ``ping`` after the
last piece comes back, is its result.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Final, Self

from talkup_local.clock import Clock
from talkup_local.config.services import Service, ServicePlace
from talkup_local.errors import ServiceBroken, ServiceError, ServiceTimeout, Unusable
from talkup_local.protocol.services.contents import Content, Result
from talkup_local.services.base import ServiceStream, Tell
from talkup_local.services.deadline import deadline
from talkup_local.services.remote.answers import answer_of
from talkup_local.services.remote.call import Call
from talkup_local.services.remote.connection import Connection

_STREAM_ID: Final = "1"
_KNOWS_STREAMS: Final = "stream_chunk"


class RemoteStream(ServiceStream[Any, Any]):
    """One stream. ``connect``: opens its connection, raising ServiceError.

    Besides what ``ServiceStream`` tells, ``async with``, ``push`` and ``finish`` raise
    ServiceError.
    """

    def __init__(
        self,
        name: Service,
        place: ServicePlace,
        clock: Clock,
        connect: Callable[[], Awaitable[Connection]],
        *,
        tell: Tell,
        session_id: str,
    ) -> None:
        self._name, self._place, self._clock = name, place, clock
        self._connect, self._tell, self._session_id = connect, tell, session_id
        self._chunk: Content | None = None
        """The latest one, kept back: only the next call tells whether it is the last."""
        self._sequence = 0
        self._tasks = asyncio.TaskGroup()
        self._running: list[asyncio.Task[None]] = []
        self._exits = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        try:
            self._connection = connection = await self._connect()
            self._running.append(self._tasks.create_task(connection.serve()))
            await connection.opened()
            self._knows_streams = _KNOWS_STREAMS in connection.features
            self._call = Call(self._session_id, open_ended=not self._knows_streams)
            calling = connection.calling(self._call)
            self._request_id = await self._exits.enter_async_context(calling)
            self._running.append(self._tasks.create_task(self._tell_pieces()))
        except BaseException:
            await self._leave()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._leave()

    async def push(self, chunk: Content) -> None:
        if self._call.done:
            await self._call.final()  # raises why, if it is not just that no more is wanted
            return
        kept, self._chunk = self._chunk, chunk
        if kept is not None:
            async with deadline(self._clock, self._place.timeout_s, self._late()):
                await self._send(kept)

    async def finish(self) -> Result:
        if self._chunk is None:
            raise Unusable("The stream is empty.")
        limit_s = self._place.timeout_s
        async with deadline(self._clock, limit_s, self._late()):
            await self._send(self._chunk, last=True)
            if self._knows_streams:
                data = await self._call.final()
            else:
                await self._connection.ping(limit_s)
                await self._call.more(0)
                assert self._call.data is not None
                data = self._call.data
                self._call.done = True
        return answer_of(self._name, data, self._chunk)

    async def close(self) -> None:
        for task in self._running:
            task.cancel()

    async def _leave(self) -> None:
        await self._exits.aclose()
        await self.close()
        # nothing of ours fails in it: what the caller raised is not for it to wrap
        await self._tasks.__aexit__(None, None, None)

    async def _send(self, chunk: Content, *, last: bool = False) -> None:
        if self._connection.error is not None:
            raise self._connection.error
        features = self._connection.features
        self._sequence += 1
        await self._connection.send(
            self._connection.client.chunk(
                chunk,
                sequence=self._sequence,
                last=last,
                stream_id=_STREAM_ID if self._knows_streams else None,
                request_id=self._request_id,
                session_id=self._session_id or None,
                pieces="pieces" in features,
                binary="binary" in features,
            )
        )

    async def _tell_pieces(self) -> None:
        seen = 0
        with contextlib.suppress(ServiceError):  # `push` and `finish` raise it
            while not self._call.done:
                seen = await self._call.more(seen)
                data = self._call.data
                if not self._call.done and data is not None:
                    with contextlib.suppress(ServiceBroken):  # a piece may lack what the end has
                        await self._tell(answer_of(self._name, data, self._chunk))

    def _late(self) -> ServiceTimeout:
        return ServiceTimeout(self._name, f"no answer within {self._place.timeout_s} s")
