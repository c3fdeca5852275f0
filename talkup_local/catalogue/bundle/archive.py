"""The archive: a plain tar of plain files, in one exact form, so that no byte of it is free.

Any ``tar`` unpacks it. What is read is held against what would have been written: links,
folders, long names, gaps and whatever else a tar may hold are refused, because two
programs may take them in two ways.
"""

from __future__ import annotations

import contextlib
import hashlib
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from talkup_local.catalogue.bundle.manifest import CHECK, INSTALL, TOP, StoredFile, is_inside
from talkup_local.errors import BundleError, BundleTampered

_BLOCK_BYTES: Final = 512
_RECORD_BYTES: Final = 20 * _BLOCK_BYTES
_PROGRAMS: Final = frozenset({INSTALL, CHECK})
_KINDS: Final = {
    tarfile.LNKTYPE: "a link",
    tarfile.SYMTYPE: "a link",
    tarfile.DIRTYPE: "a folder",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
}


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file in the archive: where its bytes begin, and how many there are."""

    name: str
    offset: int
    size_bytes: int


class Sink:
    """Takes the bytes of one member. ``write`` is all that a compressor asks for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest, self.size_bytes = file, hashlib.sha256(), 0

    def write(self, data: bytes | memoryview) -> int:
        """Append to the member."""
        self._digest.update(data)
        self.size_bytes += len(data)
        return self._file.write(data)

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._digest.hexdigest()


class ArchiveWriter:
    """Writes the archive into a new file that can be sought in. ``files`` tells what is in it."""

    def __init__(self, file: BinaryIO, *, time_s: int) -> None:
        """time_s: of all files, in seconds since 1970."""
        self._file, self._time_s = file, time_s
        self.files: list[StoredFile] = []

    def add(self, name: str, data: bytes) -> None:
        """Write a whole file."""
        with self.member(name) as sink:
            sink.write(data)

    @contextlib.contextmanager
    def member(self, name: str) -> Iterator[Sink]:
        """Write a file whose length shows at its end. Raises BundleError."""
        start = self._file.tell()
        self._file.write(bytes(_BLOCK_BYTES))
        sink = Sink(self._file)
        yield sink
        self._file.write(bytes(-sink.size_bytes % _BLOCK_BYTES))
        end = self._file.tell()
        try:
            head = _header(name, sink.size_bytes, self._time_s)
        except ValueError as exc:  # 8 GiB, or a path of more than 255 signs
            raise BundleError(f"can't be stored: {exc}", file=name) from exc
        self._file.seek(start)
        self._file.write(head)
        self._file.seek(end)
        self.files.append(StoredFile(path=name, size_bytes=sink.size_bytes, sha256=sink.sha256))

    def finish(self) -> None:
        """Write the end of the archive."""
        self._file.write(bytes(2 * _BLOCK_BYTES))
        self._file.write(bytes(-self._file.tell() % _RECORD_BYTES))


def members(file: BinaryIO) -> Mapping[str, Member]:
    """Return what is in the archive, by name, having read no more than its headers.

    Raises BundleError: no bundle, or cut off. Raises BundleTampered: not as we write it.
    """
    size = file.seek(0, 2)
    found: dict[str, Member] = {}
    offset = 0
    while any(block := _read(file, offset, size)):
        member = _member(block, offset + _BLOCK_BYTES)
        if member.name in found:
            raise BundleTampered("is in the bundle twice", file=member.name)
        found[member.name] = member
        offset = member.offset + member.size_bytes
        padding = -member.size_bytes % _BLOCK_BYTES
        if any(_read(file, offset, size, padding)):
            raise BundleTampered("has something behind its end", file=member.name)
        offset += padding
    if not found:
        raise BundleError("is not a bundle")
    end = offset + 2 * _BLOCK_BYTES
    end += -end % _RECORD_BYTES
    if any(_read(file, offset, size, end - offset)) or size > end:
        raise BundleTampered("has something behind its end")
    return found


def _read(file: BinaryIO, offset: int, size: int, count: int = _BLOCK_BYTES) -> bytes:
    if offset + count > size:
        if offset < _BLOCK_BYTES:
            raise BundleError("is not a bundle")
        raise BundleError("is cut off", mend="Copy it again, and compare the sizes")
    file.seek(offset)
    return file.read(count)


def _member(block: bytes, offset: int) -> Member:
    """Read the header that ends at ``offset``."""
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        top, _, name = info.name.partition("/")
        if top != TOP or not is_inside(name.removesuffix("/")):
            raise BundleTampered(f"holds {info.name!r}, which does not belong in {TOP}/")
        if info.type in _KINDS:
            raise BundleTampered(f"is {_KINDS[info.type]}; a bundle has none", file=name)
        if _header(name, info.size, int(info.mtime)) != block:
            raise BundleTampered("has another header than bundles have", file=name)
    except (tarfile.TarError, ValueError) as exc:
        if offset == _BLOCK_BYTES:
            raise BundleError("is not a bundle") from exc
        raise BundleTampered(f"is damaged at byte {offset - _BLOCK_BYTES}") from exc
    return Member(name=name, offset=offset, size_bytes=info.size)


def _header(name: str, size_bytes: int, time_s: int) -> bytes:
    """Return the one header that such a file has. Raises ValueError."""
    info = tarfile.TarInfo(f"{TOP}/{name}")
    info.size, info.mtime = size_bytes, time_s
    info.mode = 0o755 if name in _PROGRAMS else 0o644
    return info.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")
