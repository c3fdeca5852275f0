"""What must hold of the stream protocol whatever comes.

More than ten thousand cases in every run; ``--hypothesis-profile=deep`` makes it fifty
times as many.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from talkup_local.config.model import Limits, Stream
from talkup_local.errors import SequenceTooOld, UnsupportedFormat
from talkup_local.protocol.stream.client import StreamClient
from talkup_local.protocol.stream.codes import ERROR_CODES
from talkup_local.protocol.stream.events import (
    ChunkReceived,
    ChunksLost,
    StreamEnded,
    StreamOpened,
    TextReceived,
)
from talkup_local.protocol.stream.order import Gap, InOrder, Reorder
from talkup_local.protocol.stream.requests import client_codec
from talkup_local.protocol.stream.session import StreamSession
from talkup_local.protocol.stream.streams import MOST_REMEMBERED

NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)
LIMITS = Limits(streams=3, stream_bytes=1024, stream_message_bytes=1024)
WINDOW = 4
PING = '{"type":"ping","timestamp":1}'


def searched(times):
    """Search ``times`` as many cases as the profile says; a busy machine is no failure."""
    return settings(
        max_examples=times * settings.default.max_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


class Clock:
    at_s = 0.0

    def monotonic_s(self):
        return self.at_s


def new_session(clock=None):
    return StreamSession(
        now=lambda: NOW,
        monotonic_s=(clock or Clock()).monotonic_s,
        limits=LIMITS,
        settings=Stream(reorder_chunks=WINDOW, reorder_ms=1000),
    )


class Watcher:
    """Acts on events as a connection does, and holds them to their order."""

    def __init__(self):
        self.open = set()
        self.sequences = {}

    def watch(self, events):
        for event in events:
            match event:
                case StreamOpened():
                    assert event.stream_id not in self.open
                    self.open.add(event.stream_id)
                    self.sequences[event.stream_id] = -1
                case StreamEnded():
                    self.open.remove(event.stream_id)
                case ChunkReceived():
                    assert event.stream_id in self.open
                    assert isinstance(event.data, bytes)
                    assert event.sequence > self.sequences[event.stream_id]
                    self.sequences[event.stream_id] = event.sequence
                case ChunksLost():
                    assert event.stream_id in self.open
                    assert event.count > 0
                case TextReceived():
                    assert event.stream_id in self.open
                    event.text.encode()
        assert len(self.open) <= LIMITS.streams

    def hear(self, session, data):
        text = session.receive_text
        self.watch(session.receive_binary(data) if isinstance(data, bytes) else text(data))
        assert_only_answers_and_coded_errors(session)


def assert_only_answers_and_coded_errors(session):
    for data in session.data_to_send():
        message = StreamClient().receive(data)
        fields = json.loads(data)
        assert fields["type"] in ("pong", "error", "protocol_version")
        assert message.timestamp == 1739592334
        assert "data" in fields
        if fields["type"] == "error":
            assert fields["code"] in ERROR_CODES
            assert fields["data"]["code"] == fields["code"]


def assert_alive(session):
    session.data_to_send()
    assert session.receive_text(PING) == []
    (pong,) = session.data_to_send()
    assert json.loads(pong)["type"] == "pong"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
types = st.sampled_from([*client_codec().messages, "error", "hello"])
ids = st.sampled_from(["a", "b", "audio-1", 7, ""])
names = st.sampled_from(
    [
        "stream_id",
        "format",
        "mimeType",
        "sequence",
        "sequenceNumber",
        "data",
        "timestamp",
        "protocol_version",
        "services",
        "language",
        "sample_rate",
        "payload",
        "version",
    ]
)
near_fields = st.dictionaries(names, json_values | ids, max_size=4)
near_messages = st.builds(
    lambda tag, fields, inner: json.dumps({"type": tag, **fields, **inner}),
    types,
    near_fields,
    st.just({}) | near_fields.map(lambda fields: {"data": fields}),
)
broken = st.builds(
    lambda raw, at, byte: raw[: at % len(raw)] + bytes([byte]) + raw[at % len(raw) + 1 :],
    near_messages.map(str.encode),
    st.integers(0, 200),
    st.integers(0, 255),
)


@searched(25)
@given(st.lists(st.text() | json_values.map(json.dumps) | near_messages, max_size=3))
@example(['{"type":"ping","data":' + "[" * 100_000])
@example(['{"type":"ping","data":1e999,"payload":' + "9" * 4000 + "}"])
@example(['{"type":"ping","timestamp":' + "9" * 5000 + "}"])
@example(['{"type":"ping","timestamp":"9999-12-31T23:59:59.999999-23:59"}'])
@example(['{"type":"ping","data":"\\ud800"}', '{"type":"text","data":"\\udfff\\ud800"}'])
@example(['{"type":"\ud800"}'])
@example(['{"type":"stream_start","stream_id":1e3,"format":"audio"}'])
def test_any_text_gives_events_or_a_coded_error_and_the_session_lives_on(texts):
    session, watcher = new_session(), Watcher()
    for text in texts:
        watcher.hear(session, text)
    assert_alive(session)


@searched(15)
@given(st.binary() | broken)
@example(b'{"type":"ping","a":"\xff"}')
def test_any_bytes_as_text_give_events_or_a_coded_error(raw):
    session = new_session()
    Watcher().watch(session.receive_text(raw))
    assert_only_answers_and_coded_errors(session)
    assert_alive(session)


@searched(30)
@given(st.lists(st.binary(max_size=50), max_size=4), st.integers(0, 2))
def test_any_bytes_as_frames_give_events_or_a_coded_error(frames, streams):
    session, watcher = new_session(), Watcher()
    for number in range(streams):
        start = StreamClient().stream_start(str(number), ["audio", "text"][number])
        watcher.hear(session, start)
    for frame in frames:
        watcher.hear(session, frame)
    assert_alive(session)


client = StreamClient(now=lambda: NOW)
sequences = st.none() | st.integers(0, 9)
some_ids = st.sampled_from(["a", "b", "audio-1", "c", "d"])
formats = st.sampled_from(["audio/opus", "audio", "text", "video/webm", "application/ogg"])
data = st.binary(max_size=4) | st.just(bytes(400))
steps = st.one_of(
    st.builds(client.stream_start, some_ids, formats),
    st.builds(client.stream_chunk, some_ids, data, sequences),
    st.builds(client.stream_text, some_ids, st.text(max_size=4), sequences),
    st.builds(client.announcement, some_ids, sequences),
    data,
    st.builds(
        client.packet,
        st.sampled_from(["audio", "video", "image"]),
        data,
        mime_type=st.none() | formats,
        sequence=sequences,
    ),
    st.builds(client.stream_end, st.none() | some_ids),
    st.builds(
        lambda stream_format, content: json.dumps(
            {"type": "stream_chunk", "format": stream_format, "data": content}
        ),
        formats,
        data.map(lambda raw: base64.b64encode(raw).decode()),
    ),
    st.tuples(st.just("wait"), st.floats(0, 2)),
    st.tuples(st.just("refuse"), some_ids),
)


@searched(25)
@given(st.lists(steps, max_size=15))
def test_valid_messages_in_any_order_keep_the_streams_in_order(script):
    clock, watcher = Clock(), Watcher()
    session = new_session(clock)
    for step in script:
        match step:
            case ("wait", seconds):
                clock.at_s += seconds
                watcher.watch(session.expire())
            case ("refuse", stream_id):
                session.refuse_stream(stream_id, UnsupportedFormat("Not this."))
                watcher.open.discard(stream_id)
                assert_only_answers_and_coded_errors(session)
            case _:
                watcher.hear(session, step)
        assert set(session.open_streams) == watcher.open
    watcher.watch(session.close())
    assert not watcher.open
    assert_alive(session)


def test_what_a_session_remembers_is_bounded():
    session = new_session()
    for number in range(MOST_REMEMBERED + 200):
        session.receive_text(client.stream_start(f"s{number}", "audio/opus"))
        session.receive_text(client.stream_end(f"s{number}"))
    assert session.data_to_send() == []
    assert session.remembered_streams == MOST_REMEMBERED


@searched(5)
@given(st.lists(st.integers(0, 2**53 - 1) | st.integers(0, 40), max_size=60))
def test_what_waits_in_a_window_is_bounded(numbers):
    order = Reorder(chunks=WINDOW, wait_ms=10**6, most_bytes=100)
    for number in numbers:
        try:
            order.put(bytes(30), number, 0.0)
        except SequenceTooOld:
            continue
        assert order.waiting <= min(WINDOW, 100 // 30)


@st.composite
def shuffled(draw):
    """Numbers, the first one first, none more than WINDOW places late."""
    length = draw(st.integers(1, 40))
    rest, order = list(range(1, length)), [0]
    while rest:
        oldest_waits = sum(number > rest[0] for number in order)
        place = 0 if oldest_waits >= WINDOW else draw(st.integers(0, min(WINDOW, len(rest) - 1)))
        order.append(rest.pop(place))
    return order


@searched(5)
@given(shuffled(), st.integers(0, 10**6))
def test_every_permutation_within_the_window_comes_out_in_order_without_loss(order, base):
    window = Reorder(chunks=WINDOW, wait_ms=1000, most_bytes=10**6)
    out = [item for number in order for item in window.put(b"x", base + number, 0.0)]
    assert [item.sequence for item in out] == [base + number for number in range(len(order))]
    assert window.waiting == window.lost == 0


@searched(10)
@given(
    st.lists(st.tuples(st.none() | st.integers(0, 30), st.floats(0, 0.6)), min_size=1, max_size=50)
)
def test_every_chunk_and_every_number_is_accounted_for(arrivals):
    window, at_s, out, too_old = Reorder(chunks=WINDOW, wait_ms=1000, most_bytes=99), 0.0, [], 0
    for number, pause_s in arrivals:
        at_s += pause_s
        try:
            out += window.put(b"x", number, at_s)
        except SequenceTooOld:
            too_old += 1
    out += window.flush()
    chunks = [item.sequence for item in out if isinstance(item, InOrder)]
    lost = sum(item.count for item in out if isinstance(item, Gap))
    assert chunks == sorted(set(chunks))
    assert (len(chunks), lost, too_old) == (window.delivered, window.lost, window.too_old)
    assert len(arrivals) == window.delivered + window.duplicates + window.too_old
    assert chunks[-1] - chunks[0] + 1 == window.delivered + window.lost


@searched(5)
@given(st.lists(st.binary(max_size=8), min_size=1, max_size=12), st.data())
def test_the_same_bytes_arrive_however_they_are_sent(chunks, data):
    session, heard = new_session(), []
    session.receive_text(client.stream_start("a", "audio/webm"))
    for chunk in chunks:
        match data.draw(st.sampled_from(["base64", "frame", "announced"])):
            case "base64":
                heard += session.receive_text(client.stream_chunk("a", chunk))
            case "frame":
                heard += session.receive_binary(chunk)
            case "announced":
                assert session.receive_text(client.announcement("a")) == []
                heard += session.receive_binary(chunk)
    assert [event.data for event in heard] == chunks
    assert session.data_to_send() == []


@searched(5)
@given(st.text() | json_values)
def test_a_ping_s_data_comes_back_as_it_was(value):
    session = new_session()
    try:
        ping = client.ping(value)
    except (OverflowError, ValueError):
        reject()  # JSON has no such value
    session.receive_text(ping)
    (pong,) = session.data_to_send()
    assert json.loads(pong)["data"] == json.loads(ping)["data"]
