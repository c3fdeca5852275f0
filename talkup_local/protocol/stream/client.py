"""The client's side of the stream protocol, without a socket.

Its methods build what to send, ``receive`` reads what comes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, Raw

from talkup_local.protocol.stream import replies, requests

Kind = Literal["audio", "video", "image"]

_AnyPacket = requests.AudioPacket | requests.VideoPacket | requests.ImagePacket

_PACKETS: Final[Mapping[Kind, type[_AnyPacket]]] = MappingProxyType(
    {
        "audio": requests.AudioPacket,
        "video": requests.VideoPacket,
        "image": requests.ImagePacket,
    }
)


class StreamClient:
    """One connection. ``now``: gives the wall time, aware; without it no message is stamped."""

    def __init__(self, *, now: Callable[[], datetime] | None = None) -> None:
        self._now = now

    def ping(self, data: Any = UNSET) -> str:
        """Build ``ping``; ``data``, any JSON value, comes back."""
        raw = UNSET if data is UNSET else Raw(msgspec.json.encode(data))
        return _encode(requests.Ping(data=raw, timestamp=self._timestamp()))

    def status(self) -> str:
        """Build ``status``."""
        return _encode(requests.AskStatus(timestamp=self._timestamp()))

    def protocol_version(self, version: str | None = None) -> str:
        """Build ``protocol_version``."""
        return _encode(requests.AskVersion(version=version, timestamp=self._timestamp()))

    def auth(self, token: str) -> str:
        """Build ``auth``."""
        return _encode(requests.Auth(token=token, timestamp=self._timestamp()))

    def stream_start(
        self,
        stream_id: str,
        stream_format: str,
        *,
        services: Sequence[str] | None = None,
        language: str | None = None,
        sample_rate_hz: int | None = None,
        channels: int | None = None,
    ) -> str:
        """Build ``stream_start``; what is None is left to the server."""
        return _encode(
            requests.StreamStart(
                stream_id=stream_id,
                format=stream_format,
                services=None if services is None else list(services),
                language=language,
                sample_rate=sample_rate_hz,
                channels=channels,
                timestamp=self._timestamp(),
            )
        )

    def stream_chunk(self, stream_id: str, data: bytes, sequence: int | None = None) -> str:
        """Build ``stream_chunk`` with its data in base64."""
        return _encode(
            requests.StreamChunk(
                stream_id=stream_id,
                sequence=sequence,
                timestamp=self._timestamp(),
                data=base64.b64encode(data).decode(),
            )
        )

    def stream_text(self, stream_id: str, text: str, sequence: int | None = None) -> str:
        """Build ``stream_chunk`` of a text stream."""
        return _encode(
            requests.StreamChunk(
                stream_id=stream_id, sequence=sequence, timestamp=self._timestamp(), data=text
            )
        )

    def announcement(self, stream_id: str, sequence: int | None = None) -> str:
        """Build ``stream_chunk`` without data: the next binary frame is its data."""
        return _encode(
            requests.StreamChunk(
                stream_id=stream_id, sequence=sequence, timestamp=self._timestamp()
            )
        )

    def packet(
        self, kind: Kind, data: bytes, *, mime_type: str | None = None, sequence: int | None = None
    ) -> str:
        """Build a chunk of an implicit stream."""
        return _encode(
            _PACKETS[kind](
                data=base64.b64encode(data).decode(),
                mime_type=mime_type,
                sequence_number=sequence,
                timestamp=self._timestamp(),
            )
        )

    def stream_end(self, stream_id: str | None = None) -> str:
        """Build ``stream_end``; without an id it ends the implicit streams, or the only one."""
        return _encode(requests.StreamEnd(stream_id=stream_id, timestamp=self._timestamp()))

    def receive(self, data: str | bytes) -> replies.ServerMessage:
        """Read one message of the server. Raises InvalidMessage, or UnknownType, when it is none.

        Its fields are read at the top level; ``data`` holds the same.
        """
        return replies.server_codec().decode(data)

    def _timestamp(self) -> int | None:
        return None if self._now is None else int(self._now().timestamp())


def _encode(message: requests.ClientMessage) -> str:
    return requests.client_codec().encode(message)
