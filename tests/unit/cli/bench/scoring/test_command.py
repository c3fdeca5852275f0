"""The bench in reduced size: the answers that the rules were tuned with."""

import json

import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import app
from talkup_local.cli.bench.scoring.answers import RatedAnswer, load
from talkup_local.cli.bench.scoring.baseline import LengthAlone
from talkup_local.cli.bench.scoring.command import aims, rows
from talkup_local.cli.bench.scoring.judging import Judged


def judged(level, given, *, by="hand", levels=()):
    answer = RatedAnswer(id="x", question="x.y", level=level, text="x", note="", by=by)
    return Judged(
        answer=answer, language="en", style="story", given=given, by_length=1, levels=levels
    )


def test_the_rules_agree_with_the_answers_that_they_were_tuned_with():
    done = CliRunner().invoke(app, ["bench", "scoring", "--half", "tuning", "--json"])
    told = json.loads(done.stdout)
    kappas = {figure["name"]: figure["value"] for figure in told["figures"]}
    assert kappas.keys() == {
        "weighted kappa, English, by hand",
        "weighted kappa, French, by hand",
    }
    assert min(kappas.values()) >= 0.6
    assert all(row["kappa"] > row["by_length"]["kappa"] for row in told["rows"])


def test_groups_are_told_by_language_and_style_and_those_of_script_apart():
    answers = [judged(1, 1), judged(4, 2), judged(2, 2, by="script")]
    found = {row["of"]: row for row in rows(answers)}
    assert found.keys() == {"English", "story", "by script"}
    assert found["English"]["count"] == 2
    assert found["English"]["confusion"][3] == (0, 1, 0, 0)
    assert found["by script"]["count"] == 1


def test_several_runs_tell_how_firm_levels_are():
    figures = aims([judged(1, 1, levels=(1, 1, 1)), judged(3, 3, levels=(3, 2, 3))])
    assert [figure.value for figure in figures if "all runs" in figure.name] == [50.0]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_length_alone_gives_longer_answers_no_lower_levels(language):
    answers = [one for one in load(language) if one.by == "hand"]
    by_length = LengthAlone(answers)
    levels = [by_length.level(one) for one in sorted(answers, key=lambda a: len(a.text.split()))]
    assert levels == sorted(levels)
    assert set(levels) <= {1, 2, 3, 4}
