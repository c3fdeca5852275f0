"""What messages say of whose they are, and of their place in a stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from msgspec import structs

from talkup_local.config.model import Language
from talkup_local.config.services import Service
from talkup_local.protocol.language import language_of
from talkup_local.protocol.services import messages


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Whose request it is: what goes back with its answers. size_bytes: what it holds."""

    names: tuple[str, ...] = ()
    service: Service | None = None
    session_id: str | int | None = None
    request_id: str | int | None = None
    stream_id: str | int | None = None
    binary: bool = False
    language: Language | None = None
    size_bytes: int = 0


def caller_of(message: messages.Addressed, service: Service | None = None) -> Caller:
    """Return whose a message is. ``service``: the one that answers, if it is known."""
    data = getattr(message, "data", None)
    told = getattr(message, "language", None) or (
        data.get("language") if isinstance(data, Mapping) else None
    )
    return Caller(
        service=service,
        session_id=message.session_id,
        request_id=message.request_id,
        stream_id=getattr(message, "stream_id", None),
        binary=bool(getattr(message, "binary", False)),
        language=language_of(told) if isinstance(told, str) else None,
    )


class _Ids(msgspec.Struct, frozen=True):
    session_id: messages.Id | None = None
    request_id: messages.Id | None = None


def caller_in(raw: bytes) -> Caller:
    """Return whose a message is that can't be read, as far as that can."""
    try:
        ids = msgspec.json.decode(raw, type=_Ids)
    except (ValueError, RecursionError):
        return Caller()
    return Caller(session_id=ids.session_id, request_id=ids.request_id)


def id_text(value: str | int | None) -> str:
    """Return an id as text, "" when there is none."""
    return "" if value is None else str(value)


class _Place(msgspec.Struct, frozen=True):
    stream_id: messages.Id | None = None
    sequence: messages.Number | None = None
    last: bool | None = None


def placed(message: messages.StreamChunk) -> messages.StreamChunk:
    """Return a chunk with what ``data`` says of its place brought to the top level.

    What stands there already counts.
    """
    if not isinstance(message.data, dict):
        return message
    try:
        place = msgspec.convert(message.data, _Place)
    except msgspec.ValidationError:
        return message  # then it is no place
    told = {
        name: value
        for name, value in structs.asdict(place).items()
        if value is not None and getattr(message, name) is None
    }
    return structs.replace(message, **told)
