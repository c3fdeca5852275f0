"""The places that connections take: as many as there may be, each room by itself.

Who only sits there keeps nobody out: once all places of a room are taken, whoever has done nothing
for long gives its place to who comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

import structlog

from talkup_local.server import http
from talkup_local.server.refusals import BUSY_S
from talkup_local.server.socket import Socket

log = structlog.get_logger(__name__)

SILENT_S: Final = 60.0
"""How long somebody must have done nothing. Our pages ping three times as often while seen."""

_WAITED_FOR_S: Final[Mapping[http.Room, tuple[float, float]]] = MappingProxyType(
    {
        "interviews": (SILENT_S, math.inf),
        # a page shows its token at once, and an interview waits for it
        "returning": (2.0, math.inf),
        # its page shows the key at once; who has none can only sit there
        "records": (10.0, SILENT_S),
        "desks": (SILENT_S, SILENT_S),
    }
)
"""Seconds after which a place is given away: of who has not begun, and of who has."""


class Places:
    """Who has a place, by ``client_id``. sessions: interviews and media streams at once."""

    def __init__(self, sessions: int) -> None:
        self._sessions = sessions
        self._sockets: dict[str, Socket] = {}

    def __iter__(self) -> Iterator[Socket]:
        return iter(tuple(self._sockets.values()))

    def take(self, socket: Socket) -> http.Refusal | None:
        """Give a client its place, or say why there is none."""
        self._forget_closed()
        if socket.client_id in self._sockets:
            return http.Refusal(
                HTTPStatus.CONFLICT,
                "CLIENT_ID_IN_USE",
                "This client_id has an interview in progress. Choose another, or end that one.",
            )
        limit = http.ROOMS[socket.room] or self._sessions
        if self._full(socket, limit):
            self._make_room(socket.room)
        if self._full(socket, limit):
            return http.Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "SERVER_BUSY",
                f"All {limit} places are taken. Please try again later.",
                BUSY_S,
            )
        socket.touch()
        self._sockets[socket.client_id] = socket
        return None

    def _full(self, socket: Socket, limit: int) -> bool:
        taken = self.taken(socket.room)
        return taken >= limit or (socket.returning and taken + self.taken() >= 2 * self._sessions)

    def _make_room(self, room: http.Room) -> None:
        """Let go who is idle for longest, those first who have not even begun."""
        idle = [s for s in self._sockets.values() if s.room == room and _may_go(s)]
        if idle:
            longest = max(idle, key=lambda socket: (not socket.begun, socket.idle_s))
            del self._sockets[longest.client_id]
            log.info("connection let go", room=room, idle_s=round(longest.idle_s))
            longest.give_way()

    def leave(self, socket: Socket) -> None:
        """Free a client's place, if it has one."""
        if self._sockets.get(socket.client_id) is socket:
            del self._sockets[socket.client_id]

    def taken(self, room: http.Room = "interviews") -> int:
        """Return how many places of a room are taken."""
        return sum(s.room == room for s in self._sockets.values() if not s.gone)

    def _forget_closed(self) -> None:
        """Free the places of connections that broke before they were served."""
        for socket in self:
            if socket.gone:
                del self._sockets[socket.client_id]


def _may_go(socket: Socket) -> bool:
    fresh, begun = _WAITED_FOR_S.get(socket.room, (math.inf, math.inf))
    waits = socket.let_go is not None and not socket.gone and not socket.busy()
    return waits and socket.idle_s >= (begun if socket.begun else fresh)
