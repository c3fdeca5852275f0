"""The words of a language, made ready to be looked up; once for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from talkup_local.analysis.verbal.phrases import Phrases
from talkup_local.assessment.signs.words.en import ENGLISH
from talkup_local.assessment.signs.words.fr import FRENCH
from talkup_local.config.model import Language

_LISTS: Final = (
    "own", "group", "generic", "other", "between", "helps", "modal", "denial", "joins", "no_deed",
    "plain",
)  # fmt: skip
_LINES: Final = (
    "must", "lesson", "weighed", "reason", "result", "example", "plan", "general", "boast",
    "denied", "courtesy", "when",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Lexis:
    """One language. lists, lines: by the names of the fields of `words.model.Words`."""

    lists: Mapping[str, frozenset[str]]
    lines: Mapping[str, Phrases]
    present: re.Pattern[str]
    conditional: re.Pattern[str]


@cache
def lexis_for(language: Language) -> Lexis:
    """Return what is known of ``language``."""
    words = FRENCH if language == "fr" else ENGLISH
    return Lexis(
        lists={name: frozenset(getattr(words, name).split()) for name in _LISTS},
        lines={name: Phrases(getattr(words, name), language) for name in _LINES},
        present=re.compile(rf"(?:{words.present})\Z"),
        conditional=re.compile(rf"(?:{words.conditional})\Z"),
    )
