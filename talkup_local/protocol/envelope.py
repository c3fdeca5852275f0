"""What all dialects share: JSON in and out, refusals in plain words, time on the wire.

Decoding is strict about types and tolerant of what is new: unknown fields are
skipped. Whatever a peer sends, ``Codec.decode`` returns a message or raises a
PeerError whose sentence is written for that peer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_args

import msgspec

from talkup_local.errors import InvalidMessage, PeerError, UnknownType, UnsupportedVersion
from talkup_local.protocol.fields import words_at

M = TypeVar("M", bound=msgspec.Struct)

Timestamp = str | int | float
"""A peer's timestamp: whatever it writes, for nothing depends on it."""

_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_MISSING = re.compile(r"missing required field `(?P<name>[^`]*)`")
_NAME = re.compile(r"[^.\[]+")
_LONGEST_ECHO = 40
_SMALLEST_MS = 10**11  # as seconds it would be the year 5138, as milliseconds it is 1973
_LARGEST_MS = 10**15


def iso_timestamp(moment: datetime) -> str:
    """Write an aware ``moment`` as ISO 8601 in UTC with milliseconds and ``Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def unix_s(timestamp: Timestamp) -> float | None:
    """Read a peer's timestamp as UNIX seconds; None when it is none.

    Numbers are seconds, or milliseconds when they are too large for that; text is ISO
    8601, UTC where it names no zone, or such a number.
    """
    if isinstance(timestamp, str):
        try:
            moment = datetime.fromisoformat(timestamp)
        except ValueError:
            try:
                return unix_s(float(timestamp))
            except ValueError:
                return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not -_LARGEST_MS <= timestamp <= _LARGEST_MS:  # nor is NaN
        return None
    return float(timestamp) / (1000 if abs(timestamp) >= _SMALLEST_MS else 1)


def missing_field(message: type[msgspec.Struct], name: str) -> InvalidMessage:
    """Return the fault of a ``message`` that lacks the field ``name``."""
    return InvalidMessage(f"`{name}` is missing: it must be {words_at(message, [name])}.")


def check_version(version: str | float | None, spoken: Sequence[str]) -> None:
    """Raise UnsupportedVersion when ``version`` is told and none of those ``spoken``."""
    plain = {one.removesuffix(".0") for one in spoken}
    if version is not None and str(version).removesuffix(".0") not in plain:
        raise UnsupportedVersion(f"The versions that we speak: {', '.join(spoken)}.")


def utf8(data: str | bytes) -> bytes:
    """Return the bytes of a text, valid UTF-8. Raises InvalidMessage.

    The decoder checks only the text that it keeps, not that of fields it skips.
    """
    try:
        if isinstance(data, str):
            return data.encode()
        data.decode()
    except UnicodeError:
        raise InvalidMessage("The message is not valid UTF-8.") from None
    return data


class Codec(Generic[M]):
    """Turns the messages of one direction into JSON and back.

    union: the tagged structs of that direction, as ``A | B``.
    """

    def __init__(self, union: Any) -> None:
        self._decoder: msgspec.json.Decoder[M] = msgspec.json.Decoder(union)
        self._encoder = msgspec.json.Encoder()
        structs: tuple[type[msgspec.Struct], ...] = get_args(union) or (union,)
        self._by_tag = {str(struct.__struct_config__.tag): struct for struct in structs}

    @property
    def messages(self) -> Mapping[str, type[msgspec.Struct]]:
        """The message types by their ``type`` on the wire."""
        return MappingProxyType(self._by_tag)

    def encode(self, message: M) -> str:
        """Write one message."""
        return self._encoder.encode(message).decode()

    def decode(self, data: str | bytes) -> M:
        """Read one message. Raises InvalidMessage or UnknownType, and nothing else."""
        raw = utf8(data)
        try:
            return self._decoder.decode(raw)
        except RecursionError:
            raise InvalidMessage("The message is nested too deeply.") from None
        except msgspec.ValidationError as exc:
            raise _fault(raw, str(exc), self._by_tag) from None
        except ValueError:
            raise InvalidMessage("The message is not valid JSON.") from None


class _Head(msgspec.Struct):
    type: Any = msgspec.UNSET


def _fault(raw: bytes, reason: str, by_tag: Mapping[str, type[msgspec.Struct]]) -> PeerError:
    """Return what says why ``raw`` is none of our messages.

    Of the decoder's ``reason`` only the place is used: its words are for us.
    """
    try:
        tag = msgspec.json.decode(raw, type=_Head).type
    except msgspec.ValidationError:
        return InvalidMessage("A message must be a JSON object.")
    except (ValueError, RecursionError):
        return InvalidMessage("The message is not valid JSON.")
    if tag is msgspec.UNSET:
        return InvalidMessage("`type` is missing.")
    if not isinstance(tag, str):
        return InvalidMessage("`type` must be text.")
    if tag not in by_tag:
        return UnknownType(f"There is no message type {json.dumps(tag[:_LONGEST_ECHO])}.")
    return InvalidMessage(field_sentence(by_tag[tag], reason))


def field_sentence(message: type[msgspec.Struct], reason: str) -> str:
    """Return what says which field of ``message`` is wrong, and what it must be.

    Of the decoder's ``reason`` only the place is used: its words are for us.
    """
    place, missing = _PATH.search(reason), _MISSING.search(reason)
    path = _names(place["path"]) if place else []
    if place and "[" in place["path"]:
        missing = None  # it lacks in what the list holds
    path += [missing["name"]] if missing else []
    words = words_at(message, path) if path else ""
    if not words:
        return "A field is not as it should be."
    name = ".".join(path)
    return f"`{name}` is missing: it must be {words}." if missing else f"`{name}` must be {words}."


def _names(path: str) -> list[str]:
    """``data[...].x`` -> ``["data"]``: from a list on, the list as a whole is meant."""
    names: list[str] = []
    for part in path.split("."):
        if not (name := _NAME.match(part)):
            break
        names.append(name[0])
        if name[0] != part:
            break
    return names
