"""A file that is on its way: what has come of it, and of what it is a part."""

from __future__ import annotations

from pathlib import Path

import msgspec

from talkup_local.catalogue.fetch.folder import on_disk
from talkup_local.catalogue.shelf import PART, PART_NOTES


class Record(msgspec.Struct, frozen=True):
    """Which file the bytes belong to: by its hash, else by its server's tag."""

    sha256: str = ""
    etag: str = ""


class Part:
    """``NAME.part`` beside where the file will lie, and ``NAME.part.json`` that says of what."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(target.name + PART)
        self._record_path = target.with_name(target.name + PART_NOTES)
        self.record = Record()

    @property
    def size_bytes(self) -> int:
        """What has come."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def reopen(self, sha256: str | None) -> int:
        """Return from where on to fetch; what belongs to another file is thrown away.

        sha256: of the file that is wanted, None when not known. Raises ModelsFolderError.
        """
        try:
            self.record = msgspec.json.decode(self._record_path.read_bytes(), type=Record)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            self.record = Record()
        same = self.record.sha256 == sha256 if sha256 else bool(self.record.etag)
        if self.size_bytes and not same:
            self.discard()
        return self.size_bytes

    def begin(self, record: Record) -> None:
        """Keep what the bytes that come now are part of. Raises ModelsFolderError."""
        self.record = record
        with on_disk(self._record_path):
            self._record_path.write_bytes(msgspec.json.encode(record))

    def discard(self) -> None:
        """Delete it. Raises ModelsFolderError."""
        with on_disk(self.path):
            self.path.unlink(missing_ok=True)
            self.forget()

    def forget(self) -> None:
        """Delete what it is a part of. Raises OSError."""
        self._record_path.unlink(missing_ok=True)
