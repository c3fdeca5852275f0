import subprocess
import sys

import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import Commands, app
from talkup_local.cli.bench import Benches

ALL = {**Commands.subcommands, **{f"bench {n}": one for n, one in Benches.subcommands.items()}}

HEAVY = ("av", "numpy", "talkup_local.server.app", "talkup_local.wiring", "talkup_local.interview")


@pytest.mark.parametrize("name", ALL)
def test_the_list_says_of_each_subcommand_what_it_says_of_itself(name):
    help_ = ALL[name].load().help
    assert ALL[name].help == " ".join(help_.partition("\n\n")[0].split())


def test_a_subcommand_that_there_is_not_is_named_with_those_like_it():
    said = CliRunner().invoke(app, ["serv"])
    assert said.exit_code == 2
    assert "'serve'" in said.output


@pytest.mark.parametrize("arguments", [["--help"], ["token", "--help"], ["bench", "--help"]])
def test_little_is_imported_for_little(arguments):
    program = (
        "import sys; from talkup_local.cli import main\n"
        "try: main()\n"
        f"finally: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True
    )
    assert done.stderr.strip() == "[]"
