"""The token in a first message."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.server.admission import Credential, secret_in


@pytest.mark.parametrize(
    "message",
    [
        {"type": "auth", "token": "tk_x"},
        {"type": "auth", "data": {"token": "tk_x"}, "timestamp": 1},
        {"type": "auth", "key": "tk_x"},
        {"type": "auth", "data": {"key": "tk_x"}},
    ],
)
def test_an_auth_message_holds_a_token_and_nothing_else(message):
    assert secret_in(msgspec.json.encode(message)) == Credential("tk_x", consumed=True)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "ping", "key": "tk_x", "timestamp": "2026-11-21T10:00:00Z"},
        {"type": "stream_chunk", "key": "tk_x", "data": "AAAA", "sequence": 1},
        {"key": "tk_x"},
    ],
)
def test_a_message_with_a_key_says_something_beside(message):
    assert secret_in(msgspec.json.encode(message)) == Credential("tk_x", consumed=False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"type":"ping"}',
        b'{"type":"auth"}',
        b'{"type":"auth","token":7}',
        b'{"type":"auth","token":""}',
        b'{"type":"auth","data":"tk_x"}',
        b'{"type":"ping","token":"tk_x"}',
        b'{"type":"ping","key":{"a":1}}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"data":' * 50_000,
    ],
)
def test_other_messages_hold_none(data):
    assert secret_in(data) is None


@given(st.binary() | st.recursive(st.none() | st.text(), st.lists).map(msgspec.json.encode))
def test_no_message_is_too_odd_to_be_looked_at(data):
    assert secret_in(data) is None
