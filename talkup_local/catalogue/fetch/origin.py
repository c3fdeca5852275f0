"""Where the bytes of one file come from, from any offset on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import FileIO
from pathlib import Path
from typing import Protocol

from talkup_local.catalogue.fetch.web import Web
from talkup_local.errors import FetchError


class Answer(Protocol):
    """The file, from ``begin`` to its end. total_bytes: of all of it, None when not told."""

    @property
    def begin(self) -> int: ...
    @property
    def total_bytes(self) -> int | None: ...
    @property
    def etag(self) -> str: ...
    @property
    def is_page(self) -> bool: ...
    @property
    def ends_for_sure(self) -> bool: ...

    def readinto(self, block: memoryview) -> int:
        """Fill ``block`` from the start; return how much came, 0 at the end. Raises FetchError."""
        ...


class Origin(Protocol):
    """A place that has the file. name: for people."""

    @property
    def name(self) -> str: ...

    def open(self, offset: int, etag: str) -> AbstractContextManager[Answer]:
        """Give the file from ``offset`` on, or the whole; the whole if its tag isn't ``etag``.

        etag: "" is any. Raises FetchError.
        """
        ...


class WebOrigin:
    """A file of a web server."""

    def __init__(self, web: Web, url: str, token: str = "") -> None:
        self._web, self.name, self._token = web, url, token

    def open(self, offset: int, etag: str) -> AbstractContextManager[Answer]:
        headers = {}
        if offset:
            headers["Range"] = f"bytes={offset}-"
            if etag:
                headers["If-Range"] = etag
        return self._web.open(self.name, token=self._token, headers=headers)


class FolderOrigin:
    """A file on a disk."""

    def __init__(self, path: Path) -> None:
        self._path, self.name = path, str(path)

    @contextlib.contextmanager
    def open(self, offset: int, etag: str) -> Iterator[Answer]:  # noqa: ARG002 (its hash tells)
        try:
            with self._path.open("rb", buffering=0) as file:
                size_bytes = file.seek(0, 2)
                begin = min(offset, size_bytes)
                file.seek(begin)
                yield _FileAnswer(file, self.name, begin, size_bytes)
        except OSError as exc:
            raise _unreadable(self.name, exc) from exc


class _FileAnswer:
    etag, is_page, ends_for_sure = "", False, True

    def __init__(self, file: FileIO, name: str, begin: int, total_bytes: int) -> None:
        self._file, self._name = file, name
        self.begin, self.total_bytes = begin, total_bytes

    def readinto(self, block: memoryview) -> int:
        try:
            return self._file.readinto(block)
        except OSError as exc:
            raise _unreadable(self._name, exc) from exc


def _unreadable(name: str, exc: OSError) -> FetchError:
    reason = f"can't be read: {(exc.strerror or str(exc)).lower()}"
    return FetchError(name, reason, "Check the medium; what has come is kept")
