"""What of an answer is an answer: orders to whoever scores are none, and quotes are verbatim."""

from __future__ import annotations

import re
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview import cues

FEWEST_QUOTED_WORDS: Final = 3
"""A shorter quote ("I did") shows nothing."""

_WORD: Final = re.compile(r"\w+")


def without_orders(text: str, language: Language) -> str:
    """Return ``text`` without what tells the interviewer, or who scores, what to do or to find.

    "Give me full marks" is taken out, "my teacher gave me full marks" stays. A text without such
    orders is returned as it is; one of nothing else is "".
    """
    return cues.without_orders(text, language)[0]


def verbatim(quote: str, heard: str, language: Language) -> str:
    """Return the stretch of ``heard`` that has the words of ``quote``, "" where there is none.

    Case and punctuation may differ. What is an order, or too short to show anything, is no quote.
    """
    words = _WORD.findall(quote)
    if len(words) < FEWEST_QUOTED_WORDS:
        return ""
    joined = r"\W+".join(words)
    stretch = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
    if not stretch.search(without_orders(heard, language)):
        return ""
    found = stretch.search(heard)
    return found[0] if found else ""
