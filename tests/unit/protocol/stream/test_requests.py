import json

import pytest

from talkup_local.errors import InvalidMessage
from talkup_local.protocol.stream.requests import (
    client_codec,
    format_of,
    id_text,
    kind_of,
    lifted,
    sequence_of,
)


def read(**fields):
    return lifted(client_codec().decode(json.dumps(fields)))


def test_the_fields_of_a_start_may_stand_in_its_data():
    start = read(type="stream_start", data={"stream_id": "a", "format": "audio", "channels": 2})
    assert (start.stream_id, start.format, start.channels) == ("a", "audio", 2)


def test_the_top_level_counts_more_than_data():
    start = read(type="stream_start", stream_id="a", data={"stream_id": "b", "format": "audio"})
    assert start.stream_id == "a"


def test_the_data_of_a_chunk_may_stand_in_data():
    chunk = read(type="stream_chunk", data={"stream_id": "a", "sequence": 3, "data": "AAAA"})
    assert (chunk.stream_id, chunk.sequence, chunk.data) == ("a", 3, "AAAA")


def test_an_object_without_data_leaves_a_chunk_without_data():
    assert read(type="stream_chunk", stream_id="a", data={}).data is None


@pytest.mark.parametrize("fields", [{}, {"stream_id": None}, {"data": {"format": "audio"}}])
def test_a_start_without_a_stream_is_not_complete(fields):
    with pytest.raises(InvalidMessage, match="`stream_id` is missing"):
        read(type="stream_start", **fields)


def test_a_packet_needs_its_data():
    with pytest.raises(InvalidMessage, match="`data` is missing"):
        read(type="audio", mimeType="audio/webm")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"format": "audio/opus"}, "audio/opus"),
        ({"format": "audio", "mimeType": "audio/webm;codecs=opus"}, "audio/webm;codecs=opus"),
        ({"format": "audio/opus", "mimeType": "audio"}, "audio/opus"),
        ({"format": "video", "mimeType": "audio"}, "audio"),
        ({"data": {"type": "audio"}}, "audio"),
        ({"format": "", "data": {"mimeType": "audio/wav", "type": "audio"}}, "audio/wav"),
        ({}, None),
    ],
)
def test_the_most_exact_format_counts(fields, expected):
    assert format_of(read(type="stream_start", stream_id="a", **fields)) == expected


def test_a_packet_s_type_is_its_format():
    assert format_of(read(type="image", data="")) == "image"


@pytest.mark.parametrize(
    ("told", "kind"), [("Audio/WebM", "audio"), ("text", "text"), ("x/y/z", "x"), ("", "")]
)
def test_a_format_is_of_a_kind(told, kind):
    assert kind_of(read(type="stream_start", stream_id="a", format=told)) == kind


def test_a_sequence_has_two_names():
    assert sequence_of(read(type="audio", data="", sequenceNumber=4)) == 4
    assert sequence_of(read(type="audio", data="", sequence=0, sequenceNumber=4)) == 0


def test_an_id_that_is_a_number_is_text():
    assert id_text(7) == "7"


@pytest.mark.parametrize("stream_id", ["a\nb", "\u200e", "\x00"])
def test_an_id_must_be_printable(stream_id):
    with pytest.raises(InvalidMessage, match="printable"):
        id_text(stream_id)
