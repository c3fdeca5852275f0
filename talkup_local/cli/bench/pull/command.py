"""``bench pull``: a pull beside curl, a resumed one, its memory; verifying beside sha256sum."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from talkup_local.catalogue.fetch.transfer import BLOCK_BYTES
from talkup_local.catalogue.hashing import sha256
from talkup_local.catalogue.shelf import Shelf
from talkup_local.cli.bench.figures import Figure, median, report, show, steps
from talkup_local.cli.bench.pull import once, server
from talkup_local.cli.bench.served import BenchError
from talkup_local.cli.options import AsJson, print_json

_PYTHON: Final = (sys.executable, "-P")
"""Runs a file, not a module: that would load all of the commands with it."""

_RATIO: Final = 80.0
_MEMORY_MIB: Final = 100.0
_QUIET_S: Final = 0.3


def pull(
    *,
    mib: Annotated[int, typer.Option(min=8, help="Size of the file, MiB.")] = 1024,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to take the median of.")] = 7,
    folder: Annotated[
        Path | None, typer.Option(help="Where to work; by default where temporary files lie.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Measure fetching from a server on this machine, resuming, memory, and verifying."""
    with tempfile.TemporaryDirectory(prefix="bench-pull-", dir=folder) as name:
        source = _make(Path(name), mib)
        with _served(source.path) as url:
            figures = [*_beside_curl(source, url, rounds), _resumed(source, url)]
        figures += _verified(source, rounds)
    if json:
        print_json({"mib": mib, **report(figures)})
    else:
        show(f"pull of {mib} MiB", figures)


@dataclass(frozen=True, kw_only=True)
class _Source:
    path: Path
    size_bytes: int
    sha256: str

    @property
    def work(self) -> Path:
        """Where copies of it may lie."""
        return self.path.parent


def _make(folder: Path, mib: int) -> _Source:
    path, block = folder / "source", os.urandom(1 << 20)
    with path.open("wb") as file:
        for number in steps(mib, "a file of random bytes"):
            file.write(number.to_bytes(8, "big") + block[8:])
        file.flush()
        os.fsync(file.fileno())
    return _Source(path=path, size_bytes=mib << 20, sha256=sha256(path))


@contextlib.contextmanager
def _served(path: Path) -> Iterator[str]:
    process = subprocess.Popen(  # noqa: S603 (ourselves)
        [*_PYTHON, server.__file__, str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None, "stdout is a pipe"
        line = process.stdout.readline()
        if not line.startswith(server.READY):
            raise BenchError("the server with the file did not start")
        yield line.removeprefix(server.READY).strip()
    finally:
        process.kill()
        process.communicate()


def _beside_curl(source: _Source, url: str, rounds: int) -> list[Figure]:
    """Fetch the file by turns with curl and with ours, into a folder on the same disk."""
    curl = shutil.which("curl")
    ours, theirs, synced, grown, most = [], [], [], [], 0.0
    for _ in steps(rounds, "curl and ours by turns"):
        if curl:
            curl_s, sync_s = _curl(curl, f"{url}/file", source.work / "curl")
            theirs.append(curl_s)
            synced.append(curl_s + sync_s)
        told = _pull(source, url)
        ours.append(told["taken_s"])
        grown.append(told["grown_mib"])
        most = max(most, told["most_mib"])
    mib = source.size_bytes / (1 << 20)
    whole = "hashed, on the disk and in its place"
    figures = [
        Figure(name="pull", value=mib / median(ours), unit="MiB/s", note=whole),
        Figure(
            name="pull: growth of memory",
            value=max(grown),
            unit="MiB",
            aim=_MEMORY_MIB,
            note=f"at most; {most:.0f} MiB with the program itself",
        ),
    ]
    if not curl:
        missing = Figure(name="curl", value=0, unit="MiB/s", note="not installed: not compared")
        return [*figures, missing]
    return [
        *figures,
        Figure(name="curl", value=mib / median(theirs), unit="MiB/s", note="not hashed or flushed"),
        _of_theirs("pull, of curl's speed", theirs, ours),
        Figure(
            name="pull, of the speed of curl and then fsync",
            value=100 * median(synced) / median(ours),
            unit="%",
            note="both are on the disk then; only ours is hashed",
        ),
    ]


def _curl(curl: str, url: str, path: Path) -> tuple[float, float]:
    """Return the seconds that curl says it took, and those of getting it onto the disk."""
    done = subprocess.run(  # noqa: S603 (words of ours)
        [curl, "--silent", "--fail", "--output", str(path), "--write-out", "%{time_total}", url],
        check=True,
        capture_output=True,
        text=True,
    )
    begin_s = time.perf_counter()
    with path.open("rb") as file:
        os.fsync(file.fileno())
    sync_s = time.perf_counter() - begin_s
    path.unlink()
    return float(done.stdout), sync_s


def _pull(source: _Source, url: str) -> dict[str, Any]:
    """Pull in a process of its own; return what it tells."""
    folder = source.work / "models"
    command = _command(source, url, folder)
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (us)
    if done.returncode:
        raise BenchError(f"the pull failed: {done.stderr.strip().rpartition(chr(10))[2]}")
    shutil.rmtree(folder)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _command(source: _Source, url: str, folder: Path) -> list[str]:
    told = [url, str(source.size_bytes), source.sha256, str(folder)]
    return [*_PYTHON, once.__file__, *told]


def _resumed(source: _Source, url: str) -> Figure:
    """Kill a pull of which half has come, go on, and count what went out twice."""
    before = _served_bytes(url)
    part = source.work / "models" / "llm" / "file.part"
    first = subprocess.Popen(  # noqa: S603 (ourselves)
        _command(source, f"{url}/half", source.work / "models")
    )
    try:
        seen = -1
        while not part.exists() or (size := part.stat().st_size) == 0 or size != seen:
            seen = part.stat().st_size if part.exists() else -1
            time.sleep(_QUIET_S)
    finally:
        first.kill()
        first.wait()
    _pull(source, f"{url}/half")
    twice = _served_bytes(url) - before - source.size_bytes
    return Figure(
        name="bytes fetched twice after a kill",
        value=twice / (1 << 20),
        unit="MiB",
        aim=BLOCK_BYTES / (1 << 20),
        note="one block at most",
    )


def _served_bytes(url: str) -> int:
    with urllib.request.urlopen(f"{url}/served") as answer:  # noqa: S310 (our own server)
        return int(answer.read())


def _verified(source: _Source, rounds: int) -> list[Figure]:
    """Hash the same file by turns with ours, as `models verify` does, and with sha256sum."""
    tool = shutil.which("sha256sum")
    model = once.entry("https://example.org", source.size_bytes, source.sha256)
    place = source.work / "verify"
    (place / "llm").mkdir(parents=True)
    source.path.rename(place / "llm" / "file")
    shelf, ours, theirs = Shelf(place), [], []
    for _ in steps(rounds, "verifying, sha256sum and ours by turns"):
        if tool:
            begin_s = time.perf_counter()
            subprocess.run(  # noqa: S603 (words of ours)
                [tool, str(place / "llm" / "file")], check=True, stdout=subprocess.DEVNULL
            )
            theirs.append(time.perf_counter() - begin_s)
        begin_s = time.perf_counter()
        (verdict,) = shelf.verify({"file": model})
        ours.append(time.perf_counter() - begin_s)
        if verdict.fault:
            raise BenchError(f"verifying found a fault: {verdict.fault}")
    speed = Figure(name="verify", value=source.size_bytes / (1 << 20) / median(ours), unit="MiB/s")
    if not tool:
        return [speed]
    return [
        speed,
        _of_theirs("verify, of sha256sum's speed", theirs, ours),
    ]


def _of_theirs(name: str, theirs: Sequence[float], ours: Sequence[float]) -> Figure:
    """Return our speed in percent of another program's. theirs, ours: seconds of each round."""
    return Figure(
        name=name,
        value=100 * median(theirs) / median(ours),
        unit="%",
        at_least=_RATIO,
        note=f"medians of {len(ours)}",
    )
