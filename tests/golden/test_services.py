"""The recorded conversations of the service protocol, played against both ends.

The first line of a record says which services are ``at`` the address, and whether it is a
``router``. Then a line is what one side sends: ``→`` the AI server, ``←`` the service, as
JSON; ``→ text`` as it stands; ``→ binary`` and ``← binary`` in base64. With what the AI server
sends stand the ``events`` that it causes. ``=`` is what the service answers a ticket with.
The record ``foreign`` holds what services that are not ours say, and what is ``read`` in it.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from talkup_local.config.model import Limits
from talkup_local.errors import PeerError
from talkup_local.protocol.services.client import Failed, Pong, Result, ServiceClient
from talkup_local.protocol.services.codes import ERROR_CODES
from talkup_local.protocol.services.contents import TAKES, Content, built
from talkup_local.protocol.services.messages import answer_codec, request_codec
from talkup_local.protocol.services.session import ServiceSession

FOLDER = Path(__file__).parent / "services"
FOREIGN = FOLDER / "foreign.jsonl"
RECORDS = sorted(set(FOLDER.glob("*.jsonl")) - {FOREIGN})
NOW = datetime(2025, 2, 15, 4, 5, 34, tzinfo=UTC)
SMALL = Limits(requests=2, stream_bytes=1024, control_message_bytes=512, stream_message_bytes=2048)


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def named(path):
    return path.stem


def plain(value):
    """``value`` as a record has it: bytes in base64."""
    return json.loads(msgspec.json.encode(value, enc_hook=dict))


def session_at(place):
    return ServiceSession(
        place["at"],
        now=lambda: NOW,
        about=lambda: {name: {"enabled": True} for name in place["at"]},
        version="0.6.0",
        router=place.get("router", False),
        limits=SMALL,
    )


def client_of(service="speech_to_text"):
    return ServiceClient(service, now=lambda: NOW)


def hear(session, line):
    """Let the AI server send ``line``; None when it is not its."""
    if "→ binary" in line:
        return session.receive_binary(base64.b64decode(line["→ binary"]))
    if "→ text" in line:
        return session.receive_text(line["→ text"])
    return session.receive_text(json.dumps(line["→"])) if "→" in line else None


def answer(session, said):
    """Let the service answer; bytes of what it gives stand as ``audio`` in base64."""
    if "code" in said:
        faults = {kind.code: kind for kind in kinds_of(PeerError)}
        words = said.get("words")
        if words is None:
            session.error(said["code"], ticket=said["ticket"])
        else:
            session.report(faults[said["code"]](words), ticket=said["ticket"])
        return
    data = dict(said["data"])
    if "audio" in data:
        data["audio"] = base64.b64decode(data["audio"])
    session.result(said["ticket"], data, final=said.get("final", True))


def kinds_of(error):
    return [error, *(kind for child in error.__subclasses__() for kind in kinds_of(child))]


def told(event):
    """An event as a record has it: its name and what is said in it."""
    left_out = (None, False, "", 0)
    fields = {name: getattr(event, name) for name in event.__dataclass_fields__}
    if isinstance(fields.get("content"), Content):
        fields["content"] = built(fields["content"])
    return {type(event).__name__: plain({k: v for k, v in fields.items() if v not in left_out})}


def sent(session):
    """What the session sends, as lines of a record."""
    return [
        {"←": json.loads(frame)}
        if isinstance(frame, str)
        else {"← binary": base64.b64encode(frame).decode()}
        for frames in session.data_to_send()
        for frame in frames
    ]


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_the_session_speaks_as_recorded(path):
    place, *lines = read(path)
    session = session_at(place)
    outbox = []
    for line in lines:
        if "=" in line:
            answer(session, line["="])
            outbox += sent(session)
            continue
        events = hear(session, line)
        if events is None:
            assert outbox.pop(0) == line
            continue
        assert not outbox
        assert [told(event) for event in events] == line["events"]
        outbox += sent(session)
    assert not outbox


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_a_message_has_the_four_fields_of_the_base_document(path):
    for line in read(path):
        if "←" in line:
            message = line["←"]
            assert {"services", "type", "timestamp", "data"} <= message.keys()
            assert isinstance(message["services"], list)
            assert isinstance(message["data"], dict) or message["type"] == "pong"


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_the_client_reads_what_the_service_sends_as_recorded(path):
    client, kinds = client_of(), {"pong": Pong, "task_result": Result, "error": Failed}
    for line in read(path):
        if "← binary" in line:
            (found,) = client.receive_binary(base64.b64decode(line["← binary"]))
            assert isinstance(found, Result)
        elif "←" in line:
            message = line["←"]
            found = client.receive_text(json.dumps(message))
            if "attachments" in message:
                assert found == []
            else:
                assert isinstance(found[0], kinds[message["type"]])


@pytest.mark.parametrize("line", read(FOREIGN), ids=lambda line: line["what"])
def test_what_other_services_say_is_read(line):
    client = client_of()
    messages = line["←"] if isinstance(line["←"], list) else [line["←"]]
    found = []
    for message in messages:
        if isinstance(message, str):
            found += client.receive_binary(base64.b64decode(message))
        else:
            found += client.receive_text(json.dumps(message))
    assert [heard(one) for one in found] == line["read"]


def heard(found):
    """What was read as a record has it."""
    left_out = (None, "", frozenset(), {})
    fields = {name: getattr(found, name) for name in found.__dataclass_fields__}
    kept = {k: v for k, v in fields.items() if v not in left_out and (k, v) != ("final", True)}
    if "features" in kept:
        kept["features"] = sorted(kept["features"])
    return {type(found).__name__: plain(kept)}


def test_every_message_type_is_in_a_record():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS)
    for tag in (*request_codec().messages, *answer_codec().messages):
        assert f'"type": "{tag}"' in text


def test_every_error_code_is_in_a_record():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS)
    for code in ERROR_CODES:
        assert f'"code": "{code}"' in text


# the examples of the base documents, as they stand in their tables

STREAMED = ["speech_to_text", "behavior_analyzer", "emotion_analyzer"]
PROCESSED = ["verbal-analyzer", "text-to-speech"]
DATA = {
    "speech_to_text": {"audio": "UklGRg==", "format": "audio/wav"},
    "behavior_analyzer": {"image": "UklGRg==", "format": "image/jpeg"},
    "emotion_analyzer": {"audio": "UklGRg==", "format": "audio/wav"},
    "verbal_analyzer": {"text": "I led the team."},
    "text_to_speech": {"text": "Well done."},
    "llm": {"text": "I led the team."},
}


def message(kind, services, service):
    return json.dumps(
        {"services": services, "type": kind, "timestamp": 2**63, "data": DATA[service]}
    )


@pytest.mark.parametrize("service", STREAMED)
def test_a_stream_chunk_for_several_services_is_taken_by_each(service):
    session = session_at({"at": [service]})
    opened, chunk = session.receive_text(message("stream_chunk", STREAMED, service))
    assert (opened.service, opened.ticket) == (service, chunk.ticket)
    assert sent(session) == []


@pytest.mark.parametrize("name", PROCESSED)
def test_a_process_request_for_several_services_is_taken_by_each(name):
    service = name.replace("-", "_")
    session = session_at({"at": [service]})
    (asked,) = session.receive_text(message("process_request", PROCESSED, service))
    assert asked.service == service
    assert sent(session) == []


@pytest.mark.parametrize("service", TAKES)
@pytest.mark.parametrize("kind", ["process_request", "task_request"])
def test_every_service_is_asked_by_either_request(service, kind):
    session = session_at({"at": [service]})
    (asked,) = session.receive_text(message(kind, [service], service))
    assert plain(built(asked.content)) == DATA[service]


def test_the_client_asks_as_the_table_has_it():
    (text,) = client_of("verbal_analyzer").request({"text": "I led the team."})
    assert json.loads(text) == {
        "services": ["verbal_analyzer"],
        "type": "process_request",
        "timestamp": int(NOW.timestamp()),
        "data": {"text": "I led the team."},
    }


def test_a_task_has_its_session_and_its_service():
    (text,) = client_of("llm").request({"text": "Hi."}, session_id="abc123", task=True)
    assert (
        json.loads(text).items()
        >= {
            "type": "task_request",
            "session_id": "abc123",
            "service_type": "llm",
        }.items()
    )
