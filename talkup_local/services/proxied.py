"""A service of this address whose work is done where its route leads."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from typing import Any

from talkup_local.config.services import Service as ServiceName
from talkup_local.protocol.services.contents import (
    TAKES,
    Content,
    Result,
    SenseContent,
    SoundContent,
)
from talkup_local.services.base import Service, ServiceStream, Tell
from talkup_local.services.route import Route


class Proxied(Service[Content, Result]):
    """Passes on what it is asked; raises what ``route`` raises."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self.streams = issubclass(TAKES[route.name], SoundContent | SenseContent)

    @property
    def name(self) -> ServiceName:  # type: ignore[override] # of others it is known beforehand
        return self._route.name

    async def process(self, request: Content) -> Result:
        return (await self._route.process(request)).data

    async def pieces(self, request: Content) -> AsyncGenerator[Result, None]:
        async with contextlib.aclosing(self._route.pieces(request)) as answers:
            async for answer in answers:
                yield answer.data

    @property
    def describes(self) -> dict[str, Any]:
        languages = self._route.languages
        return {"languages": sorted(languages)} if languages else {}

    def open(self, tell: Tell, language: str | None = None) -> ServiceStream[Any, Any]:
        if not self.streams:
            return super().open(tell, language)
        return self._route.open(tell, language)
