"""What the services do with sound and pictures in any format."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from talkup_local.audio.media.decoder import Decoded, MediaDecoder, MediaLimits, open_decoder
from talkup_local.audio.media.formats import parse_format
from talkup_local.audio.media.picture import Picture
from talkup_local.audio.pcm import Samples, silence
from talkup_local.config.model import Language
from talkup_local.errors import LanguageUnavailable
from talkup_local.protocol.language import language_of

_PCM: Final = "audio/pcm"


class HasFormat(Protocol):
    """What tells the format of sound or pictures."""

    @property
    def format(self) -> str | None:
        """As a media type."""

    @property
    def sample_rate(self) -> int | None:
        """Of PCM, Hz."""

    @property
    def channels(self) -> int | None:
        """Of PCM."""


@dataclass(frozen=True, kw_only=True)
class Media:
    """What a file held: sound (int16, shape (n,), 16 kHz mono) and pictures."""

    samples: Samples
    pictures: tuple[Picture, ...] = ()


def decoder_for(content: HasFormat, limits: MediaLimits, default: str = _PCM) -> MediaDecoder:
    """Return a decoder for what ``content`` brings, by default in the format ``default``.

    Raises UnsupportedFormat.
    """
    wanted = parse_format(
        content.format or default, sample_rate_hz=content.sample_rate, channels=content.channels
    )
    return open_decoder(wanted, limits)


async def read_media(
    data: bytes, content: HasFormat, limits: MediaLimits, default: str = _PCM
) -> Media:
    """Decode a whole file. Raises PeerError: UnsupportedFormat, Undecodable, StreamTooLong."""
    decoder = decoder_for(content, limits, default)

    def decode() -> Media:
        try:
            found = (decoder.push(data), decoder.finish())
        finally:
            decoder.close()
        return together(found)

    return await asyncio.to_thread(decode)


def together(found: tuple[Decoded, ...]) -> Media:
    """Put together what a decoder gave."""
    samples = [one.samples for one in found if len(one.samples)]
    return Media(
        samples=np.concatenate(samples) if samples else silence(0),
        pictures=tuple(picture for one in found for picture in one.pictures),
    )


def language_for(tag: str | None, default: Language) -> Language:
    """Return the language of ``tag``, ``default`` when it names none.

    Raises LanguageUnavailable.
    """
    if tag is None:
        return default
    language = language_of(tag)
    if language is None:
        raise LanguageUnavailable("There is no engine for this language here.")
    return language
