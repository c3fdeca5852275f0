from pathlib import Path
from typing import get_args

import pytest
from cogapp import Cog
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from talkup_local.observe import metrics as module
from talkup_local.observe.metrics import LATEST_TURNS, Metrics, Readings, ServiceReading
from talkup_local.services.outcome import Status
from talkup_local.turn.timing import Outcome, TurnRecord

PAGE = Path(__file__).parents[3] / "docs" / "operate.md"


def new_metrics(read=Readings):
    return Metrics(version="1.2.3", read=read, refusals=["SERVER_BUSY"], errors=["TTS_ERROR"])


@pytest.fixture
def metrics():
    return new_metrics()


def turn(**figures):
    return TurnRecord(number=1, **{"outcome": "replied", **figures}).figures()


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(name, labels)


def test_a_turn_is_counted_by_its_outcome(metrics):
    for outcome in ("replied", "interrupted", "replied"):
        metrics.observe_turn(turn(outcome=outcome))
    assert value(metrics, "talkup_turns_total", outcome="replied") == 2
    assert value(metrics, "talkup_turns_total", outcome="interrupted") == 1
    assert value(metrics, "talkup_turns_total", outcome="gone") == 0


def test_every_outcome_is_there_before_it_first_happens():
    assert get_args(Outcome) == module.OUTCOMES


@pytest.mark.parametrize(
    ("name", "labels", "figure"),
    [
        ("talkup_endpoint_delay_seconds", {}, "endpoint_ms"),
        ("talkup_compute_delay_seconds", {}, "compute_ms"),
        ("talkup_gap_seconds", {}, "gap_ms"),
        ("talkup_stage_seconds", {"stage": "stt"}, "stt_ms"),
        ("talkup_stage_seconds", {"stage": "llm"}, "llm_first_ms"),
        ("talkup_stage_seconds", {"stage": "tts"}, "tts_first_ms"),
    ],
)
def test_a_time_is_observed_in_seconds(metrics, name, labels, figure):
    metrics.observe_turn(turn(**{figure: 620.0}))
    assert value(metrics, f"{name}_sum", **labels) == pytest.approx(0.62)
    assert value(metrics, f"{name}_bucket", le="0.5", **labels) == 0
    assert value(metrics, f"{name}_bucket", le="0.7", **labels) == 1


def test_work_done_ahead_counts_as_no_time_at_all(metrics):
    metrics.observe_turn(turn(stt_ms=0.0))
    assert value(metrics, "talkup_stage_seconds_count", stage="stt") == 1
    assert value(metrics, "talkup_stage_seconds_sum", stage="stt") == 0


def test_a_time_that_a_turn_has_not_is_not_observed(metrics):
    metrics.observe_turn(turn(outcome="gone"))
    assert value(metrics, "talkup_gap_seconds_count") == 0


def test_interruptions_and_revisions_are_added_up(metrics):
    metrics.observe_turn(turn(barge_ins=1, false_barge_ins=3, revisions=2, dropped=1))
    metrics.observe_turn(turn(false_barge_ins=1, revisions=1, encouraged=True))
    assert value(metrics, "talkup_interruptions_total", kind="true") == 1
    assert value(metrics, "talkup_interruptions_total", kind="false") == 4
    assert value(metrics, "talkup_revisions_total") == 3
    assert value(metrics, "talkup_revisions_dropped_total") == 1
    assert value(metrics, "talkup_encouragements_total") == 1


def test_refusals_and_errors_are_counted_by_code(metrics):
    metrics.refused("SERVER_BUSY")
    metrics.failed("TTS_ERROR")
    metrics.failed("TTS_ERROR")
    assert value(metrics, "talkup_refusals_total", code="SERVER_BUSY") == 1
    assert value(metrics, "talkup_errors_total", code="TTS_ERROR") == 2


def test_gauges_are_read_when_they_are_asked_for():
    now = [Readings(sessions=1)]
    metrics = new_metrics(lambda: now[0])
    assert value(metrics, "talkup_sessions") == 1
    now[0] = Readings(
        sessions=2, sessions_limit=16, waiting={"stt": 3}, buffered_s=1.5, uptime_s=60.0
    )
    assert value(metrics, "talkup_sessions") == 2
    assert value(metrics, "talkup_sessions_limit") == 16
    assert value(metrics, "talkup_engine_queue_depth", job="stt") == 3
    assert value(metrics, "talkup_engine_queue_depth", job="llm") == 0
    assert value(metrics, "talkup_buffered_audio_seconds") == 1.5
    assert value(metrics, "talkup_uptime_seconds") == 60


def of_service(name, **labels):
    reading = ServiceReading(up=labels.pop("up", True), counts=labels.pop("counts", {}))
    metrics = new_metrics(lambda: Readings(services={"llm": reading}))
    return value(metrics, name, service="llm", **labels)


@pytest.mark.parametrize(("up", "shown"), [(True, 1), (False, 0), (None, None)])
def test_a_service_is_up_or_down_or_left_out(up, shown):
    assert of_service("talkup_service_up", up=up) == shown


def test_what_a_service_was_asked_is_counted_by_how_it_ended():
    name, counts = "talkup_service_requests_total", {"ok": 5, "timeout": 2}
    shown = [of_service(name, counts=counts, status=status) for status in module.STATUSES]
    assert shown == [5, 0, 2, 0]


def test_what_else_happens_to_a_service_is_counted():
    name, counts = "talkup_service_events_total", {"fallback": 3, "ok": 5}
    assert of_service(name, counts=counts, event="fallback") == 3
    assert of_service(name, counts=counts, event="ok") is None


def test_every_way_to_end_is_there_before_it_first_happens():
    assert get_args(Status) == module.STATUSES


def test_the_build_and_the_memory_are_told(metrics):
    (build,) = [m for m in metrics.registry.collect() if m.name == "talkup_build"]
    assert build.samples[0].labels["version"] == "1.2.3"
    assert value(metrics, "process_resident_memory_bytes") > 1_000_000


def test_the_exposition_is_text_that_can_be_parsed(metrics):
    metrics.observe_turn(turn(gap_ms=300.0))
    text, content_type = metrics.exposition()
    families = {family.name: family for family in text_string_to_metric_families(text.decode())}
    assert content_type.startswith("text/plain; version=")
    assert families["talkup_gap_seconds"].type == "histogram"


def test_two_servers_in_one_process_count_apart():
    first, second = new_metrics(), new_metrics()
    first.observe_turn(turn())
    assert value(second, "talkup_turns_total", outcome="replied") == 0
    assert REGISTRY.get_sample_value("talkup_sessions") is None


def test_before_the_first_turn_there_are_no_percentiles(metrics):
    nothing = {"p50": None, "p95": None}
    assert metrics.latest_turns() == {
        "count": 0,
        "endpoint_ms": nothing,
        "compute_ms": nothing,
        "gap_ms": nothing,
    }


def test_the_summary_gives_percentiles_of_what_there_is(metrics):
    for number in range(101):
        metrics.observe_turn(turn(endpoint_ms=float(number)))
    metrics.observe_turn(turn(outcome="gone"))
    summary = metrics.latest_turns()
    assert summary["count"] == 102
    assert summary["endpoint_ms"] == {"p50": 50.0, "p95": 95.0}
    assert summary["gap_ms"] == {"p50": None, "p95": None}


def test_the_summary_forgets_old_turns(metrics):
    metrics.observe_turn(turn(gap_ms=9_000.0))
    for _ in range(LATEST_TURNS):
        metrics.observe_turn(turn(gap_ms=300.0))
    summary = metrics.latest_turns()
    assert summary["count"] == LATEST_TURNS
    assert summary["gap_ms"] == {"p50": 300.0, "p95": 300.0}


def test_the_operator_s_page_names_every_metric():
    text = PAGE.read_text(encoding="utf-8")
    assert Cog().process_string(text, str(PAGE)) == text
    metrics = new_metrics(lambda: Readings(services={"llm": ServiceReading()}))
    assert all(f"| `{name}` |" in text for name, *_ in metrics.reference())
