"""Refusals that the gate has for more than one reason."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import structlog
from websockets.http11 import Request

from talkup_local.errors import StorageError
from talkup_local.server import origin
from talkup_local.server.http import Refusal

log = structlog.get_logger(__name__)

BUSY_S: Final = 2
"""What a client that comes too early, or finds no room, is told to wait."""


def no_token(*, guarded: bool) -> Refusal:
    """Refuse a request without a token. guarded: for the operator's desk."""
    how = "talkup-local token add NAME --scope admin"
    return Refusal(
        HTTPStatus.UNAUTHORIZED,
        "UNAUTHORIZED",
        f"The desk opens with a token of the scope admin: {how}."
        if guarded
        else "A token is needed: Authorization: Bearer <token>, or the subprotocol token.<token>.",
        challenge="Bearer",
    )


def of_others(request: Request) -> Refusal | None:
    """Refuse a request of any page but our own."""
    hosts, origins = (request.headers.get_all(name) for name in ("Host", "Origin"))
    if all(origin.own(one, hosts[0] if len(hosts) == 1 else "") for one in origins):
        return None
    return Refusal(
        HTTPStatus.FORBIDDEN, "FOREIGN_ORIGIN", "Only this server's own pages may use its desk."
    )


def too_often(wait_s: int) -> Refusal:
    """Refuse an address that has tried too often."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "RATE_LIMITED",
        f"Too many attempts from this address. Please wait {wait_s} s.",
        wait_s,
    )


def too_many(what: str) -> Refusal:
    """Refuse one more of what is open already."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "TOO_MANY_CONNECTIONS",
        f"{what}. Please close one of them first.",
        BUSY_S,
    )


def broken(error: StorageError) -> Refusal:
    """Refuse what needs to read the tokens when they can't be read."""
    log.error("tokens can't be read", reason=str(error))
    return Refusal(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "The tokens can't be read here at the moment. Please tell whoever runs this server.",
    )
