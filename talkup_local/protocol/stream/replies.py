"""What the server sends in the stream protocol.

Its fields stand at the top level of a message and in ``data``: ``written`` sees to that.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from talkup_local.protocol.envelope import Codec, Timestamp

VERSIONS: Final = ("1.0",)
"""The versions of the protocol that we speak, the newest first."""

Level = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=0)]


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message of the server. All but the first fields of each are there when they apply."""

    timestamp: Annotated[int | None, Meta(description="UNIX seconds; always there.")] = None
    warning: Annotated[
        str | None, Meta(description="What was wrong, and tolerated, in the client's messages.")
    ] = None


class Pong(Reply, frozen=True, kw_only=True, tag="pong"):
    """Answers a ``ping``."""

    client_timestamp: Annotated[
        Timestamp | None, Meta(description="The timestamp of the `ping`, as it came.")
    ] = None
    payload: Annotated[Raw | UnsetType, Meta(description="That of the `ping`, as it came.")] = UNSET
    data: Annotated[
        Raw | UnsetType,
        Meta(description="That of the `ping`, as it came; without one, the fields above."),
    ] = UNSET


class Status(Reply, frozen=True, kw_only=True, tag="status"):
    """How the server is."""

    status: Annotated[str, Meta(description="`ready`, `busy`, `starting` or `stopping`.")]
    version: Annotated[str, Meta(description="Of the server.")]
    protocol_version: Annotated[str, Meta(description="The version of this conversation.")]
    protocol_versions: Annotated[
        tuple[str, ...], Meta(description="The versions of this protocol that it speaks.")
    ]
    engines: Annotated[
        dict[str, Any], Meta(description="By name: what each engine is, and its state.")
    ]
    services: Annotated[
        dict[str, Any] | None,
        Meta(description="By name: where each service is, and whether it is `up` or `down`."),
    ] = None
    sessions: Annotated[Count, Meta(description="Conversations now.")]
    capacity: Annotated[Count, Meta(description="Conversations at most.")]
    uptime_s: Annotated[float, Meta(description="Seconds since the server began.")]
    latencies_ms: Annotated[
        dict[str, Any], Meta(description="By name: the last delays, milliseconds.")
    ]
    client_timestamp: Annotated[
        Timestamp | None, Meta(description="The timestamp of the question, as it came.")
    ] = None
    payload: Annotated[Raw | UnsetType, Meta(description="That of the question, as it came.")] = (
        UNSET
    )


class ProtocolVersion(Reply, frozen=True, kw_only=True, tag="protocol_version"):
    """Which versions the server speaks."""

    version: Annotated[str, Meta(description="The version of this conversation.")]
    versions: Annotated[tuple[str, ...], Meta(description="All that the server speaks.")]


class Error(Reply, frozen=True, kw_only=True, tag="error"):
    """Something failed; unless the code says otherwise, everything goes on."""

    stream_id: Annotated[str | None, Meta(description="The stream that it is about.")] = None
    code: Annotated[str, Meta(description="A word for programs, from the table of codes.")]
    message: Annotated[str, Meta(description="A sentence for people.")]
    versions: Annotated[
        tuple[str, ...] | None,
        Meta(description="With `UNSUPPORTED_VERSION`: those that the server speaks."),
    ] = None


Scope = Literal["utterance", "stream"]


class TranscriptUpdate(Reply, frozen=True, kw_only=True, tag="transcript_update"):
    """What was recognised."""

    stream_id: Annotated[str, Meta(description="The stream.")]
    text: Annotated[str, Meta(description="The words; they replace those of the last one.")]
    confidence: Annotated[Level, Meta(description="How sure the recogniser is.")]
    stable: Annotated[
        Count | None, Meta(description="Characters at its beginning that will not change any more.")
    ] = None
    final: Annotated[bool | None, Meta(description="Whether nothing of it will change.")] = None
    scope: Annotated[
        Scope | None, Meta(description="Whether `text` is one utterance or the whole stream.")
    ] = None
    utterance: Annotated[
        Count | None, Meta(description="The number of the utterance in its stream, from 1.")
    ] = None


class SpokenReply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a reply and its sound."""

    text: Annotated[str, Meta(description="The words.")]
    audio: Annotated[bytes | None, Meta(description="A complete file of the words spoken.")] = None
    format: Annotated[str | None, Meta(description="Of `audio`: `audio/mpeg`.")] = None
    duration_s: Annotated[float | None, Meta(description="Of `audio`, seconds.")] = None
    segment: Annotated[Count | None, Meta(description="The piece's number, from 1.")] = None
    last: Annotated[bool | None, Meta(description="Whether the reply is complete with it.")] = None


class AudioFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was received of the sound of a stream."""

    duration_s: Annotated[float, Meta(description="Decoded sound, seconds.")]
    speech_s: Annotated[float | None, Meta(description="Speech in it, seconds.")] = None
    lost_chunks: Annotated[Count, Meta(description="Chunks that never came.")]
    concealed_ms: Annotated[
        float | None, Meta(description="Silence put in their place, milliseconds.")
    ] = None
    undecodable_chunks: Annotated[Count, Meta(description="Chunks that could not be decoded.")]


class VideoFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was received of the pictures of a stream."""

    pictures: Annotated[Count, Meta(description="Pictures that were taken from the stream.")]
    width: Annotated[Count | None, Meta(description="Of the last one, pixels.")] = None
    height: Annotated[Count | None, Meta(description="Of the last one, pixels.")] = None


class AnalysisResult(Reply, frozen=True, kw_only=True, tag="analysis_result"):
    """What came of a turn, or of the whole stream."""

    stream_id: Annotated[str, Meta(description="The stream.")]
    final: Annotated[bool, Meta(description="Whether it is about the whole stream, its last.")]
    turn: Annotated[
        Count | None, Meta(description="The number of the turn in its stream, from 1.")
    ] = None
    transcript: Annotated[str | None, Meta(description="What was said.")] = None
    language: Annotated[str | None, Meta(description="The language it was heard in.")] = None
    confidence: Annotated[Level | None, Meta(description="How sure the recogniser is.")] = None
    reply: Annotated[SpokenReply | None, Meta(description="What the server says to it.")] = None
    services: Annotated[
        dict[str, Any] | None,
        Meta(description="By name: `status` of each service, and what it found."),
    ] = None
    audio: Annotated[AudioFigures | None, Meta(description="What was received of sound.")] = None
    video: Annotated[VideoFigures | None, Meta(description="What was received of pictures.")] = None


ServerMessage = Pong | Status | ProtocolVersion | Error | TranscriptUpdate | AnalysisResult


@cache
def server_codec() -> Codec[ServerMessage]:
    """Return the codec of what the server sends; only ``written`` adds its ``data``."""
    return Codec(ServerMessage)


def written(message: ServerMessage) -> str:
    """Write a message: its fields at the top level, and the same once more in ``data``."""
    fields = msgspec.json.decode(server_codec().encode(message), type=dict[str, Raw])
    content = {name: fields[name] for name in fields if name not in ("type", "timestamp")}
    fields.setdefault("data", Raw(msgspec.json.encode(content)))
    return msgspec.json.encode(fields).decode()
