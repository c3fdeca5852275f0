import json
from datetime import UTC, datetime

import numpy as np
import pytest

from talkup_local.config.model import Limits
from talkup_local.errors import (
    BufferOverflow,
    EngineError,
    GenerationError,
    LocalProtocolError,
    RecognitionError,
)
from talkup_local.protocol.interview.events import (
    AnswerTyped,
    InterviewEnd,
    InterviewStart,
    SentDocument,
    TurnCommitted,
)
from talkup_local.protocol.interview.messages import Keeps
from talkup_local.protocol.interview.order import Phase
from talkup_local.protocol.interview.session import InterviewSession

NOW = datetime(2024, 11, 25, 10, 0, 0, 50_000, tzinfo=UTC)
START = '{"type":"start_interview"}'
SEND = '{"type":"send_for_AI_processing"}'
END = '{"type":"end_interview"}'
PING = '{"type":"ping"}'


def new_session(**settings):
    return InterviewSession(now=lambda: NOW, **settings)


@pytest.fixture
def session():
    return new_session()


@pytest.fixture
def listening(session):
    session.receive_text(START)
    session.thinking("preparing")
    session.interview_started("Hello.")
    session.data_to_send()
    return session


def sent(session):
    return [json.loads(data) for data in session.data_to_send()]


def codes(session):
    return [message["code"] for message in sent(session)]


def test_a_plain_start_leaves_everything_to_the_server(session):
    assert session.receive_text(START) == [InterviewStart(sample_rate_hz=16000)]
    assert session.data_to_send() == []


def test_a_start_may_state_everything(session):
    wish = {
        "type": "start_interview",
        "sample_rate": 48000,
        "delivery": "burst",
        "language": "FR_ca",
        "interview_type": "behavioural",
        "questions": 7,
        "patience": "brisk",
        "half_duplex": True,
        "role": " data\x00\n\u202eanalyst",
        "level": "senior",
        "minutes": 20,
        "plan": "ours",
        "job_description": "Numbers é",
        "documents": [{"purpose": "cv", "data": "JVBERg==", "media_type": "application/pdf"}],
        "consent": True,
        "resume": "rt_x",
        "capabilities": ["ai_text", "turn_state"],
    }
    assert session.receive_text(json.dumps(wish)) == [
        InterviewStart(
            sample_rate_hz=48000,
            delivery="burst",
            language="fr",
            kind="behavioural",
            questions=7,
            patience="brisk",
            half_duplex=True,
            role="data analyst",
            level="senior",
            minutes=20,
            plan="ours",
            job_description=SentDocument(data="Numbers é".encode(), media_type="text/plain"),
            cv=SentDocument(data=b"%PDF", media_type="application/pdf"),
            consent=True,
            resume="rt_x",
            capabilities=frozenset({"ai_text", "turn_state"}),
        )
    ]


def test_capabilities_that_we_do_not_have_mean_nothing(session):
    wish = {"type": "start_interview", "capabilities": ["ai_text", "coffee", "ai_text"]}
    (start,) = session.receive_text(json.dumps(wish))
    assert start.capabilities == {"ai_text"}


@pytest.mark.parametrize(
    "wish",
    [
        {"patience": "endless"},
        {"half_duplex": "yes"},
        {"role": "x" * 121},
        {"level": "boss"},
        {"minutes": -1},
        {"documents": [{"purpose": "photo", "data": ""}]},
        {"documents": [{"purpose": "cv", "data": "no base64"}]},
        {"documents": [{"purpose": "cv", "data": ""}], "cv": "the same once more"},
    ],
)
def test_a_wish_that_we_can_not_read_is_refused_and_another_may_be_tried(session, wish):
    assert session.receive_text(json.dumps({"type": "start_interview", **wish})) == []
    assert codes(session) == ["INVALID_MESSAGE"]
    assert session.receive_text(START)


def test_the_sentences_are_in_the_language_of_the_interview(session):
    session.receive_text('{"type":"start_interview","language":"fr"}')
    session.thinking("preparing")
    session.error("TRANSCRIPTION_ERROR")
    thinking, error = sent(session)
    assert thinking["message"] == "Préparation de l'entretien..."
    assert error["message"].startswith("Je n'ai rien entendu")


def test_the_server_sets_the_language_of_a_client_that_names_none():
    session = new_session(language="fr")
    session.receive_text(START)
    assert session.language == "fr"


def test_a_language_that_we_do_not_have_is_refused_and_another_may_be_tried(session):
    assert session.receive_text('{"type":"start_interview","language":"de-AT"}') == []
    assert codes(session) == ["LANGUAGE_UNAVAILABLE"]
    assert session.receive_text('{"type":"start_interview","language":"en-GB"}')


def test_the_server_may_refuse_a_start_and_another_may_be_tried(session):
    session.receive_text(START)
    session.error("SERVER_BUSY")
    assert session.phase is Phase.IDLE
    assert session.receive_text(START)


def test_a_second_start_is_an_error(listening):
    assert listening.receive_text(START) == []
    assert codes(listening) == ["ALREADY_STARTED"]


@pytest.mark.parametrize("text", ['{"type":"audio_chunk","data":[1]}', SEND])
def test_nothing_is_heard_before_the_start(session, text):
    assert session.receive_text(text) == []
    assert codes(session) == ["NOT_STARTED"]


def test_no_binary_message_is_heard_before_the_start(session):
    assert session.receive_binary(b"\0\0") == []
    assert codes(session) == ["NOT_STARTED"]


@pytest.mark.parametrize("data", ["[1, -1, 65534]", '"AQD///7/"'])
def test_audio_comes_as_samples_at_the_rate_of_the_start(session, data):
    session.receive_text('{"type":"start_interview","sample_rate":44100}')
    (event,) = session.receive_text('{"type":"audio_chunk","data":' + data + "}")
    assert event.samples.dtype == np.int16
    assert event.samples.tolist() == [1, -1, -2]
    assert event.sample_rate_hz == 44100


def test_a_chunk_may_state_its_own_rate(listening):
    (event,) = listening.receive_text('{"type":"audio_chunk","data":[],"sample_rate":8000}')
    assert event.sample_rate_hz == 8000
    (event,) = listening.receive_binary(b"")
    assert event.sample_rate_hz == 16000


def test_an_odd_binary_message_is_refused(listening):
    assert listening.receive_binary(b"\0\0\0") == []
    assert codes(listening) == ["INVALID_MESSAGE"]


def test_send_for_processing_commits_the_turn(listening):
    assert listening.receive_text(SEND) == [TurnCommitted()]


def test_what_is_typed_keeps_its_lines_but_nothing_that_controls_a_terminal(listening):
    text = json.dumps(
        {"type": "text_answer", "text": "One\x1b[2J\x9bm\x00\n\ttwo\u202e \U0001f600"}
    )
    assert listening.receive_text(text) == [AnswerTyped(text="One [2J m \n\ttwo \U0001f600")]


def test_ping_is_answered_by_the_session_itself(session):
    assert session.receive_text(PING) == []
    assert sent(session) == [{"type": "pong", "timestamp": "2024-11-25T10:00:00.050Z"}]


def test_a_large_control_message_is_refused():
    session = new_session(limits=Limits(control_message_bytes=300))
    session.receive_text('{"type":"ping","padding":"' + "x" * 300 + '"}')
    (error,) = sent(session)
    assert error["code"] == "INVALID_MESSAGE"
    assert "300 bytes" in error["message"]


def test_a_start_may_be_larger_than_other_messages_and_has_a_limit_of_its_own():
    limits = Limits(control_message_bytes=300, audio_message_bytes=300, start_message_bytes=2000)
    session = new_session(limits=limits)
    assert session.receive_text(json.dumps({"type": "start_interview", "cv": "x" * 2000})) == []
    assert codes(session) == ["INVALID_MESSAGE"]
    assert session.receive_text(json.dumps({"type": "start_interview", "cv": "x" * 1000}))
    assert session.receive_binary(bytes(302)) == []
    assert session.receive_text('{"type":"audio_chunk","data":' + str([0] * 300) + "}") == []
    assert codes(session) == ["INVALID_MESSAGE", "INVALID_MESSAGE"]


def test_a_reason_to_end_is_told_in_a_sentence_of_the_language(listening):
    listening.language = "fr"
    listening.interview_ended("finished")
    (ended,) = sent(listening)
    assert ended["reason"] == "finished"
    assert ended["message"] == "L'entretien est terminé. Merci."


def test_audio_may_be_larger_than_a_control_message():
    session = new_session(limits=Limits(control_message_bytes=300))
    session.receive_text(START)
    assert session.receive_text('{"type":"audio_chunk","data":' + str([0] * 1000) + "}")


def test_the_size_of_a_control_message_is_counted_in_bytes():
    session = new_session(limits=Limits(control_message_bytes=300))
    session.receive_text('{"type":"ping","padding":"' + "é" * 200 + '"}')
    assert codes(session) == ["INVALID_MESSAGE"]


def test_an_interview_may_end_before_it_starts(session):
    assert session.receive_text(END) == [InterviewEnd()]
    session.interview_ended()
    assert [message["type"] for message in sent(session)] == ["interview_ended"]


@pytest.mark.parametrize("text", [START, SEND, END, "{", '{"type":"audio_chunk","data":[1]}'])
def test_after_the_end_the_client_is_not_heard(listening, text):
    listening.receive_text(END)
    assert listening.receive_text(text) == []
    assert listening.receive_binary(b"\0\0\0") == []
    assert listening.data_to_send() == []


def test_after_the_end_of_ours_ping_is_still_answered(listening):
    listening.interview_ended("shutdown", "Goodbye.")
    assert listening.receive_text(SEND) == []
    listening.receive_text(PING)
    ended, pong = sent(listening)
    assert ended["reason"] == "shutdown"
    assert pong["type"] == "pong"


def test_a_reply_goes_on_after_the_client_has_asked_for_the_end(listening):
    listening.thinking("considering")
    listening.receive_text(END)
    listening.thinking_complete()
    listening.interview_ended()
    assert listening.closing


def test_a_reply_is_sent_in_its_order(listening):
    listening.thinking("considering")
    listening.thinking_complete()
    listening.speech_level(0.123456)
    listening.speech_segment(b"mp3")
    listening.response_complete("Tell me more.")
    thinking, complete, level, segment, response = listening.data_to_send()
    assert json.loads(thinking)["message"] == "Let me consider your response..."
    assert json.loads(complete)["type"] == "thinking_complete"
    assert json.loads(level)["amplitude"] == 0.1235
    assert segment == b"mp3"
    assert json.loads(response)["text"] == "Tell me more."


OPT_IN = {
    "turn_state": lambda session: session.turn_state("hearing"),
    "transcript_update": lambda session: session.transcript_update("Well", stable=2, final=False),
    "ai_text": lambda session: session.ai_text("Well."),
    "ai_interrupted": lambda session: session.ai_interrupted("We"),
    "progress": lambda session: session.progress(2, 5, "ask", 61.25),
    "answer_taken": lambda session: session.answer_taken(3),
}


def speaking(*capabilities):
    session = new_session()
    wish = {"type": "start_interview", "capabilities": capabilities}
    session.receive_text(json.dumps(wish))
    session.thinking("preparing")
    session.interview_started("Hello.")
    session.thinking("considering")
    session.thinking_complete()
    session.data_to_send()
    return session


@pytest.mark.parametrize("name", OPT_IN)
def test_an_opt_in_message_comes_to_those_who_name_it(name):
    session = speaking(name)
    for say in OPT_IN.values():
        say(session)
    assert [message["type"] for message in sent(session)] == [name]


def test_a_plain_client_gets_no_opt_in_message():
    session = speaking()
    for say in OPT_IN.values():
        say(session)
    assert session.data_to_send() == []


def test_a_refused_start_leaves_none_of_its_capabilities(session):
    session.receive_text('{"type":"start_interview","capabilities":["turn_state"]}')
    session.error("SERVER_BUSY")
    session.receive_text(START)
    session.data_to_send()
    session.turn_state("hearing")
    assert session.data_to_send() == []


def test_what_is_kept_is_told_to_those_who_ask():
    session = new_session()
    session.receive_text('{"type":"start_interview","capabilities":["session"]}')
    session.session("iv_x", keeps=Keeps(transcript=False, audio=False, days=0))
    (told,) = sent(session)
    assert told["keeps"] == {"transcript": False, "audio": False, "days": 0}
    assert "resume_token" not in told


def test_a_reply_that_begins_anew_before_it_was_heard_is_not_told_twice(listening):
    for _ in range(3):
        listening.thinking("considering")
    listening.thinking_complete()
    assert [message["type"] for message in sent(listening)] == ["thinking", "thinking_complete"]


@pytest.mark.parametrize("name", ["ai_text", "ai_interrupted"])
def test_what_belongs_to_our_speech_can_not_come_while_we_listen(listening, name):
    with pytest.raises(LocalProtocolError, match=f"{name} can't be sent while listening"):
        OPT_IN[name](listening)


def test_after_an_interruption_the_reply_is_completed_as_usual():
    session = speaking("ai_interrupted")
    session.ai_interrupted("Tell me")
    session.response_complete("Tell me")
    assert [message["type"] for message in sent(session)] == [
        "ai_interrupted",
        "ai_response_complete",
    ]
    assert session.phase is Phase.LISTENING


def test_every_error_is_told_to_who_counts_them():
    counted = []
    session = new_session(on_error=counted.append)
    session.receive_text("{")
    session.receive_text(START)
    session.report(RecognitionError("whisper", "/secret"))
    assert counted == codes(session) == ["INVALID_MESSAGE", "TRANSCRIPTION_ERROR"]


def test_an_amplitude_of_numpy_is_rounded_too(listening):
    listening.amplitude(np.float32(0.25))
    assert sent(listening)[0]["value"] == 0.25


def test_what_was_given_out_is_not_given_out_again(session):
    session.receive_text(PING)
    session.data_to_send()
    assert session.data_to_send() == []


def test_breaking_the_order_is_a_bug_of_ours_and_sends_nothing(listening):
    with pytest.raises(LocalProtocolError, match="thinking_complete can't be sent while listening"):
        listening.thinking_complete()
    assert listening.data_to_send() == []
    assert listening.phase is Phase.LISTENING


def test_nothing_follows_the_end(listening):
    listening.interview_ended()
    with pytest.raises(LocalProtocolError):
        listening.error("INTERNAL_ERROR")


def test_an_unknown_error_code_is_a_bug_of_ours(session):
    with pytest.raises(LocalProtocolError):
        session.error("OUT_OF_COFFEE")


def test_a_fallback_reply_follows_an_error_of_the_model(listening):
    listening.thinking("considering")
    listening.report(GenerationError("llama", "secret path"))
    listening.thinking_complete()
    assert listening.phase is Phase.SPEAKING


@pytest.mark.parametrize(
    ("exc", "code"),
    [
        (RecognitionError("whisper", "/secret"), "TRANSCRIPTION_ERROR"),
        (EngineError("vad", "/secret"), "INTERNAL_ERROR"),
        (RuntimeError("/secret"), "INTERNAL_ERROR"),
    ],
)
def test_the_words_of_our_own_exceptions_never_reach_a_client(listening, exc, code):
    listening.report(exc)
    (error,) = sent(listening)
    assert error["code"] == code
    assert "secret" not in error["message"]


def test_the_words_of_a_client_fault_reach_the_client(listening):
    listening.report(BufferOverflow("More than 120 s of audio are waiting."))
    (error,) = sent(listening)
    assert error["code"] == "BUFFER_ERROR"
    assert error["message"] == "More than 120 s of audio are waiting."


def test_after_the_end_nothing_more_is_reported(listening):
    listening.interview_ended()
    listening.data_to_send()
    listening.report(BufferOverflow("Too much."))
    assert listening.data_to_send() == []


def ids(session):
    return [json.loads(data).get("ids") for data in session.data_to_send()]


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ('{"type":"text_answer","text":"","id":"1"}', ["1"]),
        ('{"type":"text_answer","id":"1"}', ["1"]),
        ('{"type":"text_answer","text":"","id":1}', None),
        ('{"type":"text_answer","text":"","id":"' + "x" * 65 + '"}', None),
        ('{"type":"typing","timestamp":[],"id":"1","text":"text_answer"}', None),
        ('{"type":"text_answer","text":"', None),
        (b'{"type":"text_answer","text":"","id":"\xff"}', None),
        ('{"type":"text_answer","text":' + "[" * 100_000, None),
        ('{"type":"text_answer","text":"","id":"\ud800"}', ["?"]),
    ],
)
def test_a_typed_answer_that_can_not_be_read_is_refused_by_its_name_where_it_has_one(
    listening, message, named
):
    assert listening.receive_text(message) == []
    assert ids(listening) == [named]


def test_a_named_answer_is_an_event_with_its_name(listening):
    (event,) = listening.receive_text('{"type":"text_answer","text":"Yes.","id":"1"}')
    assert event == AnswerTyped(text="Yes.", id="1")


def test_what_is_taken_is_named_and_nothing_where_nothing_has_a_name():
    session = new_session()
    session.receive_text('{"type":"start_interview","capabilities":["answer_taken"]}')
    session.data_to_send()
    session.answer_taken(1, ("1", "2"))
    session.answer_taken(2)
    assert ids(session) == [["1", "2"], None]
