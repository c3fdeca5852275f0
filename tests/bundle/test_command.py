"""The real ``bundle`` command, on a small bundle."""

import json
import os
import subprocess
import sys

import pytest
from support.standins import catalogue


@pytest.fixture
def run(tmp_path):
    """Run the command with an empty home; give its exit code, and what it said."""

    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "talkup_local", "bundle", *arguments],
            check=False, capture_output=True, text=True, cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": ""},
        )  # fmt: skip

    return command


def test_verify_takes_keys_from_the_trusted_folder(run, tiny, tmp_path):
    trusted = tmp_path / ".config" / "talkup-local" / "trusted"
    trusted.mkdir(parents=True)
    (trusted / "maker.pub").write_bytes(tiny.key.public)
    report = json.loads(run("verify", tiny.path, "--json").stdout)
    assert (report["ok"], report["signer"]) == (True, tiny.fingerprint)


def test_verify_refuses_a_stranger_in_one_line(run, tiny):
    done = run("verify", tiny.path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"talkup-local: signed by {tiny.fingerprint}, whom nobody")
    assert len(done.stderr.splitlines()) == 1


def test_show_tells_what_is_in_it_whoever_made_it(run, tiny):
    lines = run("show", tiny.path).stdout.splitlines()
    assert lines[0] == "talkup-local  0.1.0, made 2026-11-21T12:00:00+00:00"
    assert "model         words, 0 MiB" in lines
    assert f"signed by     {tiny.fingerprint}" in lines


def test_a_bundle_is_made_only_of_models_that_are_here(run, tiny, tmp_path):
    models = catalogue.build(tmp_path / "models")
    (models / "llm" / "asks.gguf").unlink()
    key = tiny.folder / "keys" / "bundle.key"
    done = run("create", "--preset", catalogue.PRESET, "--key", key)
    assert done.stderr == (
        "talkup-local: asks: is not here; it is absent. Get it with talkup-local models pull asks\n"
    )
