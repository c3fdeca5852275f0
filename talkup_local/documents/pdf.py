"""PDF to text, by pypdf. For ``child`` alone: a hostile file may ask for any time or memory."""

from __future__ import annotations

import io

from talkup_local.documents.document import MOST_CHARACTERS, MOST_PAGES
from talkup_local.errors import DocumentError


def read_pdf(data: bytes) -> tuple[str, int]:
    """Return the text and the number of pages.

    Raises DocumentError for a protected file, and anything at all for a broken one.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(
            "The PDF is protected by a password. Export it without one, or paste its text."
        )
    pages = len(reader.pages)
    texts: list[str] = []
    for page in reader.pages[:MOST_PAGES]:
        texts.append(page.extract_text())
        if sum(map(len, texts)) > MOST_CHARACTERS:
            break
    return "\n\n".join(texts), pages
