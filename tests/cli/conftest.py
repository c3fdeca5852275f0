"""The real command, run as a process of its own, or in this one where only its answer counts."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from talkup_local.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """What the command refused with: one line on stderr, nothing else."""
        assert self.code == 1, (self.code, self.err)
        assert self.out == ""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("talkup-local: ")
        return lines[0]


Run = Callable[..., Done]


def run_in(folder: Path, *arguments: str | Path, **settings: str) -> Done:
    """Run ``talkup-local`` in ``folder``, which is its home too.

    settings: environment variables; no ``TALKUP_*`` ones are taken over.
    """
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("TALKUP_")}
    done = subprocess.run(
        [sys.executable, "-m", "talkup_local", *(str(argument) for argument in arguments)],
        cwd=folder,
        env={**inherited, "HOME": str(folder), "COLUMNS": "200", **settings},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=280,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command in an empty folder."""
    return partial(run_in, tmp_path)


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run the command in an empty folder, in this process: no imports are waited for."""

    def run_here(*arguments: str | Path, **settings: str) -> Done:
        for key in [key for key in os.environ if key.startswith("TALKUP_")]:
            monkeypatch.delenv(key)
        for key, value in {"HOME": str(tmp_path), "COLUMNS": "200", **settings}.items():
            monkeypatch.setenv(key, value)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["talkup-local", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return Done(int(ended.value.code or 0), told.out, told.err)

    return run_here


@pytest.fixture(scope="session")
def run_shared() -> Callable[..., Done]:
    """Run the command in a folder of one's choice: for runs that many tests look at."""
    return run_in
