"""Find questions that an interview must not ask: about age, origin, family, health and so on.

Rules over words, for questions of banks, of operators and of a language model. They look for
the candidate ("your religion", "are you married"), so that "how do you serve customers of all
ages" stays fair. They find what is said plainly, in the words of this page; who means to hide a
question will find a way.
"""

from __future__ import annotations

import functools
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.fairness.en import ENGLISH
from talkup_local.interview.fairness.fr import FRENCH
from talkup_local.interview.fairness.model import Fault, Rules, Trait

__all__ = ["Fault", "Trait", "faults", "plain"]

_MARKS: Final = re.compile(r"[^\w\s.?!;,']+")
_VERB: Final = re.compile(r"<([^>]+)>")
_PART: Final = re.compile(r"\{([a-z]+)\}")
_DEEPER: Final = re.compile(r"\n +")
_SPELT: Final = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "œ": "oe", "Œ": "oe"})
_FAIR: Final = " ; "


def faults(text: str, language: Language) -> tuple[Fault, ...]:
    """Return what is unfair in ``text``, each trait once."""
    fair, unfair = _compiled(language)
    text = fair.sub(_FAIR, plain(text))
    found = ((trait, rule.search(text)) for trait, rule in unfair.items())
    return tuple(Fault(trait=trait, found=match[0].strip()) for trait, match in found if match)


def plain(text: str) -> str:
    """Return ``text`` in small letters, without accents, hyphens and signs that can't be seen."""
    text = text.translate(_SPELT)
    letters = unicodedata.normalize("NFKD", text).lower()
    kept = "".join(sign for sign in letters if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join(_MARKS.sub(" ", kept).split())


@functools.cache
def _compiled(language: Language) -> tuple[re.Pattern[str], Mapping[Trait, re.Pattern[str]]]:
    rules = FRENCH if language == "fr" else ENGLISH
    unfair = {trait: _any(patterns, rules) for trait, patterns in rules.unfair.items()}
    return _any(rules.fair, rules), unfair


def _any(patterns: str, rules: Rules) -> re.Pattern[str]:
    whole = "|".join(_spelt(pattern, rules) for pattern in _joined(patterns))
    return re.compile(rf"\b(?:{whole})(?!\w)")


def _joined(lines: str) -> list[str]:
    return _DEEPER.sub("", textwrap.dedent(lines).strip("\n ")).split("\n")


def _spelt(pattern: str, rules: Rules) -> str:
    pattern = _VERB.sub(lambda verb: f"(?:{rules.pronouns.replace('VERB', verb[1])})", pattern)
    return _PART.sub(lambda part: f"(?:{''.join(_joined(rules.parts[part[1]]))})", pattern)
