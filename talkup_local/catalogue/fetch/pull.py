"""Bring models here: look what is missing, find it, make sure of room, fetch, verify, lock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock as Mutex
from typing import Final

from talkup_local.catalogue.content import check_content
from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.catalogue.fetch.folder import exclusive, make_sure_of_room, on_disk
from talkup_local.catalogue.fetch.halt import Halt
from talkup_local.catalogue.fetch.part import Part
from talkup_local.catalogue.fetch.progress import Board, Gauge, Progress, silent
from talkup_local.catalogue.fetch.retry import Broken, Limits, insist
from talkup_local.catalogue.fetch.sources import Finder, Found, Sources
from talkup_local.catalogue.fetch.transfer import AGAIN, Means, Wanted, fetch
from talkup_local.catalogue.fetch.web import Web
from talkup_local.catalogue.hashing import sha256
from talkup_local.catalogue.lock import Expected
from talkup_local.catalogue.shelf import Shelf
from talkup_local.errors import FetchError, ModelsFolderError, WrongContent

JOBS: Final = 4

_BLOCK_BYTES: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Pulled:
    """A file that is in its place now. fetched_bytes: 0 where it was here already."""

    model: str
    file: str
    path: Path
    size_bytes: int
    sha256: str
    revision: str
    fetched_bytes: int


def pull(
    models: Mapping[str, Model],
    folder: Path,
    *,
    sources: Sources | None = None,
    jobs: int = JOBS,
    on_progress: Progress = silent,
    limits: Limits | None = None,
    pause: Callable[[float], None] | None = None,
) -> list[Pulled]:
    """Bring ``models`` into ``folder``, and return all of their files.

    jobs: files at a time. on_progress: told by one thread at a time. pause: waits before
    another try; by default for as long as it is told. One file that fails does not keep the
    others back; its error is raised at the end. Broken off by KeyboardInterrupt, or
    by anything else, the same call goes on from there.

    Raises ModelBusy, ModelsFolderError, CatalogueError, FetchError, WrongContent.
    """
    halt = Halt()
    with exclusive(folder):
        shelf = Shelf(folder)
        work = _Pull(shelf, sources or Sources(), limits or Limits(), halt, pause or halt.wait)
        return work.run(models, jobs, Board(on_progress))


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A file, where it belongs, and what it has to be as far as that is known."""

    name: str
    model: Model
    file: ModelFile
    path: Path
    expected: Expected
    gauge: Gauge


class _Pull:
    def __init__(
        self,
        shelf: Shelf,
        sources: Sources,
        limits: Limits,
        halt: Halt,
        pause: Callable[[float], None],
    ) -> None:
        self._shelf, self._lock, self._mutex = shelf, shelf.lock, Mutex()
        self._limits, self._halt, self._pause = limits, halt, pause
        self._finder = Finder(sources, Web(limits, sources.proxies, halt), limits)

    def run(self, models: Mapping[str, Model], jobs: int, board: Board) -> list[Pulled]:
        items = [
            _Item(
                name=name,
                model=model,
                file=file,
                path=self._shelf.path(model, file),
                expected=self._lock.expected(name, model, file),
                gauge=Gauge(board, name, file.here),
            )
            for name, model in models.items()
            for file in model.files
        ]
        each = self._halt.each
        right = dict(zip(map(_key, items), each(self._if_right, items, jobs), strict=True))
        missing = [item for item in items if right[_key(item)] is None]
        (found,) = each(self._find_all, [missing], 1)
        make_sure_of_room(
            (
                (item.path, max(0, _size(item, at) - Part(item.path).size_bytes))
                for item, at in found
            ),
            self._limits.reserve_bytes,
        )
        right |= dict(zip(map(_key, missing), each(self._fetch, found, jobs), strict=True))
        return [pulled for pulled in right.values() if pulled is not None]

    def _if_right(self, item: _Item) -> Pulled | None:
        """Return the file if it is here, and what it has to be."""
        known = item.expected
        if known.sha256 is None or not item.path.is_file():
            return None
        size_bytes = item.path.stat().st_size
        item.gauge.enter("check", done_bytes=0, total_bytes=size_bytes)
        if known.size_bytes not in (None, size_bytes) or self._hash(item) != known.sha256:
            return None
        return self._keep(item, known.sha256, "", 0)

    def _find_all(self, items: Sequence[_Item]) -> list[tuple[_Item, Found]]:
        """Ask one after the other: where one can't be had, the rest would be asked in vain."""
        return [(item, self._find(item)) for item in items]

    def _find(self, item: _Item) -> Found:
        """Ask its source, and hold what it states against what is known."""
        item.gauge.enter("look")
        self._halt.check()
        revision = self._lock.revision(item.name, item.model)

        def pause(seconds: float, why: Broken) -> None:
            item.gauge.enter("wait", note=f"{why.reason}; again in {seconds:.0f} s")
            self._pause(seconds)

        found = insist(
            lambda: self._finder.find(item.model, item.file, revision), self._limits, pause
        )
        self._lock.check(
            item.name, item.model, item.file, sha256=found.sha256, size_bytes=found.size_bytes
        )
        return found

    def _fetch(self, found: tuple[_Item, Found]) -> Pulled:
        item, at = found
        try:
            if (here := self._if_here(item, at)) is not None:
                return here
            received = fetch(
                Wanted(
                    model=item.name,
                    name=item.file.here,
                    target=item.path,
                    sha256=item.expected.sha256 or at.sha256,
                    size_bytes=at.size_bytes,
                    check=partial(self._check, item, at),
                ),
                at.origin,
                Means(gauge=item.gauge, halt=self._halt, limits=self._limits, pause=self._pause),
            )
            return self._keep(item, received.sha256, at.revision, received.fetched_bytes)
        except ModelsFolderError:
            self._halt.tell()
            raise
        except (FetchError, WrongContent) as exc:
            item.gauge.enter("failed", note=exc.reason)
            raise

    def _if_here(self, item: _Item, at: Found) -> Pulled | None:
        """Return a file that nobody has locked yet, if it is what its source states."""
        if item.expected.sha256 is not None or not item.path.is_file():
            return None
        item.gauge.enter("check", done_bytes=0, total_bytes=item.path.stat().st_size)
        if at.sha256 is not None:
            same = self._hash(item) == at.sha256
        else:
            same = at.git_sha1 is not None and _git_sha1(item.path) == at.git_sha1
        return self._keep(item, self._hash(item), at.revision, 0) if same else None

    def _check(self, item: _Item, at: Found, path: Path) -> None:
        if at.git_sha1 is not None and _git_sha1(path) != at.git_sha1:
            reason = f"{item.file.here} is not what the hub has at {at.revision}"
            raise WrongContent(item.name, reason, f"Nothing of it was kept. {AGAIN}")
        check_content(path, item.model, item.file)

    def _keep(self, item: _Item, found: str, revision: str, fetched_bytes: int) -> Pulled:
        """Lock a file that is in its place."""
        size_bytes = item.path.stat().st_size
        with self._mutex:
            self._lock.record(
                item.name,
                item.model,
                item.file,
                revision=revision,
                sha256=found,
                size_bytes=size_bytes,
            )
            revision = self._lock.revision(item.name, item.model)
        item.gauge.enter("done", done_bytes=size_bytes, total_bytes=size_bytes)
        return Pulled(
            model=item.name,
            file=item.file.here,
            path=item.path,
            size_bytes=size_bytes,
            sha256=found,
            revision=revision,
            fetched_bytes=fetched_bytes,
        )

    def _hash(self, item: _Item) -> str:
        def count(read: int) -> None:
            self._halt.check()
            item.gauge.add(read)

        with on_disk(item.path):
            return sha256(item.path, count)


def _key(item: _Item) -> tuple[str, str]:
    return item.name, item.file.path


def _size(item: _Item, at: Found) -> int:
    return item.file.size_bytes if at.size_bytes is None else at.size_bytes


def _git_sha1(path: Path) -> str:
    """Return the name that git gives a file's content; the hub has it for small files."""
    digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
