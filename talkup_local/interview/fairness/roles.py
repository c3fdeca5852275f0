"""Find roles that say who somebody must be, and not what the work is: "young waitress"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.fairness import Fault, Trait, faults, plain

_WORDS: Final[Mapping[Language, Mapping[Trait, str]]] = MappingProxyType(
    {
        "en": {
            "age": r"(?<!ernst )young(?! (?:people|persons?|adults?|offenders?|child\w*))"
            r"|(?:under|below|over) the age of|(?:older|younger) than \d\d",
            "gender": r"(?:fe)?male|(?:a|the|young) (?:woman|man|girl|boy|lady)",
            "origin": r"native (?:speaker|english|french|german|spanish)\w*",
        },
        "fr": {
            "age": r"jeune (?=femme|homme|fille|garcon|hote|vendeu|assistant|serveu)"
            r"|(?:moins|plus) de \d\d ans",
            "gender": r"(?:une|jeune) (?:femme|fille)(?! de )|(?:un|jeune) (?:homme|garcon)",
            "origin": r"langue maternelle|locut\w+ nati\w+",
        },
    }
)


def role_faults(role: str, language: Language) -> tuple[Fault, ...]:
    """Return what is unfair in the name of a role, each trait once."""
    words = plain(role)
    found = {
        trait: re.search(rf"\b(?:{pattern})\b", words)
        for trait, pattern in _WORDS[language].items()
    }
    named = [Fault(trait=trait, found=match[0].strip()) for trait, match in found.items() if match]
    return (*faults(role, language), *named)
