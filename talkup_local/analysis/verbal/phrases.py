"""Fixed phrases found in a text, in time linear in its length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple

from talkup_local.analysis.verbal.tokens import Token, tokens
from talkup_local.config.model import Language

ENDS = frozenset(".!?\n")
"""Marks that end a sentence, and that no phrase goes over."""


class Span(NamedTuple):
    """Tokens ``start`` to ``end``, which is not in it any more."""

    start: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    words: tuple[str, ...]
    not_after: frozenset[str]
    not_before: frozenset[str]
    mark_before: bool
    mark_after: bool

    def stands(self, text: Sequence[Token], start: int) -> bool:
        """Tell whether the phrase is there, with what it needs around it."""
        end = start + len(self.words)
        if end > len(text):
            return False
        for place, word in enumerate(self.words, start):
            if text[place].text != word:
                return False
            if place < end - 1 and not ENDS.isdisjoint(text[place].mark):
                return False
        before = text[start - 1].mark if start else "."
        after = text[end - 1].mark if end < len(text) else "."
        if self.mark_before and (not before or not ENDS.isdisjoint(before)):
            return False
        if self.mark_after and not after:
            return False
        return not (
            (not before and text[start - 1].text in self.not_after)
            or (not after and text[end].text in self.not_before)
        )


class Phrases:
    """Phrases of one language, written one a line.

    ``a|b`` in a line is either word, ``a|`` is a word that may be left out. After the phrase,
    each behind a slash: words that it may not follow, words that may not follow it. A comma in
    front of or behind the phrase: it counts only where a mark sets it off on that side; in
    front that may not be the end of a sentence.
    """

    def __init__(self, lines: str, language: Language) -> None:
        self._heads: dict[str, dict[str, list[_Phrase]]] = {}
        for line in filter(None, map(str.strip, lines.splitlines())):
            for phrase in _phrases(line, language):
                second = phrase.words[1] if len(phrase.words) > 1 else ""
                self._heads.setdefault(phrase.words[0], {}).setdefault(second, []).append(phrase)
        for seconds in self._heads.values():
            for phrases in seconds.values():
                phrases.sort(key=lambda phrase: -len(phrase.words))

    def find(self, text: Sequence[Token]) -> Iterator[Span]:
        """Yield where phrases stand in ``text``, the longest first, none over another."""
        free = 0
        for place, token in enumerate(text):
            seconds = self._heads.get(token.text)
            if seconds is None or place < free:
                continue
            second = text[place + 1].text if place + 1 < len(text) else ""
            for phrase in chain(seconds.get(second, ()), seconds.get("", ())):
                if phrase.stands(text, place):
                    free = place + len(phrase.words)
                    yield Span(place, free)
                    break

    def __contains__(self, text: Sequence[Token]) -> bool:
        return any(True for _ in self.find(text))


def written(text: Sequence[Token]) -> str:
    """Return ``text`` as one writes it, in lower case and without marks."""
    return "".join(
        token.text if token.joined or not place else f" {token.text}"
        for place, token in enumerate(text)
    )


def _said(word: str, language: Language) -> tuple[str, ...]:
    """Return the tokens of ``word``; an elision alone, as in "plein d'", is one."""
    if word.endswith("'"):
        return (word,)
    return tuple(token.text for token in tokens(word, language))


def _phrases(line: str, language: Language) -> Iterator[_Phrase]:
    phrase, *around = (part.strip() for part in line.split("/"))
    not_after, not_before = (frozenset(part.split()) for part in (*around, "", "")[:2])
    words = phrase.strip(",").split()
    for choice in product(*(word.split("|") for word in words)):
        yield _Phrase(
            tuple(said for word in choice for said in _said(word, language)),
            not_after,
            not_before,
            phrase.startswith(","),
            phrase.endswith(","),
        )
