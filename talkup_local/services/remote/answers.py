"""From what a service answered to what it gives, whoever wrote that service.

The protocol leaves the content of ``data`` open, so a field is looked for under its usual
names, one level down too, and what is not needed is left out where it does not fit. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import msgspec

from talkup_local.audio.decode import duration_s
from talkup_local.config.services import Service
from talkup_local.errors import AudioError, InvalidBase64, ServiceBroken
from talkup_local.protocol.base64_text import unbase64
from talkup_local.protocol.language import language_of
from talkup_local.protocol.services.contents import (
    GIVES,
    Analysis,
    Content,
    Reply,
    Result,
    Spoken,
    Transcription,
)

_NAMES: Final[Mapping[type[Content], Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        Transcription: {
            "text": ("text", "transcript", "transcription"),
            "language": ("language", "lang"),
            "confidence": ("confidence", "score"),
            "duration_s": ("duration_s", "duration"),
        },
        Reply: {"text": ("text", "response", "reply", "answer", "content", "message")},
        Spoken: {
            "audio": ("audio", "audio_data", "audio_base64", "speech"),
            "format": ("format", "mime_type", "mimeType", "content_type"),
            "duration_s": ("duration_s", "duration"),
        },
        Analysis: {"measures": ("measures", "metrics")},
    }
)
"""Names under which services tell what we call by the first one."""

_AROUND: Final = ("result", "results", "output", "analysis", "data", "response")
"""Objects in ``data`` that may hold all of it."""

_FORMATS: Final[Mapping[bytes, str]] = MappingProxyType(
    {b"RIFF": "audio/wav", b"OggS": "audio/ogg", b"fLaC": "audio/flac"}
)
"""By the first bytes of a file; what is none of these is an MP3."""


def answer_of(service: Service, data: Mapping[str, Any], asked: Content | None = None) -> Result:
    """Read what ``service`` gives from the ``data`` of its answer.

    asked: the request, whose language is the answer's where that tells none. Raises
    ServiceBroken when something that is needed is missing or of another type.
    """
    kind = GIVES[service]
    language = getattr(asked, "language", None) or ""
    for level in _levels(service, data):
        fields = _found(kind, level)
        _complete(kind, fields, level, language)
        if fields.keys() >= _needed(kind):
            return kind(**fields)  # type: ignore[return-value] # what `GIVES` has are results
    missing = ", ".join(sorted(_needed(kind)))
    raise ServiceBroken(service, f"its answer has no usable `{missing}`")


def languages_told(service: Service, describes: Mapping[str, Any]) -> frozenset[str]:
    """Return the languages that ``service`` says it knows, ISO 639-1; empty when it says none.

    describes: what its ``pong`` says of it.
    """
    about = describes.get("about")
    own = about.get(service) if isinstance(about, dict) else None
    told = (own if isinstance(own, dict) else describes).get("languages")
    tags = [tag for tag in told if isinstance(tag, str)] if isinstance(told, list) else []
    return frozenset(language_of(tag) or tag.lower() for tag in tags)


def _levels(service: Service, data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what may hold the answer; of an analysis the inner ones are told first."""
    around = (service, service.replace("_", "-"), *_AROUND)
    inner = [value for name in around if isinstance(value := data.get(name), dict)]
    outermost_last = GIVES[service] is Analysis and not _found(Analysis, data)
    yield from (*inner, data) if outermost_last else (data, *inner)


def _found(kind: type[Content], level: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        for name in _NAMES[kind].get(field.name, (field.name,)):
            value = level.get(name)
            try:
                if field.name == "audio" and isinstance(value, str):
                    value = unbase64(value)
                if value is not None:
                    fields[field.name] = msgspec.convert(value, field.type)
                    break
            except (msgspec.ValidationError, InvalidBase64):
                continue
    return fields


def _complete(
    kind: type[Content], fields: dict[str, Any], level: Mapping[str, Any], language: str
) -> None:
    """Add what is needed and can be known without being told."""
    if kind is Transcription:
        fields.setdefault("language", language)
    elif kind is Analysis and level:
        rest = {name: value for name, value in level.items() if name not in fields}
        fields.setdefault("measures", rest)
    elif kind is Spoken and (audio := fields.get("audio")):
        told = fields.get("format") or _FORMATS.get(audio[:4], "audio/mpeg")
        named = told if "/" in told else f"audio/{told.lower()}"
        fields["format"] = "audio/mpeg" if named == "audio/mp3" else named
        if "duration_s" not in fields:
            try:
                fields["duration_s"] = round(duration_s(audio), 3)
            except AudioError:  # no sound: the answer lacks what is needed, and that is told
                del fields["audio"]


@cache
def _needed(kind: type[Content]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(kind) if field.required)
