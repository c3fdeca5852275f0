"""The server's side of one connection to a record or to the desk, without a socket.

Feed what arrives to ``receive_text`` and ``receive_binary``, do what the returned ``Asked`` want,
answer each ticket by ``answer`` or ``report``, and after each of these write out what
``data_to_send`` gives. A client's fault makes an ``error`` message; nothing that it can send
makes the session raise.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import get_args

import msgspec
from msgspec import structs

from talkup_local.config.model import Language, Limits
from talkup_local.errors import (
    Forbidden,
    InvalidMessage,
    LocalProtocolError,
    PeerError,
    RecordNotOpen,
    ServerBusy,
)
from talkup_local.protocol.desk import requests
from talkup_local.protocol.desk.answers import ANSWERS, Answer, Failed, Told
from talkup_local.protocol.desk.codes import ERROR_CODES
from talkup_local.protocol.envelope import missing_field, utf8
from talkup_local.protocol.language import language_of

_OF_DESK = get_args(requests.OfDesk)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request. session_id: the interview that it is about, "" where it is about none."""

    ticket: int
    request: requests.AnyRequest = field(repr=False)  # it may hold a key
    session_id: str = ""


class DeskSession:
    """One connection. Sending a code that the table lacks raises LocalProtocolError.

    operator: whether it is the desk; else it is one candidate's, who may ask only of the interview
    that was opened. limits: ``requests`` and ``control_message_bytes`` are held here. language:
    of the sentences, until a request names another. on_error: is told every code that is sent.
    """

    def __init__(
        self,
        *,
        operator: bool,
        limits: Limits | None = None,
        language: Language = "en",
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        self._operator, self._limits = operator, limits or Limits()
        self._language, self._on_error = language, on_error
        self._numbers = itertools.count(1)
        self._tickets: dict[int, requests.AnyRequest] = {}
        self._session_id = ""
        self._outbox: list[str] = []

    @property
    def at_work(self) -> int:
        """Requests that have not been answered."""
        return len(self._tickets)

    def opened(self, session_id: str) -> None:
        """Let the requests that follow be about that interview; "" for none."""
        self._session_id = session_id

    def receive_text(self, data: str | bytes) -> list[Asked]:
        """Take one text message."""
        id_ = None
        try:
            raw = utf8(data)
            id_ = _id_in(raw)
            return self._take(self._read(raw))
        except PeerError as fault:
            self._fail(id_, fault.code, fault.message)
            return []

    def receive_binary(self, data: bytes) -> list[Asked]:  # noqa: ARG002 - whatever it holds
        """Take one binary frame: there are none here."""
        self.report(InvalidMessage("Messages are text here."))
        return []

    def _read(self, raw: bytes) -> requests.AnyRequest:
        most = self._limits.control_message_bytes
        if len(raw) > most:
            raise InvalidMessage(f"A message may have at most {most} bytes.")
        return requests.codec().decode(raw)

    def _take(self, request: requests.AnyRequest) -> list[Asked]:
        language = language_of(request.lang) if request.lang else None
        self._language = language or self._language
        if isinstance(request, requests.Auth):
            return []
        if self.at_work >= self._limits.requests:
            raise ServerBusy("")
        session_id = self._about(request)
        ticket = next(self._numbers)
        self._tickets[ticket] = request
        return [Asked(ticket=ticket, request=request, session_id=session_id)]

    def _about(self, request: requests.AnyRequest) -> str:
        """Return the interview that a request is about. Raises PeerError."""
        if not self._operator and isinstance(request, _OF_DESK):
            raise Forbidden("")
        if not isinstance(request, requests.AboutSession):
            return ""
        if self._operator:
            if not request.session_id:
                raise missing_field(type(request), "session_id")
            return request.session_id
        if isinstance(request, requests.Open):
            if not request.key:
                raise missing_field(requests.Open, "key")
            return request.session_id or ""
        if not self._session_id:
            raise RecordNotOpen("")
        if request.session_id not in (None, self._session_id):
            raise Forbidden("")
        return self._session_id

    # -- what the other side is told ------------------------------------------------------

    def answer(self, ticket: int, answer: Answer | None = None) -> None:
        """Answer a request; None: that it was done. Of one that is answered already: nothing."""
        request = self._tickets.pop(ticket, None)
        if request is None:
            return
        told = answer or Answer()
        if type(told) is not ANSWERS[type(request)]:
            raise LocalProtocolError(f"{type(told).__name__} answers no {type(request).__name__}")
        self._outbox.append(_encoded(structs.replace(told, id=request.id)))

    def report(self, exc: Exception, *, ticket: int | None = None) -> None:
        """Report an exception: only a PeerError is shown in its own words."""
        request = None if ticket is None else self._tickets.pop(ticket, None)
        if ticket is not None and request is None:
            return
        code = str(getattr(exc, "code", ""))
        words = exc.message if isinstance(exc, PeerError) else ""
        id_ = None if request is None else request.id
        if code in ERROR_CODES:
            self._fail(id_, code, words)
        else:
            self._fail(id_, "INTERNAL_ERROR", "")

    def tell(self, told: Told) -> None:
        """Tell what was not asked for just now."""
        self._outbox.append(_encoded(told))

    def data_to_send(self) -> list[str]:
        """Return, once, the messages that are to be written."""
        outbox, self._outbox = self._outbox, []
        return outbox

    def _fail(self, id_: requests.Id | None, code: str, words: str) -> None:
        if code not in ERROR_CODES:
            raise LocalProtocolError(f"the desk protocol has no error code {code}")
        message = words or ERROR_CODES[code].sentence(self._language)
        self._outbox.append(_encoded(Failed(id=id_, code=code, message=message)))
        if self._on_error is not None:
            self._on_error(code)


def _encoded(message: Answer | Failed | Told) -> str:
    return msgspec.json.encode(message).decode()


class _Head(msgspec.Struct):
    id: requests.Id | None = None


def _id_in(raw: bytes) -> requests.Id | None:
    """Return the id of a message that may be unreadable else."""
    try:
        return msgspec.json.decode(raw, type=_Head).id
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
