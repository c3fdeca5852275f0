import json
import tomllib

import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import app
from talkup_local.cli.tls import names
from talkup_local.config import load
from talkup_local.errors import ConfigError


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``talkup-local tls init`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["tls", "init", *arguments])


def test_the_lines_it_prints_are_a_configuration_that_works(run, tmp_path):
    shown = run().stdout
    lines = shown[shown.index("[tls]") :].split("\n\n")[0]
    (tmp_path / "config.toml").write_text(lines, encoding="utf-8")
    config, folder = load(tmp_path / "config.toml", flags={"server.host": "0.0.0.0"})
    assert (folder / config.tls.cert).exists()
    assert (folder / config.tls.key).exists()
    assert tomllib.loads(lines)["tls"]["cert"] == "tls/cert.pem"


def test_it_says_how_to_trust_it_everywhere(run):
    shown = run().stdout
    for system in ("Windows", "macOS", "Debian", "Firefox", "Android", "iOS"):
        assert f"  {system} " in shown


def test_programs_get_one_object(run, tmp_path):
    made = json.loads(run("--name", "room3.lan", "--json").stdout)
    assert made["names"][0] == "room3.lan"
    assert {"localhost", "127.0.0.1", "::1"} < set(made["names"])
    assert made["ca"] == str(tmp_path / "tls" / "ca.pem")
    assert len(made["ca_fingerprint"]) == 95
    assert made["tls"] == {"cert": "tls/cert.pem", "key": "tls/key.pem"}


def test_a_second_run_keeps_the_authority(run):
    first, second = (json.loads(run("--json").stdout) for _ in "ab")
    assert (first["ca_kept"], second["ca_kept"]) == (False, True)
    assert first["ca_fingerprint"] == second["ca_fingerprint"]


def test_a_folder_elsewhere_is_named_in_full(run, tmp_path, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    made = json.loads(run("--out", str(folder), "--json").stdout)
    assert made["tls"]["cert"] == str(folder / "cert.pem")
    assert list(tmp_path.iterdir()) == []


def test_a_configuration_that_still_lacks_tls_is_good_enough(run, tmp_path):
    (tmp_path / "config.toml").write_text('[server]\nhost = "0.0.0.0"\n')
    assert run().exit_code == 0


@pytest.mark.parametrize("days", ["0", "826"])
def test_days_that_no_client_would_trust_are_refused(run, days):
    assert run("--days", days).exit_code == 2


def test_a_wrong_name_is_told(run):
    assert isinstance(run("--name", "a..b").exception, ConfigError)


def test_the_machine_is_called_by_names_and_addresses():
    found = names()
    assert {"localhost", "127.0.0.1", "::1"} < set(found)
    assert len(found) == len(set(found))
    assert not any(name.startswith(("fe80", "169.254.")) for name in found)
