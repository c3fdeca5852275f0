import json
from datetime import UTC, datetime

import numpy as np
import pytest

from talkup_local.errors import InvalidMessage, UnknownType
from talkup_local.protocol.interview.client import InterviewClient, SpeechSegment
from talkup_local.protocol.interview.messages import Pong, Thinking, TranscriptUpdate
from talkup_local.protocol.interview.order import Phase

STAMP = "2024-11-25T10:00:00.000Z"
SAMPLES = np.array([1, -1], dtype=np.int16)


def server(tag, **fields):
    return json.dumps({"type": tag, **fields, "timestamp": STAMP})


@pytest.fixture
def client():
    return InterviewClient()


def test_a_plain_client_sends_nothing_but_the_type(client):
    assert client.start_interview() == '{"type":"start_interview"}'
    assert client.send_for_processing() == '{"type":"send_for_AI_processing"}'
    assert client.ping() == '{"type":"ping"}'
    assert client.end_interview() == '{"type":"end_interview"}'


def test_a_client_with_a_clock_stamps_its_messages():
    client = InterviewClient(now=lambda: datetime(2024, 11, 25, 10, tzinfo=UTC))
    assert json.loads(client.ping())["timestamp"] == STAMP


def test_a_start_carries_the_wishes(client):
    start = client.start_interview(
        sample_rate_hz=8000,
        delivery="burst",
        patience="relaxed",
        half_duplex=False,
        capabilities=["ai_text"],
    )
    assert json.loads(start) == {
        "type": "start_interview",
        "sample_rate": 8000,
        "delivery": "burst",
        "patience": "relaxed",
        "half_duplex": False,
        "capabilities": ["ai_text"],
    }


def test_what_comes_by_hand_is_built_as_it_is(client):
    built = [
        client.text_answer("I bake."),
        client.request("skip"),
        client.pause(),
        client.go_on(),
        client.typing(),
        client.sound_check(SAMPLES, sample_rate_hz=48_000, language="fr"),
    ]
    assert [json.loads(message) for message in built] == [
        {"type": "text_answer", "text": "I bake."},
        {"type": "request", "what": "skip"},
        {"type": "pause"},
        {"type": "continue"},
        {"type": "typing"},
        {"type": "sound_check", "data": "AQD//w==", "sample_rate": 48_000, "language": "fr"},
    ]


def test_documents_are_sent_as_files(client):
    cv = client.document("cv", b"%PDF", name="cv.pdf")
    start = json.loads(client.start_interview(documents=[cv], resume="rt_x"))
    assert start["documents"] == [{"purpose": "cv", "data": "JVBERg==", "name": "cv.pdf"}]
    assert start["resume"] == "rt_x"


@pytest.mark.parametrize(
    ("form", "data"), [("int16", [1, -1]), ("uint16", [1, 65535]), ("base64", "AQD//w==")]
)
def test_audio_is_sent_in_the_form_asked_for(client, form, data):
    assert json.loads(client.audio_chunk(SAMPLES, form=form))["data"] == data


def test_audio_is_sent_as_a_binary_message(client):
    assert client.audio_frame(SAMPLES) == b"\x01\x00\xff\xff"


def test_messages_of_the_server_are_read(client):
    client.start_interview()
    received = client.receive(server("thinking", message="Wait..."))
    assert received == Thinking(message="Wait...", timestamp=STAMP)
    assert client.receive(b"mp3") == SpeechSegment(mp3=b"mp3")
    assert client.receive(server("pong")) == Pong(timestamp=STAMP)
    assert client.phase is Phase.GREETING


def test_an_opt_in_message_is_read(client):
    client.start_interview(capabilities=["transcript_update"])
    update = server("transcript_update", text="Well, I", stable=4, final=False)
    assert client.receive(update) == TranscriptUpdate(
        text="Well, I", stable=4, final=False, timestamp=STAMP
    )


def test_an_opt_in_message_that_was_not_asked_for_is_told_on(client):
    client.start_interview(capabilities=["ai_text"])
    with pytest.raises(InvalidMessage, match="turn_state came without being asked for"):
        client.receive(server("turn_state", state="hearing"))


def test_a_server_that_breaks_the_order_is_told_on(client):
    with pytest.raises(InvalidMessage, match="interview_started came while idle"):
        client.receive(server("interview_started", message="Hello."))


def test_an_unknown_message_of_the_server_is_told_on(client):
    with pytest.raises(UnknownType):
        client.receive(server("surprise"))


def test_an_unknown_error_code_is_taken_as_a_notice(client):
    client.start_interview()
    client.receive(server("error", message="Hm.", code="NEW_ERROR"))
    assert client.phase is Phase.STARTING
