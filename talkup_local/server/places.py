"""The places that connections take: as many as there may be, each room by itself."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from talkup_local.server import http
from talkup_local.server.refusals import BUSY_S
from talkup_local.server.socket import Socket


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
        room, sessions = socket.room, self._sessions
        limit = http.ROOMS[room] or sessions
        if self.taken(room) >= limit or (
            socket.returning and self.taken(room) + self.taken() >= 2 * sessions
        ):
            return http.Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "SERVER_BUSY",
                f"All {limit} places are taken. Please try again later.",
                BUSY_S,
            )
        self._sockets[socket.client_id] = socket
        return None

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
