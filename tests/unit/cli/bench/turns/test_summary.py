import numpy as np
import pytest

from talkup_local.cli.bench.turns import summary
from talkup_local.cli.bench.turns.observed import Run, Seen, What
from talkup_local.cli.bench.turns.scenario import Kind, Pause, Scenario
from talkup_local.cli.bench.turns.summary import Wasted


def run(
    kind: Kind,
    *seen: Seen,
    pauses: tuple[Pause, ...] = (),
    cpu_s: float | None = None,
    problem: str = "",
) -> Run:
    samples = np.zeros(160_000, np.int16)
    scenario = Scenario(
        id=kind.value, kind=kind, asked="?", samples=samples, start_s=1.0, end_s=9.0, pauses=pauses
    )
    return Run(scenario=scenario, seen=seen, cpu_s=cpu_s, problem=problem)


def replied(endpoint_ms: float, compute_ms: float) -> tuple[Seen, ...]:
    commit_s = 9.0 + endpoint_ms / 1000
    return (
        Seen(commit_s, What.STATE, "processing"),
        Seen(commit_s + compute_ms / 1000, What.SOUND),
    )


def cut_off(at_s: float) -> tuple[Seen, ...]:
    return (
        Seen(at_s, What.STATE, "processing"),
        Seen(at_s, What.SOUND),
        Seen(at_s + 0.1, What.STATE, "hearing"),
    )


def figures(*runs: Run, patience="normal", wasted: Wasted | None = None):
    made = summary.figures(runs, patience, wasted, connections=3)
    return {figure.name: figure for figure in made}


def test_false_cut_offs_are_a_share_of_the_pauses():
    pauses = (Pause(2.0, 3.0), Pause(5.0, 6.0))
    found = figures(
        run(Kind.CLAUSE, *cut_off(2.5), *replied(400, 10), pauses=pauses),
        run(Kind.LIST, *replied(400, 10), pauses=pauses),
    )
    assert found["false cut-offs, pause in a clause"].value == 50
    assert found["false cut-offs, pause in a list"].value == 0
    assert found["false cut-offs, all pauses"].value == 25
    assert "1 of 4 pauses" in found["false cut-offs, all pauses"].note


@pytest.mark.parametrize(("patience", "aim"), [("brisk", None), ("normal", 5), ("relaxed", 2)])
def test_the_aim_for_false_cut_offs_depends_on_the_patience(patience, aim):
    found = figures(run(Kind.CLAUSE, pauses=(Pause(2, 3),)), patience=patience)
    assert found["false cut-offs, all pauses"].aim == aim


def test_delays_are_those_of_answers_without_pauses():
    found = figures(
        run(Kind.FINISHED, *replied(300, 20)),
        run(Kind.SHORT, *replied(500, 40)),
        run(Kind.CLAUSE, *replied(2000, 40), pauses=(Pause(2, 3),)),
    )
    assert found["endpoint delay, mean"].value == pytest.approx(400)
    assert found["gap, p50"].value == pytest.approx(430)
    assert found["compute delay, p50"].value == pytest.approx(30)
    assert found["endpoint delay, short, p50"].value == pytest.approx(500)
    assert found["endpoint delay after pauses, p50"].value == pytest.approx(2000)


def test_an_answer_that_gets_no_reply_is_told():
    assert figures(run(Kind.FINISHED))["answers without a reply"].value == 1


def test_the_time_to_stop_is_measured_over_true_barge_ins_only():
    found = figures(
        run(Kind.BARGE_IN, Seen(1.1, What.LEVEL)),
        run(Kind.FALSE_BARGE_IN, Seen(8.0, What.LEVEL), Seen(9.5, What.LEVEL)),
    )
    assert found["barge-in: speech start to the last sound sent, p50"].value == pytest.approx(100)
    assert found["false barge-ins that broke the interviewer off"].value == 0


def test_phantom_words_are_told_for_each_noise():
    found = figures(run(Kind.HUM, Seen(3.0, What.TRANSCRIPT, "You")), run(Kind.SILENCE))
    assert found["phantom words, hum"].value == 1
    assert found["phantom words, hum"].met is False
    assert found["phantom words, silence"].met is True


def test_processor_time_is_told_per_minute_and_as_a_share_of_a_core():
    found = figures(run(Kind.FINISHED, *replied(1, 1), cpu_s=1.6))
    assert found["CPU while speaking, median"].value == pytest.approx(0.2)
    assert found["CPU per minute of speech"].value == pytest.approx(12)


def test_wasted_work_is_the_share_of_replies_thrown_away():
    found = figures(wasted=Wasted(begun=8, dropped=2))
    assert found["replies begun and thrown away"].value == 25


def test_a_run_that_failed_counts_for_nothing_but_itself():
    found = figures(run(Kind.FINISHED, problem="the server closed the connection"))
    assert found["runs that failed"].value == 1
    assert found["answers without a reply"].value == 0
