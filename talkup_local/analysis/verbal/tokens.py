"""Text cut into words, the way both languages need it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from talkup_local.config.model import Language

_ELISIONS: Final = frozenset(
    {"c'", "d'", "j'", "l'", "m'", "n'", "s'", "t'"}
    | {"qu'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'"}
)
_LONGEST_ELISION: Final = 8
_CLITICS: Final = frozenset({"'m", "'re", "'ve", "'ll", "'d", "'s"})
_INVERTED: Final = frozenset(
    {"je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "t"}
    | {"moi", "toi", "lui", "leur", "le", "la", "les", "y", "en"}
)


class Token(NamedTuple):
    """One word, or one part of a word that is written as several ("j'" and "ai").

    text: in lower case, with a plain apostrophe. joined: written on to the token before it,
    so that it is no word of its own. mark: what stands between it and the next, without white
    space. start, end: its place in the text. capital: its first letter is one.
    """

    text: str
    joined: bool
    mark: str
    start: int
    end: int
    capital: bool


def composed(text: str) -> str:
    """Return ``text`` as `tokens` wants it: composed accents, plain apostrophes and dots."""
    text = unicodedata.normalize("NFC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return text.replace("\N{HORIZONTAL ELLIPSIS}", "...")


def tokens(text: str, language: Language) -> list[Token]:
    """Cut ``text``, which is composed, into tokens."""
    cut = _french if language == "fr" else _english
    found = list(_word().finditer(text))
    result: list[Token] = []
    for index, match in enumerate(found):
        word, start = match[0], match.start()
        following = found[index + 1].start() if index + 1 < len(found) else len(text)
        between = text[match.end() : following]
        mark = "" if between == " " else _mark(between)
        if "'" not in word and "-" not in word:  # most words
            result.append(
                Token(
                    word.lower(),
                    joined=False,
                    mark=mark,
                    start=start,
                    end=match.end(),
                    capital=word[0].isupper(),
                )
            )
            continue
        parts = cut(word)
        for place, part in enumerate(parts):
            end = start + len(part)
            if part != "-t":  # it only joins
                said = part.removeprefix("-")
                after = mark if place == len(parts) - 1 else ""
                result.append(Token(said.lower(), place > 0, after, start, end, said[0].isupper()))
            start = end
    return result


def _mark(between: str) -> str:
    """Return ``between`` without white space; the end of a line is a mark."""
    return "".join(char for char in between if char == "\n" or not char.isspace())


def _english(word: str) -> list[str]:
    """Cut ``word`` before a clitic: "I'm", "it's", "they've"."""
    place = word.rfind("'")
    if place > 0 and word[place:].lower() in _CLITICS:
        return [word[:place], word[place:]]
    return [word]


def _french(word: str) -> list[str]:
    """Cut ``word`` after elisions and before inverted pronouns: "j'ai", "pensez-vous"."""
    elisions: list[str] = []
    while (place := word.find("'", 0, _LONGEST_ELISION) + 1) and word[:place].lower() in _ELISIONS:
        elisions.append(word[:place])
        word = word[place:]
    head, *tail = word.split("-")
    if tail and all(part.lower() in _INVERTED for part in tail):
        return [*elisions, head, *(f"-{part}" for part in tail)]
    return [*elisions, word]


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['-][^\W_]+)*")
