"""DOCX to text, by python-docx. For ``child`` alone: a hostile file may ask for any memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from talkup_local.documents.document import MOST_CHARACTERS
from talkup_local.errors import DocumentTooLarge

_MOST_UNPACKED_BYTES: Final = 64 << 20
_MOST_PARTS: Final = 2_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS: Final = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
_ENDS: Final = {f"{_WORD}p": "\n", f"{_WORD}tc": "\t", f"{_WORD}tr": "\n"}


def read_docx(data: bytes) -> str:
    """Return the text: paragraphs, tables and boxes, in their order.

    Raises DocumentTooLarge, and anything at all for a broken file. Its XML is read without
    entities from elsewhere, and none is put in.
    """
    import docx

    _check_size(data)
    text: list[str] = []
    length = 0
    for piece in _pieces(docx.Document(io.BytesIO(data)).element.body):
        text.append(piece)
        length += len(piece)
        if length > MOST_CHARACTERS:
            break
    return "".join(text)


def _check_size(data: bytes) -> None:
    """Refuse what is small only as long as it is packed; no part unpacks to more than it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
        raise DocumentTooLarge("The Word file unpacks to too much. Paste its text instead.")


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag != _FALLBACK:  # it says again what stands before it
            yield from _pieces(child)
            yield _ENDS.get(child.tag, "")
