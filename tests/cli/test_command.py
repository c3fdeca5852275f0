"""The command itself, and its configuration."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from talkup_local import __version__


def test_the_version_is_told(run):
    done = run("--version")
    assert (done.code, done.out) == (0, f"talkup-local {__version__}\n")


def test_the_installed_script_is_the_same_command():
    script = Path(sys.executable).with_name("talkup-local")
    done = subprocess.run([script, "--version"], check=False, capture_output=True, text=True)
    assert done.stdout == f"talkup-local {__version__}\n"


def test_without_arguments_the_commands_are_shown(run):
    done = run()
    assert "Usage:" in done.out
    commands = "serve demo doctor say transcribe config token tls bench"
    for name in commands.split():
        assert name in done.out


def test_an_unknown_command_is_refused(run):
    done = run("sevre")
    assert done.code == 2
    assert "sevre" in done.err
    assert "Traceback" not in done.err


def test_config_check_says_that_the_defaults_are_sound(run):
    done = run("config", "check")
    assert (done.code, done.out) == (0, "configuration is sound\n")


def test_config_check_lists_what_differs_from_the_defaults(here):
    done = here("config", "check", "--json", TALKUP_SERVER_PORT="9000")
    assert done.json == {"ok": True, "changed": {"server.port": 9000}}


def test_config_check_refuses_an_unknown_key(here, tmp_path):
    (tmp_path / "config.toml").write_text("[server]\nprot = 1\n", encoding="utf-8")
    complaint = here("config", "check").complaint
    assert "config.toml, line 2: server.prot" in complaint
    assert "Did you mean server.port?" in complaint


def test_what_config_show_prints_is_a_configuration_that_says_the_same(here, tmp_path):
    shown = here("config", "show", TALKUP_SERVER_PORT="9000", TALKUP_TTS_VOICE="en-gb")
    path = tmp_path / "copy.toml"
    path.write_text(shown.out, encoding="utf-8")
    assert here("config", "show", "--config", path).out == shown.out
    assert "port = 9000" in shown.out


@pytest.mark.parametrize("defaults", [True, False])
def test_config_show_gives_defaults_or_what_is_in_force(here, defaults):
    flags = ("--defaults",) if defaults else ()
    done = here("config", "show", "--json", *flags, TALKUP_SERVER_PORT="9000")
    assert json.loads(done.out)["server.port"] == (8000 if defaults else 9000)
