import json
from datetime import UTC, datetime

import pytest

from talkup_local.config.model import Limits, Stream
from talkup_local.errors import (
    EngineError,
    LocalProtocolError,
    RecognitionError,
    StreamTooLong,
    UnsupportedFormat,
)
from talkup_local.protocol.stream.client import StreamClient
from talkup_local.protocol.stream.events import (
    ChunkReceived,
    ChunksLost,
    StatusAsked,
    StreamEnded,
    StreamOpened,
    TextReceived,
)
from talkup_local.protocol.stream.session import StreamSession

NOW = datetime(2025, 2, 15, 4, 5, 34, 900_000, tzinfo=UTC)
CLIENT = StreamClient(now=lambda: NOW)


class Clock:
    at_s = 100.0


@pytest.fixture
def clock():
    return Clock()


def new_session(clock=None, **settings):
    clock = clock or Clock()
    return StreamSession(now=lambda: NOW, monotonic_s=lambda: clock.at_s, **settings)


@pytest.fixture
def session(clock):
    return new_session(clock, settings=Stream(reorder_chunks=2, reorder_ms=1000))


def sent(session):
    return [json.loads(data) for data in session.data_to_send()]


def codes(session):
    return [message["code"] for message in sent(session)]


def start(session, stream_id, stream_format="audio/opus", **fields):
    return session.receive_text(CLIENT.stream_start(stream_id, stream_format, **fields))


def chunk(session, stream_id, data, sequence=None):
    return session.receive_text(CLIENT.stream_chunk(stream_id, data, sequence))


def tell(session, **fields):
    return session.receive_text(json.dumps({"timestamp": 1, **fields}))


def test_a_start_may_state_everything(session):
    assert start(
        session,
        "a",
        "audio/pcm",
        services=["speech_to_text"],
        language="fr-CA",
        sample_rate_hz=48000,
        channels=2,
    ) == [
        StreamOpened(
            stream_id="a",
            format="audio/pcm",
            services=("speech_to_text",),
            language="fr-CA",
            sample_rate_hz=48000,
            channels=2,
        )
    ]
    assert session.data_to_send() == []


def test_a_chunk_with_a_format_opens_a_stream_that_was_never_started(session):
    events = tell(session, type="stream_chunk", stream_id="a", format="audio/opus", data="AAAA")
    assert events == [
        StreamOpened(stream_id="a", format="audio/opus"),
        ChunkReceived(stream_id="a", sequence=0, data=bytes(3)),
    ]


def test_the_end_brings_what_still_waits(session):
    start(session, "a")
    chunk(session, "a", b"0", 0)
    chunk(session, "a", b"2", 2)
    assert session.receive_text(CLIENT.stream_end("a")) == [
        ChunksLost(stream_id="a", count=1),
        ChunkReceived(stream_id="a", sequence=2, data=b"2"),
        StreamEnded(stream_id="a"),
    ]


def test_a_late_chunk_is_given_up_by_time(session, clock):
    start(session, "a")
    chunk(session, "a", b"0", 0)
    chunk(session, "a", b"2", 2)
    clock.at_s += 0.9
    assert session.expire() == []
    clock.at_s += 0.1
    assert session.expire() == [
        ChunksLost(stream_id="a", count=1),
        ChunkReceived(stream_id="a", sequence=2, data=b"2"),
    ]


def test_the_end_of_the_connection_ends_all_streams(session):
    start(session, "a")
    start(session, "b")
    assert session.close() == [StreamEnded(stream_id="a"), StreamEnded(stream_id="b")]
    assert session.open_streams == ()


def test_a_binary_frame_belongs_to_the_announced_chunk(session):
    start(session, "a")
    start(session, "b")
    session.receive_text(CLIENT.announcement("b", 4))
    assert session.receive_binary(b"x") == [ChunkReceived(stream_id="b", sequence=4, data=b"x")]


def test_the_frame_of_a_refused_announcement_goes_to_no_other_stream(session):
    start(session, "a")
    session.receive_text(CLIENT.announcement("unknown"))
    assert session.receive_binary(b"x") == []
    assert codes(session) == ["UNKNOWN_STREAM"]


def test_an_announced_frame_that_never_comes_is_an_error_about_its_stream(session):
    start(session, "a")
    session.receive_text(CLIENT.announcement("a"))
    session.receive_text(CLIENT.stream_end("a"))
    (error,) = sent(session)
    assert (error["code"], error["stream_id"]) == ("INVALID_MESSAGE", "a")


def test_text_may_come_as_a_binary_frame(session):
    start(session, "a", "text/plain")
    assert session.receive_binary("été".encode()) == [TextReceived(stream_id="a", text="été")]


def test_a_refused_stream_is_told_once_and_its_chunks_are_swallowed(session):
    start(session, "a", "audio/x-unknown")
    session.refuse_stream("a", UnsupportedFormat("We can't decode this."))
    assert codes(session) == ["UNSUPPORTED_FORMAT"]
    assert chunk(session, "a", b"x") == []
    assert session.receive_binary(b"x") == []
    assert session.receive_text(CLIENT.stream_end("a")) == []
    assert session.data_to_send() == []


def test_a_refused_stream_may_be_started_again(session):
    start(session, "a", "audio/x-unknown")
    session.refuse_stream("a", UnsupportedFormat("We can't decode this."))
    assert start(session, "a") == [StreamOpened(stream_id="a", format="audio/opus")]


def test_a_refused_packet_is_told_once(session):
    packet = CLIENT.packet("audio", b"x", mime_type="audio/x-unknown")
    session.receive_text(packet)
    session.refuse_stream("audio-1", UnsupportedFormat("We can't decode this."))
    assert session.receive_text(packet) == []
    assert codes(session) == ["UNSUPPORTED_FORMAT"]


def test_a_stream_that_was_used_can_not_be_started_again_after_we_closed_it(session):
    start(session, "a")
    chunk(session, "a", b"x")
    session.refuse_stream("a", StreamTooLong("At most 4 hours."))
    assert start(session, "a") == []
    assert codes(session) == ["STREAM_TOO_LONG", "STREAM_EXISTS"]


def test_a_stream_that_grows_too_large_is_closed_after_what_it_held():
    session = new_session(limits=Limits(stream_bytes=1024))
    start(session, "a")
    chunk(session, "a", bytes(1000))
    assert chunk(session, "a", bytes(30)) == [StreamEnded(stream_id="a")]
    assert chunk(session, "a", bytes(30)) == []
    assert codes(session) == ["STREAM_TOO_LARGE"]


def test_one_stream_too_many_leaves_the_others_alone():
    session = new_session(limits=Limits(streams=1))
    start(session, "a")
    assert start(session, "b") == []
    assert chunk(session, "b", b"x") == []
    assert codes(session) == ["TOO_MANY_STREAMS"]
    assert chunk(session, "a", b"x")


def test_the_base64_of_a_data_url_is_taken(session):
    url = "data:video/webm;codecs=vp8,opus;base64,AAAA"
    _, received = tell(session, type="video", data=url)
    assert received.data == bytes(3)


def test_a_missing_timestamp_is_told_with_the_next_answer(session):
    session.receive_text('{"type":"stream_start","stream_id":"a","format":"audio/opus"}')
    session.transcript("a", "Hello", confidence=0.5, stable=0, final=False)
    session.transcript("a", "Hello", confidence=0.5, stable=0, final=False)
    first, second = sent(session)
    assert first["warning"] == first["data"]["warning"] == "`timestamp` is missing."
    assert "warning" not in second


@pytest.mark.parametrize("stamp", [1739592334, 1739592334.5, 1739592334123, "2025-02-15T04:05Z"])
def test_a_timestamp_in_any_usual_form_is_no_reason_to_warn(session, stamp):
    tell(session, type="ping", timestamp=stamp)
    (pong,) = sent(session)
    assert pong["client_timestamp"] == stamp
    assert "warning" not in pong


def test_our_timestamps_are_whole_seconds(session):
    session.receive_text(CLIENT.ping())
    assert sent(session)[0]["timestamp"] == 1739592334


@pytest.mark.parametrize("version", ["1.0", "1", 1, 1.0])
def test_our_version_may_be_written_in_several_ways(session, version):
    tell(session, type="protocol_version", version=version)
    assert sent(session)[0]["version"] == "1.0"


@pytest.mark.parametrize("fields", [{"protocol_version": "2.0"}, {"data": {"version": 0.9}}])
def test_a_version_that_we_do_not_speak_gets_those_that_we_do(session, fields):
    tell(session, type="protocol_version", **fields)
    (error,) = sent(session)
    assert (error["code"], error["versions"]) == ("UNSUPPORTED_VERSION", ["1.0"])


def test_the_answer_to_a_status_has_what_was_asked_with(session):
    (asked,) = tell(session, type="status", payload=[1])
    assert isinstance(asked, StatusAsked)
    told = {"status": "ready", "version": "1", "engines": {}, "sessions": 0, "capacity": 1}
    session.status({**told, "uptime_s": 1.0, "latencies_ms": {}}, asked.echo)
    (status,) = sent(session)
    assert (status["client_timestamp"], status["payload"]) == (1, [1])
    assert status["data"]["protocol_versions"] == ["1.0"]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (RecognitionError("stt", "a secret"), "TRANSCRIPTION_ERROR"),
        (EngineError("llm", "a secret"), "INTERNAL_ERROR"),
        (ZeroDivisionError("a secret"), "INTERNAL_ERROR"),
    ],
)
def test_a_failure_of_ours_is_told_in_the_words_of_the_table(session, failure, code):
    session.report(failure, "a")
    (error,) = sent(session)
    assert error["code"] == code
    assert "secret" not in error["message"]


def test_a_sentence_is_in_the_language_of_its_stream(session):
    start(session, "a", language="fr-CA")
    session.error("INTERNAL_ERROR", stream_id="a")
    session.error("INTERNAL_ERROR")
    french, english = (message["message"] for message in sent(session))
    assert french.startswith("Un problème")
    assert english.startswith("Something")


def test_every_error_is_told_to_whom_it_concerns():
    told = []
    session = new_session(on_error=told.append)
    session.receive_text("{")
    assert told == ["INVALID_MESSAGE"]


def test_an_error_that_the_table_lacks_is_a_bug_of_ours(session):
    with pytest.raises(LocalProtocolError):
        session.error("COFFEE")


@pytest.mark.parametrize(("given", "told"), [(0.123456, 0.1235), (1.5, 1.0), (-0.5, 0.0)])
def test_confidence_is_from_0_to_1(session, given, told):
    session.transcript("a", "Hello", confidence=given, stable=0, final=True)
    assert sent(session)[0]["confidence"] == told
