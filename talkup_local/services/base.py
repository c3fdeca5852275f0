"""What a service is: one small class that does one thing when it is asked.

A service knows nothing of sockets: what it takes and gives are the contents of
``protocol.services.contents``. The same class works in process, at ``/services/{name}``
and in a process of its own.
"""

from __future__ import annotations

import abc
from collections.abc import AsyncGenerator, Awaitable, Callable
from types import TracebackType
from typing import Any, ClassVar, Generic, Self, TypeVar

from talkup_local.config.services import Service as ServiceName
from talkup_local.errors import Unusable
from talkup_local.protocol.services.contents import Content, Result

Q = TypeVar("Q", bound=Content)
R = TypeVar("R", bound=Result)

Tell = Callable[[Result], Awaitable[None]]
"""Takes what a stream has found so far."""


class ServiceStream(abc.ABC, Generic[Q, R]):
    """Sound or pictures that come piece by piece.

    Use it as ``async with service.open(...) as stream``: what goes on beside ends with it.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @abc.abstractmethod
    async def push(self, chunk: Q) -> None:
        """Take the next piece; waits while too many do. Raises PeerError, EngineError."""

    @abc.abstractmethod
    async def finish(self) -> R:
        """Say that nothing follows, and return the whole result. Raises as ``push`` does."""

    @abc.abstractmethod
    async def close(self) -> None:
        """Let go of everything; a second time does nothing."""


class Service(abc.ABC, Generic[Q, R]):
    """One service. ``name``: in the protocol. ``streams``: whether ``open`` works."""

    name: ClassVar[ServiceName]
    streams: bool = False

    @abc.abstractmethod
    async def process(self, request: Q) -> R:
        """Return the result; cancelling the caller stops the work.

        Raises PeerError, EngineError.
        """

    async def pieces(self, request: Q) -> AsyncGenerator[R, None]:
        """Yield the result as it grows, the whole of it last. Raises as ``process`` does."""
        yield await self.process(request)

    def open(self, tell: Tell, language: str | None = None) -> ServiceStream[Q, R]:  # noqa: ARG002 (of those that stream)
        """Return a new stream, which tells what it finds on the way.

        Raises Unusable when this service takes no streams, LanguageUnavailable.
        """
        raise Unusable(f"`{self.name}` takes requests, not streams.")

    @property
    def describes(self) -> dict[str, Any]:
        """What ``pong`` tells of it, beside what all services tell."""
        return {}


AnyService = Service[Any, Any]
