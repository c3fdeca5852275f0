import json

from msgspec import Raw

from talkup_local.protocol.stream.replies import (
    AnalysisResult,
    Error,
    Pong,
    SpokenReply,
    server_codec,
    written,
)


def test_the_fields_stand_at_the_top_level_and_in_data():
    message = json.loads(written(Error(code="X", message="Why.", stream_id="a", timestamp=5)))
    content = {"stream_id": "a", "code": "X", "message": "Why."}
    assert message == {"type": "error", "timestamp": 5, **content, "data": content}


def test_a_pong_may_bring_its_own_data():
    assert json.loads(written(Pong(timestamp=5, data=Raw(b"null"))))["data"] is None


def test_the_sound_of_a_reply_is_base64():
    result = AnalysisResult(
        stream_id="a", final=False, reply=SpokenReply(text="Hi.", audio=b"ID3\xff")
    )
    message = json.loads(written(result))
    assert message["reply"]["audio"] == message["data"]["reply"]["audio"] == "SUQz/w=="


def test_what_is_written_is_read_again():
    result = AnalysisResult(
        stream_id="a", final=False, reply=SpokenReply(text="Hi.", audio=b"ID3\xff")
    )
    assert server_codec().decode(written(result)) == result
