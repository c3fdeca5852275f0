from talkup_local.cli.bench.turns.counters import parse
from talkup_local.cli.bench.turns.summary import Wasted
from talkup_local.observe.metrics import Metrics, Readings


def exposition(metrics: Metrics) -> str:
    return metrics.exposition()[0].decode()


def test_the_counts_of_our_own_metrics_are_understood():
    metrics = Metrics(version="1", read=Readings)
    metrics.observe_turn({"outcome": "replied", "revisions": 3, "dropped": 2})
    assert parse(exposition(metrics)) == Wasted(begun=3, dropped=2)


def test_a_server_that_counts_nothing_tells_nothing():
    assert parse("# HELP other_total x\nother_total 1.0\n") is None
