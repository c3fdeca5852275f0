"""Work that may kill its process, done in one that is there for it alone."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a child ended, and what it wrote until then.

    code: as of ``Popen.returncode``; None when time was up.
    """

    code: int | None
    out: str = ""
    err: str = ""

    @property
    def ok(self) -> bool:
        """Whether it did what it should."""
        return self.code == 0

    @property
    def signal(self) -> str:
        """Name of the signal that killed it, "" when none did."""
        if self.code is None or self.code >= 0:
            return ""
        try:
            return signal.Signals(-self.code).name
        except ValueError:
            return f"signal {-self.code}"

    @property
    def last_words(self) -> str:
        """The last line that it wrote to stderr: of a Python program, what went wrong."""
        lines = self.err.strip().splitlines()
        return lines[-1].strip() if lines else ""


def run_child(command: Sequence[str], *, timeout_s: float, given: bytes = b"") -> Ended:
    """Run ``command`` to its end, whatever that is; one that does not start ends with 1.

    given: what it reads on stdin.
    """
    try:
        done = subprocess.run(  # noqa: S603 # a command of ours
            list(command),
            check=False,
            capture_output=True,
            input=given,
            timeout=timeout_s,
        )
    except subprocess.TimeoutExpired as exc:
        return Ended(code=None, out=_text(exc.stdout), err=_text(exc.stderr))
    except OSError as exc:
        return Ended(code=1, err=f"{command[0]}: {exc.strerror}")
    return Ended(code=done.returncode, out=_text(done.stdout), err=_text(done.stderr))


def _text(written: bytes | None) -> str:
    return (written or b"").decode(errors="replace")
