"""The recorded conversations of records and of the desk, played against the session.

The first line says whether it is the ``operator``. Then ``→`` is what the client sends as JSON
(``→ text`` as it stands), with the ``events`` that it causes; ``=`` what a ticket is answered with,
or what is told without one, and the interview that is ``opened`` by that; ``!`` what is told to
who watches; ``←`` what comes of it.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from talkup_local.config.model import Limits
from talkup_local.errors import PeerError, StorageError, TalkupError
from talkup_local.protocol.desk import answers, requests
from talkup_local.protocol.desk.codes import ERROR_CODES
from talkup_local.protocol.desk.session import DeskSession

FOLDER = Path(__file__).parent / "desk"
RECORDS = sorted(FOLDER.glob("*.jsonl"))
SMALL = Limits(requests=2, control_message_bytes=512)


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kinds_of(error):
    return [error, *(kind for child in error.__subclasses__() for kind in kinds_of(child))]


def fault(code):
    if code == StorageError.code:
        return StorageError("/a/path", "is broken")
    if code == TalkupError.code:
        return TalkupError("not for anybody")
    return {kind.code: kind for kind in kinds_of(PeerError)}[code]("")


def told(asked):
    fields = {"ticket": asked.ticket, "type": str(asked.request.__struct_config__.tag)}
    return fields | ({"session_id": asked.session_id} if asked.session_id else {})


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_the_session_speaks_as_recorded(path):
    head, *lines = read(path)
    session = DeskSession(operator=head["operator"], limits=SMALL)
    asked, outbox = {}, []
    for line in lines:
        if "←" in line:
            assert outbox.pop(0) == line["←"]
            continue
        assert not outbox
        if "!" in line:
            session.tell(msgspec.convert(line["!"], answers.LiveTold | answers.PointTold))
        elif "=" in line:
            say = line["="]
            session.opened(say["opened"]) if "opened" in say else None
            if "code" in say:
                session.report(fault(say["code"]), ticket=say.get("ticket"))
            else:
                kind = answers.ANSWERS[type(asked[say["ticket"]])]
                answer = msgspec.convert({"type": "answer", **say["answer"]}, kind)
                session.answer(say["ticket"], answer)
        else:
            text = line["→ text"] if "→ text" in line else json.dumps(line["→"])
            events = session.receive_text(text)
            asked |= {event.ticket: event.request for event in events}
            assert [told(event) for event in events] == line["events"]
        outbox = [json.loads(text) for text in session.data_to_send()]
    assert not outbox


def test_every_request_and_every_code_is_in_a_record():
    text = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS)
    for tag in requests.codec().messages:
        assert f'"type": "{tag}"' in text
    for code in ERROR_CODES:
        assert f'"code": "{code}"' in text
