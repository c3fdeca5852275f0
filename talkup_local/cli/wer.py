"""Word error rate: how much of what was said was not heard as it was said."""

from __future__ import annotations

import re
from typing import Final

import jiwer

_NOT_WORDS: Final = re.compile(r"[^\w\s']")


def normalise(text: str) -> str:
    """Return ``text`` as words only: lower case, no punctuation, hyphens as spaces."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(_NOT_WORDS.sub(" ", plain).split())


def word_error_rate(said: str, heard: str) -> float | None:
    """Return errors per word said, 0.0 for none wrong; None when nothing was said."""
    reference = normalise(said)
    if not reference:
        return None
    return round(float(jiwer.wer(reference, normalise(heard))), 3)
