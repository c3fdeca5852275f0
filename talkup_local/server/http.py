"""What the port answers before, or instead of, a WebSocket upgrade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Final
from urllib.parse import unquote, urlsplit

import msgspec
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from talkup_local.storage.tokens import Scope

_CLIENT_PATH: Final = re.compile(r"/ws/(?P<client_id>[^/]*)")
_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9._~-]{1,128}")

HEALTH, READY, METRICS = "/health", "/ready", "/metrics"
STREAMS: Final = "/ws"

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
class Client:
    """A path that is upgraded to an interview."""

    client_id: str
    scope: ClassVar[Scope] = "interview"


@dataclass(frozen=True)
class Streams:
    """The path that is upgraded to a connection for media streams."""

    scope: ClassVar[Scope] = "stream"


def route(request: Request) -> Page | Client | Streams | Refusal:
    """Return what a request is for."""
    path = urlsplit(request.path).path
    if path in (HEALTH, READY, METRICS):
        return Page(path)
    if path == STREAMS:
        return Streams()
    match = _CLIENT_PATH.fullmatch(path)
    if match is None:
        return Refusal(
            HTTPStatus.NOT_FOUND,
            "NOT_FOUND",
            "There is nothing here. Interviews are at /ws/{client_id}, media streams at /ws.",
        )
    client_id = unquote(match["client_id"])
    if not _CLIENT_ID.fullmatch(client_id):
        return Refusal(
            HTTPStatus.BAD_REQUEST,
            "INVALID_CLIENT_ID",
            "A client_id has 1 to 128 letters, digits or any of . _ ~ - and nothing else.",
        )
    return Client(client_id)


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
