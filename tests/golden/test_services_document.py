"""The documents of the service protocol, English and French, say what the code does."""

import json
import re
from pathlib import Path

import pytest
from cogapp import Cog

from talkup_local.errors import PeerError
from talkup_local.protocol.services.codes import ERROR_CODES
from talkup_local.protocol.services.contents import TAKES
from talkup_local.protocol.services.messages import answer_codec, request_codec

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "protocols" / name for name in ("services.md", "services.fr.md")]
TEXTS = [path.read_text(encoding="utf-8") for path in PAGES]
PROGRAMS = [DOCS / "examples" / name for name in ("service_client.py", "service.py")]
CODECS = (request_codec(), answer_codec())

both = pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in PAGES])


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


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


@both
@pytest.mark.parametrize("code", ERROR_CODES)
def test_every_code_is_explained(text, code):
    assert re.search(rf"^\| `{code}` \| \S", text, re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_tables_are_as_the_code_makes_them(path, monkeypatch):
    monkeypatch.chdir(DOCS.parent)
    text = path.read_text(encoding="utf-8")
    assert Cog().process_string(text, str(path)) == text


def test_both_pages_have_the_same_sections_and_tables():
    english, french = (
        [len(re.findall(pattern, text, re.MULTILINE)) for pattern in (r"^##", r"^\|", r"^→|^←")]
        for text in TEXTS
    )
    assert english == french


@both
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_programs_stand_in_the_page_as_they_are(text, path):
    assert path.read_text(encoding="utf-8").rstrip() in text
