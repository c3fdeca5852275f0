"""Text as the patterns see it."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?")
_UNITS: Final = re.compile(r"[$€£]\s*([\d.,]+)|([\d.,]+)\s*[%€$£°]")


def plain(text: str) -> str:
    """Return ``text`` in lower case, without marks; "$5" and "5 %" as "5 units"."""
    if text.isalpha():  # most words, and they come one by one
        return text.lower()
    text = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(_TOKEN.findall(_UNITS.sub(r"\1\2 units ", text)))
