"""Tools from outside Python that tests drive: found, else installed, else told about."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
LOCK = Path(sys.prefix) / ".apt-lock"


def missing(reason: str) -> NoReturn:
    """Skip with the reason; where everything has to be there, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def require(package: str, *commands: str) -> str:
    """Return the path of the first of ``commands``, installing ``package`` if need be."""
    if path := _find(commands):
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # another process may want a lock of apt's at the same time
        apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
        with LOCK.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _run(*apt, "update")
            _run(*apt, "install", "-y", "--no-install-recommends", package)
        if path := _find(commands):
            return path
    missing(f"{commands[0]} is not installed: install the package {package}")


def npm_command(package: str, command: str, folder: Path) -> str:
    """Return the path of a command of an npm package, installed into ``folder`` if need be."""
    path = folder / "node_modules" / ".bin" / command
    _npm_install(package, folder, path)
    return str(path)


def npm_file(package: str, name: str, folder: Path) -> Path:
    """Return the path of a file of an npm package, installed into ``folder`` if need be."""
    path = folder / "node_modules" / package / name
    _npm_install(package, folder, path)
    return path


def _npm_install(package: str, folder: Path, wanted: Path) -> None:
    if wanted.exists():
        return
    npm = require("npm", "npm")
    options = ("--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error")
    done = _run(npm, "install", *options, "--prefix", folder, package)
    if not wanted.exists():
        missing(f"npm could not install {package}: {done.stderr.strip()[-300:]}")


def _find(commands: tuple[str, ...]) -> str | None:
    return next((path for command in commands if (path := shutil.which(command))), None)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
    if SYSTEM_CERTIFICATES.exists():
        # Node knows only its own authorities; a company's stands among the system's
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_CERTIFICATES))
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
        env=environment,
        stdin=subprocess.DEVNULL,
    )
