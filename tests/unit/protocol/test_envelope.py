from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

import msgspec
import pytest
from msgspec import Meta

from talkup_local.errors import InvalidMessage, UnknownType
from talkup_local.protocol.envelope import Codec, iso_timestamp, unix_s, utf8


class Point(msgspec.Struct, frozen=True):
    x: Annotated[int, Meta(ge=0)]
    tags: list[str] | None = None


class Move(msgspec.Struct, frozen=True, tag="move"):
    to: Point
    path: list[Point] | None = None
    speed: float | None = None


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    reason: str | None = None


codec: Codec[Move | Stop] = Codec(Move | Stop)


def refusal(text):
    with pytest.raises((InvalidMessage, UnknownType)) as caught:
        codec.decode(text)
    return caught.value.message


def test_time_is_written_in_utc_with_milliseconds_and_z():
    paris = timezone(timedelta(hours=1))
    moment = datetime(2024, 11, 25, 11, 0, 1, 50_999, tzinfo=paris)
    assert iso_timestamp(moment) == "2024-11-25T10:00:01.050Z"


def test_whole_seconds_have_milliseconds_too():
    assert iso_timestamp(datetime(2024, 11, 25, tzinfo=UTC)) == "2024-11-25T00:00:00.000Z"


def test_a_message_comes_back_as_it_was():
    message = Move(to=Point(x=1, tags=["a"]), speed=0.5)
    assert codec.decode(codec.encode(message)) == message


def test_a_codec_knows_its_messages_by_type():
    assert codec.messages == {"move": Move, "stop": Stop}


def test_a_codec_may_have_a_single_message():
    alone: Codec[Stop] = Codec(Stop)
    assert alone.decode('{"type": "stop"}') == Stop()


def test_text_and_bytes_are_read_alike():
    assert codec.decode(b'{"type":"stop"}') == codec.decode('{"type":"stop"}')


def test_unknown_fields_are_skipped():
    assert codec.decode('{"new": {"a": [1, null]}, "type": "stop"}') == Stop()


def test_null_means_that_a_field_is_absent():
    assert codec.decode('{"type": "stop", "reason": null}') == Stop()


@pytest.mark.parametrize("data", [b'"\xff"', b'{"type":"stop","skipped":"\xc3"}', '"\ud800"'])
def test_what_is_not_utf8_is_refused_even_where_it_is_skipped(data):
    with pytest.raises(InvalidMessage, match="UTF-8"):
        codec.decode(data)


def test_valid_text_becomes_its_bytes():
    assert utf8("é") == b"\xc3\xa9"


@pytest.mark.parametrize("text", ["", " ", "{", "nul", '{"type":"stop"} x', '{"type":"\\ud800"}'])
def test_what_is_not_json_is_refused(text):
    assert refusal(text) == "The message is not valid JSON."


@pytest.mark.parametrize("depth", [300_000, 1_000_000])
def test_deep_nesting_is_refused(depth):
    assert "nested too deeply" in refusal('{"type":"stop","x":' + "[" * depth + "]" * depth + "}")


@pytest.mark.parametrize("text", ["[]", "1", "null", '"stop"', "true"])
def test_what_is_no_object_is_refused(text):
    assert refusal(text) == "A message must be a JSON object."


def test_a_missing_type_is_named():
    assert refusal("{}") == "`type` is missing."


@pytest.mark.parametrize("value", ["1", "null", "[]", "{}"])
def test_a_type_that_is_no_text_is_named(value):
    assert refusal('{"type":' + value + "}") == "`type` must be text."


def test_an_unknown_type_is_quoted():
    assert refusal('{"type":"jump"}') == 'There is no message type "jump".'


def test_a_long_unknown_type_is_cut():
    assert len(refusal('{"type":"' + "j" * 1000 + '"}')) < 100


def test_a_wrong_field_is_named_with_what_it_must_be():
    assert refusal('{"type":"stop","reason":1}') == "`reason` must be text."


def test_a_missing_field_is_named():
    assert refusal('{"type":"move"}') == "`to` is missing: it must be an object."


def test_a_field_inside_an_object_is_named_with_its_path():
    assert refusal('{"type":"move","to":{"x":-1}}') == (
        "`to.x` must be a whole number of at least 0."
    )


def test_a_missing_field_inside_an_object_is_named_with_its_path():
    assert refusal('{"type":"move","to":{}}').startswith("`to.x` is missing")


def test_a_fault_inside_a_list_names_the_list():
    text = '{"type":"move","to":{"x":1},"path":[{"x":1},{"x":"?"}]}'
    assert refusal(text) == "`path` must be a list of objects."


def test_a_number_beyond_all_bounds_is_refused():
    assert refusal('{"type":"move","to":{"x":1},"speed":1e999}') == "`speed` must be a number."


def test_two_types_in_one_message_are_refused():
    assert refusal('{"type":"stop","type":"move"}')


@pytest.mark.parametrize(
    ("timestamp", "seconds"),
    [
        (1739592334, 1739592334.0),
        (1739592334.5, 1739592334.5),
        (1739592334500, 1739592334.5),
        ("1739592334", 1739592334.0),
        ("2025-02-15T04:05:34Z", 1739592334.0),
        ("2025-02-15T05:05:34.500+01:00", 1739592334.5),
        ("2025-02-15T04:05:34", 1739592334.0),
        ("yesterday", None),
        ("", None),
        ("nan", None),
        (float("inf"), None),
        (10**30, None),
    ],
)
def test_a_timestamp_is_read_in_any_usual_form(timestamp, seconds):
    assert unix_s(timestamp) == seconds
