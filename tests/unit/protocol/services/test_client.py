import json
from datetime import UTC, datetime

import pytest

from talkup_local.errors import InvalidMessage
from talkup_local.protocol.services.client import Failed, Pong, Result, ServiceClient
from talkup_local.protocol.services.contents import SoundContent

NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)
SOUND = SoundContent(audio=b"RIFF", format="audio/wav")


def client():
    return ServiceClient("speech_to_text", now=lambda: NOW)


def test_a_request_says_no_more_than_it_has_to():
    (text,) = client().request(SOUND)
    assert json.loads(text) == {
        "type": "process_request",
        "services": ["speech_to_text"],
        "timestamp": 1739592334,
        "data": {"audio": "UklGRg==", "format": "audio/wav"},
    }


def test_bytes_follow_as_binary_frames_where_that_is_wanted():
    text, sound = client().request(SOUND, binary=True, request_id="r")
    assert sound == b"RIFF"
    assert json.loads(text).items() >= {"attachments": ["audio"], "binary": True}.items()
    assert json.loads(text)["data"] == {"format": "audio/wav"}


def test_a_chunk_says_in_data_what_the_base_document_does_not_know():
    (text,) = client().chunk(SOUND, sequence=3, stream_id="a", last=True, request_id="r")
    message = json.loads(text)
    assert message["type"] == "stream_chunk"
    assert message["data"] == {
        "audio": "UklGRg==",
        "format": "audio/wav",
        "stream_id": "a",
        "sequence": 3,
        "last": True,
    }


def test_cancel_names_the_request():
    assert json.loads(client().cancel("r"))["request_id"] == "r"


def test_the_token_is_shown_in_a_message_of_its_own():
    assert json.loads(client().auth("tk"))["token"] == "tk"


def test_a_pong_tells_what_the_service_can_do():
    (pong,) = client().receive_text('{"type":"pong","features":["cancel"],"about":{"x":1}}')
    assert pong == Pong(features=frozenset({"cancel"}), describes={"about": {"x": 1}})


@pytest.mark.parametrize(
    "told", [["cancel", "magic", 7, None, ["pieces"]], {"cancel": True}, "cancel"]
)
def test_of_a_service_s_features_those_that_we_know_count(told):
    (pong,) = client().receive_text(json.dumps({"type": "pong", "features": told}))
    assert pong.features == ({"cancel"} if isinstance(told, list) else set())


def test_binary_frames_are_put_where_they_belong():
    ours = client()
    text = {"type": "task_result", "data": {"format": "a"}, "attachments": ["audio", "more"]}
    assert ours.receive_text(json.dumps(text)) == []
    assert ours.receive_binary(b"1") == []
    (result,) = ours.receive_binary(b"2")
    assert result.data == {"format": "a", "audio": b"1", "more": b"2"}


def test_a_result_whose_binary_frames_do_not_come_has_failed():
    ours = client()
    ours.receive_text('{"type":"task_result","request_id":"r","data":{},"attachments":["audio"]}')
    failed, pong = ours.receive_text('{"type":"pong"}')
    assert isinstance(failed, Failed)
    assert (failed.request_id, failed.code) == ("r", "INVALID_MESSAGE")
    assert isinstance(pong, Pong)


def test_a_partial_result_is_not_final():
    (result,) = client().receive_text('{"type":"task_result","final":false,"data":{"text":"a"}}')
    assert isinstance(result, Result)
    assert not result.final


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"type":5}',
        '{"type":"result","data":[1]}',
        '{"type":"result","data":{},"attachments":"audio"}',
        '{"type":"result","data":{},"attachments":[1]}',
        '{"type":"result","data":{},"attachments":["a","b","c","d","e"]}',
        b"\xff",
    ],
)
def test_what_is_no_answer_is_told(text):
    with pytest.raises(InvalidMessage):
        client().receive_text(text)


def test_a_binary_frame_that_nothing_announced_is_told():
    with pytest.raises(InvalidMessage):
        client().receive_binary(b"x")
