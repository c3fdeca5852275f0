"""What is known of a document that was read."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

DocumentKind = Literal["text", "markdown", "pdf", "docx"]

MOST_CHARACTERS: Final = 60_000
"""That are kept of a document: some thirty pages."""

MOST_PAGES: Final = 100


class Document(Struct, frozen=True, kw_only=True):
    """A job description or a CV as plain text.

    text: tidy, ``MOST_CHARACTERS`` at most. pages: of a PDF, else 0. notes: what a person
    should know of it ("only its beginning was read"), whole sentences.
    """

    text: str
    kind: DocumentKind
    pages: int = 0
    notes: tuple[str, ...] = ()
