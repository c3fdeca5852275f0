"""Bytes to text, and text to tidy text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS_IN_TEXT: Final = frozenset(b"\t\n\r\f\x0b\x1b\x1a")
_MOST_CONTROLS: Final = 0.01
_EVERY_OTHER: Final = 0.7
"""Share of zeros in every other byte from which text is UTF-16 without a mark."""

_SPACES: Final = re.compile(r"[^\S\n]+")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def decoded(data: bytes) -> str | None:
    """Return ``data`` as text: UTF-8, UTF-16 or cp1252; None when it is none of them."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, name)
    if b"\0" in data:
        halves = {"utf-16-le": data[1::2], "utf-16-be": data[::2]}
        for name, half in halves.items():
            if half.count(0) >= _EVERY_OTHER * len(half):
                return _decoded(data, name)
    controls = sum(byte < ord(" ") and byte not in _CONTROLS_IN_TEXT for byte in data)
    if controls > _MOST_CONTROLS * len(data):
        return None
    text = _decoded(data, "utf-8")
    return _decoded(data, "cp1252") if text is None else text


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def tidy(text: str) -> str:
    """Return ``text`` without control characters, and with as few blanks as it can do with."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\f", "\n\n").replace("\x0b", "\n").replace("\N{SOFT HYPHEN}", "")
    text = "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _DROPPED
    )
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


_DROPPED: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Categories of what is not written: controls, marks of direction, private and broken signs."""
