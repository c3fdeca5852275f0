"""A service's side of one connection of the service protocol, without a socket.

Feed what arrives to ``receive_text`` and ``receive_binary``, act on the events that they
return in their order, answer each ticket by ``result`` or ``report``, and after each of
these write out what ``data_to_send`` gives. An AI server's fault makes an ``error``
message; nothing that it can send makes the session raise.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from msgspec import structs

from talkup_local.config.model import Language, Limits
from talkup_local.config.services import Service
from talkup_local.errors import (
    InvalidMessage,
    PeerError,
    ServerBusy,
    StreamTooLarge,
    UnknownService,
)
from talkup_local.protocol.envelope import check_version, missing_field, utf8
from talkup_local.protocol.services import messages
from talkup_local.protocol.services.addressing import Caller, caller_in, caller_of, id_text, placed
from talkup_local.protocol.services.contents import service_named
from talkup_local.protocol.services.events import (
    Asked,
    Cancelled,
    ChunkReceived,
    Event,
    ManyAsked,
    StreamEnded,
    StreamOpened,
)
from talkup_local.protocol.services.reading import chunk_data, content_of, has_bytes, size_bytes
from talkup_local.protocol.services.sending import About, Sender

HELD_MESSAGES: Final = 8
"""Of the largest size: so much may be at work on one connection."""

MOST_REMEMBERED: Final = 1024
"""Streams that we closed, and whose late chunks are no fault."""

_WITH_DATA = (messages.ProcessRequest, messages.StreamChunk)
_Carrier = messages.ProcessRequest | messages.StreamChunk
_Key = tuple[str, str, Service]
"""Of a stream: the session, its name there, and the service."""


@dataclass(kw_only=True)
class _Stream:
    """An open stream. sequence: of its newest chunk."""

    ticket: int
    sequence: int = -1
    received_bytes: int = 0

    def is_new(self, sequence: int | None) -> bool:
        """Tell whether a chunk has not come before; the connection keeps their order."""
        if sequence is None:
            return True
        newest, self.sequence = self.sequence, max(self.sequence, sequence)
        return sequence > newest


@dataclass(kw_only=True)
class _Unfinished:
    """A message whose binary frames are still to come."""

    message: _Carrier
    names: list[str]
    blobs: dict[str, bytes] = field(default_factory=dict)
    size_bytes: int = 0


class ServiceSession(Sender):
    """One connection. Sending a code that the table lacks raises LocalProtocolError.

    services: those at this address. router: whether a request may name several of them; if
    not, the only one is meant. limits: ``requests``, ``stream_bytes``,
    ``stream_message_bytes`` and ``control_message_bytes`` are held here; the size of whole
    frames is the socket's to hold. For the rest see ``Sender``.
    """

    def __init__(
        self,
        services: Sequence[Service],
        *,
        now: Callable[[], datetime],
        about: About,
        version: str = "",
        router: bool = False,
        limits: Limits | None = None,
        language: Language = "en",
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(
            services, now=now, version=version, about=about, language=language, on_error=on_error
        )
        self._router = router
        self._limits = limits or Limits()
        self._numbers = itertools.count(1)
        self._streams: dict[_Key, _Stream] = {}
        self._silenced: dict[_Key, None] = {}  # the oldest first
        self._unfinished: _Unfinished | None = None

    @property
    def remembered_streams(self) -> int:
        """How many streams that we closed are still known: bounded."""
        return len(self._silenced)

    def receive_text(self, data: str | bytes) -> list[Event]:
        """Take one text message."""
        events = self._given_up()
        raw = b""
        try:
            raw = utf8(data)
            message = self._read(raw)
        except PeerError as fault:
            self._report_to(caller_in(raw), fault)
            return events
        match message:
            case messages.Ping():
                self._pong(message)
            case messages.Auth():
                pass
            case messages.Cancel():
                events += self._cancel(message)
            case messages.StreamEnd():
                events += self._each(message, self._end)
            case _ if message.attachments:
                self._unfinished = _Unfinished(message=message, names=list(message.attachments))
            case _:
                events += self._whole(message)
        return events

    def receive_binary(self, data: bytes) -> list[Event]:
        """Take one binary frame: the next attachment of the last message."""
        unfinished = self._unfinished
        if unfinished is None:
            self.report(InvalidMessage("No message has announced a binary frame."))
            return []
        unfinished.blobs[unfinished.names.pop(0)] = data
        unfinished.size_bytes += len(data)
        if unfinished.size_bytes > self._limits.stream_message_bytes:
            unfinished.blobs.clear()  # refused at the last one
        if unfinished.names:
            return []
        self._unfinished = None
        message = unfinished.message
        if unfinished.size_bytes > self._limits.stream_message_bytes:
            self._report_to(caller_of(message), _too_large(self._limits))
            return []
        plain = message.data if isinstance(message.data, dict) else {}
        return self._whole(structs.replace(message, data={**plain, **unfinished.blobs}))

    def close(self) -> list[Event]:
        """Take everything back: the connection is over."""
        tickets = tuple(self._tickets)
        for ticket in tickets:
            self._close(ticket)
        return [Cancelled(ticket=ticket) for ticket in tickets]

    # -- messages -----------------------------------------------------------------------

    def _read(self, raw: bytes) -> messages.Request:
        message = messages.request_codec().decode(raw)
        most = self._limits.control_message_bytes
        if not isinstance(message, _WITH_DATA) and len(raw) > most:
            raise InvalidMessage(f"A message of this type may have at most {most} bytes.")
        check_version(message.protocol_version, messages.VERSIONS)
        return message

    def _given_up(self) -> list[Event]:
        """A text has come in place of binary frames: what announced them is none."""
        unfinished, self._unfinished = self._unfinished, None
        if unfinished is not None:
            fault = InvalidMessage("The binary frames of `attachments` have not come.")
            self._report_to(caller_of(unfinished.message), fault)
        return []

    def _whole(self, message: _Carrier) -> list[Event]:
        if isinstance(message, messages.StreamChunk):
            return self._each(placed(message), self._chunk)
        return self._ask(message)

    def _ask(self, message: messages.ProcessRequest) -> list[Event]:
        caller = caller_of(message)
        try:
            names = self._named(message)
            data = MappingProxyType(message.data or {})
            session_id = id_text(message.session_id)
            if len(names) > 1:
                caller = replace(caller, names=names, size_bytes=size_bytes(data))
                self._make_room(caller.size_bytes)
                ticket = self._open(caller)
                return [ManyAsked(ticket=ticket, names=names, session_id=session_id, data=data)]
            service = self._one(names[0])
            caller = replace(caller, service=service)
            content = content_of(service, data, session_id)
            caller = replace(caller, size_bytes=size_bytes(content))
            self._make_room(caller.size_bytes)
        except PeerError as fault:
            self._report_to(caller, fault)
            return []
        return [
            Asked(
                ticket=self._open(caller),
                service=service,
                session_id=session_id,
                content=content,
                pieces=bool(message.pieces),
            )
        ]

    def _cancel(self, message: messages.Cancel) -> list[Event]:
        wanted = {
            name: id_text(value)
            for name in ("request_id", "session_id", "stream_id")
            if (value := getattr(message, name)) is not None
        }
        if not wanted:
            self.report(missing_field(messages.Cancel, "request_id"))
            return []
        tickets = [
            ticket
            for ticket, caller in self._tickets.items()
            if all(id_text(getattr(caller, name)) == value for name, value in wanted.items())
        ]
        for ticket in tickets:
            self._close(ticket)
        return [Cancelled(ticket=ticket) for ticket in tickets]

    # -- streams ------------------------------------------------------------------------

    def _each(
        self,
        message: messages.StreamChunk | messages.StreamEnd,
        take: Callable[[Any, _Key], list[Event]],
    ) -> list[Event]:
        """Do something with the stream of each service that is named."""
        try:
            services = [self._one(name) for name in self._named(message)]
        except PeerError as fault:
            self._report_to(caller_of(message), fault)
            return []
        session_id, stream_id = id_text(message.session_id), id_text(message.stream_id)
        return [
            event
            for service in services
            for event in take(message, (session_id, stream_id, service))
        ]

    def _chunk(self, message: messages.StreamChunk, key: _Key) -> list[Event]:
        if key in self._silenced:
            if message.last:
                del self._silenced[key]
            return []
        stream = self._streams.get(key)
        service = key[2]
        events: list[Event] = []
        try:
            data = chunk_data(service, message)
            ends = bool(message.last) and not has_bytes(service, data)
            content = None if ends else content_of(service, data)
            if stream is None:
                self._make_room()
                stream = _Stream(ticket=self._open(caller_of(message, service)))
                self._streams[key] = stream
                language = data.get("language")
                events.append(
                    StreamOpened(
                        ticket=stream.ticket,
                        service=service,
                        session_id=key[0],
                        language=language if isinstance(language, str) else None,
                        pieces=message.pieces is not False,
                    )
                )
            if content is not None and stream.is_new(message.sequence):
                self._measure(stream, content)
                events.append(ChunkReceived(ticket=stream.ticket, content=content))
        except PeerError as fault:
            return events + self._refuse(key, stream, message, fault)
        return events + (self._end(message, key) if message.last else [])

    def _end(self, message: messages.StreamChunk | messages.StreamEnd, key: _Key) -> list[Event]:
        stream = self._streams.pop(key, None)
        if stream is not None:
            return [StreamEnded(ticket=stream.ticket)]
        if self._silenced.pop(key, "unknown") == "unknown":
            fault = InvalidMessage("There is no stream of this name.")
            self._report_to(caller_of(message, key[2]), fault)
        return []

    def _refuse(
        self, key: _Key, stream: _Stream | None, message: messages.StreamChunk, fault: PeerError
    ) -> list[Event]:
        """Say what was wrong with a stream, which is over by that."""
        if stream is None:
            if not message.last:
                self._silence(key)
            self._report_to(caller_of(message, key[2]), fault)
            return []
        self.report(fault, ticket=stream.ticket)
        if message.last:
            self._silenced.pop(key, None)
        return [Cancelled(ticket=stream.ticket)]

    def _measure(self, stream: _Stream, content: Any) -> None:
        stream.received_bytes += size_bytes(content)
        if stream.received_bytes > self._limits.stream_bytes:
            raise StreamTooLarge(f"A stream may have at most {self._limits.stream_bytes} bytes.")

    def _silence(self, key: _Key) -> None:
        self._silenced[key] = None
        if len(self._silenced) > MOST_REMEMBERED:
            del self._silenced[next(iter(self._silenced))]

    # -- tickets ------------------------------------------------------------------------

    def _open(self, caller: Caller) -> int:
        ticket = next(self._numbers)
        self._tickets[ticket] = caller
        return ticket

    def _close(self, ticket: int) -> None:
        """Forget a request, and if it is a stream that goes on, hear it no more."""
        super()._close(ticket)
        for key, stream in tuple(self._streams.items()):
            if stream.ticket == ticket:
                del self._streams[key]
                self._silence(key)

    def _make_room(self, more_bytes: int = 0) -> None:
        held_bytes = sum(caller.size_bytes for caller in self._tickets.values())
        most_bytes = HELD_MESSAGES * self._limits.stream_message_bytes
        if held_bytes and held_bytes + more_bytes > most_bytes:
            raise ServerBusy("Too large requests are at work already: wait for an answer.")
        if self.at_work >= self._limits.requests:
            raise ServerBusy(
                f"{self._limits.requests} requests are at work already: wait for an answer."
            )

    def _named(
        self, message: messages.ProcessRequest | messages.StreamChunk | messages.StreamEnd
    ) -> tuple[str, ...]:
        """Return the services that are asked, by our names where we know them.

        At the address of one: that one, if it is among those that are named, or none is.
        """
        told = message.service_type if message.service_type is not None else message.services
        listed = [told] if isinstance(told, str) else told or []
        names = tuple(dict.fromkeys(service_named(name) or name for name in listed))
        if self._router:
            if not names:
                raise UnknownService("`services` is missing: it must name what is asked.")
            return names
        own = self._services[0]
        if names and own not in names:
            raise UnknownService(f"Only `{own}` is at this address.")
        return (own,)

    def _one(self, name: str) -> Service:
        if name not in self._services:
            raise UnknownService(f"The services here: {', '.join(self._services) or 'none'}.")
        return name


def _too_large(limits: Limits) -> InvalidMessage:
    return InvalidMessage(
        f"The binary frames of a message may have at most {limits.stream_message_bytes} bytes."
    )
