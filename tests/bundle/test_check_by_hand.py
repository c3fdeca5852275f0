"""The check without our programs is the one that the page tells."""

import re
import subprocess
from pathlib import Path

import pytest
from support.bundles import flip
from support.tools import require

PAGE = Path(__file__).parents[2] / "docs" / "bundle.md"


@pytest.fixture
def by_hand(tiny, tmp_path):
    """Do what the page says with an unpacked bundle; return what is printed."""
    require("openssl", "openssl")
    (commands,) = re.findall(r"```\n(tar .*?openssl pkeyutl.*?)```", PAGE.read_text(), re.DOTALL)
    commands = commands.replace("/path/to/maker.pub", str(tiny.folder / "keys" / "bundle.pub"))
    commands = commands.replace("talkup.bundle", str(tiny.path))
    unpack, check = commands.split(" && cd ", 1)
    subprocess.run(["bash", "-ec", unpack], check=True, cwd=tmp_path)

    def run():
        return subprocess.run(
            ["bash", "-c", f"cd {check}"], check=False, capture_output=True, text=True, cwd=tmp_path
        ).stdout.splitlines()

    return run


def test_a_bundle_as_it_was_made_passes(by_hand):
    assert by_hand() == ["Signature Verified Successfully", "2"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("manifest.json", "Signature Verification Failure"),
        ("install.sh", "1"),
        ("check.py", "1"),
    ],
)
def test_a_byte_that_was_changed_does_not(by_hand, tmp_path, name, said):
    flip(tmp_path / "talkup-bundle" / name, 300)
    assert said in by_hand()
