"""The terms of a document that say what the work is about: skills, tools, tasks.

They are all that a plan knows of a document. Names of people, contacts and everything on
protected traits are left out before anything is looked for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from talkup_local.config.model import Language
from talkup_local.documents.privacy import MASKS, redacted
from talkup_local.documents.words import Vocabulary, vocabulary

MOST_TERMS: Final = 40
MOST_CHARACTERS: Final = 40

_SENTENCES: Final = re.compile(r"\n|(?<=[.!?;|•])\s")
_PIECES: Final = re.compile(r"[\n;|•·●▪◦*:!?()]|\.(?=\s|$)|,|\s[-\N{EN DASH}\N{EM DASH}]\s")
_WORD: Final = re.compile(r"\.?[^\W_][\w+#]*(?:[./&'\N{RIGHT SINGLE QUOTATION MARK}-][\w+#]+)*")
_TECHNICAL: Final = re.compile(r"[A-Z]{2,4}|[A-Za-z]+\d+[A-Za-z]*|[A-Z]?[a-z]+[A-Z]\w*|\w+[+#]+")
_OF_NAMES: Final = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O)[A-Z]")
_LONGEST_KNOWN: Final = 4
_SHORTEST: Final = 5

_KNOWN: Final = 3.0
_TECH: Final = 2.0
_TASK: Final = 1.5
_PLAIN: Final = 0.5
_ONCE_IS_ENOUGH: Final = 1.0
"""Weights of each kind, and the sum from which a term is one."""


@dataclass
class _Found:
    """A term: as it is written, where it first stood, and what speaks for it."""

    text: str
    place: int
    weight: float = 0.0


@dataclass
class _Finds:
    by_key: dict[str, _Found] = field(default_factory=dict)

    def add(self, text: str, weight: float) -> None:
        """Count a term once more."""
        key = _singular(text.lower())
        found = self.by_key.setdefault(key, _Found(text, len(self.by_key)))
        found.weight += weight


def terms(text: str, language: Language) -> tuple[str, ...]:
    """Return the terms of ``text``, the most telling first, ``MOST_TERMS`` at most."""
    words = vocabulary(language)
    finds = _Finds()
    capitals = any(letter.isupper() for letter in text)
    for piece in _harmless(text, words):
        tokens = _WORD.findall(piece)
        rest = list(_known(tokens, words, finds))
        _technical(rest, finds)
        if capitals:  # else a name looks like any word
            _phrases(rest, words, finds)
    found = (one for one in finds.by_key.values() if one.weight >= _ONCE_IS_ENOUGH)
    ordered = sorted(found, key=lambda one: (-one.weight, one.place))
    return tuple(one.text for one in ordered if len(one.text) <= MOST_CHARACTERS)[:MOST_TERMS]


def _harmless(text: str, words: Vocabulary) -> Iterator[str]:
    """Yield pieces of ``text`` without what is private.

    A whole sentence goes for a mask or a private word in it: beside them stand names and traits.
    """
    for sentence in _SENTENCES.split(redacted(text)):
        if not words.private.search(sentence) and not any(mask in sentence for mask in MASKS):
            yield from (piece for piece in _PIECES.split(sentence) if piece.strip())


def _known(tokens: Sequence[str], words: Vocabulary, finds: _Finds) -> Iterator[str]:
    """Count what is known; yield the other words, and "" where something stood."""
    place = 0
    while place < len(tokens):
        for length in range(min(_LONGEST_KNOWN, len(tokens) - place), 0, -1):
            said = " ".join(tokens[place : place + length])
            name = words.known.get(said.lower()) or words.known.get(_singular(said.lower()))
            if name and not _is_plain_word(said, name):
                finds.add(name, _KNOWN)
                yield ""
                place += length
                break
        else:
            yield tokens[place]
            place += 1


def _is_plain_word(said: str, name: str) -> bool:
    """Whether a name that is a word too ("Word", "Excel") is only the word here."""
    return name.istitle() and said.islower()


def _technical(tokens: Sequence[str], finds: _Finds) -> None:
    """Count words that look like tools, but for those that stand beside a name."""
    if all(token.isupper() for token in tokens if token):
        return
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        alone = not (before.istitle() or after.istitle())
        if alone and _TECHNICAL.fullmatch(token) and not _OF_NAMES.match(token):
            finds.add(token, _TECH)


def _phrases(tokens: Sequence[str], words: Vocabulary, finds: _Finds) -> None:
    """Count tasks ("stock management") and words that come again and again."""
    for token in tokens:
        if _tells(token, words) and len(token) >= _SHORTEST and token not in words.heads:
            finds.add(token, _PLAIN)
    for first, second in itertools.pairwise(tokens):
        if second in words.heads and _tells(first, words) and not words.links:
            finds.add(f"{first} {second}", _TASK)
    for first, link, second in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if first.lower() in words.heads and link in words.links and _tells(second, words):
            finds.add(f"{first.lower()} {link} {second}", _TASK)


def _tells(token: str, words: Vocabulary) -> bool:
    return token.isalpha() and token.islower() and token not in words.hollow


def _singular(text: str) -> str:
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text
