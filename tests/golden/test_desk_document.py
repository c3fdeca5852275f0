"""The document of records and the desk says what the code does."""

import json
import re

import msgspec
import pytest
from cogapp import Cog
from support.documents import DOCS, blocks

from talkup_local.protocol.desk import answers, requests
from talkup_local.protocol.desk.codes import ERROR_CODES

DOCUMENT = DOCS / "protocols" / "desk.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in blocks(TEXT, "json")]


def readable(example):
    """Tell whether an example of an answer is one of the answers there are."""
    for kind in set(answers.ANSWERS.values()):
        try:
            if msgspec.to_builtins(msgspec.convert(example, kind)).items() >= example.items():
                return True
        except msgspec.ValidationError:
            continue
    return False


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["type"])
def test_every_example_is_a_message(example):
    told = answers.told_codec()
    if example["type"] == "answer":
        assert readable(example)
    elif example["type"] in told.messages and "id" not in example:
        assert told.decode(json.dumps(example))
    elif example["type"] == "error":
        assert told.decode(json.dumps(example)).code in ERROR_CODES
    else:
        codec = requests.codec()
        again = json.loads(codec.encode(codec.decode(json.dumps(example))))
        assert again.items() <= example.items()


@pytest.mark.parametrize("tag", requests.codec().messages)
def test_every_request_has_a_section_with_an_example(tag):
    assert re.search(rf"^### {tag}\n\n```json\n", TEXT, re.MULTILINE)


def test_the_tables_and_the_program_are_as_the_code_makes_them(monkeypatch):
    monkeypatch.chdir(DOCS.parent)
    assert Cog().process_string(TEXT, str(DOCUMENT)) == TEXT
