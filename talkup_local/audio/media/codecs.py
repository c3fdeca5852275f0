"""The door to FFmpeg's codecs: packets in, mono sound and small pictures out."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from talkup_local.audio.media import opus
from talkup_local.audio.media.packets import Malformed, Track
from talkup_local.audio.pcm import FULL_SCALE, Samples

Rgb = NDArray[np.uint8]

_PIECE_BYTES: Final = 65_536
_MOST_FAILURES: Final = 1_000
_LARGEST_FRAME: Final = 8_192
"""Of ADTS; those of MP3 are smaller."""

_PLANES: Final = 8
"""As many planes as FFmpeg keeps in a frame itself."""

_MILLISECONDS: Final = 1000
_LATEST_S: Final = 1e9
# libopus conceals what is lost; the native decoder is there when it is not.
_DECODERS: Final = {"opus": ("libopus", "opus"), "av1": ("libdav1d", "av1"), "mp3": ("mp3float",)}
_TICK: Final = Fraction(1, 25)
_ERRORS: Final = (av.FFmpegError, ValueError, EOFError, MemoryError)


class SoundCodec:
    """Decodes one audio track. All methods raise Malformed; the next packet may be good."""

    def __init__(self, track: Track) -> None:
        self._track = track
        self._context = _sound_context(track)
        self._framed = track.framed
        self._opus = track.codec == "opus"
        self._last = b""
        self._frameless_bytes = 0

    def decode(self, data: bytes) -> list[tuple[Samples, int]]:
        """Return what ``data`` decodes to: int16 mono, shape (n,), and its rate in Hz."""
        if not data:
            return []
        if self._framed:
            self._last = data
            return self._decode(av.Packet(data))
        sounds: list[tuple[Samples, int]] = []
        failures = 0
        for at in range(0, len(data), _PIECE_BYTES):
            piece = data[at : at + _PIECE_BYTES]
            packets = self._parse(piece)
            self._frameless_bytes = 0 if packets else self._frameless_bytes + len(piece)
            for packet in packets:
                try:
                    sounds += self._decode(packet)
                except Malformed:
                    failures += 1
            if failures > _MOST_FAILURES:
                break
        if not sounds and (failures or self._frameless_bytes > _LARGEST_FRAME):
            self._frameless_bytes = 0
            raise Malformed
        return sounds

    def conceal(self) -> Samples | None:
        """Return a guess at the Opus frame that should have come, at 48 kHz; else None."""
        if not self._opus or not self._last:
            return None
        # one frame of no bytes, in the mode of the last: the decoder takes it for lost
        sounds = self._decode(av.Packet(bytes([self._last[0] & 0xFC])))
        return sounds[0][0] if sounds and sounds[0][1] == opus.RATE_HZ else None

    def flush(self) -> list[tuple[Samples, int]]:
        """Return what the decoder still holds; it takes nothing more."""
        sounds: list[tuple[Samples, int]] = []
        try:
            if not self._framed:
                for packet in self._context.parse(None):
                    sounds += self._decode(packet)
            sounds += self._decode(None)
        except (Malformed, *_ERRORS):
            pass  # half a packet at the end, of a stream that was cut: what came before it counts
        return sounds

    def _parse(self, data: bytes) -> list[av.Packet[Stream]]:
        try:
            return self._context.parse(data)
        except _ERRORS:
            raise Malformed from None

    def _decode(self, packet: av.Packet[Stream] | None) -> list[tuple[Samples, int]]:
        try:
            return [(_mono(frame), frame.sample_rate) for frame in self._context.decode(packet)]
        except _ERRORS:
            self._begin_anew()
            raise Malformed from None

    def _begin_anew(self) -> None:
        """Forget what a bad packet told: in AAC it may move the channels, for good."""
        if self._framed and self._track.codec == "aac":
            self._context = _sound_context(self._track)


def _sound_context(track: Track) -> AudioCodecContext:
    context = _open(track)
    assert isinstance(context, AudioCodecContext)
    if track.rate_hz:
        context.sample_rate = track.rate_hz
    if track.channels:
        context.layout = _LAYOUTS[track.channels - 1]
    return context


class PictureCodec:
    """Decodes one video track, or pictures that are each a packet.

    most_pixels: larger pictures are not decoded. longest_side: others are made so small.
    """

    def __init__(self, track: Track, most_pixels: int, longest_side: int) -> None:
        context = _open(track)
        assert isinstance(context, VideoCodecContext)
        context.options = {"max_pixels": str(most_pixels)}
        self._context = context
        self._longest_side = longest_side

    def decode(self, data: bytes, at_s: float | None) -> list[tuple[VideoFrame, float | None]]:
        """Return frames and their media times. Raises Malformed."""
        if not data:
            return []
        packet = av.Packet(data)
        if at_s is not None and 0 <= at_s < _LATEST_S:
            packet.pts = packet.dts = int(at_s * _MILLISECONDS)
        return self._decode(packet)

    def flush(self) -> list[tuple[VideoFrame, float | None]]:
        """Return what the decoder still holds; it takes nothing more."""
        try:
            return self._decode(None)
        except Malformed:
            return []

    def _decode(self, packet: av.Packet[Stream] | None) -> list[tuple[VideoFrame, float | None]]:
        try:
            frames = self._context.decode(packet)
        except _ERRORS:
            raise Malformed from None
        return [(f, None if f.pts is None else f.pts / _MILLISECONDS) for f in frames]

    def rgb(self, frame: VideoFrame) -> Rgb:
        """Return a frame as RGB, shape (height, width, 3). Raises Malformed."""
        scale = min(1.0, self._longest_side / max(frame.width, frame.height))
        width, height = (max(1, round(side * scale)) for side in (frame.width, frame.height))
        try:
            small = frame.reformat(width=width, height=height, format="rgb24")
            return np.asarray(small.to_ndarray(), np.uint8)
        except _ERRORS:
            raise Malformed from None


def jpeg(rgb: Rgb) -> bytes:
    """Return a picture, shape (height, width, 3), as a JPEG file."""
    frame = VideoFrame.from_ndarray(rgb, format="rgb24")
    context = av.CodecContext.create("mjpeg", "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height = frame.width, frame.height
    context.pix_fmt, context.time_base = "yuvj420p", _TICK
    # of high quality: a detector of faces should not look at blocks
    context.options = {"qmin": "2", "qmax": "4"}
    packets = [*context.encode(frame.reformat(format="yuvj420p")), *context.encode(None)]
    return b"".join(bytes(packet) for packet in packets)


_LAYOUTS: Final = ("mono", "stereo", "3.0", "4.0", "5.0", "5.1", "6.1", "7.1")


def _open(track: Track) -> av.CodecContext:
    for name in _DECODERS.get(track.codec, (track.codec,)):
        try:
            context = av.CodecContext.create(name, "r")
        except av.codec.codec.UnknownCodecError:
            continue
        context.thread_count = 1  # streams run side by side, each in the thread that pushes
        if track.setup:
            context.extradata = track.setup
        return context
    raise Malformed


def _mono(frame: AudioFrame) -> Samples:
    if frame.format.is_planar and frame.layout.nb_channels >= _PLANES:
        # PyAV counts planes up to the first that is missing: with all in use it reads on
        (frame,) = AudioResampler(format="s16", layout="mono").resample(frame)
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype == np.int16 and len(samples) == 1:
        return np.asarray(samples[0], np.int16)
    if samples.dtype.kind == "f":
        wide = np.clip(np.nan_to_num(samples), -1, 1) * FULL_SCALE
    elif samples.dtype == np.uint8:
        wide = (samples.astype(np.float32) - 128) * (FULL_SCALE // 128)
    else:
        wide = samples * np.float32(FULL_SCALE / 2 ** (8 * samples.dtype.itemsize - 1))
    mono: Samples = np.clip(np.rint(wide.mean(axis=0)), -FULL_SCALE, FULL_SCALE - 1).astype(
        np.int16
    )
    return mono
