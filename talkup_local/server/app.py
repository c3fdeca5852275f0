"""The server: one port, open at once, polite when it goes."""

from __future__ import annotations

import asyncio
import functools
import itertools
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

import structlog
from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from talkup_local import __version__
from talkup_local.config.folders import data_folder
from talkup_local.errors import PeerError, ServerBusy, StorageError
from talkup_local.observe.history import POINT_S
from talkup_local.observe.metrics import Metrics, Readings
from talkup_local.protocol.envelope import iso_timestamp
from talkup_local.server import http, tls
from talkup_local.server.admission import see_off, take_in
from talkup_local.server.arrivals import arrivals_for
from talkup_local.server.auth import Gate, Grant, select_subprotocol
from talkup_local.server.connection import Connection
from talkup_local.server.listening import Port, listen
from talkup_local.server.places import Places
from talkup_local.server.refusals import BUSY_S, broken
from talkup_local.server.sites import Caller, Told, site_of, started
from talkup_local.server.socket import Socket
from talkup_local.storage import tokens
from talkup_local.wiring import Appliance, ServiceHost

log = structlog.get_logger(__name__)

_CLOSE_TIMEOUT_S: Final = 2.0
"""How long a peer may take to answer a close."""


class Server:
    """Serves an appliance, or services alone."""

    def __init__(self, served: Appliance | ServiceHost) -> None:
        site = self._site = site_of(served)
        self._config = site.config
        store = tokens.TokenStore(data_folder(self._config, site.folder) / tokens.FILE)
        self._gate = Gate(self._config, store, site.clock)
        self._places = Places(self._config.limits.sessions)
        self._numbers = itertools.count(1)
        self._everybody: set[Socket] = set()
        self._connections: dict[Connection, Socket] = {}
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._started_s = site.clock.monotonic_s()
        self._closing = False
        self._served = 0
        self.port = self._config.server.port
        self.metrics = Metrics(
            version=__version__, read=self._read, refusals=http.REFUSALS, errors=site.errors
        )
        site.watch(lambda turn: self.metrics.observe_turn(turn.figures()))
        # the library logs every port scan with a traceback; our own log says what matters
        logging.getLogger("websockets").setLevel(logging.CRITICAL)

    @property
    def url(self) -> str:
        """Where clients connect, without the path."""
        host = self._config.server.host
        scheme = "wss" if self._config.tls.cert else "ws"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def page_url(self) -> str | None:
        """Where a browser finds the candidate's page; None where there is none."""
        return None if self._site.pages is None else f"http{self.url.removeprefix('ws')}/"

    @property
    def grace_s(self) -> float:
        """How long open conversations may take to end, once it stops."""
        return self._config.server.shutdown_grace_s

    async def run(self, stop: asyncio.Event, on_ready: Callable[[str], None]) -> None:
        """Serve until ``stop`` is set. ``on_ready`` gets the URL once clients are accepted.

        Raises EngineUnavailable, StorageError, and ConfigError when the port or the certificate
        can't be had.
        """
        self._site.check()
        self._gate.check()
        listener = await self._listen()
        self.port = listener.number
        beside = [asyncio.create_task(work) for work in (self._gate.watch(), self._sample())]
        try:
            if await started(self._site, stop):
                on_ready(self.url)
                await stop.wait()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await self._drain(listener)
            await self._site.close()

    async def _listen(self) -> Port:
        limits, clock = self._config.limits, self._site.clock
        now = clock.utc_now()
        arrivals = arrivals_for(
            clock,
            limits.opened_per_minute,
            proxied=self._config.auth.forwarded,
            on_refused=self.metrics.refused,
        )
        return await listen(
            self._config.server,
            self._serve_client,
            arrivals,
            clock,
            create_connection=functools.partial(
                Socket,
                everybody=self._everybody,
                arrivals=arrivals,
                clock=clock,
                read=self._read_by_browser,
            ),
            process_request=self._route,
            process_response=self._admit,
            select_subprotocol=select_subprotocol,
            ssl=tls.context(self._config, self._site.folder, now),
            compression=None,  # speech does not compress, and a bomb does
            max_size=max(limits.start_message_bytes, limits.audio_message_bytes),
            close_timeout=_CLOSE_TIMEOUT_S,
            server_header=None,
        )

    async def _drain(self, listener: Port) -> None:
        """End the conversations politely; whoever is left after the grace is cut off."""
        self._closing = True
        listener.close()
        self._gate.turn_away()
        if self._connections:
            log.info("ending conversations", count=len(self._connections), grace_s=self.grace_s)
        try:
            async with asyncio.timeout(self.grace_s):
                for connection in tuple(self._connections):
                    await connection.end("shutdown")
                await self._nobody.wait()
        except TimeoutError:
            log.warning("conversations cut off", count=len(self._connections))
        arriving = (socket for socket in self._everybody if socket.arriving)
        for socket in (*self._places, *arriving):
            socket.hang_up()
        await listener.wait_closed()

    # -- clients --------------------------------------------------------------------

    def _route(self, connection: ServerConnection, request: Request) -> Response | None:
        assert isinstance(connection, Socket), "create_connection makes no other"
        target = http.route(request, self._site.at)
        if isinstance(target, http.Public):
            target = self._gate.foreign(request) or target
        if isinstance(target, http.Refusal):
            return self._refuse(target)
        if isinstance(target, http.Public):
            return self._public(target.path, request.headers)
        connection.address = self._gate.address(connection.remote_address, request)
        upgrade = not isinstance(target, http.Page)
        granted = self._gate.admit(
            request,
            connection.address,
            target.scope,
            upgrade=upgrade,
            guarded=isinstance(target, http.Desk),
            counts=not isinstance(target, http.Returning),
        )
        if isinstance(granted, http.Refusal):
            return self._refuse(granted)
        match target:
            case http.Page():
                return self._page(target.path, known=granted is not None)
            case http.Client():
                connection.client_id = target.client_id
            case _:
                # no client can choose such a name
                connection.client_id = f"/{next(self._numbers)}/"
        if isinstance(target, http.Streams | http.Services):
            connection.carry_media(self._config.limits.stream_message_bytes)
        connection.target, connection.room, connection.grant = target, target.room, granted
        return None

    def _read_by_browser(self, request: Request) -> Response | None:
        target = http.route(request, self._site.at)
        if not isinstance(target, http.Public) or self._gate.foreign(request):
            return None
        return self._public(target.path, request.headers)

    def _page(self, path: str, *, known: bool) -> Response:
        if path == http.READY:
            return self._ready()
        if path == http.METRICS:
            return http.respond(HTTPStatus.OK, *self.metrics.exposition())
        return http.answer(
            HTTPStatus.OK, self.health() if known else {"alive": True, "ready": self.ready}
        )

    def _public(self, path: str, headers: Headers) -> Response:
        pages = self._site.pages
        assert pages is not None, "only they have public paths"
        if path != http.LOBBY:
            return pages.file(path, headers)
        try:
            return pages.lobby(self._lobby(), headers)
        except StorageError as exc:
            return self._refuse(broken(exc))

    def _admit(
        self, connection: ServerConnection, _request: Request, response: Response
    ) -> Response | None:
        """Take the client in, or answer why not, once its upgrade is known to be sound."""
        if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
            return None
        assert isinstance(connection, Socket), "create_connection makes no other"
        refusal = self._refusal(connection)
        if refusal is not None:
            return self._refuse(refusal)
        self._gate.enter(connection)
        connection.settle()
        return None

    async def _take_in(self, socket: Socket) -> bool:
        """Tell whether a pending client showed a token in time that is good, and found a place."""

        def redeem(secret: str) -> Grant:
            target = socket.target
            guarded = isinstance(target, http.Desk)
            grant = self._gate.redeem(
                secret, socket.address, target.scope, guarded=guarded, counts=socket.counts
            )
            refusal = self._places.take(socket)
            if refusal is not None:
                raise ServerBusy(refusal.message)
            return grant

        try:
            await take_in(socket, redeem, deadline_s=self._config.auth.deadline_s)
        except PeerError as exc:
            log.info("client refused", code=exc.code)
            self.metrics.refused(exc.code)
            return False
        except ConnectionClosed:
            return False
        return True

    def _refuse(self, refusal: http.Refusal) -> Response:
        log.info("client refused", code=refusal.code)
        self.metrics.refused(refusal.code)
        return http.refuse(refusal)

    def _refusal(self, socket: Socket) -> http.Refusal | None:
        if not self.ready:
            code, why = self._not_ready()
            return http.Refusal(HTTPStatus.SERVICE_UNAVAILABLE, code, why, BUSY_S)
        refusal = self._gate.refusal(socket)
        if refusal is None and socket.grant is not None:
            return self._places.take(socket)
        return refusal  # who is pending takes no place before its token has come

    async def _serve_client(self, socket: ServerConnection) -> None:
        assert isinstance(socket, Socket), "create_connection makes no other"
        self._served += 1
        # a number of ours, not the client's id, which may be somebody's name
        structlog.contextvars.bind_contextvars(session=self._served)
        try:
            if socket.grant is not None or await self._take_in(socket):
                await self._serve(socket)
        finally:
            self._gate.leave(socket)
            self._places.leave(socket)

    async def _serve(self, socket: Socket) -> None:
        caller = Caller(
            token_id=str(socket.grant.token_id) if socket.grant else "",
            attempts=self._gate.attempts(socket.address),
            seat=socket,
        )
        told = Told(health=self.health, status=self.status, failed=self.metrics.failed)
        spoken = self._site.dialect(socket.target, told, caller)
        connection = Connection(socket, self._config.limits, self._site.clock, spoken)
        self._connections[connection] = socket
        socket.busy, socket.let_go = lambda: connection.busy, connection.let_go
        self._nobody.clear()
        token = socket.grant.token_id if socket.grant else ""
        log.info("client connected", open=len(self._connections), token=token)
        watch = asyncio.create_task(see_off(socket, deadline_s=self._config.auth.deadline_s))
        try:
            await connection.run()
        finally:
            watch.cancel()
            socket.let_go = None
            del self._connections[connection]
            if not self._connections:
                self._nobody.set()
            log.info("client gone", open=len(self._connections), code=socket.close_code)

    # -- what is told of the server ---------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether clients are accepted."""
        return self._site.ready and not self._closing

    def _not_ready(self) -> tuple[str, str]:
        if self._closing:
            return "SHUTTING_DOWN", "The server is shutting down."
        return "NOT_READY", "The engines are still loading. Please try again in a moment."

    def _ready(self) -> Response:
        if self.ready:
            return http.answer(HTTPStatus.OK, {"ready": True})
        code, why = self._not_ready()
        return http.refuse(http.Refusal(HTTPStatus.SERVICE_UNAVAILABLE, code, why, BUSY_S))

    def health(self) -> dict[str, Any]:
        """Return what ``GET /health`` answers."""
        now = self._read()
        return {
            "alive": True,
            "ready": self.ready,
            "version": __version__,
            "uptime_s": round(now.uptime_s, 1),
            **self._site.health(),
            "sessions": {
                "open": now.sessions,
                "limit": now.sessions_limit,
                "buffered_s": round(now.buffered_s, 1),
            },
            "turns": self.metrics.latest_turns(),
        }

    def _lobby(self) -> dict[str, Any]:
        """Return what a page must know before it connects, beside the settings."""
        return {
            "version": __version__,
            "ready": self.ready,
            "languages": self._site.languages(),
            "token": self._gate.required,
            "places": {"open": self._places.taken(), "limit": self._config.limits.sessions},
            "now": iso_timestamp(self._site.clock.utc_now()),
        }

    def status(self) -> dict[str, Any]:
        """Return what ``status`` of the stream protocol answers."""
        health = self.health()
        sessions = health["sessions"]
        full = sessions["open"] >= sessions["limit"]
        return {
            "status": "stopping" if self._closing else "busy" if full else "ready",
            "version": health["version"],
            "engines": health["engines"],
            "services": health["services"],
            "sessions": sessions["open"],
            "capacity": sessions["limit"],
            "uptime_s": health["uptime_s"],
            "latencies_ms": health["turns"],
        }

    def summary(self) -> str:
        """Tell in a line who is here, for whoever looks at the process from outside."""
        limit = self._config.limits.sessions
        return f"listening on {self.url}, {self._sessions()} of {limit} sessions"

    def _sessions(self) -> int:
        """Return how many there are of those that the server is for: who looks on is none."""
        return sum(s.room == self._site.room for s in self._connections.values())

    async def _sample(self) -> None:
        """Note how busy it is, as long as it runs."""
        while True:
            self._site.sample(self._read())
            await asyncio.sleep(POINT_S)

    def _read(self) -> Readings:
        return Readings(
            sessions=self._sessions(),
            sessions_limit=self._config.limits.sessions,
            waiting=self._site.waiting(),
            buffered_s=sum((c.buffered_s for c in self._connections), 0.0),
            uptime_s=self._site.clock.monotonic_s() - self._started_s,
            services=self._site.service_readings(),
        )
