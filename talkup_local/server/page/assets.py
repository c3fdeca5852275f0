"""The files of the pages, in memory: a request names one of them and never a path on disk."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Whatever else lies in the folder is not served."""

_PLACES: Final = {
    "index.html": "/",
    "admin.html": "/admin",
    "favicon.svg": "/favicon.ico",  # browsers ask for it by themselves
}
_SHARED: Final = "client/"
"""The folder of what pages of other sites may use."""

_MARKED: Final = re.compile(r"/page/([0-9a-f]{16})/(.+)")


@dataclass(frozen=True)
class Asset:
    """A file as it is served. shared: for pages of other sites too."""

    data: bytes
    media_type: str
    shared: bool = False

    def at(self, mark: str) -> Asset:
        """Return a page that finds its files under the mark of their set."""
        return replace(self, data=self.data.replace(b'="page/', b'="page/%b/' % mark.encode()))

    @property
    def is_document(self) -> bool:
        """Whether a browser shows it as a page of its own."""
        return self.media_type.startswith("text/html")

    @cached_property
    def etag(self) -> str:
        """Changes with the content; weak, for it is the same compressed and not."""
        return f'W/"{hashlib.sha256(self.data).hexdigest()[:20]}"'

    @cached_property
    def compressed(self) -> bytes | None:
        """Its gzip; None where that is no shorter."""
        data = gzip.compress(self.data, mtime=0)
        return data if len(data) < len(self.data) else None


@cache
def load(folder: Traversable | None = None) -> Mapping[str, Asset]:
    """Return every file by its path on the server, as read once and for all.

    folder: by default that of this package.
    """
    root = folder or files(__package__) / "files"
    return {
        place(name): Asset(
            file.read_bytes(),
            _TYPES[PurePosixPath(name).suffix],
            shared=name.startswith(_SHARED),
        )
        for name, file in _walk(root)
    }


def mark(files: Mapping[str, Asset]) -> str:
    """Return what changes as soon as any of the files does: 16 hexadecimal digits."""
    tags = "".join(f"{path} {asset.etag}\n" for path, asset in sorted(files.items()))
    return hashlib.sha256(tags.encode()).hexdigest()[:16]


def unmarked(path: str) -> tuple[str, str]:
    """Return a path without the mark that it may bear, and that mark or ""."""
    found = _MARKED.fullmatch(path)
    return (_path(found[2]), found[1]) if found else (path, "")


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            yield from _walk(entry, f"{name}/")
        elif PurePosixPath(name).suffix in _TYPES:
            yield name, entry


def place(name: str) -> str:
    """Return the path on the server of the file ``name`` of the folder."""
    return _PLACES.get(name) or _path(name)


def _path(name: str) -> str:
    return f"/{name}" if name.startswith(_SHARED) else f"/page/{name}"
