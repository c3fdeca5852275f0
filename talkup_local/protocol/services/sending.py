"""The sending half of a service's side: what an AI server is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET, Raw

from talkup_local.config.model import Language
from talkup_local.config.services import Service
from talkup_local.errors import LocalProtocolError, PeerError
from talkup_local.protocol.services import messages
from talkup_local.protocol.services.addressing import Caller
from talkup_local.protocol.services.codes import ERROR_CODES
from talkup_local.protocol.services.contents import Result, built
from talkup_local.protocol.services.messages import Frames

About = Callable[[], Mapping[Service, Mapping[str, Any]]]
"""Gives what each service here says of itself."""


class Sender:
    """Builds the answers of one connection and keeps them until they are fetched.

    services: those at this address. now: gives the wall time, aware. version: of this
    program. about: gives what each service here says of itself. language: of the sentences.
    on_error: is told the code of every error that is sent.
    """

    def __init__(
        self,
        services: Sequence[Service],
        *,
        now: Callable[[], datetime],
        version: str,
        about: About,
        language: Language,
        on_error: Callable[[str], None] | None,
    ) -> None:
        self._services = tuple(services)
        self._now, self._version, self._about = now, version, about
        self._language, self._on_error = language, on_error
        self._tickets: dict[int, Caller] = {}
        self._outbox: list[Frames] = []

    @property
    def at_work(self) -> int:
        """Requests and streams that have not been answered."""
        return len(self._tickets)

    def data_to_send(self) -> list[Frames]:
        """Return, once, what is to be written: messages with the binary frames that follow."""
        outbox, self._outbox = self._outbox, []
        return outbox

    def result(self, ticket: int, data: Result | Mapping[str, Any], *, final: bool = True) -> None:
        """Answer a request; of one that is answered or taken back already, nothing is said.

        final: whether nothing more of it follows.
        """
        caller = self._tickets.get(ticket)
        if caller is None:
            return
        if final:
            self._close(ticket)
        message = messages.TaskResult(
            **self._address(caller),
            final=None if final else False,
            data=dict(data) if isinstance(data, Mapping) else built(data),
        )
        self._outbox.append(messages.framed(message, binary=caller.binary))

    def error(self, code: str, message: str | None = None, *, ticket: int | None = None) -> None:
        """Say that a request failed, or what the AI server did wrong; answers the request.

        code: of the table of codes; by default with its own sentence. Of a request that is
        answered or taken back already, nothing is said.
        """
        if code not in ERROR_CODES:
            raise LocalProtocolError(f"the service protocol has no error code {code}")
        if ticket is None:
            self._fail(code, message, Caller())
        elif (caller := self._tickets.get(ticket)) is not None:
            self._close(ticket)
            self._fail(code, message, caller)

    def report(self, exc: Exception, *, ticket: int | None = None) -> None:
        """Report an exception: only a PeerError is shown in its own words."""
        code, words = _told(exc)
        self.error(code, words, ticket=ticket)

    def _report_to(self, caller: Caller, exc: Exception) -> None:
        self._fail(*_told(exc), caller)

    def _close(self, ticket: int) -> None:
        """Forget a request: it is answered."""
        self._tickets.pop(ticket, None)

    def _fail(self, code: str, message: str | None, caller: Caller) -> None:
        text = message or ERROR_CODES[code].sentence(caller.language or self._language)
        data = messages.ErrorData(code=code, message=text)
        answer = messages.Error(**self._address(caller), data=data)
        self._outbox.append((messages.answer_codec().encode(answer),))
        if self._on_error is not None:
            self._on_error(code)

    def _pong(self, ping: messages.Ping) -> None:
        pong = messages.Pong(
            services=list(self._services),
            timestamp=self._stamp(),
            client_timestamp=ping.timestamp,
            protocol_version=messages.VERSIONS[0],
            version=self._version,
            features=messages.FEATURES,
            about={str(name): dict(told) for name, told in self._about().items()},
            data=ping.data,
        )
        if ping.data is UNSET:
            fields: dict[str, Any] = msgspec.to_builtins(pong)
            told = {
                name: value
                for name, value in fields.items()
                if name not in ("type", "services", "timestamp")
            }
            pong = msgspec.structs.replace(pong, data=Raw(msgspec.json.encode(told)))
        self._outbox.append((messages.answer_codec().encode(pong),))

    def _address(self, caller: Caller) -> dict[str, Any]:
        names = (caller.service,) if caller.service is not None else caller.names
        return {
            "services": list(names or self._services),
            "timestamp": self._stamp(),
            "session_id": caller.session_id,
            "service_type": caller.service,
            "request_id": caller.request_id,
            "stream_id": caller.stream_id,
        }

    def _stamp(self) -> int:
        return int(self._now().timestamp())


def _told(exc: Exception) -> tuple[str, str | None]:
    """Return the code of an exception, and its words if a peer may see them."""
    code = str(getattr(exc, "code", ""))
    if code not in ERROR_CODES:
        return "INTERNAL_ERROR", None
    return code, exc.message if isinstance(exc, PeerError) else None
