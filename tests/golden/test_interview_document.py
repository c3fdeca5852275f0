"""The document of the interview protocol says what the code does."""

import json
import re
from pathlib import Path

import pytest
from cogapp import Cog

from talkup_local.errors import PeerError
from talkup_local.protocol.interview.messages import client_codec, server_codec

DOCUMENT = Path(__file__).parents[2] / "docs" / "protocols" / "interview.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
TAGS = [*client_codec().messages, *server_codec().messages]


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", blocks("json"))
def test_every_example_is_a_message(example):
    client, server = client_codec(), server_codec()
    codec = client if json.loads(example)["type"] in client.messages else server
    try:
        again = codec.encode(codec.decode(example))
    except PeerError as fault:
        pytest.fail(fault.message)
    assert list(json.loads(again).items()) == list(json.loads(example).items())


@pytest.mark.parametrize("tag", TAGS)
def test_every_message_has_a_section_with_an_example(tag):
    assert re.search(rf"^### {tag}\n\n```json\n", TEXT, re.MULTILINE)


def test_the_tables_and_the_diagram_are_as_the_code_makes_them():
    assert Cog().process_string(TEXT, str(DOCUMENT)) == TEXT


def test_the_python_client_can_be_compiled():
    (program,) = blocks("python")
    compile(program, "candidate.py", "exec")
