"""One file from its origin onto the disk, whatever happens on the way."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from talkup_local.catalogue.fetch.flusher import Flusher
from talkup_local.catalogue.fetch.folder import on_disk, sync_folder
from talkup_local.catalogue.fetch.halt import Halt
from talkup_local.catalogue.fetch.origin import Answer, Origin
from talkup_local.catalogue.fetch.part import Part, Record
from talkup_local.catalogue.fetch.progress import Gauge
from talkup_local.catalogue.fetch.retry import Broken, Limits, insist
from talkup_local.catalogue.fetch.web import Unsatisfiable
from talkup_local.errors import FetchError, WrongContent

BLOCK_BYTES: Final = 128 << 10
"""Small enough that a block is still in the processor's cache when it is written and hashed."""

AGAIN: Final = "Pull it again; if it comes out the same, don't trust its source"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What has to come. sha256, size_bytes: None when not known.

    check: looks at the whole file under the name that it is given; raises WrongContent.
    """

    model: str
    name: str
    target: Path
    sha256: str | None
    size_bytes: int | None
    check: Callable[[Path], None]


@dataclass(frozen=True, kw_only=True)
class Received:
    """What came. fetched_bytes: in this run."""

    sha256: str
    fetched_bytes: int


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a transfer works with."""

    gauge: Gauge
    halt: Halt
    limits: Limits
    pause: Callable[[float], None]


def fetch(wanted: Wanted, origin: Origin, means: Means) -> Received:
    """Bring a file to where it belongs; what lies there stays until the new one is verified.

    Raises FetchError, WrongContent, ModelsFolderError, Halted.
    """
    with on_disk(wanted.target.parent):
        wanted.target.parent.mkdir(parents=True, exist_ok=True)
    return _Transfer(wanted, origin, means).run()


class _Transfer:
    def __init__(self, wanted: Wanted, origin: Origin, means: Means) -> None:
        self._wanted, self._origin, self._means = wanted, origin, means
        self._block, self._digest = memoryview(bytearray(BLOCK_BYTES)), hashlib.sha256()
        self._part = Part(wanted.target)
        self._size_bytes = wanted.size_bytes
        self._done_bytes = self._fetched_bytes = 0
        self._pieced = False

    def run(self) -> Received:
        if self._part.reopen(self._wanted.sha256):
            self._pieced = True
            self._read_again()
        self._bring()
        found = self._digest.hexdigest()
        if self._pieced and self._wanted.sha256 not in (None, found):
            # an earlier piece may have been damaged: once more, from the start
            self._start_over()
            self._bring()
            found = self._digest.hexdigest()
        self._verify(found)
        with on_disk(self._part.path):
            self._put_in_place()
        return Received(sha256=found, fetched_bytes=self._fetched_bytes)

    def _bring(self) -> None:
        with on_disk(self._part.path):
            file = self._part.path.open("ab", buffering=0)
        try:
            with file, Flusher(self._part.path, file.fileno()):
                insist(
                    lambda: self._try(file),
                    self._means.limits,
                    self._pause,
                    lambda: self._done_bytes,
                )
        except BaseException:
            if not self._part.size_bytes:
                self._part.discard()
            raise

    def _try(self, file: IO[bytes]) -> None:
        self._means.halt.check()
        if self._done_bytes and self._done_bytes == self._size_bytes:
            return
        if not (self._wanted.sha256 or self._part.record.etag):
            self._start_over(file)  # nothing would tell pieces of two files
        try:
            with self._origin.open(self._done_bytes, self._part.record.etag) as answer:
                self._agree(answer, file)
                self._receive(answer, file)
        except Unsatisfiable as exc:
            if exc.size_bytes is not None and exc.size_bytes == self._done_bytes:
                return
            self._start_over(file)
            raise Broken(self._wanted.model, exc.reason) from exc

    def _agree(self, answer: Answer, file: IO[bytes]) -> None:
        """Make sure that what comes now continues what is here."""
        name, model, record = self._wanted.name, self._wanted.model, self._part.record
        if answer.is_page and not name.endswith((".html", ".htm")):
            mend = "A proxy or a login page stands in between: open the address in a browser"
            reason = f"{name}: a web page came instead of the file, from {self._origin.name}"
            raise WrongContent(model, reason, mend)
        if answer.begin not in (0, self._done_bytes):
            self._start_over(file)
            raise Broken(model, f"{name}: another part of it came than was asked for")
        if answer.begin and record.etag and answer.etag and answer.etag != record.etag:
            self._start_over(file)
            raise Broken(model, f"{name}: it changed at its source meanwhile")
        total = answer.total_bytes
        if self._wanted.size_bytes is not None and total not in (None, self._wanted.size_bytes):
            reason = (
                f"{name}: {self._origin.name} has {total} bytes, "
                f"it has to be {self._wanted.size_bytes}"
            )
            raise WrongContent(model, reason, AGAIN)
        if not answer.ends_for_sure and self._wanted.sha256 is None:
            reason = f"{name}: it does not say how long the file is"
            raise FetchError(model, reason, "Use another mirror")
        if answer.begin == 0:
            self._start_over(file)
            self._part.begin(Record(sha256=self._wanted.sha256 or "", etag=answer.etag))
        self._pieced |= answer.begin > 0
        self._size_bytes = total if total is not None else self._wanted.size_bytes
        self._means.gauge.enter(
            "fetch", done_bytes=self._done_bytes, total_bytes=self._size_bytes or None
        )

    def _receive(self, answer: Answer, file: IO[bytes]) -> None:
        block, gauge, halt = self._block, self._means.gauge, self._means.halt
        while count := answer.readinto(block):
            halt.check()
            with on_disk(self._part.path):
                _write(file, block[:count])
            self._digest.update(block[:count])
            self._done_bytes += count
            self._fetched_bytes += count
            gauge.add(count)
            if self._size_bytes is not None and self._done_bytes > self._size_bytes:
                reason = f"{self._wanted.name}: more came than the {self._size_bytes} bytes it has"
                self._part.discard()
                raise WrongContent(self._wanted.model, reason, AGAIN)
        if self._size_bytes is not None and self._done_bytes < self._size_bytes:
            reason = f"it broke off after {self._done_bytes} of {self._size_bytes} bytes"
            raise Broken(self._origin.name, reason, "The same command goes on from there")

    def _read_again(self) -> None:
        """Hash what an earlier run left."""
        self._means.gauge.enter("check", total_bytes=self._size_bytes)
        with on_disk(self._part.path), self._part.path.open("rb", buffering=0) as file:
            while count := file.readinto(self._block):
                self._means.halt.check()
                self._digest.update(self._block[:count])
                self._done_bytes += count
                self._means.gauge.add(count)

    def _start_over(self, file: IO[bytes] | None = None) -> None:
        if self._done_bytes:
            with on_disk(self._part.path):
                os.truncate(self._part.path if file is None else file.fileno(), 0)
        self._digest = hashlib.sha256()
        self._done_bytes = 0
        self._size_bytes = self._wanted.size_bytes

    def _verify(self, found: str) -> None:
        wanted = self._wanted
        if wanted.sha256 not in (None, found):
            self._part.discard()
            came, had = found[:12], str(wanted.sha256)[:12]
            reason = f"{wanted.name} came with the hash {came}…, it has to be {had}…"
            raise WrongContent(wanted.model, reason, f"Nothing of it was kept. {AGAIN}")
        try:
            with on_disk(self._part.path):
                wanted.check(self._part.path)
        except WrongContent:
            self._part.discard()
            raise

    def _put_in_place(self) -> None:
        self._part.path.replace(self._wanted.target)
        sync_folder(self._wanted.target.parent)
        self._part.forget()

    def _pause(self, seconds: float, why: Broken) -> None:
        self._means.halt.check()  # hung up by us: nothing to tell
        self._means.gauge.enter("wait", note=f"{why.reason}; again in {seconds:.0f} s")
        self._means.pause(seconds)


def _write(file: IO[bytes], data: memoryview) -> None:
    """Write all of it; the disk may take less at a time."""
    while len(data):
        data = data[file.write(data) :]
