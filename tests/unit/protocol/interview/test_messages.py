import pytest

from talkup_local.protocol.fields import fields_of
from talkup_local.protocol.interview import messages as wire

STAMP = "2024-11-25T10:00:00.000Z"
ALL = [*wire.client_codec().messages.values(), *wire.server_codec().messages.values()]


def test_the_type_comes_first_and_the_timestamp_last():
    error = wire.Error(message="No.", code="TTS_ERROR", timestamp=STAMP)
    assert wire.server_codec().encode(error) == (
        '{"type":"error","message":"No.","code":"TTS_ERROR","timestamp":"' + STAMP + '"}'
    )


def test_what_is_not_used_is_left_out():
    assert wire.client_codec().encode(wire.StartInterview()) == '{"type":"start_interview"}'


def test_a_plain_ending_carries_nothing_but_its_time():
    ended = wire.server_codec().encode(wire.InterviewEnded(timestamp=STAMP))
    assert ended == '{"type":"interview_ended","timestamp":"' + STAMP + '"}'


def test_a_capability_has_the_name_of_its_message():
    assert {
        "turn_state",
        "transcript_update",
        "ai_text",
        "ai_interrupted",
        "session",
        "progress",
        "answer_taken",
    } == wire.CAPABILITIES
    assert set(wire.server_codec().messages) > wire.CAPABILITIES


@pytest.mark.parametrize("value", ["null", '"yesterday"', "1732528800", "1.5", "-1"])
def test_a_client_may_write_its_time_as_it_likes(value):
    assert wire.client_codec().decode('{"type":"ping","timestamp":' + value + "}")


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.__name__)
def test_every_field_says_what_it_means(message):
    assert all(field.description for field in fields_of(message))
    assert message.__doc__
