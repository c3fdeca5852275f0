"""One pull in a process of its own, so that its time and memory are its own.

``python once.py REPOSITORY SIZE_BYTES SHA256 FOLDER`` prints how it went as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.catalogue.fetch.pull import pull
from talkup_local.catalogue.fetch.retry import Limits


def entry(repository: str, size_bytes: int, sha256: str) -> Model:
    """Return what a catalogue would say of the one file."""
    return Model(
        job="llm",
        title="bytes",
        engines=("none",),
        languages=("en",),
        tier="standard",
        folder="llm",
        repository=repository,
        licence="none",
        memory_mib=1,
        files=(ModelFile(path="file", size_bytes=size_bytes, sha256=sha256),),
    )


def main() -> None:
    """Pull, and tell."""
    repository, size_bytes, sha256, folder = sys.argv[1:]
    model = entry(repository, int(size_bytes), sha256)
    before_kib = _status_kib("VmRSS")
    begin_s = time.perf_counter()
    pull({"file": model}, Path(folder), limits=Limits(reserve_bytes=0))
    taken_s = time.perf_counter() - begin_s
    most_kib = _status_kib("VmHWM")
    told = {"grown_mib": (most_kib - before_kib) / 1024, "most_mib": most_kib / 1024}
    print(json.dumps({"taken_s": taken_s, **told}))


def _status_kib(name: str) -> int:
    """Return a line of what Linux says of this process; the peak since its program began."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main()
