"""Who may come in: tokens, origins, and how often an address may try.

A token comes by ``Authorization: Bearer``, by the subprotocol ``token.<token>``, by
``?token=`` where that is allowed, or in the first message, for browsers can set no
header. In the last case the connection is *pending*: upgraded, but nobody's yet.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, Protocol
from urllib.parse import parse_qs, urlsplit

import structlog
from websockets.http11 import Request
from websockets.typing import Subprotocol

from talkup_local.clock import Clock
from talkup_local.config.load import is_loopback
from talkup_local.config.model import Config
from talkup_local.errors import PeerError, RateLimited, ServerBusy, StorageError, Unauthorized
from talkup_local.server import origin
from talkup_local.server.http import Refusal
from talkup_local.server.limits import AddressRate, who
from talkup_local.server.refusals import BUSY_S, broken, no_token, of_others, too_many, too_often
from talkup_local.storage.tokens import SCOPES, Scope, TokenStore

log = structlog.get_logger(__name__)

CLOSE_POLICY: Final = 1008
"""Close code of a connection without a token, with a wrong one, or with one that ended."""

SUBPROTOCOL: Final = "talkup.v1"
"""What is selected beside a token, so that the token is not sent back."""

MAX_PENDING: Final = 128
"""Connections that may be nobody's yet."""

_PASSED_ON: Final = re.compile(r"forwarded|via|x-(forwarded|real)-.+|cf-.+", re.IGNORECASE)
"""Names of headers that proxies write."""

_TOKEN_PROTOCOL: Final = "token."  # noqa: S105 - a prefix


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What somebody may do. ``token_id`` and ``name`` are empty where no token is asked for."""

    token_id: str = ""
    name: str = ""
    scopes: frozenset[Scope]
    expires: datetime | None = None


OPEN: Final = Grant(scopes=frozenset(SCOPES))
"""What everybody may where no token is asked for."""


class Holder(Protocol):
    """A connection, as the gate sees it."""

    @property
    def address(self) -> str:
        """Whose it is, as ``limits.who`` writes it."""
        ...

    @property
    def grant(self) -> Grant | None:
        """What it may; None while it is pending."""
        ...

    @property
    def gone(self) -> bool:
        """Whether it is closed."""
        ...

    @property
    def counts(self) -> bool:
        """Whether it is one of those that there may be only so many of."""
        ...

    def close(self, code: int, reason: str) -> Awaitable[None]:
        """Close it politely."""
        ...

    def hang_up(self) -> None:
        """End it at once."""
        ...


class WrongTokens:
    """The wrong tokens that one address has shown lately, of whatever kind."""

    def __init__(self, rate: AddressRate, address: str) -> None:
        self._rate, self._address = rate, address

    def wait_s(self) -> int:
        """Return the seconds until it may show another one; 0 is now."""
        return self._rate.wait_s(self._address)

    def failed(self) -> None:
        """Count one more."""
        self._rate.take(self._address)


class Gate:
    """Decides about every request, and goes on watching the connections it let in."""

    def __init__(self, config: Config, tokens: TokenStore, clock: Clock) -> None:
        self._auth, self._limits = config.auth, config.limits
        self._tokens, self._clock = tokens, clock
        self._loopback = is_loopback(config.server.host)
        self._asks = config.auth.required == "always" or (
            config.auth.required == "auto" and not (self._loopback or config.server.insecure)
        )
        self._attempts = AddressRate(self._limits.attempts_per_minute, clock)
        self._wrong = AddressRate(self._limits.wrong_tokens_per_minute, clock)
        self._open: dict[Holder, None] = {}  # in the order in which they came

    def check(self) -> None:
        """Warn when nobody can come in. Raises StorageError when the tokens can't be read."""
        if self.required and not self._tokens.living(self._clock.utc_now()):
            log.warning("no token opens this server", mend="talkup-local token add NAME")

    @property
    def required(self) -> bool:
        """Whether a token is asked for. Raises StorageError."""
        if not self._asks and self._auth.required == "auto":
            self._asks = self._tokens.any()  # and from then on: revoking the last opens nothing
        return self._asks

    def admit(
        self,
        request: Request,
        address: str,
        scope: Scope | None,
        *,
        upgrade: bool,
        guarded: bool = False,
        counts: bool = True,
    ) -> Grant | Refusal | None:
        """Decide about a request; None where its token may still come, or need not.

        scope: what a token must allow; None takes any token, or none at all. guarded: it is for
        our own pages alone, and without a token for nobody beyond this machine, whatever the
        configuration says. counts: whether there may be only so many connections of a token.
        """
        try:
            refusal = self._knock(request, address, upgrade=upgrade)
            if refusal is None and guarded:
                refusal = of_others(request)
            if refusal is not None:
                return refusal
            if not self.required and not (guarded and self._beyond(request)):
                return OPEN
            secret = self._shown(request)
            if secret is not None:
                return self._judge(secret, address, scope, counts=counts)
        except StorageError as exc:
            return broken(exc)
        if scope is None or (upgrade and self._may_follow(request)):
            return None
        return no_token(guarded=guarded)

    def redeem(
        self,
        secret: str,
        address: str,
        scope: Scope,
        *,
        guarded: bool = False,
        counts: bool = True,
    ) -> Grant:
        """Return what a token that came in a message allows. guarded, counts: as for ``admit``.

        Raises Unauthorized; RateLimited after too many wrong ones; ServerBusy when too many use it.
        """
        try:
            if not self.required and not guarded:
                return OPEN
            judged = self._judge(secret, address, scope, counts=counts)
        except StorageError as exc:
            judged = broken(exc)
        if isinstance(judged, Grant):
            return judged
        errors: dict[str, type[PeerError]] = {
            "RATE_LIMITED": RateLimited,
            "TOO_MANY_CONNECTIONS": ServerBusy,
            "INTERNAL_ERROR": ServerBusy,
        }
        raise errors.get(judged.code, Unauthorized)(judged.message)

    def address(self, peer: Any, request: Request) -> str:
        """Return whose a connection is. ``peer``: the socket's address, as asyncio gives it."""
        if self._auth.forwarded:
            hops = ",".join(request.headers.get_all("X-Forwarded-For")).split(",")
            # the last one is what our own proxy saw; those before it anyone can write
            if address := who(hops[-1].strip()):
                return address
        return who(peer[0]) if peer else ""

    def attempts(self, address: str) -> WrongTokens:
        """Return the count of wrong tokens of an address, for other tokens than those here."""
        return WrongTokens(self._wrong, address)

    # -- connections ------------------------------------------------------------------

    def refusal(self, holder: Holder) -> Refusal | None:
        """Say why there are too many connections for one more, or None."""
        self._open = {other: None for other in self._open if not other.gone}
        most = self._limits.connections_per_address if holder.counts else 0
        if most and sum(h.address == holder.address for h in self._open if h.counts) >= most:
            return too_many(f"{most} connections from this address are open")
        if holder.grant is None and not self._room_for_pending():
            return Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "SERVER_BUSY",
                "Too many connections have shown no token yet. Please try again later.",
                BUSY_S,
            )
        return None

    def _room_for_pending(self) -> bool:
        """Tell whether one more may be nobody's; who has come by the dozen makes room for it."""
        pending = [holder for holder in self._open if holder.grant is None]
        if len(pending) < MAX_PENDING:
            return True
        address, count = Counter(holder.address for holder in pending).most_common(1)[0]
        if count == 1:
            return False
        first = next(holder for holder in pending if holder.address == address)
        del self._open[first]
        first.hang_up()
        return True

    def enter(self, holder: Holder) -> None:
        """Count a connection in."""
        self._open[holder] = None

    def leave(self, holder: Holder) -> None:
        """Count a connection out, if it is in."""
        self._open.pop(holder, None)

    def turn_away(self) -> None:
        """Hang up on everybody who is pending."""
        for holder in self._open:
            if holder.grant is None:
                holder.hang_up()

    async def watch(self) -> None:
        """Close the connections whose token was revoked or ran out, as long as it runs."""
        while True:
            await asyncio.sleep(self._auth.recheck_s)
            ended = self._ended()
            if ended:
                log.info("tokens ended", connections=len(ended))
                await asyncio.gather(
                    *(holder.close(CLOSE_POLICY, "the token has ended") for holder in ended),
                    return_exceptions=True,  # it may be gone by itself
                )

    def _ended(self) -> list[Holder]:
        granted = [(h, h.grant.token_id) for h in self._open if h.grant and h.grant.token_id]
        if not granted:
            return []
        try:
            living = self._tokens.living(self._clock.utc_now())
        except StorageError as exc:
            broken(exc)
            return []  # nobody is cut off for a trouble of ours
        return [holder for holder, token_id in granted if token_id not in living]

    # -- requests -----------------------------------------------------------------------

    def _knock(self, request: Request, address: str, *, upgrade: bool) -> Refusal | None:
        """Look at a request before any token in it."""
        if upgrade:
            wait_s = max(self._wrong.wait_s(address), self._attempts.wait_s(address))
            if wait_s:
                return too_often(wait_s)
            self._attempts.take(address)
        return self.foreign(request)

    def foreign(self, request: Request) -> Refusal | None:
        """Refuse a request by another name than ours, or by a page that may not use us."""
        hosts, origins = (request.headers.get_all(name) for name in ("Host", "Origin"))
        listed = self._auth.origins
        if self._loopback and not all(origin.named(host, listed) for host in hosts):
            return Refusal(
                HTTPStatus.MISDIRECTED_REQUEST,
                "FOREIGN_HOST",
                "This server is not called by that name. Behind a proxy, list it in auth.origins.",
            )
        host = hosts[0] if len(hosts) == 1 else ""
        if not all(origin.allowed(o, host, listed, loopback=self._loopback) for o in origins):
            return Refusal(
                HTTPStatus.FORBIDDEN,
                "FOREIGN_ORIGIN",
                "Pages of that origin may not use this server. auth.origins lists those that may.",
            )
        return None

    def _beyond(self, request: Request) -> bool:
        """Tell whether a request may come from beyond this machine, be it through a proxy."""
        hosts = request.headers.get_all("Host")
        passed_on = any(map(_PASSED_ON.fullmatch, request.headers))
        named_here = bool(hosts) and all(origin.here(host) for host in hosts)
        return not self._loopback or self._auth.forwarded or passed_on or not named_here

    def _shown(self, request: Request) -> str | None:
        """Return the token that a request shows; None when it shows none."""
        for value in request.headers.get_all("Authorization"):
            scheme, _, secret = value.partition(" ")
            if scheme.lower() == "bearer":
                return secret.strip()
        for value in request.headers.get_all("Sec-WebSocket-Protocol"):
            for offered in value.split(","):
                if offered.strip().startswith(_TOKEN_PROTOCOL):
                    return offered.strip().removeprefix(_TOKEN_PROTOCOL)
        if self._auth.query_token:
            for secret in parse_qs(urlsplit(request.path).query).get("token", ()):
                return secret
        return None

    def _may_follow(self, request: Request) -> bool:
        """Tell whether the token may come in the first message."""
        who_may = self._auth.first_message
        return who_may == "all" or (who_may == "browsers" and "Origin" in request.headers)

    def _judge(
        self, secret: str, address: str, scope: Scope | None, *, counts: bool
    ) -> Grant | Refusal:
        wait_s = self._wrong.wait_s(address)
        if wait_s:
            return too_often(wait_s)
        now = self._clock.utc_now()
        token = self._tokens.find(secret)
        fault = "unknown" if token is None else token.fault(now)
        if token is None or fault:
            self._wrong.take(address)
            log.warning("token refused", reason=fault, token=token and token.id, address=address)
            return Refusal(
                HTTPStatus.UNAUTHORIZED,
                "UNAUTHORIZED",
                "This token is not valid, or no longer.",
                challenge='Bearer error="invalid_token"',
            )
        if scope is not None and not token.allows(scope):
            log.warning("token refused", reason="scope", token=token.id, scope=scope)
            return Refusal(
                HTTPStatus.FORBIDDEN,
                "FORBIDDEN",
                f"This token does not have the scope {scope!r}.",
                challenge=f'Bearer error="insufficient_scope", scope="{scope}"',
            )
        most = self._limits.connections_per_token if counts else 0
        granted = (h.grant for h in self._open if h.grant is not None and h.counts)
        mine = sum(grant.token_id == token.id for grant in granted)
        if most and mine >= most:
            return too_many(f"{most} connections with this token are open")
        self._tokens.used(token, now)
        log.debug("token accepted", token=token.id, scope=scope)
        return Grant(token_id=token.id, name=token.name, scopes=token.scopes, expires=token.expires)


def select_subprotocol(_connection: object, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """Choose from what a client offers: a browser hangs up when nothing is chosen."""
    ours = (name for name in offered if name == SUBPROTOCOL)
    tokens = (name for name in offered if name.startswith(_TOKEN_PROTOCOL))
    return next(ours, None) or next(tokens, None)
