"""The documents of the stream protocol, English and French, say what the code does."""

import json
import re

import pytest
from support.documents import PROGRAMS, blocks, texts

from talkup_local.errors import PeerError
from talkup_local.protocol.stream.replies import server_codec
from talkup_local.protocol.stream.requests import client_codec, lifted

TEXTS = texts("stream")
TAGS = {*client_codec().messages, *server_codec().messages}

both = pytest.mark.parametrize("text", TEXTS, ids=["en", "fr"])


def written_again(codec, example):
    try:
        message = codec.decode(example)
        if codec is client_codec():
            lifted(message)
    except PeerError:
        return None
    return list(json.loads(codec.encode(message)).items())


@pytest.mark.parametrize("example", [block for text in TEXTS for block in blocks(text, "json")])
def test_every_example_is_a_message_of_the_client_or_of_the_server(example):
    expected = list(json.loads(example).items())
    assert expected in [written_again(codec, example) for codec in (client_codec(), server_codec())]


@both
@pytest.mark.parametrize("tag", sorted(TAGS))
def test_every_message_has_a_section_with_an_example(text, tag):
    sides = (tag in client_codec().messages) + (tag in server_codec().messages)
    assert len(re.findall(rf"^### {tag}\n\n```json\n", text, re.MULTILINE)) == sides


def test_the_python_client_can_be_compiled():
    (path,) = (path for path in PROGRAMS["stream"] if path.suffix == ".py")
    compile(path.read_text(encoding="utf-8"), path.name, "exec")
