"""What must hold of the service protocol whatever comes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkup_local.config.model import Limits
from talkup_local.errors import PeerError
from talkup_local.protocol.services.client import Failed, Pong, Result, ServiceClient
from talkup_local.protocol.services.codes import ERROR_CODES
from talkup_local.protocol.services.contents import SenseContent, SoundContent, Spoken
from talkup_local.protocol.services.events import (
    Asked,
    Cancelled,
    ChunkReceived,
    ManyAsked,
    StreamEnded,
    StreamOpened,
)
from talkup_local.protocol.services.session import ServiceSession

NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)
LIMITS = Limits(requests=3, stream_bytes=1024, stream_message_bytes=1024)

searched = settings(
    max_examples=2 * settings.default.max_examples,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

ids = st.none() | st.text(min_size=1, max_size=5) | st.integers(0, 9)
small = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
names = st.sampled_from(["speech_to_text", "speech-to-text", "llm", "behavior_analyzer", "x"])
contents = st.fixed_dictionaries(
    {},
    optional={
        "audio": st.sampled_from(["", "AAAA", "?", "A" * 400]) | small,
        "image": st.just("AAAA"),
        "text": st.text(max_size=5),
        "last": st.booleans(),
        "sequence": st.integers(0, 5) | small,
        "stream_id": ids | small,
        "language": st.sampled_from(["fr", "en", 5]),
    },
)
kinds = ["ping", "process_request", "task_request", "stream_chunk", "stream_end", "cancel", "auth"]
messages = st.fixed_dictionaries(
    {"type": st.sampled_from(kinds)},
    optional={
        "services": st.lists(names, max_size=3) | names | small,
        "service_type": names,
        "timestamp": small,
        "session_id": ids,
        "request_id": ids,
        "stream_id": ids,
        "data": contents | small,
        "last": st.booleans(),
        "sequence": st.integers(0, 5),
        "pieces": st.booleans(),
        "binary": st.booleans(),
        "attachments": st.lists(st.sampled_from(["audio", "image"]), max_size=2) | small,
    },
)
frames = st.binary(max_size=20) | messages.map(json.dumps) | st.text(max_size=20)


class Watcher:
    """Acts on events as a connection does, and holds them to their order."""

    def __init__(self, session):
        self.session, self.open, self.streams, self.seen = session, set(), set(), set()

    def watch(self, events):
        for event in events:
            if isinstance(event, Asked | ManyAsked | StreamOpened):
                assert event.ticket not in self.seen
                self.seen.add(event.ticket)
                self.open.add(event.ticket)
                if isinstance(event, StreamOpened):
                    self.streams.add(event.ticket)
            elif isinstance(event, ChunkReceived):
                assert event.ticket in self.streams
            elif isinstance(event, StreamEnded):
                self.streams.remove(event.ticket)
            elif isinstance(event, Cancelled):
                self.open.discard(event.ticket)
                self.streams.discard(event.ticket)
        assert len(self.open) <= LIMITS.requests


def told(session):
    """Fetch what is to be sent, each message with its binary frames, and look at it."""
    for message, *blobs in session.data_to_send():
        fields = json.loads(message)
        assert fields["type"] in ("pong", "task_result", "error")
        assert len(blobs) == len(fields.get("attachments", ()))
        if fields["type"] == "error":
            assert fields["data"]["code"] in ERROR_CODES
        yield fields


def session_of(services, *, router):
    return ServiceSession(services, now=lambda: NOW, about=dict, router=router, limits=LIMITS)


@searched
@given(st.lists(frames, max_size=12), st.booleans(), st.randoms(use_true_random=False))
def test_whatever_comes_is_an_event_or_a_coded_error(sent, router, chance):
    session = session_of(["speech_to_text", "behavior_analyzer"], router=router)
    watcher = Watcher(session)
    for frame in sent:
        if isinstance(frame, bytes):
            watcher.watch(session.receive_binary(frame))
        else:
            watcher.watch(session.receive_text(frame))
        if watcher.open and chance.random() < 0.3:
            ticket = watcher.open.pop()
            watcher.streams.discard(ticket)
            session.result(ticket, {"audio": b"x"})
        list(told(session))
    assert session.at_work == len(watcher.open)
    watcher.watch(session.close())
    assert not watcher.open
    assert session.at_work == 0


@searched
@given(
    st.lists(st.binary(max_size=30) | messages.map(lambda m: json.dumps(m).encode()), max_size=8)
)
def test_whatever_a_service_says_is_an_answer_or_its_fault(sent):
    client = ServiceClient("speech_to_text", now=lambda: NOW)
    for data in sent:
        for receive in (client.receive_text, client.receive_binary):
            try:
                found = receive(data)
            except PeerError:
                continue
            assert all(isinstance(one, Pong | Result | Failed) for one in found)


sounds = st.builds(
    SoundContent,
    audio=st.binary(max_size=50),
    format=st.none() | st.sampled_from(["audio/wav", "audio/opus"]),
    sample_rate=st.none() | st.integers(4_000, 192_000),
)


@searched
@given(sounds, ids, st.booleans(), st.booleans())
def test_a_request_arrives_as_it_was_sent(content, request_id, task, binary):
    client = ServiceClient("speech_to_text", now=lambda: NOW)
    session = session_of(["speech_to_text"], router=False)
    events = [
        event
        for frame in client.request(content, request_id=request_id, task=task, binary=binary)
        for event in (
            session.receive_text(frame) if isinstance(frame, str) else session.receive_binary(frame)
        )
    ]
    (asked,) = events
    assert asked.content == content


@searched
@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=5), st.booleans())
def test_a_stream_arrives_as_it_was_sent(pieces, binary):
    client = ServiceClient("behavior_analyzer", now=lambda: NOW)
    session = session_of(["behavior_analyzer"], router=False)
    heard, ended = b"", 0
    for number, piece in enumerate(pieces):
        for frame in client.chunk(
            SenseContent(video=piece),
            sequence=number,
            stream_id="v",
            last=number == len(pieces) - 1,
            binary=binary,
        ):
            take = session.receive_text if isinstance(frame, str) else session.receive_binary
            for event in take(frame):
                if isinstance(event, ChunkReceived):
                    heard += event.content.video
                ended += isinstance(event, StreamEnded)
    assert (heard, ended) == (b"".join(pieces), 1)


@searched
@given(st.binary(max_size=50), ids, st.booleans())
def test_a_result_arrives_as_it_was_sent(audio, request_id, binary):
    client = ServiceClient("text_to_speech", now=lambda: NOW)
    session = session_of(["text_to_speech"], router=False)
    spoken = Spoken(audio=audio, format="audio/mpeg", duration_s=0.5)
    for frame in client.request({"text": "Hi."}, request_id=request_id, binary=binary):
        session.receive_text(frame)
    session.result(1, spoken)
    found = [
        one
        for frame in session.data_to_send()[0]
        for one in (
            client.receive_text(frame) if isinstance(frame, str) else client.receive_binary(frame)
        )
    ]
    (result,) = found
    assert result.request_id == (None if request_id is None else str(request_id))
    assert result.data["format"] == "audio/mpeg"
    assert binary == isinstance(result.data["audio"], bytes)
