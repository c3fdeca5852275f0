"""What a server serves: an appliance, or some services alone.

A site knows its paths and what is spoken there; the server knows sockets and clients.
"""

from __future__ import annotations

import abc
import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from talkup_local.clock import Clock
from talkup_local.config.model import Config
from talkup_local.config.services import Service as ServiceName
from talkup_local.engines.base import Engine
from talkup_local.observe.metrics import Readings, ServiceReading
from talkup_local.protocol.desk import codes as desk_codes
from talkup_local.protocol.interview import codes as interview_codes
from talkup_local.protocol.services import codes as service_codes
from talkup_local.protocol.services.events import ManyAsked
from talkup_local.protocol.stream import codes as stream_codes
from talkup_local.server import http
from talkup_local.server.dialects.base import Dialect, Link
from talkup_local.server.dialects.desk import DeskDialect
from talkup_local.server.dialects.interview import Attempts, InterviewDialect, Seat
from talkup_local.server.dialects.services import AskMany, Offered, ServicesDialect, about
from talkup_local.server.dialects.stream import StreamDialect
from talkup_local.server.page import assets
from talkup_local.server.page.pages import Pages
from talkup_local.services.proxied import Proxied
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring import Appliance, ServiceHost, place_of

OnError = Callable[[str], None]
"""Is told the code of every error that a client is told."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the server tells of itself, and is told.

    health: gives what ``GET /health`` answers. status: what ``status`` of the stream protocol
    does. failed: is told the code of every error that a client is told.
    """

    health: Callable[[], Mapping[str, Any]]
    status: Callable[[], Mapping[str, Any]]
    failed: OnError


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who is connected.

    token_id: "" without a token. attempts: of showing a resume token. seat: its place.
    """

    token_id: str
    attempts: Attempts
    seat: Seat


class Site(abc.ABC):
    """What a server serves. config, folder, clock: of what is served."""

    config: Config
    folder: Path
    clock: Clock
    errors: Collection[str]
    """Codes of the errors that clients may be told."""
    pages: Pages | None = None
    """What browsers are served; None where there is nothing to see."""
    room: ClassVar[http.Room] = "interviews"
    """Whose sessions count."""

    @abc.abstractmethod
    def check(self) -> None:
        """Find out, without loading anything, whether ``start`` can work.

        Raises EngineUnavailable with what mends it.
        """

    @abc.abstractmethod
    async def start(self) -> None:
        """Load the engines. Raises EngineUnavailable."""

    @abc.abstractmethod
    async def close(self) -> None:
        """Free the engines."""

    @property
    @abc.abstractmethod
    def ready(self) -> bool:
        """Whether clients can be served."""

    @abc.abstractmethod
    def at(self, path: str) -> http.Public | http.Target | http.Refusal:
        """Return what is at a path."""

    @abc.abstractmethod
    def dialect(self, target: http.Target, told: Told, caller: Caller) -> Callable[[Link], Dialect]:
        """Return what is spoken at a place."""

    @abc.abstractmethod
    def waiting(self) -> Mapping[str, int]:
        """Return how many jobs each engine has to do."""

    def service_readings(self) -> Mapping[str, ServiceReading]:
        """Return how the services are that we use."""
        return {}

    @abc.abstractmethod
    def health(self) -> Mapping[str, Any]:
        """Return what ``GET /health`` tells of what is served."""

    def languages(self) -> Collection[str]:
        """Return the languages of the interviews that can be held here and now."""
        return ()

    def watch(self, on_turn: Callable[[TurnRecord], None]) -> None:
        """Let ``on_turn`` be told of every turn from now on."""

    def sample(self, now: Readings) -> None:
        """Take note of how busy the server is."""

    def services_dialect(
        self, services: Offered, on_error: OnError, caller: str, many: AskMany | None = None
    ) -> Callable[[Link], Dialect]:
        """Return what is spoken at the address of ``services``. caller, many: see the dialect."""
        config = self.config

        def timeout_s(name: ServiceName) -> float | None:
            # a route has limits of its own, for each try
            routed = isinstance(services.get(name), Proxied)
            return None if routed else place_of(config, name).timeout_s

        return lambda link: ServicesDialect(
            link,
            services,
            clock=self.clock,
            timeout_s=timeout_s,
            limits=config.limits,
            language=config.interview.language,
            many=many,
            caller=caller,
            on_error=on_error,
        )


class InterviewSite(Site):
    """An appliance: interviews, media streams and services."""

    errors = frozenset(
        (
            *interview_codes.ERROR_CODES,
            *stream_codes.ERROR_CODES,
            *service_codes.ERROR_CODES,
            *desk_codes.ERROR_CODES,
        )
    )

    def __init__(self, appliance: Appliance) -> None:
        self._appliance = appliance
        self.config, self.folder, self.clock = appliance.config, appliance.folder, appliance.clock
        if self.config.page.enabled:
            self.pages = Pages(self.config, assets.load())

    def check(self) -> None:
        self._appliance.check()

    async def start(self) -> None:
        await self._appliance.start()

    async def close(self) -> None:
        await self._appliance.close()

    @property
    def ready(self) -> bool:
        return self._appliance.engines is not None

    def at(self, path: str) -> http.Public | http.Target | http.Refusal:
        if self.pages is not None and path in self.pages:
            return http.Public(path)
        return http.interview_at(path)

    def dialect(self, target: http.Target, told: Told, caller: Caller) -> Callable[[Link], Dialect]:
        appliance, on_error = self._appliance, told.failed
        match target:
            case http.Streams():
                return lambda link: StreamDialect(
                    link, appliance, told.status, on_error, caller.seat
                )
            case http.Client(client_id=client_id):
                return lambda link: InterviewDialect(
                    link,
                    appliance,
                    client_id,
                    on_error,
                    attempts=caller.attempts,
                    seat=caller.seat,
                )
            case http.Records() | http.Desk():
                return lambda link: DeskDialect(
                    link,
                    appliance,
                    operator=isinstance(target, http.Desk),
                    health=told.health,
                    attempts=caller.attempts,
                    token_id=caller.token_id,
                    seat=caller.seat,
                    on_error=on_error,
                )
            case http.Services(name=name):
                services = appliance.services
                if name is None:
                    asks = self._ask_many
                    return self.services_dialect(services, on_error, caller.token_id, asks)
                return self.services_dialect({name: services.get(name)}, on_error, caller.token_id)

    async def _ask_many(self, event: ManyAsked) -> Mapping[str, Any]:
        gateway = self._appliance.gateway
        assert gateway is not None, "clients are refused until start() is done"
        language = event.data.get("language")
        found = await gateway.ask(
            event.names,
            event.data,
            session_id=event.session_id,
            language=language if isinstance(language, str) else None,
        )
        return {"services": found.report(), "ms": round(found.ms, 1)}

    def waiting(self) -> Mapping[str, int]:
        return {job: engine.waiting for job, engine in self._engines().items()}

    def service_readings(self) -> Mapping[str, ServiceReading]:
        gateway = self._appliance.gateway
        if gateway is None:
            return {}
        up = {"local": True, "up": True, "down": False, "off": None}
        states, counts = gateway.states(), gateway.counts()
        return {
            name: ServiceReading(up=up[state["state"]], counts=counts[name])
            for name, state in states.items()
        }

    def _engines(self) -> Mapping[str, Engine]:
        """Return by job the engines that have a queue."""
        engines = self._appliance.engines
        jobs = {"stt": engines.stt, "llm": engines.llm, "tts": engines.tts} if engines else {}
        return {job: one for job, one in jobs.items() if one is not None}

    def health(self) -> Mapping[str, Any]:
        engines, waiting = self._appliance.engines, self.waiting()
        away = {job for job, engine in self._engines().items() if not engine.reachable}
        gateway = self._appliance.gateway
        return {
            "engines": {
                job: {
                    "name": info.name,
                    "model": info.model,
                    "languages": sorted(info.languages),
                    **info.running(),
                    "state": "down" if job in away else "busy" if waiting.get(job) else "ready",
                    "waiting": waiting.get(job, 0),
                }
                for job, info in (engines.infos() if engines else {}).items()
            },
            "languages": self.languages(),
            "services": gateway.states() if gateway else {},
        }

    def languages(self) -> Collection[str]:
        engines = self._appliance.engines
        return engines.languages() if engines else ()

    def watch(self, on_turn: Callable[[TurnRecord], None]) -> None:
        self._appliance.watch(on_turn)

    def sample(self, now: Readings) -> None:
        self._appliance.desk.sample(now.sessions, now.waiting, now.buffered_s)


class ServiceSite(Site):
    """Services alone."""

    errors = service_codes.ERROR_CODES.keys()
    room = "services"

    def __init__(self, host: ServiceHost) -> None:
        self._host = host
        self.config, self.folder, self.clock = host.config, host.folder, host.clock

    def check(self) -> None:
        self._host.check()

    async def start(self) -> None:
        await self._host.start()

    async def close(self) -> None:
        await self._host.close()

    @property
    def ready(self) -> bool:
        return self._host.ready

    def at(self, path: str) -> http.Target | http.Refusal:
        return http.service_at(path, self._host.names)

    def dialect(self, target: http.Target, told: Told, caller: Caller) -> Callable[[Link], Dialect]:
        services = self._host.services
        name = target.name if isinstance(target, http.Services) else None
        return self.services_dialect(
            services if name is None else {name: services.get(name)}, told.failed, caller.token_id
        )

    def waiting(self) -> Mapping[str, int]:
        return {}

    def health(self) -> Mapping[str, Any]:
        return {"services": about(self._host.services)}


def site_of(served: Appliance | ServiceHost) -> Site:
    """Return the site of what is to be served."""
    return InterviewSite(served) if isinstance(served, Appliance) else ServiceSite(served)


async def started(site: Site, stop: asyncio.Event) -> bool:
    """Load the engines; False when ``stop`` came first."""
    loading = asyncio.ensure_future(site.start())
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((loading, stopping), return_when=asyncio.FIRST_COMPLETED)
        if loading.done():
            loading.result()
            return True
        return False
    finally:
        for task in (loading, stopping):
            task.cancel()
        await asyncio.gather(loading, stopping, return_exceptions=True)
