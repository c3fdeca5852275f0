"""The server's side of one connection of the stream protocol, without a socket.

Feed what arrives to ``receive_text`` and ``receive_binary``, call ``expire`` now and
then, act on the events that they return in their order, say what happens through the
sending methods, and after each of these write out what ``data_to_send`` gives. A
client's fault makes an ``error`` message; nothing that a client can send makes the
session raise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from msgspec import UNSET

from talkup_local.config.model import Language, Limits
from talkup_local.config.model import Stream as Settings
from talkup_local.errors import (
    InvalidMessage,
    PeerError,
    StreamExists,
    StreamOver,
    StreamTooLarge,
    TooManyStreams,
    UnknownStream,
)
from talkup_local.protocol.base64_text import unbase64
from talkup_local.protocol.envelope import check_version, missing_field, unix_s, utf8
from talkup_local.protocol.language import language_of
from talkup_local.protocol.stream import replies, requests
from talkup_local.protocol.stream.events import (
    ChunkReceived,
    ChunksLost,
    Event,
    StatusAsked,
    StreamEnded,
    StreamOpened,
    TextReceived,
)
from talkup_local.protocol.stream.order import InOrder, Ordered, Reorder
from talkup_local.protocol.stream.sending import Sender
from talkup_local.protocol.stream.streams import Fate, Stream, Streams

_TEXT: Final = "text"
KINDS: Final = ("audio", "video", "image", _TEXT)

_WITH_MEDIA = (requests.StreamChunk, requests.Packet)
_NO_TIMESTAMP = "`timestamp` is missing."
_BAD_TIMESTAMP = "`timestamp` can't be read: it should be UNIX seconds."


class StreamSession(Sender):
    """One connection. Sending a code that the table lacks raises LocalProtocolError.

    now: gives the wall time, aware. monotonic_s: gives seconds that only grow; late
    chunks are given up by them. limits: ``streams``, ``stream_bytes`` and
    ``control_message_bytes`` are held here; the size of whole frames is the socket's
    to hold. language: of the sentences about a stream that names none. on_error: is
    told the code of every error that is sent.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        monotonic_s: Callable[[], float],
        limits: Limits | None = None,
        settings: Settings | None = None,
        language: Language = "en",
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(now=now, language=language, on_error=on_error)
        self._monotonic_s = monotonic_s
        self._limits, self._settings = limits or Limits(), settings or Settings()
        self._streams = Streams()
        self._announced: tuple[str, int | None] | None = None

    @property
    def open_streams(self) -> tuple[str, ...]:
        """The ids of the open streams, the oldest first."""
        return tuple(stream.stream_id for stream in self._streams.all_open)

    @property
    def remembered_streams(self) -> int:
        """How many ids of streams that are not open are still known: bounded."""
        return self._streams.remembered

    def receive_text(self, data: str | bytes) -> list[Event]:
        """Take one text message."""
        try:
            message = self._read(utf8(data))
        except PeerError as fault:
            self.report(fault)
            return []
        match message:
            case requests.Ping():
                self._send(replies.Pong(**_echo(message), data=message.data))
                return []
            case requests.AskStatus():
                return [StatusAsked(echo=_echo(message))]
            case requests.AskVersion():
                versions = replies.VERSIONS
                self._send(replies.ProtocolVersion(version=versions[0], versions=versions))
                return []
            case requests.Auth():
                return []
            case _:
                return self._media(message)

    def receive_binary(self, data: bytes) -> list[Event]:
        """Take one binary frame: the data of the announced chunk, or of the only stream."""
        announced, self._announced = self._announced, None
        stream_id: str | None = None
        try:
            stream_id, sequence = announced or (self._streams.only(), None)
            stream = self._streams.get(stream_id or "")
            if stream is None:  # we closed it meanwhile, or never opened it
                return []
            return self._put(stream, utf8(data) if stream.is_text else data, sequence)
        except PeerError as fault:
            self.report(fault, stream_id)
            return []

    def expire(self) -> list[Event]:
        """Give up the chunks that have been waited for too long."""
        now_s = self._monotonic_s()
        return [
            event
            for stream in self._streams.all_open
            for event in _events(stream, stream.order.expire(now_s))
        ]

    def close(self) -> list[Event]:
        """End all streams: the connection is over."""
        return [
            event for stream in self._streams.all_open for event in self._finish(stream, Fate.ENDED)
        ]

    def refuse_stream(self, stream_id: str, exc: Exception) -> None:
        """Report that a stream can't be taken, or goes on no longer, and hear it no more.

        One that no chunk has come of may be started again under its id.
        """
        stream = self._streams.get(stream_id)
        if stream is not None:
            used = stream.order.delivered > 0
            self._streams.close(stream_id, Fate.CLOSED if used else Fate.REFUSED)
        self.report(exc, stream_id)

    def _read(self, raw: bytes) -> requests.ClientMessage:
        message = requests.client_codec().decode(raw)
        if not isinstance(message, _WITH_MEDIA) and len(raw) > self._limits.control_message_bytes:
            raise InvalidMessage(
                "A message of this type may have at most "
                f"{self._limits.control_message_bytes} bytes."
            )
        message = requests.lifted(message)
        check_version(message.protocol_version, replies.VERSIONS)
        if isinstance(message, requests.AskVersion):
            check_version(message.version, replies.VERSIONS)
        if message.timestamp is None:
            self._warning = _NO_TIMESTAMP
        elif unix_s(message.timestamp) is None:
            self._warning = _BAD_TIMESTAMP
        return message

    def _media(self, message: requests.MediaMessage) -> list[Event]:
        self._expect_nothing_announced()
        stream_id: str | None = None
        events: list[Event] = []
        try:
            stream_id = self._named(message)
            match message:
                case requests.StreamStart():
                    events = [self._start(str(stream_id), message)]
                case requests.StreamEnd():
                    events = self._end(stream_id)
                case _ if stream_id is not None:
                    events = self._chunk(stream_id, message)
        except PeerError as fault:
            self.report(fault, stream_id)
        if isinstance(message, requests.StreamChunk) and message.data is None:
            # even if it was refused: its frame must not go to another stream
            self._announced = (stream_id or "", requests.sequence_of(message))
        return events

    def _expect_nothing_announced(self) -> None:
        announced, self._announced = self._announced, None
        if announced is not None:
            fault = InvalidMessage("`data` is missing, and no binary frame has come instead.")
            self.report(fault, announced[0] or None)

    def _named(self, message: requests.MediaMessage) -> str | None:
        """Return the id of the stream that is meant; None: all implicit ones, or a silenced one."""
        if message.stream_id is not None:
            return requests.id_text(message.stream_id)
        match message:
            case requests.Packet():
                return self._streams.implicit_id(requests.type_of(message))
            case requests.StreamChunk() if (kind := requests.kind_of(message)) in KINDS and all(
                stream.implicit for stream in self._streams.all_open
            ):
                return self._streams.implicit_id(kind)
            case requests.StreamEnd() if self._streams.implicit_ids():
                return None
        return self._streams.only()

    def _start(self, stream_id: str, message: requests.StreamStart) -> Event:
        taken = self._streams.fate(stream_id) in (Fate.ENDED, Fate.CLOSED)
        if taken or self._streams.get(stream_id) is not None:
            raise StreamExists("There has been a stream of this name already: take another.")
        return self._open(stream_id, message)

    def _end(self, stream_id: str | None) -> list[Event]:
        if stream_id is None:
            return [event for name in self._streams.implicit_ids() for event in self._end(name)]
        stream = self._streams.get(stream_id)
        if stream is not None:
            return self._finish(stream, Fate.ENDED)
        match self._streams.fate(stream_id):
            case None:
                raise UnknownStream("There is no stream of this name.")
            case Fate.ENDED:
                raise StreamOver("This stream has ended already.")
            case Fate.REFUSED:
                self._streams.forget(stream_id)
            case Fate.CLOSED:
                self._streams.close(stream_id, Fate.ENDED)
        return []

    def _chunk(
        self, stream_id: str, message: requests.StreamChunk | requests.Packet
    ) -> list[Event]:
        if self._streams.silenced(stream_id):
            return []
        sequence = requests.sequence_of(message)
        if self._streams.fate(stream_id) is Fate.ENDED:
            raise StreamOver("This stream has ended already.")
        stream = self._streams.get(stream_id)
        is_text = requests.kind_of(message) == _TEXT if stream is None else stream.is_text
        data = None if message.data is None else _data(str(message.data), is_text=is_text)
        events: list[Event] = []
        if stream is None:
            if requests.format_of(message) is None:
                raise UnknownStream("There is no stream of this name: send `stream_start` first.")
            events = [self._open(stream_id, message)]
            stream = self._streams.all_open[-1]
        return events if data is None else events + self._put(stream, data, sequence)

    def _open(
        self,
        stream_id: str,
        message: requests.Opening,
    ) -> Event:
        stream_format = requests.format_of(message)
        if stream_format is None:
            raise missing_field(type(message), "format")
        if len(self._streams.all_open) >= self._limits.streams:
            self._streams.close(stream_id, Fate.REFUSED)
            raise TooManyStreams(f"At most {self._limits.streams} streams may be open.")
        settings, implicit = self._settings, message.stream_id is None
        is_text = requests.kind_of(message) == _TEXT
        self._streams.open(
            Stream(
                stream_id=stream_id,
                order=Reorder(
                    chunks=settings.reorder_chunks,
                    wait_ms=settings.reorder_ms,
                    most_bytes=self._limits.stream_message_bytes,
                ),
                is_text=is_text,
                implicit=implicit,
                language=message.language,
            )
        )
        return StreamOpened(
            stream_id=stream_id,
            format=_TEXT if is_text else stream_format,
            services=None if message.services is None else tuple(message.services),
            language=message.language,
            sample_rate_hz=message.sample_rate,
            channels=message.channels,
            implicit=implicit,
        )

    def _language_of(self, stream_id: str | None) -> Language:
        stream = self._streams.get(stream_id or "")
        return language_of(stream.language or "" if stream else "") or self._language

    def _put(self, stream: Stream, data: bytes, sequence: int | None) -> list[Event]:
        stream.received_bytes += len(data)
        if stream.received_bytes > self._limits.stream_bytes:
            events = self._finish(stream, Fate.CLOSED)
            fault = StreamTooLarge(f"A stream may have at most {self._limits.stream_bytes} bytes.")
            self.report(fault, stream.stream_id)
            return events
        return _events(stream, stream.order.put(data, sequence, self._monotonic_s()))

    def _finish(self, stream: Stream, fate: Fate) -> list[Event]:
        self._streams.close(stream.stream_id, fate)
        ended = StreamEnded(stream_id=stream.stream_id)
        return [*_events(stream, stream.order.flush()), ended]


def _events(stream: Stream, ordered: list[Ordered]) -> list[Event]:
    return [_event(stream, item) for item in ordered]


def _event(stream: Stream, item: Ordered) -> Event:
    if not isinstance(item, InOrder):
        return ChunksLost(stream_id=stream.stream_id, count=item.count)
    if stream.is_text:
        return TextReceived(stream_id=stream.stream_id, text=item.data.decode())
    return ChunkReceived(stream_id=stream.stream_id, sequence=item.sequence, data=item.data)


def _data(text: str, *, is_text: bool) -> bytes:
    """Return the bytes of a text, or of base64."""
    return text.encode() if is_text else unbase64(text)


def _echo(message: requests.Ping | requests.AskStatus) -> Mapping[str, Any]:
    echo: dict[str, Any] = {"client_timestamp": message.timestamp}
    if message.payload is not UNSET:
        echo["payload"] = message.payload
    return MappingProxyType(echo)
