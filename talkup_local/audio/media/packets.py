"""What demuxers say: tracks, packets of them, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """A track begins, or begins anew.

    codec: FFmpeg's name of it. setup: the codec's own header, as FFmpeg wants it.
    rate_hz, channels: of sound, 0 when the packets themselves tell.
    skip_s: what the encoder put before the sound, dropped after decoding.
    framed: False when packets may be cut anywhere and the codec finds its frames.
    """

    kind: Literal["audio", "video"]
    codec: str
    setup: bytes = b""
    rate_hz: int = 0
    channels: int = 0
    skip_s: float = 0.0
    framed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Packet:
    """Encoded data of the one audio or the one video track; at_s: its media time, if known."""

    kind: Literal["audio", "video"]
    data: bytes
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class Corrupt:
    """Something was here that could not be read."""


Event: TypeAlias = Track | Packet | Corrupt


class Malformed(Exception):
    """Bytes that break the container's rules; never leaves this package."""


class Demuxer(Protocol):
    """Takes a container apart, however it is cut.

    timed: its packets have media times, from which the length of a gap is known.
    Events come lazily: what is not asked for is not parsed, so take them all.
    """

    timed: bool

    def push(self, data: bytes) -> Iterator[Event]:
        """Yield what ``data`` has completed."""
        ...

    def lost(self, chunks: int, /) -> None:
        """Go on behind a gap of ``chunks`` chunks."""
        ...
