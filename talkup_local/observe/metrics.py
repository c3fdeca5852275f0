"""Figures for operators: Prometheus metrics, and a summary of the latest turns.

Numbers and codes only: no words, no names of clients. The one door to prometheus_client.
"""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

LATEST_TURNS: Final = 200
"""Turns that the summary covers."""

JOBS: Final = ("stt", "llm", "tts")
OUTCOMES: Final = ("replied", "interrupted", "nothing_heard", "failed", "gone")

STATUSES: Final = ("ok", "error", "timeout", "disabled")
"""How what a service was asked may end."""

EVENTS: Final = ("retried", "fallback", "failed", "opened", "connected", "dropped")
"""What else is counted of a service."""

_STAGES: Final = MappingProxyType({"stt": "stt_ms", "llm": "llm_first_ms", "tts": "tts_first_ms"})
_DELAYS: Final = ("endpoint_ms", "compute_ms", "gap_ms")
_BUCKETS_S: Final = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 30)


@dataclass(frozen=True, kw_only=True)
class ServiceReading:
    """One service. up: None when it is turned off. counts: by ``STATUSES`` and ``EVENTS``."""

    up: bool | None = True
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Readings:
    """What is read off when somebody asks.

    sessions: open ones; sessions_limit: as many as there may be. waiting: jobs of each
    engine that have not ended, by ``JOBS``. buffered_s: audio that waits to be
    recognised. uptime_s: since the server was made. services: by name.
    """

    sessions: int = 0
    sessions_limit: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)
    buffered_s: float = 0.0
    uptime_s: float = 0.0
    services: Mapping[str, ServiceReading] = field(default_factory=dict)


class Metrics:
    """The metrics of one server, in a registry of their own."""

    def __init__(
        self,
        *,
        version: str,
        read: Callable[[], Readings],
        refusals: Collection[str] = (),
        errors: Collection[str] = (),
    ) -> None:
        """Make metrics that stand at zero.

        read: gives what changes by itself. refusals, errors: codes that there may be, so
        that each is there before it first happens.
        """
        self.registry = CollectorRegistry()
        self._latest: dict[str, deque[float]] = {
            name: deque(maxlen=LATEST_TURNS) for name in _DELAYS
        }
        self._count: deque[None] = deque(maxlen=LATEST_TURNS)
        info = Info("talkup_build", "Which talkup-local this is.", registry=self.registry)
        info.info({"version": version, "python": platform.python_version()})
        _Readings(self.registry, read)
        self._turns = self._counter("turns", "Turns that are over.", outcome=OUTCOMES)
        self._delays = {
            "endpoint_ms": self._histogram(
                "endpoint_delay", "From the end of speech to the end of the turn."
            ),
            "compute_ms": self._histogram(
                "compute_delay", "From the end of the turn to the first sound of the reply."
            ),
            "gap_ms": self._histogram(
                "gap", "From the end of speech to the first sound of the reply."
            ),
        }
        self._stages = self._histogram(
            "stage",
            "What a stage took after the end of the turn; 0 when it was done ahead.",
            stage=_STAGES,
        )
        self._interruptions = self._counter(
            "interruptions",
            "Times that we stopped as the candidate began: true ones with words, and false ones.",
            kind=("true", "false"),
        )
        self._revisions = self._counter("revisions", "Replies that were begun.")
        self._dropped = self._counter("revisions_dropped", "Replies thrown away unheard.")
        self._encouragements = self._counter(
            "encouragements", "Turns in which the candidate was told to take the time."
        )
        self._refusals = self._counter(
            "refusals", "HTTP requests that were refused, connections among them.", code=refusals
        )
        self._errors = self._counter("errors", "Errors told to clients.", code=errors)
        ProcessCollector(registry=self.registry)

    def observe_turn(self, figures: Mapping[str, object]) -> None:
        """Count a turn that is over. ``figures``: as ``turn.timing.TurnRecord`` gives them."""
        self._turns.labels(outcome=str(figures.get("outcome"))).inc()
        self._count.append(None)
        for name, histogram in self._delays.items():
            if (delay_ms := _number(figures, name)) is not None:
                histogram.observe(delay_ms / 1000)
                self._latest[name].append(delay_ms)
        for stage, name in _STAGES.items():
            if (took_ms := _number(figures, name)) is not None:
                self._stages.labels(stage=stage).observe(took_ms / 1000)
        self._interruptions.labels(kind="true").inc(_number(figures, "barge_ins") or 0)
        self._interruptions.labels(kind="false").inc(_number(figures, "false_barge_ins") or 0)
        self._revisions.inc(_number(figures, "revisions") or 0)
        self._dropped.inc(_number(figures, "dropped") or 0)
        self._encouragements.inc(bool(figures.get("encouraged")))

    def refused(self, code: str) -> None:
        """Count a request that was refused."""
        self._refusals.labels(code=code).inc()

    def failed(self, code: str) -> None:
        """Count an error that a client was told."""
        self._errors.labels(code=code).inc()

    def latest_turns(self) -> dict[str, object]:
        """Return how the latest turns were.

        Their count, at most ``LATEST_TURNS``, and of each delay p50 and p95 in
        milliseconds, None where no turn has it.
        """
        return {
            "count": len(self._count),
            **{name: _percentiles(values) for name, values in self._latest.items()},
        }

    def exposition(self) -> tuple[bytes, str]:
        """Return all metrics in the text format, and its content type."""
        encode, content_type = choose_encoder("")
        return encode(self.registry), content_type

    def reference(self) -> list[tuple[str, str, str, str]]:
        """Return name, type, labels and meaning of each metric, for the docs."""
        return [_described(metric) for metric in self.registry.collect()]

    def _counter(self, name: str, meaning: str, **labels: Collection[str]) -> Counter:
        counter = Counter(f"talkup_{name}", meaning, tuple(labels), registry=self.registry)
        _begin(counter, labels)
        return counter

    def _histogram(self, name: str, meaning: str, **labels: Collection[str]) -> Histogram:
        histogram = Histogram(
            f"talkup_{name}_seconds",
            meaning,
            tuple(labels),
            registry=self.registry,
            buckets=_BUCKETS_S,
        )
        _begin(histogram, labels)
        return histogram


class _Readings(Collector):
    """Turns readings into gauges at the moment they are asked for."""

    def __init__(self, registry: CollectorRegistry, read: Callable[[], Readings]) -> None:
        self._read = read
        registry.register(self)

    def collect(self) -> Iterable[Metric]:
        now = self._read()
        yield GaugeMetricFamily("talkup_sessions", "Open interviews.", now.sessions)
        yield GaugeMetricFamily(
            "talkup_sessions_limit", "Interviews that may be open.", now.sessions_limit
        )
        depth = GaugeMetricFamily(
            "talkup_engine_queue_depth",
            "Jobs of an engine that have not ended, the one in hand among them.",
            labels=("job",),
        )
        for job in JOBS:
            depth.add_metric((job,), now.waiting.get(job, 0))
        yield depth
        yield GaugeMetricFamily(
            "talkup_buffered_audio_seconds",
            "Audio of all clients that waits to be recognised.",
            now.buffered_s,
        )
        yield GaugeMetricFamily(
            "talkup_uptime_seconds", "Time since the server started.", now.uptime_s
        )
        yield from _of_services(now.services)


def _of_services(services: Mapping[str, ServiceReading]) -> Iterable[Metric]:
    up = GaugeMetricFamily(
        "talkup_service_up",
        "1 while a service is there, 0 while it is down; those turned off are left out.",
        labels=("service",),
    )
    requests = CounterMetricFamily(
        "talkup_service_requests",
        "What services were asked, here or elsewhere, by how it ended.",
        labels=("service", "status"),
    )
    events = CounterMetricFamily(
        "talkup_service_events",
        "What else happened to services, most of it only to those elsewhere.",
        labels=("service", "event"),
    )
    for name, reading in services.items():
        if reading.up is not None:
            up.add_metric((name,), reading.up)
        for family, kinds in ((requests, STATUSES), (events, EVENTS)):
            for kind in kinds:
                family.add_metric((name, kind), reading.counts.get(kind, 0))
    return up, requests, events


def _begin(metric: Counter | Histogram, labels: Mapping[str, Collection[str]]) -> None:
    """Let the known values of the only label, if there is one, begin at zero."""
    for label, values in labels.items():
        for value in values:
            metric.labels(**{label: value})


def _number(figures: Mapping[str, object], name: str) -> float | None:
    value = figures.get(name)
    return float(value) if isinstance(value, int | float) else None


def _percentiles(values: Collection[float]) -> dict[str, float | None]:
    if not values:
        return {"p50": None, "p95": None}
    p50, p95 = np.percentile(list(values), (50, 95))
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def _described(metric: Metric) -> tuple[str, str, str, str]:
    labels = {label for sample in metric.samples for label in sample.labels} - {"le"}
    suffix = {"counter": "_total", "info": "_info"}.get(metric.type, "")
    return metric.name + suffix, metric.type, ", ".join(sorted(labels)), metric.documentation
