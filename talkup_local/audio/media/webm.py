"""WebM as recorders send it: element by element, cut anywhere, with parts missing."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final, Literal

from talkup_local.audio.media import opus
from talkup_local.audio.media.formats import HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS
from talkup_local.audio.media.packets import Corrupt, Event, Malformed, Packet, Track

_EBML: Final = 0x1A45DFA3
_SEGMENT: Final = 0x18538067
_INFO: Final = 0x1549A966
_TRACKS: Final = 0x1654AE6B
_CLUSTER: Final = 0x1F43B675
_TIMESTAMP: Final = 0xE7
_SIMPLE_BLOCK: Final = 0xA3
_BLOCK_GROUP: Final = 0xA0
_BLOCK: Final = 0xA1
_TIMESTAMP_SCALE: Final = 0x2AD7B1
_TRACK_ENTRY: Final = 0xAE
_TRACK_NUMBER: Final = 0xD7
_TRACK_TYPE: Final = 0x83
_CODEC_ID: Final = 0x86
_CODEC_PRIVATE: Final = 0x63A2
_CODEC_DELAY: Final = 0x56AA
_CONTENT_ENCODINGS: Final = 0x6D80
_AUDIO: Final = 0xE1
_RATE: Final = 0xB5
_CHANNELS: Final = 0x9F
_BIT_DEPTH: Final = 0x6264

# Their children are read as if they stood beside them: nothing is nested, so nothing
# has to be remembered, and a size that is unknown or wrong does no harm.
_ENTERED: Final = frozenset({_SEGMENT, _CLUSTER, _BLOCK_GROUP})
_READ: Final = frozenset({_INFO, _TRACKS, _TIMESTAMP, _SIMPLE_BLOCK, _BLOCK})
_SKIPPED: Final = frozenset(
    {_EBML, 0x114D9B74, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367, 0xEC, 0xBF}  # top level
    | {0xAB, 0xA7, 0x5854}  # of a cluster
    | {0x9B, 0xFB, 0xFA, 0xFD, 0x75A1, 0x75A2, 0xA4, 0x8E}  # of a block group
)
_BLOCKS: Final = frozenset({_SIMPLE_BLOCK, _BLOCK})
_LONG_ID: Final = 1 << 24
_LARGEST: Final = 4_194_304
_LARGEST_IN_CLUSTER: Final = 1_024
_TIMESTAMP_BYTES: Final = 8
_LARGEST_OPUS_BLOCK: Final = 65_536
_MOST_TRIES: Final = 50_000
_BLOCK_HEAD: Final = 4
_LACING: Final = 0x06
_RESERVED: Final = 0x70
_EBML_MARK: Final = _EBML.to_bytes(4, "big")
_MARK: Final = re.compile(rb"\x1f\x43\xb6\x75|\x1a\x45\xdf\xa3|\xa3")
_AFTER_BLOCK: Final = frozenset({0xA3, 0xA0, 0x1F, 0x1C, 0x1A, 0x12, 0xEC})

_CODECS: Final = {
    "A_OPUS": "opus",
    "A_VORBIS": "vorbis",
    "A_AAC": "aac",
    "A_MPEG/L3": "mp3",
    "A_FLAC": "flac",
    "A_PCM/FLOAT/IEEE": "pcm_f32le",
    "V_VP8": "vp8",
    "V_VP9": "vp9",
    "V_AV1": "av1",
    "V_MPEG4/ISO/AVC": "h264",
    "V_MPEGH/ISO/HEVC": "hevc",
}
_PCM: Final = {16: "pcm_s16le", 24: "pcm_s24le", 32: "pcm_s32le"}


class WebmDemuxer:
    """The first audio and the first video track.

    Behind a gap or garbage it goes on at the next cluster or the next block, whichever
    comes first: recorders make clusters of many seconds. A new header is a new recording.
    """

    timed = True

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._at = 0
        self._skip = 0
        self._lost = False
        # None: of no track that can be decoded
        self._tracks: dict[int, Literal["audio", "video"] | None] = {}
        self._in_cluster = False
        self._largest_block = _LARGEST_OPUS_BLOCK
        self._tick_s = 1e-3
        self._cluster_ticks = self._last_ticks = 0
        self._cluster_known, self._behind_gap = True, False

    def push(self, data: bytes) -> Iterator[Event]:
        if data.startswith(_EBML_MARK):
            self._buffer.clear()
            self._skip, self._lost = 0, False
        self._buffer += data
        was_lost, found = self._lost, False
        while True:
            skipped = min(self._skip, len(self._buffer) - self._at)
            self._skip -= skipped
            self._at += skipped
            if self._lost and not self._resync():
                break
            try:
                events = self._element()
            except (Malformed, struct.error, UnicodeDecodeError):
                self._lost = True
                self._at += 1
                yield Corrupt()
                found = True
                continue
            if events is None:
                break
            for event in events:
                found = True
                yield event
        if was_lost and self._lost and not found:
            yield Corrupt()
        del self._buffer[: self._at]
        self._at = 0

    def lost(self, _chunks: int, /) -> None:
        self._buffer.clear()
        self._at, self._skip, self._lost = 0, 0, True

    def _resync(self) -> bool:
        """Go to the next cluster, header or block; return False when none is in sight."""
        undecided: int | None = None
        for tries, mark in enumerate(_MARK.finditer(self._buffer, self._at)):
            if tries > _MOST_TRIES:
                self._at = len(self._buffer)
                return False
            verdict = len(mark.group()) > 1 or self._is_block(mark.start())
            if verdict:
                self._at, self._lost, self._behind_gap = mark.start(), False, True
                return True
            if verdict is None and undecided is None:
                undecided = mark.start()
        cut_mark_at = max(self._at, len(self._buffer) - 3)
        self._at = cut_mark_at if undecided is None else min(undecided, cut_mark_at)
        return False

    def _is_block(self, at: int) -> bool | None:
        """Tell whether a simple block starts at ``at``; None when more bytes must tell."""
        try:
            head = self._head(at)
        except Malformed:
            return False
        if head is None:
            return None
        _, size, body = head
        if size is None or not _BLOCK_HEAD < size <= _LARGEST_OPUS_BLOCK:
            return False
        end = body + size
        if not self._may_begin(self._buffer[body : body + _BLOCK_HEAD]):
            return False
        if end > len(self._buffer):
            return None
        return end == len(self._buffer) or self._buffer[end] in _AFTER_BLOCK

    def _head(self, at: int) -> tuple[int, int | None, int] | None:
        """Return id, size (None: unknown) and where the body starts; None: not all here yet."""
        first = _number(self._buffer, at, longest=4, marked=True)
        if first is None:
            return None
        second = _number(self._buffer, first[1], longest=8)
        if second is None:
            return None
        size, body = second
        unknown = size == (1 << 7 * (body - first[1])) - 1
        return first[0], None if unknown else size, body

    def _element(self) -> list[Event] | None:
        """Take one element; return None to wait for more. Raises Malformed."""
        head = self._head(self._at)
        if head is None:
            return None
        name, size, body = head
        if name in _ENTERED:
            self._in_cluster |= name == _CLUSTER
            self._at = body
            return []
        if size is None or size > self._most(name):
            raise Malformed
        if name in _SKIPPED:
            if name == _EBML:
                self._tracks, self._in_cluster = {}, False
            self._at, self._skip = body, size
            return []
        if name not in _READ:
            raise Malformed
        if name in _BLOCKS and not self._may_begin(self._buffer[body : body + _BLOCK_HEAD]):
            raise Malformed
        if len(self._buffer) < body + size:
            return None
        content = bytes(self._buffer[body : body + size])
        events = self._read(name, content)
        self._at = body + size
        return events

    def _most(self, name: int) -> int:
        """Return how large an element may be. Noise has short ids, and must not hide much."""
        if name in _BLOCKS:
            return self._largest_block
        if name == _TIMESTAMP:
            return _TIMESTAMP_BYTES
        return _LARGEST if name >= _LONG_ID or not self._in_cluster else _LARGEST_IN_CLUSTER

    def _may_begin(self, block: bytes | bytearray) -> bool:
        """Tell whether a block may begin so: a track that is known, no flag that is not."""
        # track numbers up to 126 take one byte, with its first bit set
        return len(block) < _BLOCK_HEAD or (
            block[0] ^ 0x80 in self._tracks and not block[-1] & (_RESERVED | _LACING)
        )

    def _read(self, name: int, content: bytes) -> list[Event]:
        if name == _TIMESTAMP:
            self._cluster_ticks = _unsigned(content)
            self._cluster_known, self._behind_gap = True, False
        elif name == _INFO:
            scale = _children(content).get(_TIMESTAMP_SCALE)
            self._tick_s = (_unsigned(scale) or 1_000_000) / 1e9 if scale else 1e-3
        elif name == _TRACKS:
            return self._open_tracks(content)
        else:
            return self._packet(content)
        return []

    def _packet(self, block: bytes) -> list[Event]:
        if len(block) < _BLOCK_HEAD:
            raise Malformed
        kind = self._tracks[block[0] ^ 0x80]
        if kind is None:
            return []
        (ticks,) = struct.unpack_from(">h", block, 1)
        if self._behind_gap:
            # still the same cluster if its time goes on, else the next will tell
            self._behind_gap, self._cluster_known = False, ticks > self._last_ticks
        at_s = None
        if self._cluster_known:
            self._last_ticks = ticks
            at_s = (self._cluster_ticks + ticks) * self._tick_s
        return [Packet(kind=kind, data=block[_BLOCK_HEAD:], at_s=at_s)]

    def _open_tracks(self, content: bytes) -> list[Event]:
        numbers: dict[int, Literal["audio", "video"] | None] = {}
        tracks: list[Track] = []
        for name, entry in _elements(content):
            if name != _TRACK_ENTRY:
                continue
            fields = _children(entry)
            track, number = _track(fields), _unsigned(fields.get(_TRACK_NUMBER, b"\1"))
            numbers.setdefault(number, None)
            if track is not None and track.kind not in numbers.values():
                numbers[number] = track.kind
                tracks.append(track)
        self._tracks = numbers
        only_opus = all(track.codec == "opus" for track in tracks)
        self._largest_block = _LARGEST_OPUS_BLOCK if only_opus else _LARGEST
        return list(tracks)


def _track(fields: dict[int, bytes]) -> Track | None:
    """Return the track of a track entry's fields, None when it is none that can be decoded."""
    name = fields.get(_CODEC_ID, b"").rstrip(b"\0").decode("ascii")
    setup = fields.get(_CODEC_PRIVATE, b"")
    sound = _children(fields.get(_AUDIO, b""))
    codec = _CODECS.get(name)
    if name == "A_PCM/INT/LIT":
        codec = _PCM.get(_unsigned(sound.get(_BIT_DEPTH, b"")))
    if codec is None or _CONTENT_ENCODINGS in fields:
        return None
    if name.startswith("V_"):
        return Track(kind="video", codec=codec, setup=setup)
    if codec == "opus":
        return opus.track(setup) if setup else opus.track(opus.head())
    rate_hz = int(_real(sound.get(_RATE, b""), 8000.0))
    channels = _unsigned(sound.get(_CHANNELS, b"\1"))
    if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ or not 1 <= channels <= MOST_CHANNELS:
        raise Malformed
    delay_s = _unsigned(fields.get(_CODEC_DELAY, b"")) / 1e9
    return Track(
        kind="audio", codec=codec, setup=setup, rate_hz=rate_hz, channels=channels, skip_s=delay_s
    )


def _real(content: bytes, default: float) -> float:
    layout = {4: ">f", 8: ">d"}.get(len(content))
    if layout is None:
        return default
    value = float(struct.unpack(layout, content)[0])
    if not abs(value) < HIGHEST_RATE_HZ * 2:  # NaN too
        raise Malformed
    return value


def _unsigned(content: bytes) -> int:
    return int.from_bytes(content[-8:], "big")


def _children(content: bytes) -> dict[int, bytes]:
    return dict(_elements(content))


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        name = _number(content, at, longest=4, marked=True)
        size = _number(content, name[1], longest=8) if name else None
        if name is None or size is None or size[1] + size[0] > len(content):
            raise Malformed
        at = size[1] + size[0]
        yield name[0], content[size[1] : at]


def _number(
    data: bytes | bytearray, at: int, *, longest: int, marked: bool = False
) -> tuple[int, int] | None:
    """Return an EBML number and where it ends; None when it is not all there.

    marked: keep the bit that tells the length, as ids do.
    """
    if at >= len(data):
        return None
    length = 9 - data[at].bit_length()
    if length > longest:
        raise Malformed
    if at + length > len(data):
        return None
    value = int.from_bytes(data[at : at + length], "big")
    return value if marked else value & (1 << 7 * length) - 1, at + length
