"""What a wheel tells of itself: its metadata, its licences, what it takes, where it runs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from packaging.metadata import Metadata
from packaging.tags import Tag
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from talkup_local.catalogue.hashing import sha256
from talkup_local.errors import BundleError

OLDEST_GLIBC: Final = (2, 17)
"""Nothing of ours goes further back."""

_LONGEST_NAME: Final = 100
_ALIASES: Final = {"manylinux2014": (2, 17), "manylinux2010": (2, 12), "manylinux1": (2, 5)}
_MANYLINUX: Final = re.compile(r"manylinux_(\d+)_(\d+)_")
_SYMBOL: Final = re.compile(rb"\0GLIBC_(\d+)\.(\d+)(?=[.\0])")
_LICENCE_NAME: Final = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)

Glibc = tuple[int, int]


@dataclass(frozen=True)
class Wheel:
    """A wheel on disk."""

    path: Path

    @cached_property
    def _parsed(self) -> tuple[NormalizedName, Version, frozenset[Tag]]:
        name, version, _, tags = parse_wheel_filename(self.path.name)
        return name, version, tags

    @property
    def name(self) -> NormalizedName:
        """Normalised, as ``piper-tts``."""
        return self._parsed[0]

    @property
    def version(self) -> Version:
        """Of the distribution."""
        return self._parsed[1]

    def shortened(self) -> Wheel:
        """Give it a name that any tar can hold, with one of its tags in place of many."""
        if len(self.path.name) <= _LONGEST_NAME:
            return self
        head, _, platforms = self.path.name.rpartition("-")
        oldest = min(
            platforms.removesuffix(".whl").split("."), key=lambda p: _glibc_of(p) or (9, 9)
        )
        return Wheel(self.path.rename(self.path.with_name(f"{head}-{oldest}.whl")))

    @cached_property
    def sha256(self) -> str:
        """Of the file."""
        return sha256(self.path)

    @cached_property
    def unpacked_bytes(self) -> int:
        """What it takes when installed, without what Python compiles of it."""
        with zipfile.ZipFile(self.path) as archive:
            return sum(info.file_size for info in archive.infolist())

    @cached_property
    def metadata(self) -> Metadata:
        """Its METADATA. Raises BundleError."""
        with zipfile.ZipFile(self.path) as archive:
            for name in archive.namelist():
                if name.endswith(".dist-info/METADATA") and name.count("/") == 1:
                    return Metadata.from_email(archive.read(name), validate=False)
        raise BundleError("has no metadata", file=self.path.name)

    @property
    def licence(self) -> str:
        """In its own words: an SPDX expression, a name, or what its classifiers say."""
        metadata = self.metadata
        stated = metadata.license_expression or metadata.license or ""
        if stated and "\n" not in stated:
            return stated.strip()
        classifiers = (line.split(" :: ") for line in metadata.classifiers or ())
        named = [parts[-1] for parts in classifiers if parts[0] == "License"]
        return " AND ".join(named) or stated.strip().partition("\n")[0] or "not stated"

    def licence_texts(self) -> Iterator[tuple[str, str]]:
        """Yield name and text of the licence files that it carries."""
        with zipfile.ZipFile(self.path) as archive:
            for name in sorted(archive.namelist()):
                folder, _, inside = name.partition("/")
                if folder.endswith(".dist-info") and (
                    inside.startswith("licenses/") or _LICENCE_NAME.search(inside)
                ):
                    yield inside, archive.read(name).decode(errors="replace")

    def notices(self) -> str:
        """Return what it says of its licence, and the texts that it carries, to be read."""
        metadata = self.metadata
        lines = [f"{metadata.name} {self.version}", f"licence: {self.licence}"]
        if metadata.home_page:
            lines.append(f"home page: {metadata.home_page}")
        lines += [f"{label}: {url}" for label, url in (metadata.project_urls or {}).items()]
        texts = [f"==== {name}\n\n{text.strip()}" for name, text in self.licence_texts()]
        parts = ["\n".join(lines), *(texts or ["(it carries no text of its licence)"])]
        return "\n\n".join(parts) + "\n"

    def runs_on(self, supported: frozenset[Tag]) -> bool:
        """Tell whether one of its tags is among those."""
        return not self._parsed[2].isdisjoint(supported)

    @cached_property
    def glibc(self) -> Glibc:
        """The oldest C library that it runs with; of a pure one the oldest there is for us."""
        platforms = {tag.platform for tag in self._parsed[2]}
        if "any" in platforms:
            return OLDEST_GLIBC
        stated = [version for platform in platforms if (version := _glibc_of(platform))]
        return min(stated) if stated else self._glibc_used()

    def _glibc_used(self) -> Glibc:
        """Return the newest version that its libraries ask for: such a wheel makes no promise."""
        with zipfile.ZipFile(self.path) as archive:
            libraries = (
                archive.read(name)
                for name in archive.namelist()
                if name.endswith(".so") or ".so." in name
            )
            return max(
                (
                    (int(major), int(minor))
                    for library in libraries
                    for major, minor in _SYMBOL.findall(library)
                ),
                default=OLDEST_GLIBC,
            )


def same_name(name: str) -> NormalizedName:
    """Return ``name`` as wheels are named."""
    return canonicalize_name(name)


def glibc_needed(wheels: Iterable[Wheel]) -> Glibc:
    """Return the oldest C library that all of them run with."""
    return max((wheel.glibc for wheel in wheels), default=OLDEST_GLIBC)


def _glibc_of(platform: str) -> Glibc | None:
    if match := _MANYLINUX.match(platform):
        return int(match[1]), int(match[2])
    return next((_ALIASES[a] for a in _ALIASES if platform.startswith(a + "_")), None)
