"""Read a job description or a CV, whatever it is and whoever sent it.

What a document is, its content says and not its name. PDF and Word files are read in a child
with bounds of time and memory, so that none can hold up or end the server.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Final

import msgspec

from talkup_local.documents.child import Read
from talkup_local.documents.document import MOST_CHARACTERS, MOST_PAGES, Document, DocumentKind
from talkup_local.documents.text import decoded, tidy
from talkup_local.errors import DocumentEmpty, DocumentError, DocumentTooLarge
from talkup_local.observe.children import run_child

TIMEOUT_S: Final = 10.0

_KINDS: Final = "Send text, Markdown, PDF or DOCX."
_FOREIGN: Final = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an older Word file, or a protected one. Save it as .docx or PDF.",
    ),
    (b"{\\rtf", "a rich text file. Save it as .docx or PDF."),
    (b"\x89PNG", "a picture. Paste the text instead."),
    (b"\xff\xd8\xff", "a picture. Paste the text instead."),
    (b"GIF8", "a picture. Paste the text instead."),
    (b"PK\x03\x04", f"an archive, but no Word file. {_KINDS}"),
)
_WEB_PAGE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype )?html", re.IGNORECASE)
_PDF_BEGINS_WITHIN_BYTES: Final = 1024
_MARKDOWN: Final = re.compile(r"^(?:#{1,6} \S|```|\[[^\]]+\]\(\S+\))|\*\*\S[^*]*\*\*", re.MULTILINE)


def read_document(
    data: bytes, name: str = "", media_type: str = "", *, limit_bytes: int
) -> Document:
    """Return a document as text.

    name, media_type: as the sender says, only for what text can't tell of itself (Markdown).
    Blocks for up to ``TIMEOUT_S``. Raises DocumentTooLarge, DocumentEmpty, DocumentError.
    """
    if len(data) > limit_bytes:
        raise DocumentTooLarge(
            f"The document has {_size(len(data))}, more than the {_size(limit_bytes)} that are "
            "taken. Shorten it, or paste its text."
        )
    if not data.strip():
        raise DocumentEmpty("The document is empty.")
    kind = _kind(data)
    if kind == "text":
        text, pages = _text(data), 0
        if _is_markdown(text, name, media_type):
            kind = "markdown"
    else:
        text, pages = _by_child(kind, data)
    if not text:
        raise DocumentEmpty(_why_empty(kind))
    return Document(
        text=text[:MOST_CHARACTERS].strip(), kind=kind, pages=pages, notes=_notes(text, pages)
    )


async def read_document_async(
    data: bytes, name: str = "", media_type: str = "", *, limit_bytes: int
) -> Document:
    """Return a document as text without blocking; see ``read_document``."""
    return await asyncio.to_thread(read_document, data, name, media_type, limit_bytes=limit_bytes)


def _kind(data: bytes) -> DocumentKind:
    if b"%PDF-" in data[:_PDF_BEGINS_WITHIN_BYTES]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document" in data:
        return "docx"
    if _WEB_PAGE.match(data):
        raise DocumentError("The document is a web page. Paste its text instead.")
    for begin, what in _FOREIGN:
        if data.startswith(begin):
            raise DocumentError(f"The document is {what}")
    return "text"


def _text(data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise DocumentError(f"The document is of an unknown kind. {_KINDS}")
    return tidy(text)


def _is_markdown(text: str, name: str, media_type: str) -> bool:
    said = media_type == "text/markdown" or name.lower().endswith((".md", ".markdown"))
    return said or bool(_MARKDOWN.search(text))


def _by_child(kind: DocumentKind, data: bytes) -> tuple[str, int]:
    command = [sys.executable, "-m", "talkup_local.documents.child", kind]
    end = run_child(command, timeout_s=TIMEOUT_S, given=data)
    if end.code is None or end.signal == "SIGXCPU":
        raise DocumentError("The document takes too long to read. Paste its text instead.")
    if not end.ok:
        raise DocumentError("The document is broken. Save it again, or paste its text.")
    read = msgspec.json.decode(end.out, type=Read)
    if read.code == DocumentTooLarge.code:
        raise DocumentTooLarge(read.message)
    if read.code:
        raise DocumentError(read.message)
    return read.text, read.pages


def _why_empty(kind: DocumentKind) -> str:
    if kind == "pdf":
        return "A PDF without text is a picture: export it with text, or paste the text."
    return "The document has no text."


def _notes(text: str, pages: int) -> tuple[str, ...]:
    notes = []
    if len(text) > MOST_CHARACTERS:
        notes.append(f"Only its first {MOST_CHARACTERS:,} characters were read.")
    elif pages > MOST_PAGES:
        notes.append(f"Only its first {MOST_PAGES} pages were read.")
    return tuple(notes)


def _size(count: int) -> str:
    mib = 1 << 20
    return f"{count / mib:.1f} MiB" if count >= mib else f"{count / 1024:.0f} KiB"
