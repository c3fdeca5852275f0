import json

from typer.testing import CliRunner

from talkup_local.cli.app import app


def test_a_pull_that_is_killed_fetches_no_more_than_a_block_twice(tmp_path):
    options = ["--mib", "8", "--rounds", "1", "--folder", str(tmp_path), "--json"]
    done = CliRunner().invoke(app, ["bench", "pull", *options])
    assert done.exit_code == 0, done.output
    figures = {figure["name"]: figure for figure in json.loads(done.stdout)["figures"]}
    assert figures["bytes fetched twice after a kill"]["met"]
    assert figures["pull: growth of memory"]["met"]
    assert list(tmp_path.iterdir()) == []
