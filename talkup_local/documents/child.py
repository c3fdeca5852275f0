"""``python -m``: read one PDF or Word file in a process of its own, which may die of it.

Argument: ``pdf`` or ``docx``. Takes the file on stdin, prints one JSON object.
"""

from __future__ import annotations

import resource
import sys
from typing import Final

import msgspec

from talkup_local.documents.docx import read_docx
from talkup_local.documents.pdf import read_pdf
from talkup_local.documents.text import tidy
from talkup_local.errors import DocumentError

CPU_S: Final = 10
MEMORY_BYTES: Final = 1 << 30


class Read(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the child has to say. code, message: of the DocumentError, "" for none."""

    text: str = ""
    pages: int = 0
    code: str = ""
    message: str = ""


def main(kind: str) -> None:
    """Read stdin, within bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(msgspec.json.encode(_read(kind, sys.stdin.buffer.read())).decode())


def _read(kind: str, data: bytes) -> Read:
    try:
        text, pages = read_pdf(data) if kind == "pdf" else (read_docx(data), 0)
    except DocumentError as exc:
        return Read(code=exc.code, message=exc.message)
    return Read(text=tidy(text), pages=pages)


if __name__ == "__main__":
    main(sys.argv[1])
