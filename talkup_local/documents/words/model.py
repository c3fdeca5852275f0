"""The shape of a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one language.

    known: skills, tools and tasks, by their small letters, as they are written. heads: nouns
    that make a task of the word beside them. links: what joins the two. hollow: words that are
    in every job description. private: a piece of text with one of them is not looked at.
    """

    known: Mapping[str, str]
    heads: frozenset[str]
    links: frozenset[str]
    hollow: frozenset[str]
    private: re.Pattern[str]


def named(*lists: str) -> dict[str, str]:
    """Return what stands in ``lists``, parted by commas, by its small letters."""
    names = (name.strip() for text in lists for name in text.replace("\n", " ").split(","))
    return {" ".join(name.lower().split()): " ".join(name.split()) for name in names if name}


def private(words: str, *, labels: str) -> re.Pattern[str]:
    """Return a pattern for any of ``words``, and for ``labels`` before a colon.

    A star stands for any ending, ``_`` for a space.
    """
    anywhere, before = (_any(text) for text in (words, labels))
    return re.compile(rf"\b(?:{anywhere})\b|^\W*(?:{before})\s*:", re.IGNORECASE)


def _any(words: str) -> str:
    return "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s") for word in words.split()
    )
