"""The first moments of a pending connection: its token must come, and come soon."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from talkup_local.errors import PeerError, ServerBusy, Unauthorized
from talkup_local.server.auth import CLOSE_POLICY, Grant
from talkup_local.server.socket import Socket

CLOSE_TRY_AGAIN_LATER: Final = 1013

_HELD_MESSAGES: Final = 16
_HELD_BYTES: Final = 1 << 20
"""What may come before the token and is kept until then."""


@dataclass(frozen=True)
class Credential:
    """A token in a message. ``consumed``: the message says nothing else."""

    secret: str
    consumed: bool


async def see_off(socket: Socket, *, deadline_s: float) -> None:
    """Close a connection that came to go on with an interview, and has not done so in time."""
    await asyncio.sleep(deadline_s)
    if socket.returning:
        await socket.close(CLOSE_TRY_AGAIN_LATER, "no interview was taken up in time")


async def take_in(socket: Socket, redeem: Callable[[str], Grant], *, deadline_s: float) -> None:
    """Wait until a pending connection has shown its token; then its ``grant`` is set.

    What came beside or before the token is received again by who reads next.
    redeem: raises PeerError for a token that is not good. Raises the same, Unauthorized when none
    came in time, both after closing with 1008 (1013 where there is no room); ConnectionClosed.
    """
    try:
        async with asyncio.timeout(deadline_s):
            await _until_token(socket, redeem)
    except TimeoutError:
        await socket.close(CLOSE_POLICY, "no token came in time")
        raise Unauthorized("No token came in time.") from None
    except PeerError as exc:
        busy = isinstance(exc, ServerBusy)
        await socket.close(CLOSE_TRY_AGAIN_LATER if busy else CLOSE_POLICY, exc.message)
        raise


async def _until_token(socket: Socket, redeem: Callable[[str], Grant]) -> None:
    held: list[tuple[bytes, bool]] = []
    while True:
        data, text = await socket.receive()
        found = secret_in(data) if text else None
        if found is None or not found.consumed:
            held.append((data, text))
        if found is not None:
            socket.grant = redeem(found.secret)
            socket.put_back(held)
            return
        if len(held) > _HELD_MESSAGES or sum(len(d) for d, _ in held) > _HELD_BYTES:
            raise Unauthorized("The token must come first.")


class _First(msgspec.Struct):
    type: str = ""
    token: str | None = None
    key: str | None = None
    data: msgspec.Raw = msgspec.Raw()


class _Data(msgspec.Struct):
    token: str | None = None
    key: str | None = None


def secret_in(data: bytes) -> Credential | None:
    """Return the token in a text message, None when there is none.

    It stands in ``token`` of the message ``auth``, at its top level or in its ``data``, or in
    ``key`` of any message; the latter says something beside.
    """
    try:
        first = msgspec.json.decode(data, type=_First)
        if first.type != "auth":
            return Credential(first.key, consumed=False) if first.key else None
        nested = msgspec.json.decode(first.data, type=_Data) if first.data else _Data()
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    secret = first.token or nested.token or first.key or nested.key
    return Credential(secret, consumed=True) if secret else None
