"""Streams without a container, and WAV, which hardly is one."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from talkup_local.audio.media import opus
from talkup_local.audio.media.formats import HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS
from talkup_local.audio.media.packets import Corrupt, Event, Malformed, Packet, Track

_ID3_HEADER: Final = 10
_SYNC, _SYNC_REST = 0xFF, 0xE0
# the header's bits that no encoder changes within a stream
_SAME_BITS: Final = {"mp3": bytes((0xFF, 0xFF, 0x0C)), "aac": bytes((0xFF, 0xFF, 0xFD, 0xC0))}
_LONGEST_SEARCH_BYTES: Final = 16_384
"""Two of the largest frames; what has no such header by then is something else."""

_RIFF_HEADER: Final = 12
_CHUNK_HEADER: Final = 8
_FMT: Final = struct.Struct("<HHIIHH")
_EXTENSIBLE: Final = 0xFFFE
_SUBFORMAT_AT: Final = 24
_LARGEST_FMT: Final = 1024
# Writers that can't go back leave a size of 0 or near the most that 32 bits hold.
_ENDLESS: Final = 0x7FFF_0000
_CODECS: Final = {
    (1, 8): "pcm_u8",
    (1, 16): "pcm_s16le",
    (1, 24): "pcm_s24le",
    (1, 32): "pcm_s32le",
    (3, 32): "pcm_f32le",
    (3, 64): "pcm_f64le",
    (6, 8): "pcm_alaw",
    (7, 8): "pcm_mulaw",
}


class PacketDemuxer:
    """Each chunk is one packet: bare Opus, or one JPEG."""

    timed = False

    def __init__(self, track: Track) -> None:
        self._track: Track | None = track
        self._kind = track.kind

    def push(self, data: bytes) -> Iterator[Event]:
        if self._track is not None:
            yield self._track
            self._track = None
        if not data.startswith((opus.MAGIC, b"OpusTags")):
            yield Packet(kind=self._kind, data=data)

    def lost(self, _chunks: int, /) -> None:
        """Nothing hangs on what was before."""


class FrameDemuxer:
    """MP3 and ADTS: the codec finds its frames by itself; tags before them are skipped.

    Behind a hole the codec would take what looks like a header for one, within a frame whose
    start is lost, and miss those behind it. So it is given what follows from the next header on
    that is like the stream's first.
    """

    timed = False

    def __init__(self, codec: str) -> None:
        self._track = Track(kind="audio", codec=codec, framed=False)
        self._same_bits = _SAME_BITS[codec]
        self._begins, self._start, self._skip = True, b"", 0
        self._header: re.Pattern[bytes] | None = None
        self._first, self._searches = True, False

    def push(self, data: bytes) -> Iterator[Event]:
        if self._begins:
            self._start += data
            if b"ID3".startswith(self._start[:3]) and len(self._start) < _ID3_HEADER:
                return
            data, self._start = self._start, b""
            self._begins = False
            yield self._track
        if data.startswith(b"ID3") and len(data) >= _ID3_HEADER:
            # four times seven bits
            length = 0
            for byte in data[6:_ID3_HEADER]:
                length = length << 7 | byte & 0x7F
            self._skip = _ID3_HEADER + length
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        if data := self._from_a_header(data[skipped:]):
            yield Packet(kind="audio", data=data)

    def lost(self, _chunks: int, /) -> None:
        # half a frame would make the codec look for its other half
        self._begins, self._start, self._skip = True, b"", 0
        self._searches = self._header is not None

    def _from_a_header(self, data: bytes) -> bytes:
        if self._first and data:
            self._header = _like(data[: len(self._same_bits)], self._same_bits)
            self._first = False
        if not self._searches or self._header is None:
            return data
        data = self._start + data
        found = self._header.search(data)
        if found is None and len(data) < _LONGEST_SEARCH_BYTES:
            self._start = data
            return b""
        self._start, self._searches = b"", False
        return data[found.start() :] if found else data


def _like(header: bytes, same_bits: bytes) -> re.Pattern[bytes] | None:
    """Return what the headers of a stream have in common with its first; None: this is none."""
    if len(header) < len(same_bits) or header[0] != _SYNC or header[1] & _SYNC_REST != _SYNC_REST:
        return None
    alike = (
        bytes(byte for byte in range(256) if byte & same == at & same)
        for at, same in zip(header, same_bits, strict=True)
    )
    return re.compile(b"".join(b"[%b]" % re.escape(one) for one in alike), re.DOTALL)


class PcmDemuxer:
    """Samples one after the other; a chunk may end within one."""

    timed = False

    def __init__(self, track: Track, frame_bytes: int) -> None:
        self._track: Track | None = track
        self._frame_bytes = frame_bytes
        self._rest = b""

    def push(self, data: bytes) -> Iterator[Event]:
        if self._track is not None:
            yield self._track
            self._track = None
        data = self._rest + data
        whole = len(data) // self._frame_bytes * self._frame_bytes
        self._rest = data[whole:]
        if whole:
            yield Packet(kind="audio", data=data[:whole])

    def lost(self, _chunks: int, /) -> None:
        self._rest = b""


class WavDemuxer:
    """RIFF WAVE with PCM, float, A-law or mu-law; each chunk may bring a header of its own."""

    timed = False

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._at = 0
        self._skip = _RIFF_HEADER
        self._format: tuple[Track, int] | None = None
        self._sound: PcmDemuxer | None = None
        self._left: float = 0

    def push(self, data: bytes) -> Iterator[Event]:
        if data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE":
            self._buffer.clear()
            self._skip, self._left = _RIFF_HEADER, 0
        self._buffer += data
        self._at = 0
        try:
            while self._at < len(self._buffer):
                here = len(self._buffer) - self._at
                if self._skip:
                    skipped = min(self._skip, here)
                    self._skip -= skipped
                    self._at += skipped
                elif self._left and self._sound:
                    taken = int(min(self._left, here))
                    self._left -= taken
                    self._at += taken
                    yield from self._sound.push(bytes(self._buffer[self._at - taken : self._at]))
                elif not self._chunk():
                    break
        except Malformed:
            self._at = len(self._buffer)
            yield Corrupt()
        del self._buffer[: self._at]

    def lost(self, chunks: int, /) -> None:
        if self._sound is not None:
            self._sound.lost(chunks)

    def _chunk(self) -> bool:
        """Take the next chunk's header, and ``fmt`` whole; return False to wait for more."""
        body = self._at + _CHUNK_HEADER
        if len(self._buffer) < body:
            return False
        name, size = struct.unpack_from("<4sI", self._buffer, self._at)
        if name == b"data":
            if self._format is None:
                raise Malformed
            self._sound = self._sound or PcmDemuxer(*self._format)
            self._left = float("inf") if size == 0 or size >= _ENDLESS else size
            self._at = body
            return True
        if name == b"fmt ":
            if not _FMT.size <= size <= _LARGEST_FMT:
                raise Malformed
            if len(self._buffer) < body + size:
                return False
            found = _format(bytes(self._buffer[body : body + size]))
            if found != self._format:
                self._format, self._sound = found, None
        elif not name.isascii():
            raise Malformed
        self._at, self._skip = body, size + size % 2
        return True


def _format(fmt: bytes) -> tuple[Track, int]:
    """Return the track that a ``fmt`` chunk tells of, and the bytes of one sample of it."""
    tag, channels, rate_hz, _, _, bits = _FMT.unpack_from(fmt)
    if tag == _EXTENSIBLE and len(fmt) >= _SUBFORMAT_AT + 2:
        tag = struct.unpack_from("<H", fmt, _SUBFORMAT_AT)[0]
    codec = _CODECS.get((tag, bits))
    if (
        codec is None
        or not 1 <= channels <= MOST_CHANNELS
        or not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ
    ):
        raise Malformed
    track = Track(kind="audio", codec=codec, rate_hz=rate_hz, channels=channels)
    return track, channels * bits // 8
