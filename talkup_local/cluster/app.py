"""The Ray Serve application: one service of this package, in as many replicas as it takes.

    serve run talkup_local.cluster.app:build service=verbal_analyzer

Each service is an application of its own, at ``/services/{name}``; ``docs/scale-out.md``
shows the file that deploys all of them. Placing, balancing, scaling and restarting are
Ray's: nothing of that is done here.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta
from ray import serve
from ray.serve import Application
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from talkup_local import __version__
from talkup_local.cluster.batching import batched
from talkup_local.cluster.shared import Shared
from talkup_local.cluster.wire import StarletteWire
from talkup_local.config import load
from talkup_local.config.services import Service as ServiceName
from talkup_local.errors import ConfigError, ServiceDisabled
from talkup_local.observe import logs
from talkup_local.protocol.services.contents import Content, Result, service_named
from talkup_local.server.connection import Connection
from talkup_local.server.dialects.base import Link
from talkup_local.server.dialects.services import ServicesDialect
from talkup_local.services.base import AnyService
from talkup_local.wiring import ServiceHost

CONNECTIONS: Final = 512
"""Of one replica; each one counts as a request that goes on, for Ray as well."""

DRAIN_S: Final = 10.0
"""For the connections of a replica that is stopped."""

LOOK_S: Final = 5.0
"""Between two looks whether a replica lives; a dead one is replaced after about as long."""


class Arguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an application is built from."""

    service: Annotated[str, Meta(description="Its name, as in the service protocol.")]
    config: Annotated[
        str, Meta(description="The configuration file, by its whole path; empty: the defaults.")
    ] = ""
    share: Annotated[
        bool, Meta(description="Let all replicas work on the requests of each connection.")
    ] = True
    batch: Annotated[
        Annotated[int, Meta(ge=1, le=64)],
        Meta(description="Utterances that `faster_whisper` may hear at once; 1 is each alone."),
    ] = 1


def build(args: Mapping[str, Any]) -> Application:
    """Return the application of one service. Raises ConfigError."""
    try:
        arguments = msgspec.convert(dict(args), Arguments, strict=False)
    except msgspec.ValidationError as exc:
        raise ConfigError(str(exc), source="arguments of the application") from exc
    name = service_named(arguments.service)
    if name is None:
        raise ConfigError(f"there is no service {arguments.service!r}", key="service")
    deployment: Any = Replica  # what the decorators make of the class
    application: Application = deployment.options(name=name).bind(name, arguments)
    return application


def check_silent() -> None:
    """Raise ConfigError when this machine's Ray may report its use to its makers."""
    from ray._common.usage.usage_lib import usage_stats_enabled

    if usage_stats_enabled():
        raise ConfigError(
            "Ray would report its use, and nothing may leave this machine",
            mend="Start Ray with --disable-usage-stats, on every machine",
        )


@serve.deployment(
    max_ongoing_requests=CONNECTIONS,
    graceful_shutdown_timeout_s=DRAIN_S,
    health_check_period_s=LOOK_S,
    logging_config={"enable_access_log": False},
)
@serve.ingress()
class Replica:
    """One service with its engines, in a process of its own."""

    def __init__(self, name: ServiceName, arguments: Arguments) -> None:
        check_silent()
        self._name, self._share = name, arguments.share
        config = Path(arguments.config) if arguments.config else None
        self._config, folder = load(config, folder=Path("/"))
        logs.configure(self._config.log.level, self._config.log.format)
        self._host = ServiceHost(self._config, folder, [name], dress=batched(arguments.batch))

    def __serve_build_asgi_app__(self) -> ASGIApp:
        """Return what is served below ``/services/{name}``: the service itself on every path."""
        routes = [Route("/health", self._health), Route("/ready", self._health)]
        pages = Starlette(routes=routes, lifespan=self._life)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                await self._talk(WebSocket(scope, receive, send))
            else:
                await pages(scope, receive, send)

        return app

    async def process(self, request: Content) -> Result:
        """Do a request that came to another replica."""
        result: Result = await self._service.process(request)
        return result

    async def pieces(self, request: Content) -> AsyncGenerator[Result, None]:
        """Do a request that came to another replica, piece by piece."""
        async with contextlib.aclosing(self._service.pieces(request)) as pieces:
            async for piece in pieces:
                yield piece

    def check_health(self) -> None:
        """Tell Ray whether this replica is of use: it starts another when this raises."""
        if not self._host.ready:
            raise RuntimeError("the engines are not loaded")

    @contextlib.asynccontextmanager
    async def _life(self, _app: Starlette) -> AsyncIterator[None]:
        await self._host.start()
        try:
            yield
        finally:
            await self._host.close()

    @property
    def _service(self) -> AnyService:
        service = self._host.services[self._name]
        if service is None:
            raise ServiceDisabled(f"`{self._name}` is turned off here.")
        return service

    async def _talk(self, socket: WebSocket) -> None:
        await socket.accept()
        limits = self._config.limits
        wire = StarletteWire(socket, limits.stream_message_bytes)
        await Connection(wire, limits, self._host.clock, self._dialect).run()

    def _dialect(self, link: Link) -> ServicesDialect:
        config = self._config
        service = self._host.services[self._name]
        if service is not None and self._share:
            here = serve.get_replica_context()
            service = Shared(service, serve.get_deployment_handle(here.deployment, here.app_name))
        return ServicesDialect(
            link,
            {self._name: service},
            clock=self._host.clock,
            timeout_s=lambda name: getattr(config.services, name).timeout_s,
            limits=config.limits,
            language=config.interview.language,
        )

    async def _health(self, _request: Request) -> JSONResponse:
        ready = self._host.ready
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        fields = {"alive": True, "ready": ready, "version": __version__, "service": self._name}
        return JSONResponse(fields, status)
