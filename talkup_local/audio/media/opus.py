"""Opus without its decoder: heads, and how long a packet is."""

from __future__ import annotations

import struct
from typing import Final

from talkup_local.audio.media.formats import MOST_CHANNELS
from talkup_local.audio.media.packets import Malformed, Track

RATE_HZ: Final = 48_000
"""What every Opus stream counts in."""

MAGIC: Final = b"OpusHead"
_HEAD: Final = struct.Struct("<8sBBHIhB")
# by mode: three bandwidths for speech, two for both, four for music
_FRAME_SAMPLES: Final = 3 * (480, 960, 1920, 2880) + 2 * (480, 960) + 4 * (120, 240, 480, 960)
_LONGEST: Final = RATE_HZ * 120 // 1000


def head(*, channels: int = 1, pre_skip: int = 0, gain: int = 0) -> bytes:
    """Return an identification header for mono or stereo; ``pre_skip`` in 48 kHz samples."""
    return _HEAD.pack(MAGIC, 1, channels, pre_skip, RATE_HZ, gain, 0)


def track(identification: bytes) -> Track:
    """Return the track of an identification header. Raises Malformed."""
    if len(identification) < _HEAD.size or not identification.startswith(MAGIC):
        raise Malformed
    _, _, channels, pre_skip, _, gain, family = _HEAD.unpack_from(identification)
    if not 1 <= channels <= MOST_CHANNELS:
        raise Malformed
    # The skip is ours to do, so the decoder is told of none. Of one or two channels the
    # decoder makes the mono mix itself, for less than decoding two.
    setup = head(gain=gain) if family == 0 else identification[:10] + bytes(2) + identification[12:]
    return Track(
        kind="audio",
        codec="opus",
        setup=setup,
        rate_hz=RATE_HZ,
        channels=1 if family == 0 else channels,
        skip_s=pre_skip / RATE_HZ,
    )


def duration_s(packet: bytes) -> float:
    """Return how long ``packet`` sounds by its first bytes; 0.0 when they make no sense."""
    if not packet:
        return 0.0
    frames = (1, 2, 2, packet[1] & 0x3F if len(packet) > 1 else 0)[packet[0] & 3]
    samples = frames * frame_samples(packet[0])
    return samples / RATE_HZ if samples <= _LONGEST else 0.0


def frame_samples(first: int) -> int:
    """Return the length of one frame, 48 kHz samples, of a packet with this first byte."""
    return _FRAME_SAMPLES[first >> 3]


BARE: Final = Track(
    kind="audio", codec="opus", setup=head(), rate_hz=RATE_HZ, channels=1, skip_s=0.0065
)
"""Packets that no header comes with; what is skipped is what encoders usually put before."""
