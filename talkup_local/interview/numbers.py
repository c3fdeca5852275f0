"""Numbers as they are spoken."""

from __future__ import annotations

from typing import Final

from talkup_local.config.model import Language

MOST: Final = 9_999
"""Greater numbers are left in digits: nothing that is said here counts so far."""

_EN: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FR: Final = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS: Final = [
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
]
_FR_SEVENTY: Final = 70
_FR_EIGHTY: Final = 80


def spoken(number: int, language: Language, *, feminine: bool = False) -> str:
    """Return ``number`` in words. feminine: of what is counted, in French ("vingt et une")."""
    if not 0 <= number <= MOST:
        return str(number)
    if language == "en":
        return _english(number)
    words = _french(number)
    return f"{words}e" if feminine and words.split("-")[-1].split()[-1] == "un" else words


def _english(number: int) -> str:
    if number < len(_EN):
        return _EN[number]
    if number < 100:  # noqa: PLR2004 - a hundred
        tens, ones = divmod(number, 10)
        return _EN_TENS[tens - 2] + (f"-{_EN[ones]}" if ones else "")
    if number < 1_000:  # noqa: PLR2004 - a thousand
        hundreds, rest = divmod(number, 100)
        return f"{_EN[hundreds]} hundred" + (f" and {_english(rest)}" if rest else "")
    thousands, rest = divmod(number, 1_000)
    joint = " and " if rest < 100 else " "  # noqa: PLR2004 - "two thousand and five"
    return f"{_EN[thousands]} thousand" + (joint + _english(rest) if rest else "")


def _french(number: int) -> str:
    if number < len(_FR):
        return _FR[number]
    if number < 100:  # noqa: PLR2004 - a hundred
        return _french_tens(number)
    if number < 1_000:  # noqa: PLR2004 - a thousand
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{_FR[hundreds]} cent"
        if not rest:
            return head + ("s" if hundreds > 1 else "")
        return f"{head} {_french(rest)}"
    thousands, rest = divmod(number, 1_000)
    head = "mille" if thousands == 1 else f"{_FR[thousands]} mille"
    return f"{head} {_french(rest)}" if rest else head


def _french_tens(number: int) -> str:
    """Return 20 to 99: seventy and ninety count on from sixty and eighty."""
    base = number // 10 * 10 if number < _FR_SEVENTY else number // 20 * 20
    rest, tens = number - base, _FR_TENS[base // 10 - 2]
    if not rest:
        return f"{tens}s" if base == _FR_EIGHTY else tens
    if rest in (1, 11) and base != _FR_EIGHTY:
        return f"{tens} et {_FR[rest]}"
    return f"{tens}-{_FR[rest]}"
