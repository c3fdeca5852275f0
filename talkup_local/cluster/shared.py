"""A service whose requests are shared out among all its replicas.

A connection stays with the replica that took it. Ray Serve routes each request on it
to a replica that has little to do. What has a memory stays where the connection is:
streams, and conversations that the service itself remembers.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

import structlog
from ray.exceptions import RayError, RayTaskError
from ray.serve.exceptions import RayServeException

from talkup_local.protocol.services.contents import Content, PromptContent, Result
from talkup_local.services.base import AnyService, Service, ServiceStream, Tell

log = structlog.get_logger(__name__)


class _Gone(Exception):
    """The replica that was to do a request can't."""


class Shared(Service[Any, Any]):
    """``service``, which is here, with the help of its replicas at ``handle``.

    handle: Ray Serve's, of a deployment with ``process`` and ``pieces``. When a replica dies
    over a request, the request is done here.
    """

    def __init__(self, service: AnyService, handle: Any) -> None:
        self._service, self._handle = service, handle
        self.streams = service.streams

    async def process(self, request: Content) -> Result:
        if _may_move(request):
            answer = self._handle.process.remote(request)
            with contextlib.suppress(_Gone), _told_apart(answer.cancel):  # then it is done here
                moved: Result = await answer
                return moved
            self._note()
        result: Result = await self._service.process(request)
        return result

    async def pieces(self, request: Content) -> AsyncGenerator[Result, None]:
        if _may_move(request):
            answer = self._handle.options(stream=True).pieces.remote(request)
            with contextlib.suppress(_Gone), _told_apart(answer.cancel):  # then it is done here
                async for piece in answer:
                    yield piece
                return
            self._note()
        async with contextlib.aclosing(self._service.pieces(request)) as pieces:
            async for piece in pieces:
                yield piece

    def open(self, tell: Tell, language: str | None = None) -> ServiceStream[Any, Any]:
        return self._service.open(tell, language)

    @property
    def describes(self) -> dict[str, Any]:
        return self._service.describes

    def _note(self) -> None:
        log.warning("replica is gone: its request is done here", service=self._service.name)


def _may_move(request: Content) -> bool:
    """Whether no replica remembers more than another what the request is about."""
    return not isinstance(request, PromptContent) or bool(request.messages)


@contextlib.contextmanager
def _told_apart(cancel: Callable[[], None]) -> Iterator[None]:
    """Raise what the service itself raised as it was, and _Gone for troubles of Ray.

    Who gives up waiting for a request cancels it.
    """
    try:
        yield
    except (asyncio.CancelledError, GeneratorExit):
        cancel()
        raise
    except RayTaskError as exc:
        raise exc.cause from None
    except (RayError, RayServeException) as exc:
        raise _Gone from exc
