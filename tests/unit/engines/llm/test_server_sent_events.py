from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.engines.llm.server_sent_events import (
    LONGEST_BYTES,
    EventReader,
    ServerSentEvent,
)

STREAM = (
    "\ufeff: a word aside\r\n"
    "data: {}\n\n"
    "event: change\rdata:one\rdata:  two\r\r"
    "id: 7\r\nretry: 9\r\ndata\r\n\r\n"
    "data: été\n\n"
    "error: gone\n\n"
    "event: without data\n\n"
    "data: [DONE]"
).encode()
EVENTS = [
    ServerSentEvent("{}"),
    ServerSentEvent("one\n two", "change"),
    ServerSentEvent(""),
    ServerSentEvent("été"),
    ServerSentEvent("gone", "error"),
    ServerSentEvent("[DONE]"),
]


def read(*parts):
    reader = EventReader()
    events = [event for part in parts for event in reader.feed(part)]
    return events + reader.finish()


@given(st.sets(st.integers(0, len(STREAM))))
def test_where_the_bytes_are_cut_makes_no_difference(cuts):
    edges = [0, *sorted(cuts), len(STREAM)]
    parts = [STREAM[a:b] for a, b in pairwise(edges)]
    assert read(*parts) == EVENTS


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data):
    assert all(isinstance(event.data, str) for event in read(data))


def test_an_event_is_given_as_soon_as_it_is_whole():
    reader = EventReader()
    assert reader.feed(b"data: a\n") == []
    assert reader.feed(b"\n") == [ServerSentEvent("a")]


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["a line", "many lines"])
def test_an_event_that_never_ends_is_refused(end):
    part = b"data: " + b"x" * (LONGEST_BYTES // 4) + end
    with pytest.raises(ValueError, match="too long"):
        read(*[part] * 4)
