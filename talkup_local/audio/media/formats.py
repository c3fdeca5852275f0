"""What a peer may call its stream, and what the first bytes say it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.errors import UnsupportedFormat

Kind = Literal["audio", "video", "image"]
Container = Literal["opus", "ogg", "webm", "mp4", "aac", "mp3", "wav", "pcm", "jpeg", "unknown"]

_LONGEST_SHOWN: Final = 40
LOWEST_RATE_HZ: Final = 4_000
HIGHEST_RATE_HZ: Final = 384_000
MOST_CHANNELS: Final = 8

SUPPORTED: Final = (
    "audio/opus",
    "audio/ogg",
    "audio/webm",
    "audio/mp4",
    "audio/aac",
    "audio/mpeg",
    "audio/wav",
    "audio/pcm;rate=16000",
    "audio/l16;rate=16000",
    "video/webm",
    "video/mp4",
    "image/jpeg",
)

_CONTAINERS: Final[dict[str, Container]] = {
    "audio/opus": "opus",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/mp4": "mp4",
    "audio/x-m4a": "mp4",
    "audio/m4a": "mp4",
    "audio/aac": "aac",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/vnd.wave": "wav",
    "audio/pcm": "pcm",
    "audio/l16": "pcm",
    "video/webm": "webm",
    "video/mp4": "mp4",
    "image/jpeg": "jpeg",
    "image/jpg": "jpeg",
    "audio": "unknown",
    "video": "unknown",
    "image": "jpeg",
}
_SIGNATURES: Final[tuple[tuple[re.Pattern[bytes], Container], ...]] = (
    (re.compile(rb"\x1a\x45\xdf\xa3"), "webm"),
    (re.compile(rb"OggS\0"), "ogg"),
    (re.compile(rb"(RIFF|RF64)....WAVE", re.DOTALL), "wav"),
    (re.compile(rb"....(ftyp|styp|moov)", re.DOTALL), "mp4"),
    (re.compile(rb"ID3"), "mp3"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
)
# Eleven bits that are set: sure enough when nothing else is known, and only then.
_WEAK_SIGNATURES: Final[tuple[tuple[re.Pattern[bytes], Container], ...]] = (
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "aac"),
    (re.compile(rb"\xff[\xe2-\xff]"), "mp3"),
)
SIGNATURE_BYTES: Final = 12
"""As many of the first bytes tell every container."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaFormat:
    """A wire format.

    container: "unknown" when only the kind was said: the first bytes will tell.
    sample_rate_hz, channels, big_endian: of "pcm" alone, int16.
    codecs: as named by the peer, lower case.
    """

    kind: Kind
    container: Container
    sample_rate_hz: int = RATE_HZ
    channels: int = 1
    big_endian: bool = False
    codecs: tuple[str, ...] = ()


def parse_format(
    text: str, *, sample_rate_hz: int | None = None, channels: int | None = None
) -> MediaFormat:
    """Return the format that ``text`` names: a media type, or ``audio | video | image``.

    sample_rate_hz, channels: said beside ``text``; a parameter within it goes before.
    Raises UnsupportedFormat.
    """
    name, *rest = (part.strip() for part in text.lower().split(";"))
    container = _CONTAINERS.get(name)
    if container is None:
        raise UnsupportedFormat(
            f"The format {_shown(text)} is not supported. Supported are {', '.join(SUPPORTED)}, "
            "and the words audio, video and image."
        )
    pairs = (part.partition("=") for part in rest)
    parameters = {key.strip(): value.strip(" \t\"'") for key, _, value in pairs}
    kind: Kind = "audio" if name[0] == "a" else "video" if name[0] == "v" else "image"
    codecs = parameters.get("codecs", "").split(",")
    found = MediaFormat(
        kind=kind,
        container=container,
        big_endian=name == "audio/l16",
        codecs=tuple(codec.strip() for codec in codecs if codec.strip()),
    )
    if container != "pcm":
        return found
    return replace(
        found,
        sample_rate_hz=_number(
            parameters.get("rate"), sample_rate_hz, RATE_HZ, LOWEST_RATE_HZ, HIGHEST_RATE_HZ
        ),
        channels=_number(parameters.get("channels"), channels, 1, 1, MOST_CHANNELS),
    )


def recognise(start: bytes, declared: Container) -> Container:
    """Return the container that a stream is in, by its first bytes and what its peer says.

    start: SIGNATURE_BYTES or more, or the whole. Bytes that say clearly what they are
    are believed before the peer: browsers' recorders are often named wrong.
    """
    signatures = _SIGNATURES + (_WEAK_SIGNATURES if declared == "unknown" else ())
    return next((found for pattern, found in signatures if pattern.match(start)), declared)


def _number(parameter: str | None, beside: int | None, default: int, least: int, most: int) -> int:
    if parameter is None:
        value = default if beside is None else beside
    else:
        value = int(parameter) if re.fullmatch(r"[0-9]{1,9}", parameter) else -1
    if not least <= value <= most:
        raise UnsupportedFormat(
            f"PCM is taken at {LOWEST_RATE_HZ} to {HIGHEST_RATE_HZ} Hz "
            f"with 1 to {MOST_CHANNELS} channels."
        )
    return value


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}...")
