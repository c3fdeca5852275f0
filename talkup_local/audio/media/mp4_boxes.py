"""What stands in MP4's boxes: tracks, tables of samples, fragments. Pure; all raise Malformed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from talkup_local.audio.media import opus
from talkup_local.audio.media.formats import MOST_CHANNELS
from talkup_local.audio.media.packets import Malformed, Track

MOST_SAMPLES: Final = 1_000_000
"""Of one track: six hours of AAC. A table can claim thousands of millions in a few bytes."""

_MOST_ALIKE: Final = 65_536
_LATEST_TICKS: Final = 2**60
_LARGEST_SAMPLE: Final = 4_194_304
_AUDIO_ENTRY_BYTES: Final = (28, 44, 64)
"""By version: plain, and QuickTime's two."""
_VIDEO_ENTRY_BYTES: Final = 78
_VIDEO_CODECS: Final = {
    b"avc1": ("h264", b"avcC"),
    b"avc3": ("h264", b"avcC"),
    b"hvc1": ("hevc", b"hvcC"),
    b"hev1": ("hevc", b"hvcC"),
    b"vp08": ("vp8", b""),
    b"vp09": ("vp9", b""),
    b"av01": ("av1", b"av1C"),
}
_OBJECT_CODECS: Final = dict.fromkeys((0x40, 0x66, 0x67, 0x68), "aac") | {0x69: "mp3", 0x6B: "mp3"}

Integers = NDArray[np.int64]
Seconds = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Samples in the order of their bytes, each array shape (n,).

    offset: in bytes, from the start of the file or of the fragment. at_s: media time.
    video: whose they are.
    """

    offset: Integers
    size: Integers
    at_s: Seconds
    video: NDArray[np.bool_]

    @staticmethod
    def of(tables: list[Table]) -> Table:
        """Return all ``tables`` as one."""
        joined = [
            np.concatenate([getattr(table, name) for table in (_NONE, *tables)])
            for name in ("offset", "size", "at_s", "video")
        ]
        order = np.argsort(joined[0], kind="stable")
        return Table(*(column[order] for column in joined))


_NONE: Final = Table(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float64), np.zeros(0, np.bool_)
)


@dataclass(slots=True)
class MovieTrack:
    """One track of a movie, and where its next fragment goes on, in its own ticks."""

    track: Track
    timescale: int
    table: Table
    default_ticks: int = 0
    default_bytes: int = 0
    next_ticks: int = 0


@dataclass(slots=True)
class Movie:
    """What ``moov`` says: the first audio and the first video track that can be decoded."""

    tracks: dict[int, MovieTrack] = field(default_factory=dict)
    fragmented: bool = False


def movie(moov: bytes) -> Movie:
    """Return what the content of ``moov`` says."""
    found = Movie()
    kinds: set[str] = set()
    for name, content in boxes(memoryview(moov)):
        if name == b"trak":
            number, track = _track(content)
            if track is not None and track.track.kind not in kinds:
                kinds.add(track.track.kind)
                found.tracks[number] = track
        elif name == b"mvex":
            found.fragmented = True
            for inner, trex in boxes(content):
                number, _, ticks, size = _unpack(">4x4I", trex) if inner == b"trex" else (0,) * 4
                if number in found.tracks:
                    found.tracks[number].default_ticks = ticks
                    found.tracks[number].default_bytes = size
    return found


def fragment(moof: bytes, of: Movie, after_bytes: int) -> Table | None:
    """Return the samples of the content of ``moof``, if any; offsets count from the box's start.

    after_bytes: where the data is when the fragment does not say. Media time goes on
    in ``of``.
    """
    tables: list[Table] = []
    for name, content in boxes(memoryview(moof)):
        if name == b"traf":
            tables += _runs(content, of, after_bytes)
    return Table.of(tables) if tables else None


def boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the name and content of each box in ``data``."""
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = _unpack(">Q", data[at + 8 :]), 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise Malformed
        yield name, data[at + head : at + size]
        at += size


def _track(trak: memoryview) -> tuple[int, MovieTrack | None]:
    header, media = _one(trak, b"tkhd"), _one(trak, b"mdia")
    media_header = _one(media, b"mdhd")
    (number,) = _unpack(">I", header[20 if _version(header) else 12 :])
    (timescale,) = _unpack(">I", media_header[20 if _version(media_header) else 12 :])
    handler = bytes(_one(media, b"hdlr")[8:12])
    kind: Literal["audio", "video"] = "video" if handler == b"vide" else "audio"
    if handler not in (b"soun", b"vide"):
        return number, None
    if not timescale:
        raise Malformed
    samples = _one(_one(media, b"minf"), b"stbl")
    skip_s = _priming_ticks(trak) / timescale
    track = _described(_one(samples, b"stsd"), kind, skip_s)
    if track is None:
        return number, None
    return number, MovieTrack(track, timescale, _table(samples, timescale, video=kind == "video"))


def _priming_ticks(trak: memoryview) -> int:
    """Return where the first edit starts in the media: what an encoder put before it."""
    for name, content in boxes(trak):
        for inner, edits in boxes(content) if name == b"edts" else ():
            if inner != b"elst" or not _unpack(">4xI", edits)[0]:
                continue
            start = _unpack(">8x8xq" if _version(edits) else ">8x4xi", edits)[0]
            return max(0, int(start))
    return 0


def _described(stsd: memoryview, kind: Literal["audio", "video"], skip_s: float) -> Track | None:
    """Return the track of the first sample entry, None when it is none that can be decoded."""
    name, entry = next(boxes(stsd[8:]), (b"", memoryview(b"")))
    if kind == "audio":
        return _sound(name, entry, skip_s)
    codec, setup_name = _VIDEO_CODECS.get(name, ("", b""))
    if not codec:
        return None
    inside = dict(boxes(entry[_VIDEO_ENTRY_BYTES:]))
    return Track(kind="video", codec=codec, setup=bytes(inside.get(setup_name, b"")))


def _sound(name: bytes, entry: memoryview, skip_s: float) -> Track | None:
    version, channels, rate_hz = _unpack(">8xH6xH6xH", entry)
    if version >= len(_AUDIO_ENTRY_BYTES) or channels > MOST_CHANNELS:
        raise Malformed
    inside = dict(boxes(entry[_AUDIO_ENTRY_BYTES[version] :]))
    if name == b"Opus":
        count, pre_skip, _, gain, family = _unpack(">xBHIhB", inside.get(b"dOps", b""))
        if family:
            return None
        return opus.track(opus.head(channels=count, pre_skip=pre_skip, gain=gain))
    codec, setup = "mp3", b""
    if name == b"mp4a":
        codec, setup = _elementary(bytes(inside.get(b"esds", b"")[4:]))
    elif name != b".mp3":
        return None
    return Track(
        kind="audio", codec=codec, setup=setup, rate_hz=rate_hz, channels=channels, skip_s=skip_s
    )


def _elementary(descriptor: bytes) -> tuple[str, bytes]:
    """Return codec and configuration of an elementary stream."""
    codec = ""
    while descriptor:
        tag, at, length = descriptor[0], 1, 0
        more = 0x80
        while more and at < len(descriptor):
            more = descriptor[at] & 0x80
            length = length << 7 | descriptor[at] & 0x7F
            at += 1
        descriptor = descriptor[at:]
        match tag:
            case 3:  # a stream: its number, flags, and what they announce
                flags = _unpack(">2xB", descriptor)[0]
                descriptor = descriptor[
                    3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0) :
                ]
            case 4:  # its decoder
                codec = _OBJECT_CODECS.get(_unpack(">B", descriptor)[0], "")
                descriptor = descriptor[13:]
            case 5:  # what the decoder is set up with
                return codec, descriptor[:length]
            case _:
                descriptor = descriptor[length:]
    return codec, b""


def _table(stbl: memoryview, timescale: int, *, video: bool) -> Table:
    inside = dict(boxes(stbl))
    fixed, count = _unpack(">4x2I", inside.get(b"stsz", b""))
    if not count:
        return _NONE
    sizes = np.full(count, fixed) if fixed and count <= MOST_SAMPLES else None
    if sizes is None:
        sizes = _numbers(inside[b"stsz"][12:], ">u4", count)
    if b"co64" in inside:
        places = _numbers(inside[b"co64"][8:], ">u8", _unpack(">4xI", inside[b"co64"])[0])
    else:
        chunks = inside.get(b"stco", memoryview(b""))
        places = _numbers(chunks[8:], ">u4", _unpack(">4xI", chunks)[0])
    per_chunk = _samples_per_chunk(inside.get(b"stsc", memoryview(b"")), len(places))
    ends = np.minimum(np.cumsum(per_chunk), count)
    taken = np.diff(ends, prepend=0)
    if ends.size == 0 or ends[-1] != count or sizes.max() > _LARGEST_SAMPLE:
        raise Malformed
    before = np.cumsum(sizes) - sizes
    first = np.minimum(ends - taken, count - 1)
    offsets = np.repeat(places - before[first], taken) + before
    ticks = _ticks(inside.get(b"stts", memoryview(b"")), count)
    return Table(offsets, sizes, ticks / timescale, np.full(count, video))


def _samples_per_chunk(stsc: memoryview, chunks: int) -> Integers:
    entries = _numbers(stsc[8:], ">u4", 3 * _unpack(">4xI", stsc)[0]).reshape(-1, 3)
    if not len(entries) or np.any(np.diff(entries[:, 0]) <= 0) or entries[0, 0] != 1:
        raise Malformed
    until = np.minimum(np.append(entries[1:, 0] - 1, chunks), chunks)
    repeats = np.diff(until, prepend=0)
    return np.repeat(np.minimum(entries[:, 1], MOST_SAMPLES), repeats)


def _ticks(stts: memoryview, count: int) -> Integers:
    entries = _numbers(stts[8:], ">u4", 2 * _unpack(">4xI", stts)[0]).reshape(-1, 2)
    until = np.minimum(np.cumsum(entries[:, 0]), count)
    steps = np.repeat(entries[:, 1], np.diff(until, prepend=0))[:count]
    steps = np.append(steps, np.zeros(count - len(steps), np.int64))
    return np.cumsum(steps) - steps


def _runs(traf: memoryview, of: Movie, after_bytes: int) -> Iterator[Table]:
    header = _one(traf, b"tfhd")
    flags, number = _unpack(">2I", header)
    track = of.tracks.get(number)
    if track is None:
        return
    at = 8 + (8 if flags & 1 else 0) + (4 if flags & 2 else 0)
    ticks_each, bytes_each = track.default_ticks, track.default_bytes
    if flags & 8:
        (ticks_each,) = _unpack(">I", header[at:])
        at += 4
    if flags & 0x10:
        (bytes_each,) = _unpack(">I", header[at:])
    place = after_bytes
    for name, content in boxes(traf):
        if name == b"tfdt":
            track.next_ticks = _unpack(">4xQ" if _version(content) else ">4xI", content)[0]
        elif name == b"trun":
            table, place = _run(content, track, (ticks_each, bytes_each), place)
            yield table


def _run(
    trun: memoryview, track: MovieTrack, defaults: tuple[int, int], place: int
) -> tuple[Table, int]:
    flags, count = _unpack(">2I", trun)
    if track.next_ticks > _LATEST_TICKS:
        raise Malformed
    at = 8
    if flags & 1:
        (place,) = _unpack(">i", trun[at:])
        at += 4
    at += 4 if flags & 4 else 0
    columns = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
    if count > (MOST_SAMPLES if columns else _MOST_ALIKE):
        raise Malformed
    fields = _numbers(trun[at:], ">u4", count * len(columns)).reshape(count, len(columns))
    steps, sizes = (
        fields[:, columns.index(bit)] if bit in columns else np.full(count, default)
        for bit, default in zip((0x100, 0x200), defaults, strict=True)
    )
    if count and sizes.max() > _LARGEST_SAMPLE:
        raise Malformed
    ticks = track.next_ticks + np.cumsum(steps) - steps
    offsets = place + np.cumsum(sizes) - sizes
    track.next_ticks += int(steps.sum())
    video = np.full(count, track.track.kind == "video")
    return Table(offsets, sizes, ticks / track.timescale, video), place + int(sizes.sum())


def _version(box: memoryview) -> int:
    return _unpack(">B", box)[0]


def _one(data: memoryview, wanted: bytes) -> memoryview:
    for name, content in boxes(data):
        if name == wanted:
            return content
    raise Malformed


def _numbers(data: memoryview, kind: str, count: int) -> Integers:
    width = np.dtype(kind).itemsize
    if count * width > len(data):
        raise Malformed
    return np.frombuffer(data[: count * width], kind).astype(np.int64)


def _unpack(layout: str, data: memoryview | bytes) -> tuple[int, ...]:
    try:
        return struct.unpack_from(layout, data)
    except struct.error:
        raise Malformed from None
