"""What the port answers before, or instead of, a WebSocket upgrade."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from talkup_local.config.services import Service as ServiceName
from talkup_local.protocol.services.contents import TAKES, service_named
from talkup_local.storage.tokens import Scope

_SERVICE_PATH: Final = re.compile(r"/services/(?P<name>[^/]+)/?")
_CLIENT_PATH: Final = re.compile(r"/ws/(?P<client_id>[^/]*)")
_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9._~-]{1,128}")

HEALTH, READY, METRICS = "/health", "/ready", "/metrics"
LOBBY: Final = "/lobby"
STREAMS: Final = "/ws"
SERVICES: Final = "/services"
RECORDS: Final = "/records"
DESK: Final = "/desk"

Room = Literal["interviews", "returning", "left", "services", "records", "desks"]
"""What a connection takes a place of; ``left``: of nothing any more."""

ROOMS: Final[Mapping[Room, int | None]] = MappingProxyType(
    {"interviews": None, "returning": None, "services": None, "records": 64, "desks": 8}
)
"""Places of each; None for as many as ``limits.sessions`` says."""

REFUSALS: Final = (
    "INVALID_CLIENT_ID",
    "NOT_FOUND",
    "CLIENT_ID_IN_USE",
    "NOT_READY",
    "SHUTTING_DOWN",
    "SERVER_BUSY",
    "UNAUTHORIZED",
    "FORBIDDEN",
    "FOREIGN_HOST",
    "FOREIGN_ORIGIN",
    "RATE_LIMITED",
    "TOO_MANY_CONNECTIONS",
    "INTERNAL_ERROR",
)
"""Codes of the refusals."""


@dataclass(frozen=True)
class Refusal:
    """An HTTP answer in place of an upgrade: a status and a sentence.

    challenge: what ``WWW-Authenticate`` says, if it comes along.
    """

    status: HTTPStatus
    code: str
    message: str
    retry_after_s: int | None = None
    challenge: str = ""


@dataclass(frozen=True)
class Page:
    """A path that is read, not upgraded."""

    path: str

    @property
    def scope(self) -> Scope | None:
        """What a token must allow; None asks for none."""
        return "admin" if self.path == METRICS else None


@dataclass(frozen=True)
class Public:
    """A path that a browser reads without a token: a file of our pages, or the lobby."""

    path: str


@dataclass(frozen=True)
class Client:
    """A path that is upgraded to an interview."""

    client_id: str
    scope: ClassVar[Scope] = "interview"
    room: ClassVar[Room] = "interviews"


@dataclass(frozen=True)
class Returning(Client):
    """The same, for who comes back to an interview that broke off, and nothing else.

    Whatever is full, such a client is let in: it waits in a room of its own until it has shown
    the interview's token.
    """

    room: ClassVar[Room] = "returning"


@dataclass(frozen=True)
class Streams:
    """The path that is upgraded to a connection for media streams."""

    scope: ClassVar[Scope] = "stream"
    room: ClassVar[Room] = "interviews"


@dataclass(frozen=True)
class Services:
    """A path that is upgraded to a connection of an AI server.

    name: the service at this address; None where requests name theirs.
    """

    name: ServiceName | None
    scope: ClassVar[Scope] = "service"
    room: ClassVar[Room] = "services"


@dataclass(frozen=True)
class Records:
    """The path that is upgraded to a connection about what is kept of one interview."""

    scope: ClassVar[Scope] = "interview"
    room: ClassVar[Room] = "records"


@dataclass(frozen=True)
class Desk:
    """The path that is upgraded to a connection of an operator."""

    scope: ClassVar[Scope] = "admin"
    room: ClassVar[Room] = "desks"


Target = Client | Streams | Services | Records | Desk
"""What can be upgraded."""

_PLAIN: Final[Mapping[str, Target]] = MappingProxyType(
    {STREAMS: Streams(), SERVICES: Services(None), RECORDS: Records(), DESK: Desk()}
)


def interview_at(path: str) -> Target | Refusal:
    """Return what an appliance has at a path that is upgraded."""
    if (plain := _PLAIN.get(path)) is not None:
        return plain
    if (service := _SERVICE_PATH.fullmatch(path)) is not None:
        return service_named_in(service["name"])
    client = _CLIENT_PATH.fullmatch(path)
    if client is None:
        return nothing(
            "Interviews are at /ws/{client_id}, media streams at /ws, services at "
            "/services/{name}, records at /records, the desk at /desk."
        )
    client_id = unquote(client["client_id"])
    if not _CLIENT_ID.fullmatch(client_id):
        return Refusal(
            HTTPStatus.BAD_REQUEST,
            "INVALID_CLIENT_ID",
            "A client_id has 1 to 128 letters, digits or any of . _ ~ - and nothing else.",
        )
    return Client(client_id)


def service_at(path: str, names: Collection[ServiceName]) -> Target | Refusal:
    """Return what a process of services has at a path: of a single one, every short path."""
    if (service := _SERVICE_PATH.fullmatch(path)) is not None:
        found = service_named_in(service["name"])
        here = isinstance(found, Refusal) or found.name in names
        return found if here else nothing(f"The services here: {', '.join(names)}.")
    if path in ("", "/", STREAMS) and len(names) == 1:
        return Services(next(iter(names)))
    return nothing("Services are at /services/{name}.")


def service_named_in(text: str) -> Services | Refusal:
    """Return the service of that name in a path."""
    name = service_named(unquote(text))
    if name is None:
        return nothing(f"There is no such service. There are: {', '.join(TAKES)}.")
    return Services(name)


def nothing(words: str) -> Refusal:
    """Return the refusal of a path that leads nowhere."""
    return Refusal(HTTPStatus.NOT_FOUND, "NOT_FOUND", f"There is nothing here. {words}")


def route(
    request: Request, at: Callable[[str], Public | Target | Refusal] = interview_at
) -> Page | Public | Target | Refusal:
    """Return what a request is for. ``at``: what is at the paths that not every server has."""
    if request.path.startswith("//"):  # what follows would be read as a host, not by a proxy though
        return nothing("That is no address.")
    try:
        parts = urlsplit(request.path)
        returns = "resume" in parse_qs(parts.query, keep_blank_values=True)
    except ValueError:
        return nothing("That is no address.")
    if parts.path in (HEALTH, READY, METRICS):
        return Page(parts.path)
    target = at(parts.path)
    return Returning(target.client_id) if returns and isinstance(target, Client) else target


def refuse(refusal: Refusal) -> Response:
    """Return the response for a refusal: JSON with a sentence."""
    extra = {}
    if refusal.retry_after_s is not None:
        extra["Retry-After"] = str(refusal.retry_after_s)
    if refusal.challenge:
        extra["WWW-Authenticate"] = refusal.challenge
    return answer(refusal.status, {"code": refusal.code, "message": refusal.message}, **extra)


def answer(status: HTTPStatus, body: dict[str, Any], **extra: str) -> Response:
    """Return a JSON response."""
    return respond(status, msgspec.json.encode(body) + b"\n", "application/json", **extra)


def respond(status: HTTPStatus, data: bytes, content_type: str, **extra: str) -> Response:
    """Return a response that no cache keeps."""
    headers = Headers(
        {
            "Content-Type": content_type,
            "Content-Length": str(len(data)),
            "Cache-Control": "no-store",
            "Connection": "close",
            **extra,
        }
    )
    return Response(status.value, status.phrase, headers, data)
