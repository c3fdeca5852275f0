"""llama-cpp-python as a wheel that runs on other machines than the one that compiled it.

Built from source as pip would do it, the library takes every instruction that the build
machine has, and dies on one that lacks some. Here it gets a baseline instead, and is left
without what the appliance never calls, which also halves the time to compile it
(docs/decisions/0019-portable-llama.md).
"""

from __future__ import annotations

import fcntl
import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from talkup_local.errors import BundleError

VERSION: Final = "0.3.36"
"""Which release of llama-cpp-python."""

_SOURCE_SHA256: Final = "832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e"
_SLIM: Final = Path(__file__).with_suffix(".cmake")
_FLAGS: Final = (
    "-DLLAVA_BUILD=OFF",
    "-DGGML_NATIVE=OFF",
    # its own threads: a bare system has no libgomp
    "-DGGML_OPENMP=OFF",
)
_BASELINE: Final = {
    # x86-64-v3: Intel since 2013 (Haswell), AMD since 2015 (Excavator)
    "x86_64": tuple(
        f"-DGGML_{feature}=ON" for feature in ("SSE42", "AVX", "AVX2", "BMI2", "FMA", "F16C")
    )
}
_COMPILERS: Final = ("c++", "g++", "clang++")
_COMPILER_MEND: Final = (
    "Install one (Debian and Ubuntu: apt install g++; Fedora: dnf install gcc-c++), or copy the"
    " wheel from a machine that has built it"
)
_STEP: Final = re.compile(r"\s*\[(?P<done>\d+)/(?P<of>\d+)\]")
_LAST_LINES: Final = 60


def default_cache(environment: Mapping[str, str]) -> Path:
    """Return where wheels are kept: ``talkup-local/wheels`` in the user's cache folder."""
    cache = environment.get("XDG_CACHE_HOME", "")
    base = Path(cache) if cache.startswith("/") else Path.home() / ".cache"
    return base / "talkup-local" / "wheels"


def portable_wheel(
    cache: Path,
    *,
    python: Path | str = sys.executable,
    on_line: Callable[[str], None] = lambda _line: None,
) -> Path:
    """Return the wheel, compiled the first time (some minutes), found in ``cache`` afterwards.

    python: whose pip does the work; the wheel fits every Python 3 of this platform.
    on_line: gets each line that the build prints.
    Raises BundleError, with what helps, when it can't be compiled.
    """
    folder = cache / _key()
    if wheel := _kept(folder):
        return wheel
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / "lock", on_line):
            return _kept(folder) or _build(folder, str(python), on_line)
    except OSError as exc:
        reason = f"{folder}: {exc.strerror}"
        raise BundleError(reason, mend="Set XDG_CACHE_HOME to a folder with room") from exc


def step_of(line: str) -> tuple[int, int] | None:
    """Return how many steps of how many are done, when a line of the build tells it."""
    found = _STEP.match(line)
    return (int(found["done"]), int(found["of"])) if found else None


def _key() -> str:
    """Name what the wheel is made of: other flags make another wheel."""
    recipe = "\n".join((*_flags(), _SLIM.read_text(encoding="utf-8"), _SOURCE_SHA256))
    digest = hashlib.sha256(recipe.encode()).hexdigest()[:12]
    return f"llama-cpp-python-{VERSION}-{sys.platform}-{platform.machine()}-{digest}"


def _flags() -> tuple[str, ...]:
    return (*_FLAGS, *_BASELINE.get(platform.machine(), ()))


def _kept(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob("*.whl"))), None)


@contextmanager
def _alone(path: Path, on_line: Callable[[str], None]) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_line("another process compiles it already: waiting")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(folder: Path, python: str, on_line: Callable[[str], None]) -> Path:
    if not any(map(shutil.which, _COMPILERS)):
        raise BundleError("there is no C++ compiler for llama-cpp-python", mend=_COMPILER_MEND)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        wanted = Path(scratch) / "requirements.txt"
        wanted.write_text(f"llama-cpp-python=={VERSION} --hash=sha256:{_SOURCE_SHA256}\n")
        arguments = " ".join((f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={_SLIM}", *_flags()))
        lines = _run(
            ("env", f"CMAKE_ARGS={arguments}", python, "-m", "pip", "wheel", "--verbose"),
            # pip's own cache may hold one that was compiled for this machine alone
            ("--disable-pip-version-check", "--no-cache-dir", "--no-deps", "--require-hashes"),
            ("--no-binary", "llama-cpp-python", "--wheel-dir", scratch, "-r", str(wanted)),
            on_line=on_line,
        )
        built = _kept(Path(scratch))
        if built is None:
            log = folder / "build.log"
            log.write_text("\n".join(lines), encoding="utf-8")
            reason = f"llama-cpp-python {VERSION} could not be compiled"
            raise BundleError(reason, mend=f"The end of what the build said is in {log}")
        return built.rename(folder / built.name)


def _run(*command: tuple[str, ...], on_line: Callable[[str], None]) -> deque[str]:
    """Run to the end; return the last lines that it printed."""
    lines: deque[str] = deque(maxlen=_LAST_LINES)
    flat = [part for parts in command for part in parts]
    with subprocess.Popen(  # noqa: S603 - our own words only
        flat,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip())
            on_line(lines[-1])
    return lines
