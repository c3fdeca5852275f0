"""Ogg with Opus or Vorbis, page by page."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from talkup_local.audio.media import opus
from talkup_local.audio.media.packets import Corrupt, Event, Malformed, Packet, Track

_MAGIC: Final = b"OggS\0"
_HEADER: Final = struct.Struct("<5sBqIIIB")
_CHECKSUM_AT: Final = 22
_FULL_SEGMENT: Final = 255
_MOST_WRONG: Final = 64
"""Checksums in one chunk; the rest of it is not looked at."""

_CONTINUED: Final = 1
_FIRST: Final = 2
_LARGEST_PACKET: Final = 1_048_576
_VORBIS: Final = b"vorbis"
_VORBIS_HEADS: Final = 3
_REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class OggDemuxer:
    """The first Opus or Vorbis stream, and those chained behind it.

    A page whose checksum is wrong is left out, and the packet that goes on into it.
    """

    timed = True

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._serial: int | None = None
        self._track: Track | None = None
        self._vorbis: list[bytes] | None = None
        self._partial: bytes | None = b""

    def push(self, data: bytes) -> Iterator[Event]:
        self._buffer += data
        at, wrong, corrupt = 0, 0, False
        while (found := self._buffer.find(_MAGIC, at)) >= 0:
            if found > at:
                corrupt, self._partial = True, None
            at = found
            end = self._page_end(at)
            if end is None:
                break
            page = bytes(self._buffer[at:end])
            if _checksum(page) != struct.unpack_from("<I", page, _CHECKSUM_AT)[0]:
                corrupt, self._partial = True, None
                wrong += 1
                at = at + len(_MAGIC) if wrong < _MOST_WRONG else len(self._buffer)
                continue
            at = end
            try:
                yield from self._page(page)
            except Malformed:
                corrupt = True
        else:
            cut_mark_at = self._cut_mark(at)
            corrupt |= cut_mark_at > at
            at = cut_mark_at
        del self._buffer[:at]
        if corrupt:
            yield Corrupt()

    def lost(self, _chunks: int, /) -> None:
        self._buffer.clear()
        self._partial = None

    def _cut_mark(self, at: int) -> int:
        """Return where a mark starts that the buffer's end has cut, else the end."""
        end = len(self._buffer)
        for start in range(max(at, end - len(_MAGIC) + 1), end):
            if _MAGIC.startswith(self._buffer[start:]):
                return start
        return end

    def _page_end(self, at: int) -> int | None:
        table_at = at + _HEADER.size
        if len(self._buffer) < table_at:
            return None
        body_at = table_at + self._buffer[table_at - 1]
        if len(self._buffer) < body_at:
            return None
        end = body_at + sum(self._buffer[table_at:body_at])
        return end if len(self._buffer) >= end else None

    def _page(self, page: bytes) -> Iterator[Event]:
        _, flags, granule, serial, _, _, segments = _HEADER.unpack_from(page)
        packets = self._packets(page, segments, continued=bool(flags & _CONTINUED))
        if flags & _FIRST and packets and packets[0].startswith((opus.MAGIC, b"\1" + _VORBIS)):
            self._serial, self._track, self._vorbis = serial, None, None
            if packets[0].startswith(opus.MAGIC):
                self._track = opus.track(packets[0])
                yield self._track
                return
            self._vorbis = []
        if serial != self._serial:
            return
        if self._vorbis is not None:
            yield from self._vorbis_packets(packets)
        elif self._track is not None:
            packets = [packet for packet in packets if not packet.startswith(b"OpusTags")]
            lengths_s = [opus.duration_s(packet) for packet in packets]
            at_s = granule / opus.RATE_HZ - sum(lengths_s)
            for packet, length_s in zip(packets, lengths_s, strict=True):
                yield Packet(kind="audio", data=packet, at_s=at_s)
                at_s += length_s

    def _vorbis_packets(self, packets: list[bytes]) -> Iterator[Event]:
        assert self._vorbis is not None
        for packet in packets:
            if len(self._vorbis) < _VORBIS_HEADS:
                self._vorbis.append(packet)
                if len(self._vorbis) == _VORBIS_HEADS:
                    yield Track(kind="audio", codec="vorbis", setup=_laced(self._vorbis))
            else:
                yield Packet(kind="audio", data=packet)

    def _packets(self, page: bytes, segments: int, *, continued: bool) -> list[bytes]:
        """Return the packets that end on ``page``; keep what goes on to the next."""
        if not continued:
            self._partial = b""
        at = _HEADER.size + segments
        packets: list[bytes] = []
        for length in page[_HEADER.size : at]:
            if self._partial is not None:
                self._partial += page[at : at + length]
                if len(self._partial) > _LARGEST_PACKET:
                    self._partial = None
            at += length
            if length < _FULL_SEGMENT:
                if self._partial:
                    packets.append(self._partial)
                self._partial = b""
        return packets


def _laced(heads: list[bytes]) -> bytes:
    """Return Vorbis' three headers as one, the way FFmpeg takes them."""
    sizes = b"".join(
        bytes([_FULL_SEGMENT] * (len(head) // _FULL_SEGMENT) + [len(head) % _FULL_SEGMENT])
        for head in heads[:2]
    )
    return b"\2" + sizes + b"".join(heads)


def _checksum(page: bytes) -> int:
    """Return Ogg's checksum: CRC-32 with its bits the other way round, from zero."""
    blank = page[:_CHECKSUM_AT] + bytes(4) + page[_CHECKSUM_AT + 4 :]
    mirrored = zlib.crc32(blank.translate(_REVERSED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{mirrored:032b}"[::-1], 2)
