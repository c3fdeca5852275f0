"""The recorded conversations of the interview protocol, played against both ends.

A line of a record is what one side sends: ``→`` the client, ``←`` the server, as JSON;
``→ text`` as it stands; ``→ binary`` and ``← binary`` in base64. With what the client
sends stand the ``events`` that it causes and the samples that are ``heard``. What the
server does not say by itself, the player lets it say; with ``✗`` stands what it wants to
say and this client does not get. Timestamps are masked.
"""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.protocol.interview.events import AudioReceived, SoundCheckAsked
from talkup_local.protocol.interview.messages import CAPABILITIES, client_codec, server_codec
from talkup_local.protocol.interview.session import InterviewSession

FOLDER = Path(__file__).parent / "interview"
RECORDS = sorted(FOLDER.glob("*.jsonl"))
NOW = datetime(2024, 11, 25, 10, 0, tzinfo=UTC)
TIMESTAMP = re.compile(r"2024-11-25T10:00:00\.000Z")
STAGES = {
    "Preparing for interview...": "preparing",
    "Let me consider your response...": "considering",
}


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def named(path):
    return path.stem


def sent_by_client(line):
    """What goes over the wire, or None when this line is the server's."""
    if "→" in line:
        return json.dumps(line["→"], indent=2)
    if "→ text" in line:
        return line["→ text"]
    if "→ binary" in line:
        return base64.b64decode(line["→ binary"])
    return None


def say(session, line):  # noqa: C901 (one case per message)
    """Let the server send what stands in ``line``."""
    if "← binary" in line:
        session.speech_segment(base64.b64decode(line["← binary"]))
        return
    message = line.get("←") or line["✗"]
    if message["type"] in CAPABILITIES:
        fields = {name: message[name] for name in message if name not in ("type", "timestamp")}
        getattr(session, message["type"])(**fields)
        return
    match message:
        case {"type": "sound_checked", "text": text, "timestamp": _, **measured}:
            session.sound_checked(text, **measured)
        case {"type": "thinking", "message": text}:
            session.thinking(STAGES[text])
        case {"type": "thinking_complete"}:
            session.thinking_complete()
        case {"type": "ai_audio_chunk", "amplitude": amplitude}:
            session.speech_level(amplitude)
        case {"type": "interview_started", "message": text}:
            session.interview_started(text)
        case {"type": "amplitude", "value": value}:
            session.amplitude(value)
        case {"type": "ai_response_complete", "text": text}:
            session.response_complete(text)
        case {"type": "error", "code": code, "message": text}:
            session.error(code, text if text == "Failed to transcribe audio" else None)
        case {"type": "interview_ended", **rest}:
            session.interview_ended(rest.get("reason"), rest.get("message"))
        case other:
            pytest.fail(f"the session should have sent {other}")


def masked(message):
    """Field names and values in their order, so that the order of the wire counts."""
    if isinstance(message, bytes):
        return message
    fields = json.loads(message) if isinstance(message, str) else message
    return [(name, "*" if name == "timestamp" else value) for name, value in fields.items()]


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_the_session_speaks_as_recorded(path):
    session = InterviewSession(now=lambda: NOW)
    outbox = []
    for line in read(path):
        data = sent_by_client(line)
        if data is not None:
            assert not outbox
            receive = session.receive_text if isinstance(data, str) else session.receive_binary
            events = receive(data)
            assert [type(event).__name__ for event in events] == line["events"]
            for event in events:
                if isinstance(event, AudioReceived | SoundCheckAsked):
                    assert event.samples.tolist() == line["heard"]
            outbox += session.data_to_send()
            continue
        if "✗" in line:
            say(session, line)
            assert session.data_to_send() == []
            continue
        if not outbox:
            say(session, line)
            outbox += session.data_to_send()
        sent = outbox.pop(0)
        if isinstance(sent, str):
            assert TIMESTAMP.fullmatch(json.loads(sent)["timestamp"])
            assert masked(sent) == masked(line["←"])
        else:
            assert sent == base64.b64decode(line["← binary"])
    assert not outbox


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_the_client_accepts_what_the_server_sends_as_recorded(path):
    client = InterviewClient()
    for line in read(path):
        if "InterviewStart" in line.get("events", []):
            wish = json.loads(sent_by_client(line))
            client.start_interview(capabilities=wish.get("capabilities", ()))
        elif "← binary" in line:
            client.receive(base64.b64decode(line["← binary"]))
        elif "←" in line:
            client.receive(json.dumps(line["←"]))


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_a_message_that_is_read_and_written_again_is_the_same(path):
    for line in read(path):
        if "←" in line:
            again = server_codec().encode(server_codec().decode(json.dumps(line["←"])))
            assert list(json.loads(again).items()) == list(line["←"].items())


@pytest.mark.parametrize("name", ["document_examples", "document_session"])
def test_a_client_message_of_the_document_is_written_as_it_stands(name):
    for line in read(FOLDER / f"{name}.jsonl"):
        if "→" in line:
            again = client_codec().encode(client_codec().decode(json.dumps(line["→"])))
            assert list(json.loads(again).items()) == list(line["→"].items())


def test_a_plain_client_gets_the_base_protocol_s_messages_and_no_others():
    record = read(FOLDER / "turn_taking_plain_client.jsonl")
    types = {line["←"]["type"] for line in record if "←" in line}
    assert types == {
        "thinking",
        "ai_audio_chunk",
        "interview_started",
        "amplitude",
        "thinking_complete",
        "ai_response_complete",
        "error",
        "interview_ended",
    }
    assert {line["✗"]["type"] for line in record if "✗" in line} > CAPABILITIES


def test_every_message_type_is_in_a_record():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS)
    for tag in (*client_codec().messages, *server_codec().messages):
        assert f'"type": "{tag}"' in text
