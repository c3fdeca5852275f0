import json

import numpy as np
import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import app
from talkup_local.cli.bench.kill.numbered import number_in, sound, words


@pytest.mark.parametrize("number", [1, 17, 60])
def test_answers_are_told_from_each_other_by_their_sound(number):
    assert number_in(words(sound(number))) == number
    assert number_in("Yes, of course.") is None
    assert np.abs(sound(60)).max() < 32_767


def test_nothing_is_lost_when_the_server_is_killed_in_the_middle():
    run = CliRunner().invoke(
        app, ["bench", "kill", "--kills", "1", "--candidates", "2", "--seed", "9", "--json"]
    )
    assert run.exit_code == 0, run.output
    found = {figure["name"]: figure["value"] for figure in json.loads(run.stdout)["figures"]}
    assert found["finished turns seen"] > 0
    assert found["finished turns lost"] == 0
    assert found["databases damaged"] == 0
