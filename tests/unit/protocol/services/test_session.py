import json
from datetime import UTC, datetime

import pytest

from talkup_local.config.model import Limits
from talkup_local.errors import GenerationError, LocalProtocolError, Unusable
from talkup_local.protocol.services.events import (
    Asked,
    Cancelled,
    ChunkReceived,
    ManyAsked,
    StreamEnded,
    StreamOpened,
)
from talkup_local.protocol.services.session import (
    HELD_MESSAGES,
    MOST_REMEMBERED,
    ServiceSession,
)

NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)


def new_session(*services, **options):
    return ServiceSession(services or ("speech_to_text",), now=lambda: NOW, about=dict, **options)


def ask(session, **fields):
    message = {"type": "process_request", "data": {"audio": "UklGRg=="}, **fields}
    return session.receive_text(json.dumps(message))


def chunk(session, **fields):
    return ask(session, type="stream_chunk", **fields)


def sent(session):
    return [json.loads(frames[0]) for frames in session.data_to_send()]


def codes(session):
    return [message["data"]["code"] for message in sent(session)]


def test_an_answer_brings_back_what_came_with_the_request():
    session = new_session()
    (asked,) = ask(session, session_id=7, request_id="r")
    session.result(asked.ticket, {"text": "Hi."})
    (result,) = sent(session)
    assert (result["session_id"], result["request_id"]) == (7, "r")
    assert "final" not in result


@pytest.mark.parametrize("kind", ["process_request", "stream_chunk"])
def test_fields_that_are_null_are_absent(kind):
    session = new_session()
    names = ("session_id", "request_id", "service_type", "attachments", "pieces", "binary")
    assert ask(session, type=kind, **dict.fromkeys(names))
    assert not codes(session)


def test_answers_come_in_any_order():
    session = new_session()
    (first,), (second,) = ask(session, request_id="1"), ask(session, request_id="2")
    session.result(second.ticket, {})
    session.result(first.ticket, {})
    assert [result["request_id"] for result in sent(session)] == ["2", "1"]


def test_a_request_is_answered_once():
    session = new_session()
    (asked,) = ask(session)
    session.result(asked.ticket, {})
    session.result(asked.ticket, {})
    session.error("INTERNAL_ERROR", ticket=asked.ticket)
    assert len(sent(session)) == 1


def test_partial_results_do_not_end_a_request():
    session = new_session()
    (asked,) = ask(session, pieces=True)
    assert asked.pieces
    session.result(asked.ticket, {}, final=False)
    assert session.at_work == 1
    assert sent(session)[0]["final"] is False


def test_no_more_requests_are_at_work_than_may_be():
    session = new_session(limits=Limits(requests=2))
    assert [len(ask(session)) for _ in range(3)] == [1, 1, 0]
    assert codes(session) == ["SERVER_BUSY"]


def test_an_answer_makes_room_for_another_request():
    session = new_session(limits=Limits(requests=1))
    (asked,) = ask(session)
    session.result(asked.ticket, {})
    assert len(ask(session)) == 1


def test_what_requests_at_work_hold_is_bounded():
    session = new_session("verbal_analyzer", limits=Limits(stream_message_bytes=1024))
    large = {"text": "x" * 1024}
    assert [len(ask(session, data=large)) for _ in range(HELD_MESSAGES + 1)] == [
        *[1] * HELD_MESSAGES,
        0,
    ]
    assert codes(session) == ["SERVER_BUSY"]


def test_the_words_of_our_own_failures_are_kept_to_ourselves():
    session = new_session("llm")
    (asked,) = ask(session, data={"text": "Hi."})
    session.report(GenerationError("llama", "/home/me/secret.gguf"), ticket=asked.ticket)
    (error,) = sent(session)
    assert error["data"]["code"] == "AI_RESPONSE_ERROR"
    assert "secret" not in error["data"]["message"]


@pytest.mark.parametrize("exc", [ValueError("secret"), KeyError("secret")])
def test_what_nobody_foresaw_is_an_internal_error(exc):
    session = new_session()
    (asked,) = ask(session)
    session.report(exc, ticket=asked.ticket)
    (error,) = sent(session)
    assert error["data"]["code"] == "INTERNAL_ERROR"
    assert "secret" not in error["data"]["message"]


def test_a_fault_of_the_ai_server_is_told_in_its_own_words():
    session = new_session()
    (asked,) = ask(session)
    session.report(Unusable("Say more."), ticket=asked.ticket)
    assert sent(session)[0]["data"] == {"code": "INVALID_REQUEST", "message": "Say more."}


def test_sentences_are_in_the_language_of_the_request():
    session = new_session()
    (asked,) = ask(session, data={"audio": "UklGRg==", "language": "fr-CA"})
    session.error("SERVICE_TIMEOUT", ticket=asked.ticket)
    assert sent(session)[0]["data"]["message"] == "Cela a pris trop de temps."


def test_every_error_is_counted():
    counted = []
    session = new_session(on_error=counted.append)
    session.receive_text("?")
    assert counted == ["INVALID_MESSAGE"]


def test_a_code_that_the_table_lacks_is_a_bug_of_ours():
    with pytest.raises(LocalProtocolError):
        new_session().error("NO_SUCH_CODE")


def test_a_stream_is_opened_by_its_first_chunk_and_ended_by_its_last():
    session = new_session()
    opened, first = chunk(session, stream_id="a", language="fr")
    last, ended = chunk(session, stream_id="a", last=True)
    assert isinstance(opened, StreamOpened)
    assert opened.language == "fr"
    assert (first.ticket, last.ticket, ended) == (1, 1, StreamEnded(ticket=1))


def test_streams_of_two_sessions_are_kept_apart():
    session = new_session()
    (one, _), (two, _) = chunk(session, session_id="1"), chunk(session, session_id="2")
    (more,) = chunk(session, session_id="1")
    assert one.ticket != two.ticket
    assert more.ticket == one.ticket


def test_a_chunk_that_comes_twice_is_taken_once():
    session = new_session()
    chunk(session, sequence=4)
    assert chunk(session, sequence=4) == []
    assert [type(event) for event in chunk(session, sequence=9)] == [ChunkReceived]


def test_a_stream_that_the_service_gave_up_is_not_heard_any_more():
    session = new_session()
    opened, _ = chunk(session)
    session.report(Unusable("No."), ticket=opened.ticket)
    assert chunk(session) == []
    assert codes(session) == ["INVALID_REQUEST"]


def test_a_stream_may_begin_anew_after_the_last_chunk_of_one_that_was_given_up():
    session = new_session()
    opened, _ = chunk(session)
    session.report(Unusable("No."), ticket=opened.ticket)
    assert chunk(session, last=True) == []
    assert isinstance(chunk(session)[0], StreamOpened)


def test_what_is_remembered_of_refused_streams_is_bounded():
    session = new_session()
    for number in range(MOST_REMEMBERED + 5):
        chunk(session, stream_id=number, data="?")
    assert session.remembered_streams == MOST_REMEMBERED


def test_the_end_of_the_connection_takes_everything_back():
    session = new_session()
    ask(session)
    chunk(session)
    assert session.close() == [Cancelled(ticket=1), Cancelled(ticket=2)]
    assert session.at_work == 0


def test_a_session_takes_back_all_of_its_own():
    session = new_session()
    ask(session, session_id="s")
    ask(session, session_id="t")
    chunk(session, session_id="s")
    taken = session.receive_text('{"type":"cancel","session_id":"s"}')
    assert taken == [Cancelled(ticket=1), Cancelled(ticket=3)]


def test_a_router_hands_over_what_several_are_asked():
    session = new_session("llm", "text_to_speech", router=True)
    (asked,) = ask(session, services=["llm", "text-to-speech"], data={"text": "Hi."})
    assert isinstance(asked, ManyAsked)
    assert asked.names == ("llm", "text_to_speech")


def test_a_router_takes_a_request_for_one_as_that_one_would():
    session = new_session("llm", "text_to_speech", router=True)
    (asked,) = ask(session, service_type="llm", data={"text": "Hi."})
    assert isinstance(asked, Asked)
    assert asked.service == "llm"


def test_a_router_opens_a_stream_for_each_service_that_is_named():
    session = new_session("speech_to_text", "behavior_analyzer", router=True)
    events = chunk(session, services=["speech_to_text", "behavior-analyzer"])
    opened = [event.service for event in events if isinstance(event, StreamOpened)]
    assert opened == ["speech_to_text", "behavior_analyzer"]


def test_a_request_that_can_not_be_read_is_refused_by_its_id():
    session = new_session()
    ask(session, request_id="r", data=[])
    assert sent(session)[0]["request_id"] == "r"
