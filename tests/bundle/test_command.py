"""The ``bundle`` command, on a small bundle."""

import json

import pytest
from support.standins import catalogue
from typer.testing import CliRunner

from talkup_local.cli.bundle import app
from talkup_local.errors import ModelMissing, UnknownSigner


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command with an empty home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    monkeypatch.setenv("TALKUP_MODELS", "~/models")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)])


def test_verify_takes_keys_from_the_trusted_folder(run, tiny, tmp_path):
    trusted = tmp_path / ".config" / "talkup-local" / "trusted"
    trusted.mkdir(parents=True)
    (trusted / "maker.pub").write_bytes(tiny.key.public)
    report = json.loads(run("verify", tiny.path, "--json").stdout)
    assert (report["ok"], report["signer"]) == (True, tiny.fingerprint)


def test_verify_refuses_a_stranger_in_one_line(run, tiny):
    done = run("verify", tiny.path)
    assert isinstance(done.exception, UnknownSigner)
    assert done.stdout == ""
    (line,) = str(done.exception).splitlines()
    assert line.startswith(f"signed by {tiny.fingerprint}, whom nobody")


def test_show_tells_what_is_in_it_whoever_made_it(run, tiny):
    lines = run("show", tiny.path).stdout.splitlines()
    assert lines[0] == "talkup-local  0.1.0, made 2026-11-21T12:00:00+00:00"
    assert "model         words, 0 MiB" in lines
    assert f"signed by     {tiny.fingerprint}" in lines


def test_a_bundle_is_made_only_of_models_that_are_here(run, tiny, tmp_path):
    models = catalogue.build(tmp_path / "models")
    (models / "llm" / "asks.gguf").unlink()
    key = tiny.folder / "keys" / "bundle.key"
    refused = run("create", "--preset", catalogue.PRESET, "--key", key).exception
    assert isinstance(refused, ModelMissing)
    assert str(refused) == (
        "asks: is not here; it is absent. Get it with talkup-local models pull asks"
    )
