"""Decodes whole streams for tests, and compares what was heard with what was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from talkup_local.audio.media.decoder import Decoded, MediaDecoder, MediaLimits, open_decoder
from talkup_local.audio.media.formats import parse_format
from talkup_local.audio.media.picture import Picture
from talkup_local.audio.pcm import Samples
from talkup_local.errors import Undecodable

LOST = None
"""Stands in a list of chunks for one that never came."""


@dataclass
class Heard:
    """What a stream gave. refused: the numbers of the chunks that could not be decoded."""

    samples: Samples = field(default_factory=lambda: np.zeros(0, np.int16))
    pictures: list[Picture] = field(default_factory=list)
    undecodable: int = 0
    concealed_s: float = 0.0
    refused: list[int] = field(default_factory=list)
    first: int | None = None

    def add(self, number: int, decoded: Decoded) -> None:
        if len(decoded.samples) and self.first is None:
            self.first = number
        self.samples = np.concatenate([self.samples, decoded.samples])
        self.pictures += decoded.pictures
        self.undecodable += decoded.undecodable
        self.concealed_s += decoded.concealed_s


def decoder(text: str, **limits) -> MediaDecoder:
    """Return a decoder for a format by its name."""
    return open_decoder(parse_format(text), MediaLimits(**limits))


def heard(text: str, chunks: Iterable[bytes | None], **limits) -> Heard:
    """Return what a stream of ``chunks`` gives."""
    result, stream = Heard(), decoder(text, **limits)
    for number, chunk in enumerate(chunks):
        try:
            result.add(number, stream.lost(1) if chunk is LOST else stream.push(chunk))
        except Undecodable:
            result.refused.append(number)
    result.add(-1, stream.finish())
    return result


def likeness(first: Samples, second: Samples, most_late: int = 1600) -> float:
    """Return the correlation of two sounds, 0..1, where they fit best.

    most_late: samples by which ``first`` may come late or early.
    """
    one, two = first.astype(np.float64), second.astype(np.float64)
    size = 1 << (len(one) + len(two)).bit_length()
    product = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(two, size)), size)
    near = np.concatenate([product[: most_late + 1], product[-most_late:]])
    return float(near.max() / np.sqrt((one @ one) * (two @ two) + 1))
