"""The documents of the service protocol, English and French, say what the code does."""

import json
import re

import pytest
from support.documents import blocks, texts

from talkup_local.errors import PeerError
from talkup_local.protocol.services.contents import TAKES
from talkup_local.protocol.services.messages import answer_codec, request_codec

TEXTS = texts("services")
CODECS = (request_codec(), answer_codec())

both = pytest.mark.parametrize("text", TEXTS, ids=["en", "fr"])


def written_again(codec, example):
    try:
        return json.loads(codec.encode(codec.decode(example)))
    except PeerError:
        return None


@pytest.mark.parametrize("example", [block for text in TEXTS for block in blocks(text, "json")])
def test_every_example_is_a_message_of_one_of_the_two_sides(example):
    assert json.loads(example) in [written_again(codec, example) for codec in CODECS]


@both
@pytest.mark.parametrize("tag", sorted({tag for codec in CODECS for tag in codec.messages}))
def test_every_message_has_a_section_with_an_example(text, tag):
    assert len(re.findall(rf"^### {tag}\n\n```json\n", text, re.MULTILINE)) == 1


@both
@pytest.mark.parametrize("service", TAKES)
def test_every_service_has_a_section(text, service):
    assert re.search(rf"^### .*\b{service}\b", text, re.MULTILINE)
