import os

import pytest

from talkup_local.cli.bench.figures import Figure, median, percentile, report, rss_mib, show, steps


def figure(value: float = 2.0, aim: float | None = 3.0) -> Figure:
    return Figure(name="1 s of audio", value=value, unit="ms", aim=aim, note="CPU")


@pytest.mark.parametrize(("value", "met"), [(2.9, True), (3.0, True), (3.1, False)])
def test_an_aim_is_met_at_most_at_its_value(value, met):
    assert figure(value).met is met


@pytest.mark.parametrize(("value", "met"), [(80.0, True), (79.9, False)])
def test_an_aim_may_be_a_least_value(value, met):
    ratio = Figure(name="pull, of curl's speed", value=value, unit="%", at_least=80.0)
    assert ratio.met is met
    assert ratio.aims == "\u2265 80 %"
    assert report([ratio])["figures"][0]["at_least"] == 80.0


def test_without_an_aim_nothing_is_met_or_missed():
    assert figure(aim=None).met is None


def test_values_are_summed_up():
    values = [4.0, 1.0, 2.0, 3.0, 100.0]
    assert median(values) == 3.0
    assert percentile(values, 50) == 3.0
    assert percentile(values, 100) == 100.0


def test_the_report_is_plain_data_with_round_values():
    told = {"name": "1 s of audio", "value": 1.235, "unit": "ms"}
    judged = {"aim": 3.0, "met": True, "note": "CPU"}
    assert report([figure(1.23456)]) == {"figures": [told | judged]}


def test_the_table_says_what_is_met_and_what_is_missed(capsys):
    show("protocol", [figure(2.0), figure(4.0), figure(5.0, aim=None)])
    shown = capsys.readouterr().out
    assert "met CPU" in shown
    assert "missed CPU" in shown
    assert "\u2264 3 ms" in shown


def test_memory_is_that_of_the_process():
    assert rss_mib() == pytest.approx(rss_mib(os.getpid()), rel=0.2)
    assert rss_mib() > 1


def test_steps_are_counted_in_silence_when_nobody_looks_on(capsys):
    assert list(steps(3, "rounds")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")
