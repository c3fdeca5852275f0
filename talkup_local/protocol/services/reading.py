"""From the ``data`` of a request to what the service takes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec import structs

from talkup_local.config.services import Service
from talkup_local.errors import Unusable
from talkup_local.protocol.base64_text import unbase64
from talkup_local.protocol.envelope import field_sentence
from talkup_local.protocol.fields import fields_of
from talkup_local.protocol.services.contents import TAKES, Content
from talkup_local.protocol.services.messages import StreamChunk

_BYTES: Final = "base64 text"
_BESIDE: Final = ("format", "sample_rate", "channels", "language")
"""What may stand at the top level of a chunk."""


def content_of(service: Service, data: Mapping[str, Any], session_id: str = "") -> Content:
    """Read what ``service`` takes; bytes may be base64 or bytes.

    session_id: of the message, for services that want to know it. Raises Unusable and
    InvalidBase64 with a sentence that names the field.
    """
    kind = TAKES[service]
    names = _bytes_of(kind)
    fields = {
        name: unbase64(value, name) if isinstance(value, str) and name in names else value
        for name, value in data.items()
    }
    if session_id and "session_id" in kind.__struct_fields__:
        fields.setdefault("session_id", session_id)
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as exc:
        raise Unusable(field_sentence(kind, str(exc))) from None


def chunk_data(service: Service, chunk: StreamChunk) -> Mapping[str, Any]:
    """Return the ``data`` of a chunk with what stands beside it; data alone gets its name."""
    beside = {name: value for name in _BESIDE if (value := getattr(chunk, name, None)) is not None}
    data = chunk.data
    if data is None:
        data = {}
    elif isinstance(data, str):
        data = {_name_of_bytes(service, chunk.format or ""): data} if data else {}
    return MappingProxyType({**beside, **data})


def has_bytes(service: Service, data: Mapping[str, Any]) -> bool:
    """Tell whether ``data`` holds sound or pictures for ``service``."""
    return any(data.get(name) for name in _bytes_of(TAKES[service]))


def size_bytes(content: Content | Mapping[str, Any]) -> int:
    """Return about how much memory the sound, the pictures and the texts take."""
    values = content.values() if isinstance(content, Mapping) else structs.astuple(content)
    return sum(len(value) for value in values if isinstance(value, bytes | str))


def _name_of_bytes(service: Service, media_format: str) -> str:
    names = _bytes_of(TAKES[service])
    kind = media_format.partition("/")[0].strip().lower()
    if not names:
        raise Unusable("`data` must be an object.")
    return kind if kind in names else names[0]


@cache
def _bytes_of(kind: type[Content]) -> tuple[str, ...]:
    """Return the names of the fields that hold bytes."""
    return tuple(field.name for field in fields_of(kind) if field.words == _BYTES)
