"""A stream that goes on in this process when the service elsewhere fails.

What was sent is kept up to a bound, and given to the other one from the beginning.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self

import msgspec

from talkup_local.errors import ServiceError
from talkup_local.protocol.services.contents import Content, Result
from talkup_local.services.base import ServiceStream
from talkup_local.services.outcome import By

KEPT_BYTES: Final = 16 * 2**20
"""As much of a stream as can be given to another service; 8 minutes of PCM at 16 kHz."""

_Stream = ServiceStream[Any, Any]


class RoutedStream(ServiceStream[Any, Any]):
    """One stream.

    elsewhere: opens it where it is to run. here: opens it in this process after an error, or
    raises that. ended: is told how the work elsewhere ended, None when it went well.
    """

    def __init__(
        self,
        elsewhere: Callable[[], _Stream],
        here: Callable[[ServiceError], _Stream],
        ended: Callable[[BaseException | None], None],
    ) -> None:
        self._elsewhere, self._here, self._ended = elsewhere, here, ended
        self._open = contextlib.AsyncExitStack()
        self._stream: _Stream | None = None
        self._kept: list[Content] | None = []
        self._bytes = 0
        self._at_work = False
        self.by: By = "remote"

    async def __aenter__(self) -> Self:
        try:
            stream = self._elsewhere()
            self._at_work = True
            self._stream = await self._open.enter_async_context(stream)
        except ServiceError as exc:
            await self._failed(exc)
        except BaseException as exc:
            self._over(exc)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over(error or asyncio.CancelledError())
        await self._open.__aexit__(kind, error, trace)

    async def push(self, chunk: Content) -> None:
        self._keep(chunk)
        try:
            await self._running.push(chunk)
        except ServiceError as exc:
            await self._failed(exc)

    async def finish(self) -> Result:
        try:
            result: Result = await self._running.finish()
        except ServiceError as exc:
            await self._failed(exc)
            result = await self._running.finish()
        self._over(None)
        return result

    async def close(self) -> None:
        if self._stream is not None:
            await self._stream.close()

    @property
    def _running(self) -> _Stream:
        assert self._stream is not None, "`async with` comes first"
        return self._stream

    def _keep(self, chunk: Content) -> None:
        if self._kept is None:
            return
        self._bytes += sum(len(v) for v in msgspec.structs.astuple(chunk) if isinstance(v, bytes))
        self._kept.append(chunk)
        if self._bytes > KEPT_BYTES:
            self._kept = None

    def _over(self, error: BaseException | None) -> None:
        """Tell, once, how the work elsewhere ended."""
        if self._at_work:
            self._at_work = False
            self._ended(error)

    async def _failed(self, exc: ServiceError) -> None:
        """Go on in this process if that mends ``exc``, else raise it."""
        self._over(exc)
        if self.by == "local" or self._kept is None:
            raise exc
        kept, self._kept = self._kept, None
        await self._open.aclose()
        self.by = "local"
        self._stream = await self._open.enter_async_context(self._here(exc))
        for chunk in kept:
            await self._stream.push(chunk)
