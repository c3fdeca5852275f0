"""All wheels that an installation needs, for a platform and a Python that need not be this one's.

pip chooses and fetches them. It reads the conditions of a requirement with its own
Python's eyes, so what the other one needs besides is found here and asked for as well.
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags

from talkup_local.catalogue.bundle.wheel import OLDEST_GLIBC, Glibc, Wheel, same_name
from talkup_local.errors import BundleError, WrongPlatform

PYTHONS: Final = ("3.11", "3.12", "3.13")
NAME: Final = "talkup-local"
INSTALLER: Final = "pip"
"""Travels along: many a system's Python comes without it."""

_PLATFORM: Final = re.compile(r"manylinux_(\d+)_(\d+)_(\w+)")
_ROUNDS: Final = 4
_SOURCE: Final = Path(__file__).parents[3]


@dataclass(frozen=True, kw_only=True)
class Target:
    """A kind of machine. python: as ``3.11``."""

    machine: str
    glibc: Glibc
    python: str

    @property
    def platforms(self) -> list[str]:
        """The tags of platforms whose wheels run there, best first."""
        tags = [
            f"manylinux_2_{minor}_{self.machine}"
            for minor in range(self.glibc[1], OLDEST_GLIBC[1] - 1, -1)
        ]
        old = ("manylinux2014", "manylinux2010", "manylinux_2_12", "manylinux_2_5", "manylinux1")
        return [*tags, *(f"{name}_{self.machine}" for name in old), f"linux_{self.machine}"]

    @property
    def version(self) -> tuple[int, int]:
        """Of Python."""
        major, minor = self.python.split(".")
        return int(major), int(minor)

    def runs(self, wheel: Wheel) -> bool:
        """Tell whether ``wheel`` installs there."""
        python = (self.version, None, self.platforms)
        interpreter = f"cp{self.version[0]}{self.version[1]}"
        tags = {*cpython_tags(*python), *compatible_tags(self.version, interpreter, self.platforms)}
        return wheel.runs_on(frozenset(tags))

    def environment(self) -> dict[str, str | AbstractSet[str]]:
        """Return what the conditions of requirements are held against."""
        own = cast("dict[str, str]", default_environment())
        return {**own, "python_version": self.python, "python_full_version": f"{self.python}.0"}


def target(python: str = "", tag: str = "") -> Target:
    """Return a kind of machine; by default this one. tag: as ``manylinux_2_28_x86_64``.

    Raises WrongPlatform.
    """
    python = python or f"{sys.version_info[0]}.{sys.version_info[1]}"
    if python not in PYTHONS:
        raise WrongPlatform(f"Python {python} is none of {', '.join(PYTHONS)}")
    own = platform.machine()
    if not tag:
        library, _, version = platform.libc_ver()[1].partition(".")
        if platform.system() != "Linux" or library != "2":
            raise WrongPlatform("bundles are made on Linux with glibc")
        return Target(machine=own, glibc=(2, int(version)), python=python)
    match = _PLATFORM.fullmatch(tag)
    if match is None or match[1] != "2":
        raise WrongPlatform(
            f"{tag} is no platform",
            mend=f"Write it as manylinux_2_34_{own}, where glibc is 2.34",
        )
    if match[3] != own:
        raise WrongPlatform(
            f"{tag} is another processor than this one, {own}",
            mend="Make the bundle on a machine of that kind",
        )
    return Target(machine=own, glibc=(2, int(match[2])), python=python)


def gather(
    folder: Path,
    where: Target,
    extras: Sequence[str] = (),
    *,
    find_links: Iterable[Path] = (),
    on_line: Callable[[str], None] | None = None,
) -> list[Wheel]:
    """Fetch into ``folder`` what ``where`` needs, talkup-local itself too, sorted by name.

    find_links: folders of wheels that are taken as they are. on_line: is told what pip
    says. Raises BundleError: there is no network, or no wheel for that machine.
    """
    places = [
        part for link in (*find_links, folder) for part in ("--find-links", str(link.resolve()))
    ]
    wanted = NAME + (f"[{','.join(extras)}]" if extras else "")
    requirements = [wanted, INSTALLER]
    if all((_SOURCE / name).exists() for name in ("pyproject.toml", "config.toml")):  # a clone
        built = ("wheel", "--no-deps", "--wheel-dir", str(folder), str(_SOURCE))
        _pip(*built, *places, on_line=on_line)
        (own,) = folder.glob("talkup_local-*.whl")
        requirements[0] = f"{wanted} @ {own.resolve().as_uri()}"
    options = [
        "download", "--dest", str(folder), "--only-binary", ":all:", "--implementation", "cp",
        "--python-version", where.python,
        *(part for tag in where.platforms for part in ("--platform", tag)),
        *places,
    ]  # fmt: skip
    for _ in range(_ROUNDS):
        _pip(*options, *requirements, on_line=on_line)
        wheels = sorted(map(Wheel, folder.glob("*.whl")), key=lambda wheel: wheel.name)
        usable = [wheel for wheel in wheels if where.runs(wheel)]
        missing = list(lacking(usable, where, [Requirement(wanted), Requirement(INSTALLER)]))
        if not missing:
            return [wheel.shortened() for wheel in usable]
        requirements += map(str, missing)
    raise BundleError(f"no wheel was found for {missing[0]}")


def lacking(
    wheels: Iterable[Wheel], where: Target, wanted: Iterable[Requirement]
) -> Iterator[Requirement]:
    """Yield what ``wanted`` needs there, and what that needs, as far as no wheel is it."""
    here = {wheel.name: wheel for wheel in wheels}
    environment, seen = where.environment(), set[tuple[str, str]]()
    waiting = [(requirement, extra) for requirement in wanted for extra in _extras(requirement)]
    while waiting:
        requirement, extra = waiting.pop()
        name = same_name(requirement.name)
        wheel = here.get(name)
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            yield Requirement(f"{requirement.name}{requirement.specifier}")
            continue
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for needed in wheel.metadata.requires_dist or ():
            if needed.marker is None or needed.marker.evaluate({**environment, "extra": extra}):
                waiting += [(needed, other) for other in _extras(needed)]


def requirements(wheels: Iterable[Wheel]) -> str:
    """Return the pinned list that pip installs from: every one with its hash.

    The installer is left out: it works from its wheel.
    """
    return "".join(
        f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n"
        for wheel in sorted(wheels, key=lambda wheel: wheel.name)
        if wheel.name != INSTALLER
    )


def _extras(requirement: Requirement) -> tuple[str, ...]:
    return ("", *requirement.extras)


def _pip(*arguments: str, on_line: Callable[[str], None] | None) -> None:
    """Run pip, as it is set up on this machine. Raises BundleError."""
    command = (sys.executable, "-m", "pip", *arguments)
    options = ("--progress-bar=off", "--no-input", "--disable-pip-version-check", "--retries=2")
    lines: list[str] = []
    with subprocess.Popen(  # noqa: S603 # pip, with arguments of ours
        (*command, *options),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.strip())
            if on_line is not None:
                on_line(line.strip())
    if process.returncode:
        told = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
        last = told[-1] if told else next(reversed(lines), "it said nothing")
        raise BundleError(
            f"pip could not get the wheels: {last}",
            mend="It needs a package index, or all wheels in a folder: --wheels DIR",
        )
