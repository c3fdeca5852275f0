"""Check a bundle as it is, without unpacking anything."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from talkup_local.catalogue.bundle import signature
from talkup_local.catalogue.bundle.archive import Member, members
from talkup_local.catalogue.bundle.manifest import (
    MANIFEST,
    SIGNATURE,
    SIGNER,
    UNLISTED,
    Manifest,
    StoredFile,
    decode,
)
from talkup_local.errors import BundleError, BundleTampered

_PIECE_BYTES: Final = 1 << 20
_SMALL_BYTES: Final = 16 << 20  # a manifest; nothing else is read whole


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A bundle whose manifest fits its signature. members: where its files lie."""

    manifest: Manifest
    signer: bytes
    members: Mapping[str, Member]

    @property
    def fingerprint(self) -> str:
        """Of the key that signed it."""
        return signature.fingerprint(self.signer)


def look(path: Path) -> Opened:
    """Read what a bundle says of itself, and hold its signature against it.

    Neither is the signer known then, nor is any file checked. Raises BundleError.
    """
    with _opened(path) as file:
        return _look(file)


def verify(
    path: Path,
    trusted: Collection[str],
    *,
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Opened:
    """Check the signer, the signature, and every byte of a bundle, in one pass over it.

    trusted: fingerprints. progress: is told of bytes that were read, from any thread.
    Raises BundleError: it can't be read. Raises UnknownSigner, BundleTampered.
    """
    with _opened(path) as file:
        opened = _look(file)
        signature.check_trust(opened.signer, trusted)
        _compare_names(opened)
        number = file.fileno()

        def fits(stored: StoredFile) -> bool:
            member = opened.members[stored.path]
            return member.size_bytes == stored.size_bytes and stored.sha256 == _sha256(
                number, member, progress
            )

        with ThreadPoolExecutor(threads) as pool:
            for stored, good in zip(
                opened.manifest.files, pool.map(fits, opened.manifest.files), strict=True
            ):
                if not good:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise BundleTampered("is not what was signed", file=stored.path)
    return opened


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a bundle; what goes wrong with its medium, then or later, is a BundleError."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as exc:
        raise BundleError(f"{path} can't be read: {exc.strerror or exc}") from exc


def _look(file: BinaryIO) -> Opened:
    found = members(file)
    if not UNLISTED & found.keys():
        raise BundleError("is a tar archive, but not a bundle")
    manifest, signed, signer = (_small(file, found, name) for name in (MANIFEST, SIGNATURE, SIGNER))
    signature.verify(manifest, signed, signer)
    return Opened(manifest=decode(manifest), signer=signer, members=found)


def _small(file: BinaryIO, found: Mapping[str, Member], name: str) -> bytes:
    member = found.get(name)
    if member is None:
        raise BundleTampered("is missing", file=name)
    if member.size_bytes > _SMALL_BYTES:
        raise BundleTampered("is too large", file=name)
    file.seek(member.offset)
    return file.read(member.size_bytes)


def _compare_names(opened: Opened) -> None:
    listed = {file.path for file in opened.manifest.files} | UNLISTED
    for name in sorted(listed ^ opened.members.keys()):
        fault = "is missing" if name in listed else "is not in the manifest"
        raise BundleTampered(fault, file=name)


def _sha256(number: int, member: Member, progress: Callable[[int], None] | None) -> str:
    """Hash a member by an open file's number, at a place of its own: threads share the file."""
    digest = hashlib.sha256()
    offset, end = member.offset, member.offset + member.size_bytes
    piece = memoryview(bytearray(min(_PIECE_BYTES, max(1, member.size_bytes))))
    while offset < end:
        count = os.preadv(number, [piece[: min(len(piece), end - offset)]], offset)
        if not count:
            break  # cut off while it was read
        digest.update(piece[:count])
        offset += count
        if progress is not None:
            progress(count)
    return digest.hexdigest()
