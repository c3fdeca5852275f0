"""A media stream decoded as it comes: chunks in, sound and pictures out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from talkup_local.audio.media import opus
from talkup_local.audio.media.formats import SIGNATURE_BYTES, Container, MediaFormat, recognise
from talkup_local.audio.media.mp4 import Mp4Demuxer
from talkup_local.audio.media.ogg import OggDemuxer
from talkup_local.audio.media.packets import Corrupt, Demuxer, Event, Malformed, Packet, Track
from talkup_local.audio.media.picture import Picture, PictureTrack
from talkup_local.audio.media.raw import FrameDemuxer, PacketDemuxer, PcmDemuxer, WavDemuxer
from talkup_local.audio.media.sound import SoundTrack
from talkup_local.audio.media.webm import WebmDemuxer
from talkup_local.audio.pcm import Samples, silence
from talkup_local.errors import (
    LocalProtocolError,
    PeerError,
    StreamTooLarge,
    StreamTooLong,
    Undecodable,
)

_LONGEST_GAP_S: Final = 5.0
_LEAST_GAP_S: Final = 0.005
_LEAST_UNTOLD_GAP_S: Final = 0.1
"""Where nothing is known to be lost, time stamps may well be less exact than the sound."""

_PICTURES_AT_ONCE: Final = 32
_MOST_FAULTS: Final = 1_000
"""In one chunk; the rest of it is not looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaLimits:
    """What one stream may become.

    seconds: of sound or picture, all together; seconds_at_once: from one chunk.
    file_bytes: of an MP4 that can only be read when it is whole.
    picture_pixels: larger pictures are counted, never decoded. frames_per_s: of media
    time, 0: none. picture_side: pixels of the longer side that pictures are handed out with.
    """

    seconds: float = 14_400.0
    seconds_at_once: float = 3_600.0
    file_bytes: int = 67_108_864
    picture_pixels: int = 8_847_360
    frames_per_s: float = 2.0
    picture_side: int = 640


@dataclass(kw_only=True, slots=True)
class Decoded:
    """What one chunk gave.

    samples: int16, shape (n,), 16 kHz mono, without the ones that filters still hold.
    undecodable: packets, or stretches of bytes, that could not be read.
    concealed_s: seconds of the sound that are guessed or silent in the place of a gap.
    pictures_dropped: pictures too many for one chunk.
    """

    samples: Samples = field(default_factory=lambda: silence(0))
    pictures: list[Picture] = field(default_factory=list)
    undecodable: int = 0
    concealed_s: float = 0.0
    pictures_dropped: int = 0


class MediaDecoder:
    """One stream. Calls must not overlap, but ``close`` may come at any time, from any thread.

    Nothing waits inside: each ``push`` returns all that its chunk made decodable, in the
    caller's thread, with the interpreter free while FFmpeg works.
    """

    def __init__(self, media_format: MediaFormat, limits: MediaLimits) -> None:
        self._format, self._limits = media_format, limits
        self._demuxer: Demuxer | None = None
        self._start = b""
        self._sound: SoundTrack | None = None
        self._pictures: PictureTrack | None = None
        self._closed = False
        self._fault: PeerError | None = None
        self._gap = False
        self._chunks = 0
        self._decoded_s = self._concealed_s = self._before_s = 0.0
        self._pictured = 0
        self._fruitful = False
        self._parts: list[Samples] = []
        self._now = Decoded()

    def push(self, data: bytes) -> Decoded:
        """Return what the next chunk gives.

        Raises Undecodable: nothing of this chunk could be read, the stream goes on.
        StreamTooLong, StreamTooLarge: beyond a limit; so does all that follows.
        """
        with self._working():
            self._chunks += 1
            before_s = self._decoded_s
            demuxer = self._demuxer or self._recognise(data)
            if demuxer is not None:
                data, self._start, self._demuxer = self._start or data, b"", demuxer
                self._take(demuxer, data)
            if self._now.undecodable and self._decoded_s == before_s and not self._now.pictures:
                self._now.undecodable = 0
                raise Undecodable("Nothing in this chunk could be decoded; it is left out.")
            return self._give()

    def lost(self, chunks: int) -> Decoded:
        """Go on behind ``chunks`` chunks that will not come, and keep the time.

        What stands for them comes at once where the format has no media time, else with
        the next push, five seconds at most. Raises StreamTooLong.
        """
        with self._working():
            demuxer, sound = self._demuxer, self._sound
            if demuxer is not None and chunks > 0:
                demuxer.lost(chunks)
                self._gap |= demuxer.timed
                if not demuxer.timed and sound is not None:
                    self._conceal(chunks * self._decoded_s / self._chunks, sound)
            return self._give()

    def finish(self) -> Decoded:
        """Return the rest, and close. Raises Undecodable when the whole stream gave nothing."""
        with self._working():
            if self._start:
                start, self._start = self._start, b""
                container = recognise(start, self._format.container)
                if container != "unknown":
                    self._take(_DEMUXERS[container](self._format, self._limits), start)
            sound, pictures = self._sound, self._pictures
            if sound is not None:
                self._parts.append(sound.flush())
            if pictures is not None:
                self._show(pictures.flush())
            given = self._give()
        self.close()
        if self._chunks and not self._fruitful:
            raise Undecodable("Nothing in this stream could be decoded.")
        return given

    def close(self) -> None:
        """Let go of everything. May be called again; a ``push`` that runs then ends soon."""
        self._closed = True
        self._demuxer = self._sound = self._pictures = None
        self._start = b""

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Within it a call does its work; a limit that it meets ends the stream."""
        if self._fault is not None:
            raise type(self._fault)(self._fault.message)
        if self._closed:
            raise LocalProtocolError("the media stream is closed")
        self._before_s = self._decoded_s + self._concealed_s
        pictures = self._pictures
        if pictures is not None:
            pictures.begin()
        try:
            yield
        except (StreamTooLong, StreamTooLarge) as fault:
            self.close()
            self._fault = type(fault)(fault.message)
            raise

    def _recognise(self, data: bytes) -> Demuxer | None:
        """Return the demuxer that the first bytes ask for; None to wait for more of them."""
        self._start += data
        declared = self._format.container
        if len(self._start) < SIGNATURE_BYTES and declared not in _BARE:
            return None
        container = recognise(self._start, declared)
        if container == "unknown":
            self._start = b""
            self._now.undecodable += 1
            return None
        return _DEMUXERS[container](self._format, self._limits)

    def _take(self, demuxer: Demuxer, data: bytes) -> None:
        for event in demuxer.push(data):
            if self._closed:
                return
            try:
                self._handle(event)
            except Malformed:
                self._now.undecodable += 1
                self._gap = demuxer.timed
                if self._now.undecodable > _MOST_FAULTS:
                    demuxer.lost(0)
                    return

    def _handle(self, event: Event) -> None:
        sound, pictures = self._sound, self._pictures  # a close may take them away
        match event:
            case Corrupt():
                raise Malformed
            case Track(kind="audio"):
                if sound is not None:
                    self._parts.append(sound.flush())
                self._sound = None
                self._sound = SoundTrack(event)
            case Track(kind="video"):
                self._pictures = self._watch(event)
            case Packet(kind="audio"):
                if sound is not None:
                    self._hear(sound, event)
            case Packet(kind="video"):
                if pictures is not None:
                    self._show(pictures.decode(event))

    def _hear(self, sound: SoundTrack, packet: Packet) -> None:
        if packet.at_s is not None and sound.end_s is not None:
            missing_s = packet.at_s - sound.end_s
            if missing_s > (_LEAST_GAP_S if self._gap else _LEAST_UNTOLD_GAP_S):
                self._conceal(missing_s, sound)
            self._gap = False
        try:
            self._decoded_s += sound.decode(packet)
        except Malformed:
            if sound.end_s is None:
                self._conceal(sound.packet_s, sound)
            raise
        finally:
            self._check_length()
        self._fruitful = True

    def _conceal(self, seconds: float, sound: SoundTrack) -> None:
        seconds = min(seconds, _LONGEST_GAP_S)
        sound.conceal(seconds)
        self._concealed_s += seconds
        self._now.concealed_s += seconds
        self._check_length()

    def _check_length(self) -> None:
        total_s = self._decoded_s + self._concealed_s
        if total_s > self._limits.seconds:
            raise StreamTooLong(f"A stream may sound {self._limits.seconds:g} seconds.")
        if total_s - self._before_s > self._limits.seconds_at_once:
            raise StreamTooLong(f"One chunk may sound {self._limits.seconds_at_once:g} seconds.")

    def _watch(self, track: Track) -> PictureTrack | None:
        if self._format.kind == "audio" or not self._limits.frames_per_s:
            return None
        return PictureTrack(
            track,
            most_pixels=self._limits.picture_pixels,
            longest_side=self._limits.picture_side,
            frames_per_s=self._limits.frames_per_s,
        )

    def _show(self, pictures: Iterator[Picture]) -> None:
        for picture in pictures:
            self._fruitful = True
            self._pictured += picture.at_s is not None
            if self._pictured > self._limits.seconds * self._limits.frames_per_s:
                raise StreamTooLong(f"A stream may show {self._limits.seconds:g} seconds.")
            if len(self._now.pictures) < _PICTURES_AT_ONCE:
                self._now.pictures.append(picture)
            else:
                self._now.pictures_dropped += 1

    def _give(self) -> Decoded:
        sound = self._sound
        if sound is not None:
            self._parts.append(sound.take())
        if self._parts:
            self._now.samples = np.concatenate(self._parts)
        given, self._now, self._parts = self._now, Decoded(), []
        return given


_BARE: Final = frozenset({"opus", "pcm", "jpeg"})
"""Formats in which each chunk stands for itself, however short."""


def open_decoder(media_format: MediaFormat, limits: MediaLimits) -> MediaDecoder:
    """Return a decoder for one stream; ``close`` or ``finish`` ends it."""
    return MediaDecoder(media_format, limits)


def _pcm(media_format: MediaFormat, _limits: MediaLimits) -> PcmDemuxer:
    track = Track(
        kind="audio",
        codec="pcm_s16be" if media_format.big_endian else "pcm_s16le",
        rate_hz=media_format.sample_rate_hz,
        channels=media_format.channels,
    )
    return PcmDemuxer(track, 2 * media_format.channels)


_DEMUXERS: Final[dict[Container, Callable[[MediaFormat, MediaLimits], Demuxer]]] = {
    "webm": lambda _format, _limits: WebmDemuxer(),
    "ogg": lambda _format, _limits: OggDemuxer(),
    "mp4": lambda _format, limits: Mp4Demuxer(limits.file_bytes),
    "wav": lambda _format, _limits: WavDemuxer(),
    "mp3": lambda _format, _limits: FrameDemuxer("mp3"),
    "aac": lambda _format, _limits: FrameDemuxer("aac"),
    "pcm": _pcm,
    "opus": lambda _format, _limits: PacketDemuxer(opus.BARE),
    "jpeg": lambda _format, _limits: PacketDemuxer(Track(kind="video", codec="mjpeg")),
}
