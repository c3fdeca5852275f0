"""What this process may use of the machine: as its cgroup allows, not as the machine has.

Read from ``/proc`` and ``/sys`` (cgroup v1, v2, and both beside each other); where there is
no ``/proc``, the system is asked for what it has.
"""

from __future__ import annotations

import math
import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_KIB: Final = 1024
_CACHE_V2: Final = ("inactive_file", "active_file")
_CACHE_V1: Final = ("total_inactive_file", "total_active_file")
_CGROUP2: Final = "cgroup2"
_MOUNT_ROOT, _MOUNT_POINT = 3, 4


@dataclass(frozen=True, kw_only=True)
class Machine:
    """cores: may be a fraction, such as 1.5. features: flags of the processor, as Linux names."""

    cores: float
    memory_bytes: int
    memory_free_bytes: int
    processor: str = ""
    features: frozenset[str] = frozenset()


def this_machine(root: Path = Path("/")) -> Machine:
    """Return what this process may use. ``root``: where ``proc`` and ``sys`` lie."""
    processor, features = _processor(root)
    total, free = _memory(root)
    return Machine(
        cores=_cores(root),
        memory_bytes=total,
        memory_free_bytes=free,
        processor=processor,
        features=features,
    )


class OwnUse:
    """What this process uses of the machine."""

    def __init__(self, monotonic_s: float) -> None:
        self._at_s, self._cpu_s = monotonic_s, time.process_time()

    def cpu(self, monotonic_s: float) -> float:
        """Return how many cores it kept busy since the call before."""
        passed_s, used_s = monotonic_s - self._at_s, time.process_time() - self._cpu_s
        self._at_s, self._cpu_s = monotonic_s, self._cpu_s + used_s
        return max(0.0, used_s / passed_s) if passed_s > 0 else 0.0


def own_memory_bytes(root: Path = Path("/")) -> int:
    """Return the memory that this process holds."""
    pages = _text(root / "proc" / "self" / "statm").split()
    if len(pages) > 1:
        return int(pages[1]) * os.sysconf("SC_PAGE_SIZE")
    import psutil

    return int(psutil.Process().memory_info().rss)


def load() -> float | None:
    """Return the machine's load in the last minute, None where it has none."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _cores(root: Path) -> float:
    """Return the smallest of what the affinity mask and each cgroup on the way up allow."""
    allowed = _fields(root / "proc" / "self" / "status", ":").get("Cpus_allowed_list", "")
    cores = _count(allowed) or os.cpu_count() or 1
    quotas = [quota for folder in _groups(root, "cpu") for quota in _quotas(folder)]
    return min([float(cores), *quotas])


def _count(spans: str) -> int:
    """Return how many numbers a list such as ``0-3,8`` holds."""
    ends = [span.split("-") for span in spans.split(",") if span]
    return sum(int(end[-1]) - int(end[0]) + 1 for end in ends)


def _quotas(folder: Path) -> Iterator[float]:
    """Yield the cores that one cgroup allows, nothing when it sets no limit."""
    quota, _, period = _text(folder / "cpu.max").partition(" ")
    if not quota:
        quota, period = _text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us")
    if quota.isdigit() and period.isdigit():  # neither "max" nor -1
        yield int(quota) / int(period)


def _memory(root: Path) -> tuple[int, int]:
    """Return the bytes that may be used at all, and those that are free."""
    machine = _fields(root / "proc" / "meminfo", ":")
    if not machine:
        return _memory_elsewhere()
    installed = total = int(machine["MemTotal"].split()[0]) * _KIB
    free = int(machine["MemAvailable"].split()[0]) * _KIB
    for folder in _groups(root, "memory"):
        limit = _number(folder / "memory.max", folder / "memory.limit_in_bytes")
        if limit is None or limit >= installed:  # v1 writes a huge number for none
            continue
        used = _number(folder / "memory.current", folder / "memory.usage_in_bytes") or 0
        stat = _fields(folder / "memory.stat", " ")
        names = _CACHE_V1 if _CACHE_V1[0] in stat else _CACHE_V2
        cache = sum(int(stat.get(name, 0)) for name in names)
        total = min(total, limit)
        free = min(free, limit - max(0, used - cache))
    return total, max(0, free)


def _memory_elsewhere() -> tuple[int, int]:
    import psutil

    memory = psutil.virtual_memory()
    return memory.total, memory.available


def _processor(root: Path) -> tuple[str, frozenset[str]]:
    about = _fields(root / "proc" / "cpuinfo", ":")
    flags = about.get("flags") or about.get("Features") or ""  # as ARM calls them
    return about.get("model name") or platform.processor(), frozenset(flags.split())


def _groups(root: Path, controller: str) -> Iterator[Path]:
    """Yield the folders of this process' cgroups for ``controller``, each with those above it."""
    paths = {}
    for line in _text(root / "proc" / "self" / "cgroup").splitlines():
        number, names, path = line.split(":", 2)
        if controller in names.split(","):
            paths["cgroup"] = path
        elif number == "0" and not names:
            paths[_CGROUP2] = path
    for line in _text(root / "proc" / "self" / "mountinfo").splitlines():
        mount, _, system = line.partition(" - ")
        fields, (kind, _source, options) = mount.split(" "), system.split(" ", 2)
        if kind != _CGROUP2 and (kind != "cgroup" or controller not in options.split(",")):
            continue
        if kind in paths:
            top = root / fields[_MOUNT_POINT].lstrip("/")
            yield from _upward(top, _below(paths[kind], fields[_MOUNT_ROOT]))


def _below(path: str, mounted: str) -> str:
    """Return where ``path`` is under a mount of ``mounted``, which in a container is no root."""
    inside = mounted != "/" and (path == mounted or path.startswith(mounted + "/"))
    return path[len(mounted) :].lstrip("/") if inside else path.lstrip("/")


def _upward(top: Path, path: str) -> Iterator[Path]:
    folder = top / path
    if ".." in folder.parts or not folder.is_dir():  # of another namespace: only its top shows
        folder = top
    while folder != top:
        yield folder
        folder = folder.parent
    yield top


def _fields(path: Path, separator: str) -> dict[str, str]:
    """Return the ``name: value`` lines of a file, of each name the first."""
    fields: dict[str, str] = {}
    for line in _text(path).splitlines():
        name, found, value = line.partition(separator)
        if found:
            fields.setdefault(name.strip(), value.strip())
    return fields


def _number(*paths: Path) -> int | None:
    """Return the number in the first file that has one."""
    texts = (_text(path) for path in paths)
    return next((int(text) for text in texts if text.isdigit()), None)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def whole_cores(cores: float) -> int:
    """Return how many threads ``cores`` keep busy: a thread beyond a quota stalls them all."""
    return max(1, math.floor(cores))
