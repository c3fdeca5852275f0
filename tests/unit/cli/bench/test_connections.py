"""A server of its own is attacked, with few connections."""

import json

import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import app


@pytest.mark.parametrize("attack", ["silent", "in-a-row"])
@pytest.mark.parametrize("tls", [[], ["--tls"]])
def test_an_attack_says_what_came_of_it(attack, tls):
    few = ["--silent", "20", "--pages", "2", "--in-a-row", "150"]
    ran = CliRunner().invoke(app, ["bench", "connections", "--only", attack, "--json", *few, *tls])
    assert ran.exit_code == 0, ran.output
    told = {f["name"]: f for f in json.loads(ran.stdout)["figures"]}
    assert told[f"{attack}: answer to a ping"]["value"] > 0
    if attack == "silent":
        assert told["silent: page"]["note"].endswith("of 2 came")
        assert told["silent: slowest page"]["value"] >= told["silent: page"]["value"] > 0
    else:
        assert 0 < told["in-a-row: opened"]["value"] <= 150
