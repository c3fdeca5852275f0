import json
from datetime import UTC, datetime

import pytest

from talkup_local.errors import InvalidMessage, UnknownType
from talkup_local.protocol.stream.client import StreamClient

NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)


@pytest.fixture
def client():
    return StreamClient(now=lambda: NOW)


def test_a_message_is_stamped_in_seconds(client):
    assert json.loads(client.status()) == {"type": "status", "timestamp": 1739592334}


def test_without_a_clock_no_message_is_stamped():
    assert json.loads(StreamClient().ping()) == {"type": "ping"}


def test_a_ping_may_carry_null(client):
    assert json.loads(client.ping(None))["data"] is None


def test_a_packet_is_written_as_a_web_client_writes_it(client):
    assert json.loads(client.packet("audio", b"abc", mime_type="audio/webm", sequence=3)) == {
        "type": "audio",
        "mimeType": "audio/webm",
        "sequenceNumber": 3,
        "timestamp": 1739592334,
        "data": "YWJj",
    }


def test_an_announcement_is_a_chunk_without_data(client):
    assert "data" not in json.loads(client.announcement("a", 1))


def test_a_reply_is_read_at_its_top_level(client):
    message = client.receive('{"type":"error","code":"X","message":"Why.","data":{"code":"Y"}}')
    assert message.code == "X"


@pytest.mark.parametrize(
    ("text", "fault"),
    [("{", InvalidMessage), ('{"type":"stream_end"}', UnknownType), ("[]", InvalidMessage)],
)
def test_what_is_no_reply_is_a_fault(client, text, fault):
    with pytest.raises(fault):
        client.receive(text)
