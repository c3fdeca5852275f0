"""What must hold of the interview protocol whatever comes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from talkup_local.errors import LocalProtocolError
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.protocol.interview.codes import ERROR_CODES
from talkup_local.protocol.interview.events import AudioReceived
from talkup_local.protocol.interview.order import Kind, Phase, next_phase
from talkup_local.protocol.interview.session import InterviewSession

# a busy machine is no failure
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NOW = datetime(2024, 11, 25, 10, 0, tzinfo=UTC)
START = '{"type":"start_interview"}'
PING = '{"type":"ping"}'

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
names = [
    "timestamp",
    "data",
    "sample_rate",
    "delivery",
    "language",
    "questions",
    "patience",
    "half_duplex",
    "capabilities",
    "role",
    "minutes",
    "documents",
    "job_description",
    "resume",
]
near_messages = st.builds(
    lambda tag, fields: json.dumps({"type": tag, **fields}),
    st.sampled_from([*wire.client_codec().messages, "amplitude"]),
    st.dictionaries(st.sampled_from(names) | st.text(max_size=8), json_values, max_size=4),
)
anything = (
    st.text(alphabet=st.characters())
    | st.binary()
    | json_values.map(json.dumps)
    | near_messages
    | near_messages.map(str.encode).flatmap(
        lambda raw: st.builds(
            lambda at, byte: raw[:at] + bytes([byte]) + raw[at + 1 :],
            st.integers(0, len(raw)),
            st.integers(0, 255),
        )
    )
)


def new_session():
    return InterviewSession(now=lambda: NOW)


def started():
    session = new_session()
    session.receive_text(START)
    return session


def assert_alive(session):
    session.data_to_send()
    assert session.receive_text(PING) == []
    (pong,) = session.data_to_send()
    assert json.loads(pong)["type"] == "pong"


def assert_events_or_one_coded_error(session, events):
    messages = [json.loads(data) for data in session.data_to_send()]
    assert len(events) + len(messages) <= 1 or session.closing
    for message in messages:
        assert message["type"] == "pong" or message["code"] in ERROR_CODES
    for event in events:
        if isinstance(event, AudioReceived):
            assert event.samples.dtype == np.int16
            assert event.samples.ndim == 1


@steady
@given(texts=st.lists(anything, max_size=5), begun=st.booleans())
@example(texts=['{"type":"ping","a":' + "[" * 100_000], begun=True)
@example(texts=[b'{"type":"ping","a":"\xff"}'], begun=True)
@example(texts=['{"type":"ping","timestamp":' + "9" * 5000 + "}"], begun=True)
@example(texts=['{"type":"\ud800"}'], begun=True)
def test_any_text_gives_events_or_a_coded_error_and_the_session_lives_on(texts, begun):
    session = started() if begun else new_session()
    for text in texts:
        assert_events_or_one_coded_error(session, session.receive_text(text))
    assert_alive(session)


@steady
@given(st.lists(st.binary(), max_size=5), st.booleans())
def test_any_bytes_give_events_or_a_coded_error_and_the_session_lives_on(frames, begun):
    session = started() if begun else new_session()
    for frame in frames:
        assert_events_or_one_coded_error(session, session.receive_binary(frame))
    assert_alive(session)


documents = st.builds(
    wire.Document,
    purpose=st.sampled_from(["job_description", "cv"]),
    data=st.text(max_size=8),
    name=st.none() | st.text(max_size=20),
    media_type=st.none() | st.text(max_size=20),
)


OF_MESSAGES = {
    wire.StartInterview: {"continues": st.none() | st.integers(0, 99)},
    wire.SessionOpened: {"continues": st.booleans()},
    wire.TextAnswer: {
        "text": st.text(min_size=1, max_size=20),
        "id": st.none() | st.text(min_size=1, max_size=64),
    },
    wire.SoundChecked: {
        "speech_s": st.floats(0, 20),
        **dict.fromkeys(("level", "noise", "clipped"), st.floats(0, 1)),
    },
}
"""Fields that are something else in one message than in others."""


def built(message):
    """Every value of a message type, from the types of its fields."""
    hints = {field.name: field.type for field in msgspec.structs.fields(message)}
    by_name = {
        "data": st.lists(st.integers(-32768, 65535), max_size=8) | st.text(max_size=8),
        "sample_rate": st.none() | st.integers(8000, 192_000),
        "delivery": st.sampled_from([None, "paced", "ahead", "burst"]),
        "language": st.none() | st.text(max_size=35),
        "interview_type": st.sampled_from([None, "general", "technical"]),
        "capabilities": st.none() | st.lists(st.text(max_size=64), max_size=4),
        "amplitude": st.floats(0, 1),
        "value": st.floats(0, 1),
        "reason": st.none() | st.text(),
        "patience": st.sampled_from([None, "brisk", "normal", "relaxed"]),
        "half_duplex": st.none() | st.booleans(),
        "state": st.sampled_from(["listening", "hearing", "pausing", "held", "paused"]),
        "stable": st.integers(0, 2**63 - 1),
        "final": st.booleans(),
        "role": st.none() | st.text(max_size=120),
        "level": st.sampled_from([None, "entry", "senior"]),
        "minutes": st.none() | st.integers(0, 240),
        "plan": st.none() | st.text(max_size=80),
        "documents": st.none() | st.lists(documents, max_size=2),
        "consent": st.none() | st.booleans(),
        "resume": st.none() | st.text(max_size=128),
        "resumed": st.booleans(),
        "resume_grace_s": st.floats(0, 1e6),
        "keeps": st.builds(
            wire.Keeps, transcript=st.booleans(), audio=st.booleans(), days=st.integers(0, 999)
        ),
        "question": st.integers(0, 50),
        "questions": st.integers(1, 50),
        "elapsed_s": st.floats(0, 1e6),
        "remaining_s": st.none() | st.floats(0, 1e6),
        "answers": st.integers(0, 99),
        "ids": st.none() | st.lists(st.text(max_size=64), max_size=4),
        "what": st.sampled_from(["repeat", "rephrase", "skip", "wait", "time"]),
        **OF_MESSAGES.get(message, {}),
    }
    times = st.text() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False)
    finite = times.filter(lambda value: value not in (float("inf"), float("-inf")))
    timestamps = st.none() | finite if "None" in str(hints["timestamp"]) else st.text()
    strategies = {name: by_name.get(name, st.text()) for name in hints}
    return st.builds(message, **{**strategies, "timestamp": timestamps})


@steady
@given(st.one_of([built(message) for message in wire.client_codec().messages.values()]))
def test_a_client_message_comes_back_as_it_was(message):
    codec = wire.client_codec()
    assert codec.decode(codec.encode(message)) == message


@steady
@given(st.one_of([built(message) for message in wire.server_codec().messages.values()]))
def test_a_server_message_comes_back_as_it_was(message):
    codec = wire.server_codec()
    assert codec.decode(codec.encode(message)) == message


@steady
@given(
    st.lists(st.integers(-32768, 32767), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["int16", "uint16", "base64", ""]))),
)
def test_the_same_sound_is_heard_however_it_is_split_and_written(values, cuts):
    sound = np.array(values, dtype=np.int16)
    client, session = InterviewClient(), started()
    at, heard = 0, []
    for end, form in [*sorted(cuts), (len(sound), "int16")]:
        part = sound[at : max(at, end)]
        at = max(at, end)
        if form:
            events = session.receive_text(client.audio_chunk(part, form=form))
        else:
            events = session.receive_binary(client.audio_frame(part))
        heard += [sample for event in events for sample in event.samples.tolist()]
    assert heard == values
    assert session.data_to_send() == []


KEEPS = wire.Keeps(transcript=True, audio=False, days=90)

SENDING = {
    Kind.THINKING: lambda session: session.thinking("considering"),
    Kind.LEVEL: lambda session: session.speech_level(0.5),
    Kind.SEGMENT: lambda session: session.speech_segment(b"mp3"),
    Kind.STARTED: lambda session: session.interview_started("Hello."),
    Kind.AMPLITUDE: lambda session: session.amplitude(0.5),
    Kind.THINKING_COMPLETE: lambda session: session.thinking_complete(),
    Kind.COMPLETE: lambda session: session.response_complete("Well."),
    Kind.TURN_STATE: lambda session: session.turn_state("hearing"),
    Kind.TRANSCRIPT: lambda session: session.transcript_update("Well", stable=2, final=False),
    Kind.AI_TEXT: lambda session: session.ai_text("Well."),
    Kind.AI_INTERRUPTED: lambda session: session.ai_interrupted("We"),
    Kind.SESSION: lambda session: session.session("iv_x", keeps=KEEPS),
    Kind.PROGRESS: lambda session: session.progress(1, 5, "ask", 2.5),
    Kind.ANSWER_TAKEN: lambda session: session.answer_taken(3),
    Kind.SOUND_CHECKED: lambda session: session.sound_checked(
        "Well", speech_s=0.5, level=0.1, noise=0.01, clipped=0.0
    ),
    Kind.PONG: lambda session: session.receive_text(PING),
    Kind.ENDED: lambda session: session.interview_ended(),
    Kind.NOTICE: lambda session: session.error("TTS_ERROR"),
    Kind.REFUSAL: lambda session: session.error("SERVER_BUSY"),
    Kind.FAILURE: lambda session: session.error("INTERNAL_ERROR"),
}


ALL = tuple(sorted(wire.CAPABILITIES))


def begin(session, client, capabilities=ALL):
    events = session.receive_text(client.start_interview(capabilities=capabilities))
    session.data_to_send()
    return bool(events)


def repeated(kind, phase):
    """A reply that begins anew, which is legal to say and not said again."""
    return kind is Kind.THINKING and phase is Phase.THINKING


@steady
@given(st.data())
def test_every_legal_walk_is_sent_and_both_ends_agree_on_it(data):
    session, client, phase = new_session(), InterviewClient(), Phase.IDLE
    for _ in range(data.draw(st.integers(0, 25))):
        kind = data.draw(st.sampled_from([kind for kind in Kind if next_phase(phase, kind)]))
        if kind is Kind.START:
            assert begin(session, client)
        else:
            SENDING[kind](session)
            (message,) = session.data_to_send()
            client.receive(message)
        phase = next_phase(phase, kind)
        assert session.phase is client.phase is phase


@steady
@given(st.data())
def test_no_illegal_step_is_sent_wherever_the_walk_has_come(data):
    session, client = new_session(), InterviewClient()
    for _ in range(data.draw(st.integers(0, 12))):
        legal = [kind for kind in Kind if next_phase(session.phase, kind)]
        kind = data.draw(st.sampled_from(legal))
        if kind is Kind.START:
            begin(session, client)
        else:
            SENDING[kind](session)
    session.data_to_send()
    before = session.phase
    for kind in Kind:
        if kind is Kind.START or next_phase(before, kind) or repeated(kind, before):
            continue
        with pytest.raises(LocalProtocolError):
            SENDING[kind](session)
    assert session.phase is before
    assert session.data_to_send() == []


@steady
@given(st.data(), st.lists(st.sampled_from([*ALL, "coffee"])))
def test_a_client_gets_the_same_whatever_it_asks_for_but_for_what_it_does_not_ask_for(
    data, capabilities
):
    full, partial = new_session(), new_session()
    begin(full, InterviewClient())
    client = InterviewClient()
    begin(partial, client, capabilities)
    unwanted = wire.CAPABILITIES.difference(capabilities)
    for _ in range(data.draw(st.integers(0, 25))):
        legal = [kind for kind in Kind if next_phase(full.phase, kind) and kind is not Kind.START]
        repeats = [kind for kind in Kind if repeated(kind, full.phase)]
        kind = data.draw(st.sampled_from(legal + repeats))
        SENDING[kind](full)
        SENDING[kind](partial)
        everything, received = full.data_to_send(), partial.data_to_send()
        assert received == ([] if kind in unwanted else everything)
        for message in received:
            client.receive(message)
        assert client.phase is partial.phase is full.phase
