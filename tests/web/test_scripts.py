"""The scripts of the pages: their types, and what of them needs no browser."""

import json
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from support import tools

FOLDER = Path(str(files("talkup_local.server.page") / "files"))
TESTS = Path(__file__).with_name("node")

OPTIONS = (
    "--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--module", "esnext",
    "--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable,dom.asynciterable",
)  # fmt: skip

pytestmark = pytest.mark.web


def run(*command: str | Path) -> str:
    """Run a tool; return what it has to complain about."""
    done = subprocess.run(
        [str(part) for part in command], check=False, capture_output=True, text=True, timeout=100
    )
    return "" if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"


def test_the_types_of_all_scripts_hold(tmp_path_factory):
    tools.require("nodejs", "node")
    tsc = tools.npm_command("typescript@7", "tsc", tmp_path_factory.mktemp("typescript"))
    assert run(tsc, *OPTIONS, *sorted(FOLDER.rglob("*.js"))) == ""


def test_what_needs_no_browser_works_without_one():
    node = tools.require("nodejs", "node")
    all_tests = (
        f"import {json.dumps(path.as_uri())};" for path in sorted(TESTS.glob("*.test.mjs"))
    )
    assert run(node, "--input-type=module", "--eval", "".join(all_tests)) == ""
