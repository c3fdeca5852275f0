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

SUBJECTS: Final = ("own", "group", "generic", "other")
_AGREE: Final = ("leads", "done", "no_deed")
LISTS: Final = (
    "no_deed", "between", "helps", "modal", "denial", "joins", "leads", "done", "bare",
)  # fmt: skip
LINES: Final = (
    "lesson", "again", "weighed", "reason", "result", "example", "plan", "boast",
    "denied", "courtesy", "when",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Lexis:
    """One language; the names are those of the fields of `words.model.Words`.

    subjects: the name of the list that a word is in.
    """

    subjects: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    lines: Mapping[str, Phrases]
    present: re.Pattern[str]
    conditional: re.Pattern[str]


@cache
def lexis_for(language: Language) -> Lexis:
    """Return what is known of ``language``."""
    words = FRENCH if language == "fr" else ENGLISH
    endings = ("", "e", "s", "es") if language == "fr" else ("",)

    def listed(name: str) -> frozenset[str]:
        """Return the words of a list; with their endings where they are participles."""
        agree = endings if name in _AGREE else ("",)
        return frozenset(w + ending for w in getattr(words, name).split() for ending in agree)

    subjects = {word: name for name in SUBJECTS for word in getattr(words, name).split()}
    return Lexis(
        subjects=subjects,
        lists={name: listed(name) for name in LISTS},
        lines={name: Phrases(getattr(words, name), language) for name in LINES},
        present=re.compile(rf"(?:{words.present})\Z"),
        conditional=re.compile(rf"(?:{words.conditional})\Z"),
    )
