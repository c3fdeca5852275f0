"""What must hold of records and the desk whatever comes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from talkup_local.errors import PeerError
from talkup_local.protocol.desk import answers, requests
from talkup_local.protocol.desk.codes import ERROR_CODES
from talkup_local.protocol.desk.session import DeskSession

small = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.just(["iv_1"])
fields = ["session_id", "key", "turn", "limit", "before", "session_ids", "expired", "name", "days"]
messages = st.fixed_dictionaries(
    {"type": st.sampled_from([*requests.codec().messages, "x"])},
    optional={"id": small, "lang": small, "format": small, **dict.fromkeys(fields, small)},
)
frames = st.binary(max_size=20) | messages.map(json.dumps) | st.text(max_size=20)


@given(st.booleans(), st.lists(frames, max_size=8))
def test_every_message_is_a_request_or_gets_one_error_and_nothing_raises(operator, sent):
    session = DeskSession(operator=operator)
    for frame in sent:
        asked = session.receive_text(frame)
        told = [json.loads(text) for text in session.data_to_send()]
        assert len(asked) + len(told) <= 1
        assert all(one["code"] in ERROR_CODES and one["message"] for one in told)
        for one in asked:
            assert type(one.request) in answers.ANSWERS
            assert operator or not isinstance(one.request, requests.OfDesk)
            session.report(ValueError(), ticket=one.ticket)
            assert json.loads(session.data_to_send()[0])["id"] == one.request.id


@given(messages)
def test_what_can_be_read_is_written_as_it_was_read(message):
    codec = requests.codec()
    try:
        read = codec.decode(json.dumps(message))
    except PeerError:
        return
    assert codec.decode(codec.encode(read)) == read
