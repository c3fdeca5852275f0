"""Documents as they come: every kind that is taken, and every one that is not."""

import io
import zipfile

import docx
import pytest
from fpdf import FPDF

from talkup_local.documents.document import MOST_CHARACTERS
from talkup_local.documents.reading import read_document, read_document_async
from talkup_local.errors import DocumentEmpty, DocumentError, DocumentTooLarge

LIMIT = 4 << 20
WORDS = "We look for a data analyst who knows SQL."


def read(data, **named):
    return read_document(data, limit_bytes=LIMIT, **named)


def pdf(*pages, password=None, text=True):
    made = FPDF()
    made.set_font("helvetica", size=12)
    if password:
        made.set_encryption(owner_password="owner", user_password=password)
    for words in pages:
        made.add_page()
        if text:
            made.multi_cell(0, text=words)
        else:
            made.rect(10, 10, 50, 50)
    return bytes(made.output())


def word(build):
    made, out = docx.Document(), io.BytesIO()
    build(made)
    made.save(out)
    return out.getvalue()


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_any_usual_encoding(encoding):
    document = read("Expérience exigée : l\u2019écoute, à 3 €".encode(encoding))
    assert (document.text, document.kind) == ("Expérience exigée : l\u2019écoute, à 3 €", "text")


def test_text_is_tidied():
    data = b"One\x00  two\t three \r\n\r\n\r\n\r\nfour\xc2\xad teen\xe2\x80\xae\r\n" + b"word " * 40
    assert read(data).text.startswith("One two three\n\nfour teen\nword word")


@pytest.mark.parametrize(
    ("data", "named"),
    [(b"# Data analyst\n- SQL", {}), (b"Data analyst", {"name": "job.md"})],
)
def test_markdown_is_text_too(data, named):
    assert read(data, **named).kind == "markdown"


def test_a_pdf_is_known_by_its_content_whatever_it_is_called():
    document = read(pdf(WORDS, "Second page."), name="cv.txt", media_type="text/plain")
    assert (document.kind, document.pages) == ("pdf", 2)
    assert document.text == f"{WORDS}\n\nSecond page."


async def test_a_word_file_is_read_with_its_tables():
    def build(made):
        made.add_heading("Data analyst")
        made.add_paragraph(WORDS)
        cells = made.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "Excel", "two years"

    document = await read_document_async(word(build), limit_bytes=LIMIT)
    assert document.kind == "docx"
    assert document.text.split("\n")[:2] == ["Data analyst", WORDS]
    assert document.text.split()[-3:] == ["Excel", "two", "years"]


def test_a_long_document_is_cut_and_says_so():
    document = read(b"word " * 20_000)
    assert len(document.text) <= MOST_CHARACTERS
    assert document.notes == ("Only its first 60,000 characters were read.",)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf  "])
def test_nothing_is_refused(data):
    with pytest.raises(DocumentEmpty):
        read(data)


def test_a_scan_is_refused_with_what_to_do():
    with pytest.raises(DocumentEmpty, match="export it with text, or paste the text"):
        read(pdf("", text=False))


def test_more_than_the_limit_is_refused_before_it_is_looked_at():
    with pytest.raises(DocumentTooLarge, match=r"2\.0 MiB, more than the 1\.0 MiB"):
        read_document(b"%PDF-" + b"x" * (2 << 20), limit_bytes=1 << 20)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nnot really", "is broken"),
        (packed(word__document="<a/>"), "is broken"),
        (packed(notes="hello"), "an archive, but no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", r"older Word file.*\.docx or PDF"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"\n<!DOCTYPE html><p>SQL</p>", "a web page. Paste"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 4, "unknown kind"),
    ],
)
def test_what_can_not_be_read_is_refused_with_what_to_do(data, words):
    with pytest.raises(DocumentError, match=words):
        read(data)


def test_a_protected_pdf_is_refused():
    with pytest.raises(DocumentError, match="password"):
        read(pdf(WORDS, password="secret"))


def test_a_word_file_that_unpacks_to_too_much_is_refused():
    with pytest.raises(DocumentTooLarge, match="unpacks to too much"):
        read(packed(word__document=b" " * (65 << 20)))


def test_entities_of_a_word_file_are_not_put_in(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE d [<!ENTITY e0 "lol">{bomb}<!ENTITY f SYSTEM "file://{secret}">]>'
    made = io.BytesIO(word(lambda made: made.add_paragraph("MARK")))
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    main = parts["word/document.xml"].decode()
    start = main.index("<w:document")
    parts["word/document.xml"] = (
        main[:start] + head + main[start:].replace("MARK", "MARK &e9; &f;")
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    try:
        text = read(out.getvalue()).text
    except DocumentError:
        return  # refused is as good
    assert "lol" not in text
    assert "hidden" not in text
