"""The systemd unit and its drop-ins, judged by systemd's own tools."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from support.tools import require

from talkup_local.catalogue.resources import resource

UNIT = "talkup-local.service"
MOST_EXPOSURE = 2.0


@pytest.fixture(scope="module")
def analyze() -> str:
    return require("systemd", "systemd-analyze")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The unit as install.sh puts it, for another folder than /opt/talkup-local."""
    program = tmp_path / "bin" / "talkup-local"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    text = resource(f"deploy/{UNIT}").read_text().replace("/opt/talkup-local", str(tmp_path))
    unit = tmp_path / UNIT
    unit.write_text(text)
    return unit


def drop_in(unit: Path, name: str) -> None:
    folder = unit.with_name(f"{UNIT}.d")
    folder.mkdir(exist_ok=True)
    shutil.copy(resource(f"deploy/{UNIT}.d/{name}.conf.example"), folder / f"{name}.conf")


def asked(*command: str | Path) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("drop_ins", [(), ("lan",), ("nvidia",), ("lan", "nvidia")])
def test_systemd_finds_nothing_to_complain_about(
    analyze: str, installed: Path, drop_ins: tuple[str, ...]
):
    for name in drop_ins:
        drop_in(installed, name)
    assert asked(analyze, "verify", installed) == ""


@pytest.mark.parametrize("drop_ins", [(), ("lan", "nvidia")])
def test_little_is_exposed(analyze: str, installed: Path, drop_ins: tuple[str, ...]):
    for name in drop_ins:
        drop_in(installed, name)
    limit = f"--threshold={MOST_EXPOSURE * 10:.0f}"
    asked(analyze, "security", "--offline=true", limit, installed)


def test_only_loopback_and_private_networks_are_reached(analyze: str, installed: Path):
    report = asked(analyze, "security", "--offline=true", "--json=short", installed)
    verdicts = {entry["name"]: entry for entry in json.loads(report)}
    assert "allow list" in verdicts["IPAddressDeny="]["description"]
    drop_in(installed, "lan")
    lines = (installed.with_name(f"{UNIT}.d") / "lan.conf").read_text().splitlines()
    assert "IPAddressAllow=" in lines, "what the unit allows is taken back first"


def test_its_user_can_be_made(tmp_path: Path):
    sysusers = require("systemd", "systemd-sysusers")
    users = resource("deploy/talkup-local.sysusers.conf")
    (tmp_path / "etc").mkdir()
    asked(sysusers, f"--root={tmp_path}", "--replace=/etc/sysusers.d/talkup-local.conf", users)
    assert "\ntalkup-local:" in "\n" + (tmp_path / "etc" / "passwd").read_text()
