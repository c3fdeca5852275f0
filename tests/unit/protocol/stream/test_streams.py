import pytest

from talkup_local.errors import AmbiguousFrame, NoStream
from talkup_local.protocol.stream.order import Reorder
from talkup_local.protocol.stream.streams import MOST_REMEMBERED, Fate, Stream, Streams


@pytest.fixture
def streams():
    return Streams()


def stream(stream_id):
    return Stream(
        stream_id=stream_id,
        order=Reorder(chunks=1, wait_ms=1, most_bytes=1),
        is_text=False,
        implicit=False,
        language=None,
    )


def test_the_only_open_stream_is_meant_when_none_is_named(streams):
    streams.open(stream("a"))
    assert streams.only() == "a"


def test_with_several_open_streams_one_must_be_named(streams):
    streams.open(stream("a"))
    streams.open(stream("b"))
    with pytest.raises(AmbiguousFrame):
        streams.only()


def test_without_an_open_stream_nothing_can_be_meant(streams):
    with pytest.raises(NoStream):
        streams.only()


def test_what_was_meant_for_a_stream_that_we_closed_is_no_fault(streams):
    streams.close("a", Fate.REFUSED)
    assert streams.only() is None


def test_the_oldest_of_what_is_remembered_is_forgotten(streams):
    for number in range(MOST_REMEMBERED + 1):
        streams.close(str(number), Fate.ENDED)
    assert streams.remembered == MOST_REMEMBERED
    assert streams.fate("0") is None
    assert streams.fate("1") is Fate.ENDED


def test_an_implicit_stream_keeps_its_name_while_it_is_open(streams):
    name = streams.implicit_id("audio")
    streams.open(stream(name))
    assert streams.implicit_id("audio") == name == "audio-1"
    streams.close(name, Fate.ENDED)
    assert streams.implicit_id("audio") == "audio-2"


def test_the_name_of_an_implicit_stream_is_one_that_the_client_has_not_used(streams):
    streams.open(stream("audio-1"))
    assert streams.implicit_id("audio") == "audio-2"
