"""Files in and out of a bundle: hashed on the way, models compressed where that helps."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

from talkup_local.catalogue.bundle.archive import ArchiveWriter
from talkup_local.catalogue.bundle.manifest import COMPRESSED, ModelContent
from talkup_local.errors import BundleTampered

_PIECE_BYTES: Final = 1 << 20
_LEVEL: Final = 3
_SAMPLES: Final = 4
_WORTH_IT: Final = 0.9
"""A file is compressed if that leaves less than this part of it. Quantised weights stay."""

Progress = Callable[[str, int], None]


class _Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


def store(archive: ArchiveWriter, name: str, path: Path, progress: Progress) -> None:
    """Store a file as it is. Raises OSError, BundleError."""
    with archive.member(name) as sink, path.open("rb") as file:
        _copy(file, sink, lambda count: progress(path.name, count))


def store_model(
    archive: ArchiveWriter, name: str, path: Path, progress: Progress
) -> tuple[str, str]:
    """Store a file of a model; return its name in the bundle, and the hash of its content.

    Raises OSError, BundleError.
    """

    def told(count: int) -> None:
        progress(path.name, count)

    with path.open("rb") as file:
        if not _shrinks(file):
            with archive.member(name) as sink:
                return name, _copy(file, sink, told)
        with archive.member(name + COMPRESSED) as sink:
            size = os.fstat(file.fileno()).st_size
            packer = ZstdCompressor(level=_LEVEL, threads=-1, write_checksum=False)
            with packer.stream_writer(cast("BinaryIO", sink), size=size, closefd=False) as packed:
                return name + COMPRESSED, _copy(file, packed, told)


def unpack(stored: Path, content: ModelContent, out: Path, progress: Callable[[int], None]) -> None:
    """Write the file of a model to ``out``, checked. Raises BundleTampered, OSError."""
    digest, size = hashlib.sha256(), 0
    with stored.open("rb") as file, out.open("wb") as target:
        for piece in _pieces(file, stored):
            size += len(piece)
            if size > content.size_bytes:
                break
            digest.update(piece)
            target.write(piece)
            progress(len(piece))
        target.flush()
        os.fsync(target.fileno())
    if size != content.size_bytes or digest.hexdigest() != content.sha256:
        raise BundleTampered("unpacked, it is not what was signed", file=content.stored)


def _pieces(file: BinaryIO, path: Path) -> Iterator[bytes]:
    if path.suffix != COMPRESSED:
        while piece := file.read(_PIECE_BYTES):
            yield piece
        return
    try:
        yield from ZstdDecompressor().read_to_iter(file, write_size=_PIECE_BYTES)
    except ZstdError as exc:
        raise BundleTampered(f"can't be unpacked: {exc}", file=path.name) from exc


def _copy(file: BinaryIO, sink: _Writable, told: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
        sink.write(piece)
        told(len(piece))
    return digest.hexdigest()


def _shrinks(file: BinaryIO) -> bool:
    """Tell by some pieces of it whether compressing a file is worth the time. Rewinds it."""
    size = os.fstat(file.fileno()).st_size
    before = after = 0
    for number in range(_SAMPLES):
        file.seek(number * max(0, size - _PIECE_BYTES) // max(1, _SAMPLES - 1))
        piece = file.read(_PIECE_BYTES)
        before += len(piece)
        after += len(ZstdCompressor(level=_LEVEL).compress(piece))
    file.seek(0)
    return after < _WORTH_IT * before
