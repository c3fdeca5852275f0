"""What a client may send in the stream protocol.

What it says of a stream may stand at the top level of its message or in ``data``.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final, TypeVar

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field, structs

from talkup_local.errors import InvalidMessage
from talkup_local.protocol.envelope import Codec, Timestamp, missing_field
from talkup_local.protocol.fields import NEEDED, fields_of

MOST_NUMBER: Final = 2**53 - 1  # what JavaScript can count to

Number = Annotated[int, Meta(ge=0, le=MOST_NUMBER)]
StreamId = Annotated[str, Meta(min_length=1, max_length=128)] | Number
Format = Annotated[str, Meta(max_length=128)]
ServiceName = Annotated[str, Meta(max_length=64)]
Services = Annotated[list[ServiceName], Meta(max_length=32)]
LanguageTag = Annotated[str, Meta(max_length=35)]
SampleRate = Annotated[int, Meta(ge=4_000, le=384_000)]
Channels = Annotated[int, Meta(ge=1, le=8)]
Version = Annotated[str, Meta(max_length=32)] | float

ClientTime = Annotated[
    Timestamp | None, Meta(description="UNIX seconds or milliseconds, or ISO 8601.")
]
ClientVersion = Annotated[
    Version | None, Meta(description="The version that the message is written in.")
]


class Request(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message that is not about a stream. ``key`` may stand in any: the connection reads it."""

    timestamp: ClientTime = None
    protocol_version: ClientVersion = None


# client -> server


class Ping(Request, frozen=True, kw_only=True, tag="ping"):
    """Asks for a ``pong``."""

    data: Annotated[Raw | UnsetType, Meta(description="Comes back in `pong`.")] = UNSET
    payload: Annotated[Raw | UnsetType, Meta(description="Comes back in `pong`.")] = UNSET


class AskStatus(Request, frozen=True, kw_only=True, tag="status"):
    """Asks how the server is."""

    payload: Annotated[Raw | UnsetType, Meta(description="Comes back in `status`.")] = UNSET


class VersionData(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may stand in the ``data`` of ``protocol_version``."""

    version: Version | None = None


class AskVersion(Request, frozen=True, kw_only=True, tag="protocol_version"):
    """Asks which versions the server speaks, and whether one is among them."""

    version: Annotated[Version | None, Meta(description="The one that the client speaks.")] = None
    data: Annotated[
        VersionData | None, Meta(description="May hold `version` instead of the top level.")
    ] = None


class AuthData(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may stand in the ``data`` of ``auth``."""

    token: str | None = None


class Auth(Request, frozen=True, kw_only=True, tag="auth"):
    """Shows who the client is. The connection sees to it, not the session."""

    token: Annotated[str | None, Meta(description="A token or API key.")] = None
    data: Annotated[
        AuthData | None, Meta(description="May hold `token` instead of the top level.")
    ] = None


class StreamFields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a stream is, wherever it is told."""

    stream_id: Annotated[
        StreamId | None, Meta(description="The stream's name on this connection; a number is text.")
    ] = None
    format: Annotated[
        Format | None, Meta(description="A media type, or `audio`, `video`, `image` or `text`.")
    ] = None
    mime_type: Annotated[
        Format | None, Meta(description="The same as `format`; of the two the exact one counts.")
    ] = field(default=None, name="mimeType")
    services: Annotated[
        Services | None,
        Meta(description="What the stream goes through; without it, the server's setting."),
    ] = None
    language: Annotated[
        LanguageTag | None,
        Meta(description="Such as `en` or `fr-CA`; without it, the server's setting."),
    ] = None
    sample_rate: Annotated[
        SampleRate | None, Meta(description="Hz, of a format that does not tell it itself.")
    ] = None
    channels: Annotated[
        Channels | None, Meta(description="Of a format that does not tell it itself.")
    ] = None


class StartData(StreamFields, frozen=True, kw_only=True):
    """What may stand in the ``data`` of ``stream_start``."""

    kind: Format | None = field(default=None, name="type")


class ChunkFields(StreamFields, frozen=True, kw_only=True):
    """What a chunk has beside its data."""

    sequence: Annotated[
        Number | None, Meta(description="The chunk's number; without it, the next one.")
    ] = None
    sequence_number: Annotated[Number | None, Meta(description="The same as `sequence`.")] = field(
        default=None, name="sequenceNumber"
    )


class ChunkData(ChunkFields, frozen=True, kw_only=True):
    """A chunk's ``data`` when it is an object."""

    data: str | None = None


class StreamStart(StreamFields, frozen=True, kw_only=True, tag="stream_start"):
    """Opens a stream."""

    stream_id: Annotated[
        StreamId | None,
        Meta(
            description="The stream's name, new on this connection; a number is text.",
            extra=dict(NEEDED),
        ),
    ] = None
    timestamp: ClientTime = None
    data: Annotated[
        StartData | None, Meta(description="May hold any of these fields, and `type` as `format`.")
    ] = None
    protocol_version: ClientVersion = None


class StreamChunk(ChunkFields, frozen=True, kw_only=True, tag="stream_chunk"):
    """A piece of a stream, or the announcement of one."""

    timestamp: ClientTime = None
    data: Annotated[
        str | ChunkData | None,
        Meta(
            description="Base64, or the text of a text stream; without it, the next binary "
            "frame. As an object it may hold any of these fields."
        ),
    ] = None
    protocol_version: ClientVersion = None


class EndData(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may stand in the ``data`` of ``stream_end``."""

    stream_id: StreamId | None = None


class StreamEnd(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="stream_end"):
    """Ends a stream."""

    stream_id: Annotated[
        StreamId | None, Meta(description="Without it: every implicit stream, or the only one.")
    ] = None
    timestamp: ClientTime = None
    data: Annotated[
        EndData | None, Meta(description="May hold `stream_id` instead of the top level.")
    ] = None
    protocol_version: ClientVersion = None


class Packet(ChunkFields, frozen=True, kw_only=True):
    """A chunk of an implicit stream, one for each kind: its first packet opens it."""

    timestamp: ClientTime = None
    data: Annotated[str, Meta(description="Base64; of `text` the text itself.")]
    protocol_version: ClientVersion = None


class AudioPacket(Packet, frozen=True, kw_only=True, tag="audio"):
    """Sound."""


class VideoPacket(Packet, frozen=True, kw_only=True, tag="video"):
    """Pictures, maybe with sound."""


class ImagePacket(Packet, frozen=True, kw_only=True, tag="image"):
    """One picture."""


class TextPacket(Packet, frozen=True, kw_only=True, tag="text"):
    """Text, as if it had been said."""


MediaMessage = (
    StreamStart | StreamChunk | StreamEnd | AudioPacket | VideoPacket | ImagePacket | TextPacket
)
ClientMessage = Ping | AskStatus | AskVersion | Auth | MediaMessage

Opening = StreamStart | StreamChunk | Packet
"""What may open a stream."""

M = TypeVar("M", bound=ClientMessage)


def lifted(message: M) -> M:
    """Return ``message`` with what stands in its ``data`` brought to the top level.

    What stands there already counts. Raises InvalidMessage when a needed field is missing.
    """
    inner = getattr(message, "data", None)
    if isinstance(inner, Struct):
        brought = {
            name: getattr(inner, name)
            for name in inner.__struct_fields__
            if name == "data" or getattr(message, name, "") is None
        }
        message = structs.replace(message, **brought)
    kind: type[Struct] = type(message)
    for name in _needed(kind):
        if getattr(message, name) is None:
            raise missing_field(kind, name)
    return message


@cache
def _needed(message: type[Struct]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(message) if field.required)


def type_of(message: Struct) -> str:
    """Return the ``type`` of a message."""
    return str(message.__struct_config__.tag)


def id_text(stream_id: str | int) -> str:
    """Return a stream's id as text. Raises InvalidMessage when it can't be shown."""
    text = str(stream_id)
    if not text.isprintable():
        raise InvalidMessage("`stream_id` must be of printable characters.")
    return text


def sequence_of(message: StreamChunk | Packet) -> int | None:
    """Return the number of a chunk, None when it has none."""
    return message.sequence_number if message.sequence is None else message.sequence


def format_of(message: Opening) -> str | None:
    """Return the most exact format that is told, None when there is none."""
    told = [message.mime_type, message.format]
    if isinstance(message, StreamStart) and message.data is not None:
        told.append(message.data.kind)
    if isinstance(message, Packet):
        told.append(type_of(message))
    formats = [text for text in told if text]
    return next((text for text in formats if "/" in text), formats[0] if formats else None)


def kind_of(message: Opening) -> str:
    """Return what comes before the slash of the format: ``audio`` and the like, or ""."""
    return (format_of(message) or "").partition("/")[0].strip().lower()


@cache
def client_codec() -> Codec[ClientMessage]:
    """Return the codec of what a client sends."""
    return Codec(ClientMessage)
