"""The recorded conversations of the stream protocol, played against both ends.

A line of a record is what one side sends: ``→`` the client, ``←`` the server, as JSON;
``→ text`` as it stands; ``→ binary`` in base64; ``→ at_s`` is a client that says nothing
until that second. With what the client sends stand the ``events`` that it causes. What
the server does not say by itself, the player lets it say. ``✗`` is the code of an error
that the server says of a stream that it will not take.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from talkup_local.config.model import Limits, Stream
from talkup_local.errors import UnsupportedFormat
from talkup_local.protocol.stream.client import StreamClient
from talkup_local.protocol.stream.codes import ERROR_CODES
from talkup_local.protocol.stream.events import StatusAsked
from talkup_local.protocol.stream.replies import AnalysisResult, server_codec, written
from talkup_local.protocol.stream.requests import client_codec
from talkup_local.protocol.stream.session import StreamSession

FOLDER = Path(__file__).parent / "stream"
RECORDS = sorted(FOLDER.glob("*.jsonl"))
NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)
SMALL = Limits(streams=3, stream_bytes=1024, control_message_bytes=512)
ENVELOPE = ("type", "timestamp")


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def named(path):
    return path.stem


class Player:
    """A session, its clock, and what it has said."""

    def __init__(self):
        self.at_s = 0.0
        self.asked = None
        self.session = StreamSession(
            now=lambda: NOW,
            monotonic_s=lambda: self.at_s,
            limits=SMALL,
            settings=Stream(reorder_chunks=2, reorder_ms=1000),
        )

    def hear(self, line):
        """Let the client send ``line``; None when it is the server's."""
        if "→ at_s" in line:
            self.at_s = line["→ at_s"]
            return self.session.expire()
        if "→ binary" in line:
            return self.session.receive_binary(base64.b64decode(line["→ binary"]))
        if "→ text" in line:
            return self.session.receive_text(line["→ text"])
        return self.session.receive_text(json.dumps(line["→"])) if "→" in line else None

    def say(self, message):
        """Let the server send ``message``."""
        fields = {name: message[name] for name in message if name not in (*ENVELOPE, "data")}
        match message["type"]:
            case "transcript_update":
                self.session.transcript(**fields)
            case "analysis_result":
                self.session.analysis(msgspec.convert(fields, AnalysisResult))
            case "status":
                own = ("protocol_version", "protocol_versions", *self.asked)
                told = {name: value for name, value in fields.items() if name not in own}
                self.session.status(told, self.asked)
            case "error":
                own_words = fields["message"] != ERROR_CODES[fields["code"]].en
                words = fields["message"] if own_words else None
                self.session.error(fields["code"], words, fields.get("stream_id"))
            case other:
                pytest.fail(f"the session should have sent {other}")


def told(event):
    """An event as a record has it: its name and what is said in it."""
    if isinstance(event, StatusAsked):
        return {"StatusAsked": {}}
    left_out = (None, False)
    fields = {k: v for k, v in asdict(event).items() if not any(v is no for no in left_out)}
    if isinstance(fields.get("data"), bytes):
        fields["data"] = base64.b64encode(fields["data"]).decode()
    return {type(event).__name__: json.loads(json.dumps(fields))}


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_the_session_speaks_as_recorded(path):
    player = Player()
    outbox = []
    for line in read(path):
        if "✗" in line:
            player.session.refuse_stream(line["✗"], UnsupportedFormat("We can't decode this."))
            outbox += player.session.data_to_send()
            continue
        events = player.hear(line)
        if events is not None:
            assert not outbox
            assert [told(event) for event in events] == line["events"]
            player.asked = next((e.echo for e in events if isinstance(e, StatusAsked)), None)
            outbox += player.session.data_to_send()
            continue
        if not outbox:
            player.say(line["←"])
            outbox += player.session.data_to_send()
        assert list(json.loads(outbox.pop(0)).items()) == list(line["←"].items())
    assert not outbox


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_the_client_reads_what_the_server_sends_as_recorded(path):
    for line in read(path):
        if "←" in line:
            message = StreamClient().receive(json.dumps(line["←"]))
            assert json.loads(written(message)) == line["←"]


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_a_reply_has_its_fields_at_the_top_level_and_in_data(path):
    for line in read(path):
        message = line.get("←", {})
        if message and message["type"] != "pong":
            rest = {name: message[name] for name in message if name not in (*ENVELOPE, "data")}
            assert message["data"] == rest


def test_every_message_type_is_in_a_record():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS)
    for tag in (*client_codec().messages, *server_codec().messages):
        assert f'"type": "{tag}"' in text


def test_every_error_code_is_in_a_record():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS)
    for code in ERROR_CODES:
        assert f'"code": "{code}"' in text


# the examples of the base document, as they stand there

CHUNK = """{
  "type": "stream_chunk",
  "stream_id": "abc123",
  "format": "audio/opus",
  "sequence": 12,
  "timestamp": 1739592334,
  "data": "<base64 encoded chunk>"
}"""

TRANSCRIPTS = {
    "English": """{
  "type": "transcript_update",
  "stream_id": "abc123",
  "text": "Hello, how can I help you?",
  "confidence": 0.94
}""",
    "French": """{
  "type": "transcript_update",
  "stream_id": "abc123",
  "text": "Bonjour, comment puis-je t’aider ?",
  "confidence": 0.94
}""",  # noqa: RUF001 - the document's own apostrophe
}


def test_the_example_of_a_chunk_is_written_as_it_stands():
    again = client_codec().encode(client_codec().decode(CHUNK))
    assert list(json.loads(again).items()) == list(json.loads(CHUNK).items())


def test_the_example_of_a_chunk_opens_its_stream():
    player = Player()
    events = player.session.receive_text(CHUNK.replace("<base64 encoded chunk>", "T3B1cw=="))
    assert [told(event) for event in events] == [
        {"StreamOpened": {"stream_id": "abc123", "format": "audio/opus"}},
        {"ChunkReceived": {"stream_id": "abc123", "sequence": 12, "data": "T3B1cw=="}},
    ]
    assert player.session.data_to_send() == []


def test_the_example_of_a_chunk_is_a_coded_error_where_its_placeholder_was_left_in():
    player = Player()
    assert player.session.receive_text(CHUNK) == []
    (error,) = map(json.loads, player.session.data_to_send())
    assert (error["code"], error["stream_id"]) == ("INVALID_BASE64", "abc123")


@pytest.mark.parametrize("language", TRANSCRIPTS)
def test_the_example_of_a_transcript_is_read_as_it_stands(language):
    example = json.loads(TRANSCRIPTS[language])
    message = StreamClient().receive(TRANSCRIPTS[language])
    assert (message.stream_id, message.text) == (example["stream_id"], example["text"])
    again = json.loads(server_codec().encode(message))
    assert list(again.items()) == list(example.items())


@pytest.mark.parametrize("language", TRANSCRIPTS)
def test_a_transcript_that_we_send_has_all_that_the_example_has(language):
    example = json.loads(TRANSCRIPTS[language])
    player = Player()
    player.session.transcript(
        "abc123", example["text"], confidence=0.94, stable=0, final=False, utterance=1
    )
    (sent,) = map(json.loads, player.session.data_to_send())
    assert example.items() <= sent.items()
    assert example.items() <= {**sent["data"], "type": sent["type"]}.items()
