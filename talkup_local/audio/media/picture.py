"""One video track: decoded whole, sampled by media time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from talkup_local.audio.media.codecs import PictureCodec, Rgb
from talkup_local.audio.media.packets import Packet, Track
from talkup_local.errors import StreamTooLong

_PIXELS_AT_ONCE: Final = 10_000_000_000
"""Five minutes of 1280 x 720 at 30 frames a second, and some ten seconds of work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """rgb: shape (height, width, 3), uint8. at_s: media time, None when the format has none."""

    rgb: Rgb
    at_s: float | None


class PictureTrack:
    """Takes packets, gives pictures.

    most_pixels: larger pictures are not decoded. longest_side: in pixels, of what is
    given. frames_per_s: of media time; where there is none, each picture is given.
    """

    def __init__(
        self, track: Track, *, most_pixels: int, longest_side: int, frames_per_s: float
    ) -> None:
        """Raise Malformed when no decoder takes ``track``."""
        self._codec = PictureCodec(track, most_pixels, longest_side)
        self._frames_per_s = frames_per_s
        self._last_step: int | None = None
        self._pixels = 0

    def begin(self) -> None:
        """A new chunk begins: it has its own share of work."""
        self._pixels = 0

    def decode(self, packet: Packet) -> Iterator[Picture]:
        """Yield the pictures of one packet. Raises Malformed, StreamTooLong."""
        for frame, at_s in self._codec.decode(packet.data, packet.at_s):
            self._pixels += frame.width * frame.height
            if self._pixels > _PIXELS_AT_ONCE:
                raise StreamTooLong("One chunk holds more pictures than are decoded at once.")
            if self._is_wanted(at_s):
                yield Picture(rgb=self._codec.rgb(frame), at_s=at_s)

    def flush(self) -> Iterator[Picture]:
        """Yield what the decoder still holds; the track is over."""
        for frame, at_s in self._codec.flush():
            if self._is_wanted(at_s):
                yield Picture(rgb=self._codec.rgb(frame), at_s=at_s)

    def _is_wanted(self, at_s: float | None) -> bool:
        """Tell whether this is the first picture of its step of time."""
        if at_s is None:
            return True
        step = math.floor(at_s * self._frames_per_s)
        wanted = step != self._last_step
        self._last_step = step
        return wanted
