"""MP4, fragmented or not, box by box; only what can't be read otherwise is collected."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from talkup_local.audio.media import mp4_boxes
from talkup_local.audio.media.packets import Corrupt, Event, Malformed, Packet
from talkup_local.errors import StreamTooLarge

_LARGEST: Final = {b"moov": 16_777_216, b"moof": 1_048_576}
_LARGEST_SKIPPED: Final = 4_194_304
_SKIPPED: Final = frozenset(
    {b"ftyp", b"styp", b"free", b"skip", b"wide", b"pdin", b"uuid", b"sidx", b"ssix"}
    | {b"prft", b"emsg", b"mfra", b"meta", b"udta"}
)
_HEAD: Final = 8
_LONG_HEAD: Final = 16
_ENDLESS: Final = 2**62
_MARK: Final = re.compile(rb"moof|moov")


class Mp4Demuxer:
    """The first audio and the first video track.

    Fragments, and a file whose ``moov`` comes first, are read as they come. A file that
    ends with it is collected, up to ``file_bytes``; beyond, ``push`` raises StreamTooLarge.
    Behind a gap, fragments go on at the next ``moof``. In a file without fragments all
    hangs on its place, so a lost chunk counts as long as the one before it.
    """

    timed = True

    def __init__(self, file_bytes: int) -> None:
        self._file_bytes = file_bytes
        self._open()

    def _open(self) -> None:
        self._buffer = bytearray()
        # places in the file: of the buffer's first byte, and of what is read next
        self._start = self._at = 0
        self._mdat_end: int | None = None
        self._lost = False
        self._collecting = False
        self._chunk_bytes = 0
        self._movie: mp4_boxes.Movie | None = None
        self._expect(mp4_boxes.Table.of([]))

    def push(self, data: bytes) -> Iterator[Event]:
        if data[4:8] == b"ftyp":
            self._open()
        self._chunk_bytes = len(data)
        self._buffer += data
        was_lost, found = self._lost, False
        while True:
            try:
                events = self._step()
            except (Malformed, OverflowError):
                self._lost, self._mdat_end = True, None
                self._at += 1
                events = [Corrupt()]
            if events is None:
                break
            found |= bool(events)
            yield from events
        if was_lost and self._lost and not found:
            yield Corrupt()
        self._trim()

    def lost(self, chunks: int, /) -> None:
        missing = min(chunks * self._chunk_bytes, self._file_bytes)
        if self._collecting:
            self._buffer += bytes(max(0, min(missing, self._file_bytes - len(self._buffer))))
        elif self._mdat_end is not None and self._movie and not self._movie.fragmented:
            self._start += len(self._buffer) + missing
            self._at = self._start
            self._buffer.clear()
        else:
            self._start = self._at = self._start + len(self._buffer)
            self._buffer.clear()
            self._mdat_end, self._lost = None, True

    def _expect(self, table: mp4_boxes.Table) -> None:
        self._table, self._next, self._given_until = table, 0, 0

    def _step(self) -> list[Event] | None:
        """Do the next thing that can be done; return None to wait for more bytes."""
        if self._lost:
            return self._resync()
        if self._mdat_end is not None:
            return self._data(self._mdat_end)
        head = self._head()
        if head is None:
            return None
        name, size, body = head
        if name == b"mdat":
            self._mdat_end = self._at + (size or _ENDLESS)
            self._at += body
            self._collecting = self._movie is None
        elif size < body or size > _LARGEST.get(name, _LARGEST_SKIPPED):
            raise Malformed
        elif name in _SKIPPED:
            self._at += size
        else:
            return self._whole(name, size, body)
        return []

    def _head(self) -> tuple[bytes, int, int] | None:
        """Return name and size of the next box, and the size of its head; None to wait."""
        here = self._at - self._start
        head = self._buffer[here : here + _LONG_HEAD]
        if len(head) < _HEAD:
            return None
        size, name = struct.unpack_from(">I4s", head)
        if size != 1:
            return name, size, _HEAD
        if len(head) < _LONG_HEAD:
            return None
        return name, int.from_bytes(head[_HEAD:], "big"), _LONG_HEAD

    def _whole(self, name: bytes, size: int, body: int) -> list[Event] | None:
        """Read a box that is only read whole; return None to wait for the rest of it."""
        here = self._at - self._start
        if name not in _LARGEST:
            raise Malformed
        if here + size > len(self._buffer):
            return None
        content = bytes(self._buffer[here + body : here + size])
        place, self._at = self._at, self._at + size
        return self._header(content) if name == b"moov" else self._fragment(content, place, size)

    def _header(self, content: bytes) -> list[Event]:
        movie = mp4_boxes.movie(content)
        self._movie, self._collecting = movie, False
        self._expect(mp4_boxes.Table.of([track.table for track in movie.tracks.values()]))
        events: list[Event] = [track.track for track in movie.tracks.values()]
        return events + self._ready()

    def _fragment(self, content: bytes, place: int, size: int) -> list[Event]:
        if self._movie is None:
            return [Corrupt()]
        # the data usually follows at once, in a box with a head of eight bytes
        table = mp4_boxes.fragment(content, self._movie, size + _HEAD)
        if table is None:
            return []
        unread = self._next < len(self._table.offset)
        table.offset[:] += place
        self._expect(table)
        return [Corrupt()] if unread else []

    def _data(self, end: int) -> list[Event] | None:
        here = self._start + len(self._buffer)
        if self._collecting:
            if len(self._buffer) > self._file_bytes:
                raise StreamTooLarge(
                    f"An MP4 file whose index (moov) comes last may have {self._file_bytes} bytes."
                )
            if here < end:
                return None
            self._at, self._mdat_end = end, None
            return []
        events = self._ready()
        if here >= end:
            self._at, self._mdat_end = end, None
            return events
        self._at = max(self._at, here)
        return events or None

    def _ready(self) -> list[Event]:
        """Return the samples that are whole in the buffer, in their order."""
        events: list[Event] = []
        table, missed = self._table, False
        while self._next < len(table.offset):
            place, size = int(table.offset[self._next]), int(table.size[self._next])
            first = place - self._start
            if first < 0 or place < self._given_until:
                missed = True  # it went by, or two claim the same bytes
            elif first + size > len(self._buffer):
                break
            else:
                events.append(
                    Packet(
                        kind="video" if table.video[self._next] else "audio",
                        data=bytes(self._buffer[first : first + size]),
                        at_s=float(table.at_s[self._next]),
                    )
                )
                self._given_until = place + size
            self._next += 1
        return [Corrupt(), *events] if missed else events

    def _resync(self) -> list[Event] | None:
        """Go to the next fragment or header."""
        here = self._at - self._start
        for mark in _MARK.finditer(self._buffer, here + 4):
            size = int.from_bytes(self._buffer[mark.start() - 4 : mark.start()], "big")
            if _HEAD < size <= _LARGEST[mark.group()]:
                self._at, self._lost = self._start + mark.start() - 4, False
                return []
        self._at = max(self._at, self._start + len(self._buffer) - 7)
        return None

    def _trim(self) -> None:
        if self._collecting:
            return
        keep = self._at
        if self._next < len(self._table.offset):
            keep = min(keep, max(self._start, int(self._table.offset[self._next])))
        passed = min(keep - self._start, len(self._buffer))
        del self._buffer[:passed]
        self._start += passed
