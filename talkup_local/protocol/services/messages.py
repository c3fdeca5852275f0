"""What an AI server and its services send each other in the service protocol.

What ``data`` holds is told in ``contents``. Bytes in it are base64, or follow the message
as binary frames: then ``attachments`` names the fields that they are, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from talkup_local.protocol.envelope import Codec, Timestamp

VERSIONS: Final = ("1.0",)
"""The versions of the protocol that we speak, the newest first."""

FEATURES: Final = ("request_id", "cancel", "pieces", "binary", "stream_chunk")
"""What we can do beyond the base document, as ``pong`` tells it."""

MOST_ATTACHMENTS: Final = 4

Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Id = Annotated[str, Meta(min_length=1, max_length=128)] | Number
Name = Annotated[str, Meta(max_length=64)]
Names = Annotated[list[Name], Meta(max_length=32)]
Attachments = Annotated[list[Name], Meta(max_length=MOST_ATTACHMENTS)]

Frames = tuple[str | bytes, ...]
"""A message, and the binary frames that belong to it: nothing may be sent between them."""

RequestId = Annotated[Id | None, Meta(description="Comes back in every answer to this request.")]
SessionId = Annotated[Id | None, Meta(description="Whose request it is; comes back.")]
ServiceType = Annotated[
    Name | None, Meta(description="The service that is asked, instead of `services`.")
]
ServicesAsked = Annotated[
    Names | Name | None,
    Meta(description="The services that are asked; at the address of one it may be left out."),
]
SentAt = Annotated[
    Timestamp | None, Meta(description="UNIX seconds; milliseconds and ISO 8601 are taken too.")
]
Attached = Annotated[
    Attachments | None,
    Meta(description="Fields of `data` that follow as binary frames, in this order."),
]
WantsPieces = Annotated[
    bool | None,
    Meta(description="Whether to tell results as they grow; left out: only of streams."),
]
WantsBinary = Annotated[
    bool | None, Meta(description="Whether bytes in the answers may come as binary frames.")
]


class Envelope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What any message has."""

    services: ServicesAsked = None
    timestamp: SentAt = None


# -- AI server -> service ----------------------------------------------------------------


class Message(Envelope, frozen=True, kw_only=True):
    """What any message of an AI server may have."""

    protocol_version: Annotated[
        str | float | None, Meta(description="The version that the message is written in.")
    ] = None


class Ping(Message, frozen=True, kw_only=True, tag="ping"):
    """Asks whether the service is there, and what it can do."""

    data: Annotated[Raw | UnsetType, Meta(description="Comes back in `pong`.")] = UNSET


class Auth(Message, frozen=True, kw_only=True, tag="auth"):
    """Shows who the AI server is. The connection sees to it, not the session."""

    token: Annotated[
        str | None, Meta(description="A token; may stand in `data` instead of the top level.")
    ] = None


class Addressed(Message, frozen=True, kw_only=True):
    """What any request says of itself."""

    session_id: SessionId = None
    service_type: ServiceType = None
    request_id: RequestId = None


class ProcessRequest(Addressed, frozen=True, kw_only=True, tag="process_request"):
    """Asks for a piece of work."""

    data: Annotated[
        dict[str, Any] | None, Meta(description="What the service takes; see below.")
    ] = None
    attachments: Attached = None
    pieces: WantsPieces = None
    binary: WantsBinary = False


class TaskRequest(ProcessRequest, frozen=True, kw_only=True, tag="task_request"):
    """The same as ``process_request``."""


class StreamChunk(Addressed, frozen=True, kw_only=True, tag="stream_chunk"):
    """A piece of sound or picture. The first one of a ``stream_id`` opens the stream."""

    data: Annotated[
        dict[str, Any] | str | None,
        Meta(description="What the service takes, or only the base64 text of it."),
    ] = None
    stream_id: Annotated[
        Id | None, Meta(description="The stream's name within its session; one may have none.")
    ] = None
    sequence: Annotated[Number | None, Meta(description="The chunk's number: it only grows.")] = (
        None
    )
    last: Annotated[bool | None, Meta(description="Whether the stream ends with it.")] = None
    format: Annotated[
        Annotated[str, Meta(max_length=100)] | None,
        Meta(description="Of `data` that is only text: `audio/...`, `video/...`."),
    ] = None
    sample_rate: Annotated[Number | None, Meta(description="Of PCM, Hz.")] = None
    channels: Annotated[Number | None, Meta(description="Of PCM.")] = None
    language: Annotated[
        Annotated[str, Meta(max_length=35)] | None, Meta(description="`en`, `fr`, `fr-FR`...")
    ] = None
    attachments: Attached = None
    pieces: WantsPieces = None
    binary: WantsBinary = False


class StreamEnd(Addressed, frozen=True, kw_only=True, tag="stream_end"):
    """Ends a stream, as ``last`` does."""

    stream_id: Annotated[Id | None, Meta(description="The stream.")] = None


class Cancel(Addressed, frozen=True, kw_only=True, tag="cancel"):
    """Takes back a request, or a stream: its answers are not wanted any more."""

    stream_id: Annotated[Id | None, Meta(description="The stream, if it is one.")] = None


Request = Ping | Auth | ProcessRequest | TaskRequest | StreamChunk | StreamEnd | Cancel


# -- service -> AI server ----------------------------------------------------------------


class Pong(Envelope, frozen=True, kw_only=True, tag="pong"):
    """Answers ``ping``."""

    client_timestamp: Annotated[
        Timestamp | None, Meta(description="The timestamp of the `ping`, as it came.")
    ] = None
    protocol_version: Annotated[str, Meta(description="The version of this conversation.")]
    version: Annotated[str, Meta(description="Of the service.")]
    features: Annotated[
        tuple[str, ...], Meta(description="What this service can do beyond the base document.")
    ]
    about: Annotated[
        dict[str, Any], Meta(description="By service: what each one here is and takes.")
    ]
    data: Annotated[
        Raw | UnsetType,
        Meta(description="That of the `ping`, as it came; without one, the fields above."),
    ] = UNSET


class Answering(Envelope, frozen=True, kw_only=True):
    """What an answer says of its request: what came with it, as it came."""

    session_id: Annotated[Id | None, Meta(description="That of the request.")] = None
    service_type: Annotated[Name | None, Meta(description="The service that answers.")] = None
    request_id: Annotated[Id | None, Meta(description="That of the request.")] = None
    stream_id: Annotated[Id | None, Meta(description="Of a stream: its name.")] = None


class TaskResult(Answering, frozen=True, kw_only=True, tag="task_result"):
    """What came of a request."""

    final: Annotated[
        bool | None, Meta(description="`false` where more follows; else it is left out.")
    ] = None
    data: Annotated[dict[str, Any], Meta(description="What the service gives; see below.")]
    attachments: Attached = None


class ErrorData(Struct, frozen=True, kw_only=True):
    """What failed."""

    code: Annotated[str, Meta(description="A word for programs, from the table of codes.")]
    message: Annotated[str, Meta(description="A sentence for people.")]


class Error(Answering, frozen=True, kw_only=True, tag="error"):
    """A request failed, or a message was none; everything else goes on."""

    data: Annotated[ErrorData, Meta(description="`code`, a word for programs, and `message`.")]


Answer = Pong | TaskResult | Error


@cache
def request_codec() -> Codec[Request]:
    """Return the codec of what an AI server sends."""
    return Codec(Request)


@cache
def answer_codec() -> Codec[Answer]:
    """Return the codec of what a service sends."""
    return Codec(Answer)


def split(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the fields of ``data`` that go as JSON, and those that can go as binary frames."""
    blobs = {name: value for name, value in data.items() if isinstance(value, bytes)}
    names = tuple(blobs)[:MOST_ATTACHMENTS]
    return (
        {name: value for name, value in data.items() if name not in names},
        {name: blobs[name] for name in names},
    )


def framed(message: ProcessRequest | StreamChunk | TaskResult, *, binary: bool) -> Frames:
    """Write a message with its bytes in base64, or behind it."""
    blobs: dict[str, bytes] = {}
    if binary and isinstance(message.data, dict):
        plain, blobs = split(message.data)
        if blobs:
            message = msgspec.structs.replace(message, data=plain, attachments=list(blobs))
    codec: Codec[Any] = answer_codec() if isinstance(message, TaskResult) else request_codec()
    return (codec.encode(message), *blobs.values())
