import json

import pytest

from talkup_local.config.model import Limits
from talkup_local.errors import LocalProtocolError, RecordUnknown, StorageError
from talkup_local.protocol.desk import answers, requests
from talkup_local.protocol.desk.session import DeskSession

SMALL = Limits(requests=2, control_message_bytes=512)


@pytest.fixture
def record():
    return DeskSession(operator=False, limits=SMALL)


@pytest.fixture
def desk():
    return DeskSession(operator=True, limits=SMALL)


def ask(session, kind, **fields):
    return session.receive_text(json.dumps({"type": kind, **fields}))


def told(session):
    return [json.loads(text) for text in session.data_to_send()]


def codes(session):
    return [message["code"] for message in told(session)]


def test_an_answer_has_the_id_of_its_request(desk):
    (first,), (second,) = ask(desk, "ping", id="a"), ask(desk, "watch", id=7)
    desk.answer(second.ticket)
    desk.answer(first.ticket)
    assert told(desk) == [{"type": "answer", "id": 7}, {"type": "answer", "id": "a"}]


def test_an_answer_has_the_fields_of_its_request_beside_the_id(desk):
    (asked,) = ask(desk, "retention", id=1)
    desk.answer(asked.ticket, answers.Retention(days=90, expired=2))
    assert told(desk) == [{"type": "answer", "id": 1, "days": 90, "expired": 2}]


def test_only_its_own_answer_answers_a_request(desk):
    (asked,) = ask(desk, "retention")
    with pytest.raises(LocalProtocolError):
        desk.answer(asked.ticket, answers.Deleted(deleted=True))


def test_a_request_is_answered_once(desk):
    (asked,) = ask(desk, "ping")
    desk.answer(asked.ticket)
    desk.answer(asked.ticket)
    desk.report(RecordUnknown(""), ticket=asked.ticket)
    assert len(told(desk)) == 1


def test_a_record_is_opened_before_anything_is_asked_of_it(record):
    assert ask(record, "transcript") == []
    assert codes(record) == ["RECORD_NOT_OPEN"]
    (asked,) = ask(record, "open", key="rt_x")
    assert asked.session_id == ""
    record.opened("iv_1")
    (asked,) = ask(record, "transcript")
    assert asked.session_id == "iv_1"


def test_the_key_must_be_there(record):
    assert ask(record, "open", session_id="iv_1") == []
    assert "`key`" in told(record)[0]["message"]


def test_a_candidate_asks_of_no_other_interview_and_of_nothing_that_is_the_operator_s(record):
    record.opened("iv_1")
    assert ask(record, "export", session_id="iv_2") == []
    for kind in ("overview", "sessions", "purge", "tokens", "redact", "make_report"):
        assert ask(record, kind, session_id="iv_1") == []
    assert codes(record) == ["FORBIDDEN"] * 7


def test_at_the_desk_the_interview_is_named(desk):
    assert ask(desk, "transcript", id=1) == []
    (error,) = told(desk)
    assert (error["id"], error["code"]) == (1, "INVALID_MESSAGE")
    (asked,) = ask(desk, "transcript", session_id="iv_1")
    assert asked.session_id == "iv_1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"id":4}',
        '{"type":5,"id":4}',
        '{"type":"audio","session_id":"iv_1","turn":0}',
        '{"type":"sessions","limit":501}',
        '{"type":"history","minutes":-1}',
        '{"type":"report","session_id":"iv_1","format":"doc"}',
        '{"type":"add_token","name":"x","scopes":["everything"]}',
        '{"type":"add_token","name":"x","scopes":[]}',
        '{"type":"ping","id":{}}',
        "[" * 5000,
        '{"type":"ping","x":"' + "x" * 600 + '"}',
        b"\xff",
    ],
    ids=str,
)
def test_what_can_not_be_read_is_told(desk, text):
    assert desk.receive_text(text) == []
    assert codes(desk) == ["INVALID_MESSAGE"]


def test_of_what_can_not_be_read_the_id_comes_back_if_that_can(desk):
    desk.receive_text('{"type":"dance","id":"x"}')
    assert told(desk)[0].items() >= {"id": "x", "code": "UNKNOWN_TYPE"}.items()


def test_there_are_no_binary_messages(desk):
    assert desk.receive_binary(b"\0") == []
    assert codes(desk) == ["INVALID_MESSAGE"]


def test_unknown_fields_are_ignored_and_a_late_auth_has_no_answer(desk):
    assert ask(desk, "ping", colour="red")
    assert ask(desk, "auth", token="tk_x") == []
    assert told(desk) == []


def test_only_so_many_requests_are_at_work(desk):
    first, _ = ask(desk, "ping"), ask(desk, "ping")
    assert ask(desk, "ping", id=3) == []
    assert codes(desk) == ["SERVER_BUSY"]
    desk.answer(first[0].ticket)
    assert ask(desk, "ping")


def test_errors_are_told_in_the_language_that_was_named_last(desk):
    ask(desk, "ping", lang="fr-CH")
    desk.report(RecordUnknown(""))
    ask(desk, "ping", lang="tlh")
    desk.report(StorageError("/secret/path", "is broken"))
    first, second = told(desk)
    assert first["message"].startswith("Rien de cet entretien")
    assert second["message"].startswith("Les données")
    assert "secret" not in second["message"]


def test_of_our_own_faults_nothing_is_told(desk):
    seen = []
    session = DeskSession(operator=True, on_error=seen.append)
    session.report(ValueError("the words of a candidate"))
    assert "words" not in told(session)[0]["message"]
    assert seen == ["INTERNAL_ERROR"]


def test_every_request_but_auth_has_its_answer():
    tags = {str(one.__struct_config__.tag) for one in answers.ANSWERS}
    assert tags == requests.codec().messages.keys() - {"auth"}


def test_a_key_is_not_in_what_may_be_logged(record):
    (asked,) = ask(record, "open", key="rt_secret")
    assert "rt_secret" not in repr(asked)
