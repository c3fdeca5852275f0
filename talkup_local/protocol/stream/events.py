"""What a client of the stream protocol wants, in the order in which it is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class StreamOpened:
    """A stream begins; None is what the client leaves to the server.

    format: as the client wrote it: a media type, or a plain ``audio`` and the like;
        of text always ``text``.
    implicit: the client names no stream: its id is ours.
    """

    stream_id: str
    format: str
    services: tuple[str, ...] | None = None
    language: str | None = None
    sample_rate_hz: int | None = None
    channels: int | None = None
    implicit: bool = False


@dataclass(frozen=True, kw_only=True)
class ChunkReceived:
    """The next chunk of a stream, in order; ``data`` may be empty."""

    stream_id: str
    sequence: int
    data: bytes


@dataclass(frozen=True, kw_only=True)
class TextReceived:
    """The next chunk of a text stream, in order."""

    stream_id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ChunksLost:
    """``count`` chunks are missing here and won't come; their numbers are the client's.

    count: at least 1 and up to 2 to the power of 53, whatever the client counts.
    """

    stream_id: str
    count: int


@dataclass(frozen=True, kw_only=True)
class StreamEnded:
    """Nothing more of a stream will come."""

    stream_id: str


@dataclass(frozen=True, kw_only=True)
class StatusAsked:
    """The client wants to know how the server is; ``echo`` belongs into the answer."""

    echo: Mapping[str, Any]


Event = StreamOpened | ChunkReceived | TextReceived | ChunksLost | StreamEnded | StatusAsked
