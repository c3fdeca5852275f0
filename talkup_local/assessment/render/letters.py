"""Text for fonts that know only the letters of Western Europe (cp1252)."""

from __future__ import annotations

import unicodedata
from typing import Final

from talkup_local.assessment.render.markup import clean

ENCODING: Final = "cp1252"
UNKNOWN: Final = "?"

_NEAREST: Final = str.maketrans(
    {
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{MINUS SIGN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
        "\N{CHECK MARK}": "+",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{LESS-THAN OR EQUAL TO}": "<=",
        "\N{GREATER-THAN OR EQUAL TO}": ">=",
        "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
        "\N{LATIN CAPITAL LETTER L WITH STROKE}": "L",
        "\N{LATIN SMALL LETTER D WITH STROKE}": "d",
        "\N{LATIN CAPITAL LETTER D WITH STROKE}": "D",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)

_LATIN_1: Final = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "€": "EUR",
        "…": "...",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    }
)
"""The frequent ones of the letters that cp1252 has and Latin-1 has not."""


def nearest(text: str) -> str:
    """Return ``text`` in letters of cp1252: the same, the nearest one, or ``?``."""
    text = unicodedata.normalize("NFC", clean(text)).translate(_NEAREST)
    if _fits(text):
        return text
    return "".join(letter if _fits(letter) else _bare(letter) for letter in text)


def plainest(text: str) -> str:
    """Return ``text`` in letters of Latin-1, for drawings, whose writer knows no more."""
    return nearest(text).translate(_LATIN_1).encode("latin-1", "replace").decode("latin-1")


def loses(text: str) -> bool:
    """Return whether ``nearest`` leaves out something that no letter is near to."""
    return nearest(text).count(UNKNOWN) > text.count(UNKNOWN)


def _bare(letter: str) -> str:
    """Return a letter without its accents, ``?`` where nothing is left of it."""
    if unicodedata.combining(letter):
        return ""
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if _fits(part)) or UNKNOWN


def _fits(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
