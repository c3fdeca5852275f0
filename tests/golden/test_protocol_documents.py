"""What holds for the pages of every protocol, English and French."""

import re

import pytest
from cogapp import Cog
from support.documents import DOCS, PROGRAMS, pages, texts

from talkup_local.protocol.services import codes as services
from talkup_local.protocol.stream import codes as stream

CODES = {"stream": stream.ERROR_CODES, "services": services.ERROR_CODES}
PAGES = [(protocol, page) for protocol in CODES for page in pages(protocol)]


def named(cases):
    return [f"{page.stem}-{getattr(other, 'name', other)}" for page, other in cases]


EXPLAINED = [(page, code) for protocol, page in PAGES for code in CODES[protocol]]
SHOWN = [(page, program) for protocol, page in PAGES for program in PROGRAMS[protocol]]


@pytest.mark.parametrize(("page", "code"), EXPLAINED, ids=named(EXPLAINED))
def test_every_code_is_explained(page, code):
    text = page.read_text(encoding="utf-8")
    assert re.search(rf"^\| `{code}` \| \S", text, re.MULTILINE)


@pytest.mark.parametrize("page", [page for _, page in PAGES], ids=lambda page: page.stem)
def test_the_tables_are_as_the_code_makes_them(page, monkeypatch):
    monkeypatch.chdir(DOCS.parent)
    text = page.read_text(encoding="utf-8")
    assert Cog().process_string(text, str(page)) == text


@pytest.mark.parametrize("protocol", CODES)
def test_both_pages_have_the_same_sections_and_tables(protocol):
    english, french = (
        [len(re.findall(pattern, text, re.MULTILINE)) for pattern in (r"^##", r"^\|", r"^→|^←")]
        for text in texts(protocol)
    )
    assert english == french


@pytest.mark.parametrize(("page", "program"), SHOWN, ids=named(SHOWN))
def test_the_programs_stand_in_the_page_as_they_are(page, program):
    text = page.read_text(encoding="utf-8")
    assert program.read_text(encoding="utf-8").rstrip() in text
