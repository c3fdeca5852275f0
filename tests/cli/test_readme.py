"""What the README shows is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.serving import command

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.app import Commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]


def test_its_client_hears_the_greeting(tmp_path):
    program = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    with command("--profile", "embedded") as (_, url):
        program = program.replace("ws://127.0.0.1:8000", url)
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
            timeout=200,
        )
    assert done.stdout.startswith("Hello, and welcome.")
    assert len(decode(tmp_path / "greeting.mp3")) > 5 * RATE_HZ


def test_its_table_has_every_command():
    for name in Commands.subcommands:
        assert f"`talkup-local {name}" in README


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target
