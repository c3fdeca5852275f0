"""The documents of the stream protocol, English and French, say what the code does."""

import json
import re
from pathlib import Path

import pytest
from cogapp import Cog

from talkup_local.errors import PeerError
from talkup_local.protocol.stream.codes import ERROR_CODES
from talkup_local.protocol.stream.replies import server_codec
from talkup_local.protocol.stream.requests import client_codec, lifted

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "protocols" / name for name in ("stream.md", "stream.fr.md")]
TEXTS = [path.read_text(encoding="utf-8") for path in PAGES]
PROGRAMS = [DOCS / "examples" / name for name in ("stream_client.py", "stream_client.mjs")]
TAGS = {*client_codec().messages, *server_codec().messages}

both = pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in PAGES])


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


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
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.suffix)
def test_the_programs_stand_in_the_page_as_they_are(text, path):
    assert path.read_text(encoding="utf-8").rstrip() in text


def test_the_python_client_can_be_compiled():
    (path,) = (path for path in PROGRAMS if path.suffix == ".py")
    compile(path.read_text(encoding="utf-8"), path.name, "exec")
