"""The first moments of a pending connection: its token must come, and come soon."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from talkup_local.errors import PeerError, ServerBusy, Unauthorized
from talkup_local.server.auth import CLOSE_POLICY, Grant, secret_in
from talkup_local.server.socket import Socket

CLOSE_TRY_AGAIN_LATER: Final = 1013

_HELD_MESSAGES: Final = 16
_HELD_BYTES: Final = 1 << 20
"""What may come before the token and is kept until then."""


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
