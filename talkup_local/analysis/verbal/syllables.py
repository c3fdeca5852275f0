"""Syllables of a word, as it is spoken.

Letters tell syllables well enough for a rate: groups of vowels, less what is mute, and a list
of frequent words that spelling misleads about. How well: docs/decisions/0012-verbal-measures.md.
"""

from __future__ import annotations

import re
from functools import cache

from talkup_local.analysis.verbal.lexicon import Lexicon

_LONGEST_ACRONYM = 5


def syllables(word: str, lexicon: Lexicon) -> int:
    """Return the syllables of ``word``, which is a token in lower case."""
    if (known := lexicon.syllables.get(word)) is not None:
        return known
    if "-" in word:
        return sum(syllables(part, lexicon) for part in word.split("-") if part)
    if any(char.isdigit() for char in word):
        return _number(word)
    return (_french if lexicon.language == "fr" else _english)(word, lexicon)


def _number(word: str) -> int:
    """Return about what ``word``, in digits, has: 1 has one, 40 two or three, 2021 five."""
    digits = sum(char.isdigit() for char in word)
    return max(1, digits * 3 // 2)


def _english(word: str, lexicon: Lexicon) -> int:
    count = len(_vowels().findall(word))
    if not count:
        return _letters(word)
    if word not in lexicon.sounded:
        count -= len(_english_mute().findall(word))
    return max(1, count + len(_english_apart().findall(word)))


def _french(word: str, lexicon: Lexicon) -> int:
    if word not in lexicon.sounded:
        word = _french_mute().sub("", word)
    # u is silent in "qu" and "gue", y is a consonant between vowels.
    word = _french_silent().sub(lambda found: found[0][0], word)
    word = _french_glide().sub("j", word)
    count = len(_vowels().findall(word))
    return count + len(_french_apart().findall(word)) if count else _letters(word)


def _letters(word: str) -> int:
    """Return the syllables of a word without a vowel: one each if its letters are said."""
    return len(word) if len(word) <= _LONGEST_ACRONYM else 1


@cache
def _vowels() -> re.Pattern[str]:
    return re.compile(r"[aàâeéèêëiîïoôuùûüyœæ]+")


@cache
def _english_mute() -> re.Pattern[str]:
    """Mute e: "make", "makes" but "boxes", "worked" but "wanted", "safely", "statement"."""
    return re.compile(
        r"(?<=[^aeiouyl])e$|(?<=[aeiouyrl]l)e$"
        r"|(?<=[^aeiouysxzcghl])es$|(?<=[^cs]h)es$|(?<=[aeiouyrl]l)es$"
        r"|(?<=[^aeiouytdl])ed$|(?<=[^aeiouytd]l)ed$|(?<=[aeiouyr]l)ed$"
        r"|(?<=[^aeiouy])e(?=(?:ly|ment|ments|ness|less|ful|fully)$)"
    )


@cache
def _english_apart() -> re.Pattern[str]:
    """Vowels that stand together and are two syllables, and "-ism"."""
    return re.compile(
        r"(?<![cstgx])i(?=[ao])(?!on$|ons$)|i(?=um|us|er$|est$|ety|ent|ence)|eo(?=[^uprn])"
        r"|(?<=[^qg])u(?=[ao](?!r))|[aeouy](?=ing)|sm$|sms$|(?<=[^aeiouy])e(?=ate|ation|atu)"
    )


@cache
def _french_mute() -> re.Pattern[str]:
    """Mute endings; "-ment" is none, nor is the only vowel of a word."""
    return re.compile(
        r"(?<=[aàâeéèêëiîïoôuùûüyœæ])(?:es?|ent)$"
        r"|(?<=[aàâeéèêëiîïoôuùûüyœæ][^aàâeéèêëiîïoôuùûüyœæ])(?:es?|(?<!m)ent)$"
        r"|(?<=[aàâeéèêëiîïoôuùûüyœæ][^aàâeéèêëiîïoôuùûüyœæ]{2})(?:es?|(?<!m)ent)$"
        r"|(?<=[aàâeéèêëiîïoôuùûüyœæ][^aàâeéèêëiîïoôuùûüyœæ]{3})(?:es?|(?<!m)ent)$"
        r"|(?<=[qg]u)(?:es?|ent)$"
    )


@cache
def _french_silent() -> re.Pattern[str]:
    return re.compile(r"qu|gu(?=[eéèêiîy]|$)")


@cache
def _french_glide() -> re.Pattern[str]:
    return re.compile(r"(?<=[aeéou])y(?=[aeéèêio])")


@cache
def _french_apart() -> re.Pattern[str]:
    """Vowels that stand together and are two syllables: "réa", "aé", "naïf", "crier"."""
    return re.compile(r"é(?=[aàâeiîoôuûéè])|[ao](?=[éèïë])|(?<=[bcdfgptv][lr])i(?=[aeéèo])|o(?=o)")
