"""More answers out of those of hand: a part taken away, or fillers put in.

``<do>..</do>`` marks what the candidate did, ``<so>..</so>`` what came of it and was learnt.
Without the second an answer of level 4 is one of level 3, without the first it tells of
something and of no own part: level 2. Fillers change no level. The same answer always gives
the same variants.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from talkup_local.config.model import Language

_MARK: Final = re.compile(r"</?(?:do|so)>")
_ACTION: Final = re.compile(r"<do>.*?</do>\s*")
_RESULT: Final = re.compile(r"\s*<so>.*?</so>")
_FILLERS: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": ("um", "uh", "you know", "like", "I mean", "sort of"),
    "fr": ("euh", "ben", "enfin", "du coup", "comment dire", "quoi"),
}
_FILLER_EVERY_WORDS: Final = 9
_LEAST_WORDS: Final = 8
"""What is left of an answer must still be one."""

_COMPLETE, _CONCRETE, _GENERAL = 4, 3, 2


@dataclass(frozen=True, kw_only=True)
class Variant:
    """An answer made from another. name: what was done to it, ends its id."""

    name: str
    level: int
    text: str
    note: str


def unmarked(text: str) -> str:
    """Return an answer without its marks, as it is spoken."""
    return _MARK.sub("", text)


def made_from(answer_id: str, marked: str, level: int, language: Language) -> Iterator[Variant]:
    """Yield the variants of an answer of hand."""
    if level == _COMPLETE and _RESULT.search(marked):
        yield Variant(
            name="no_result",
            level=_CONCRETE,
            text=unmarked(_RESULT.sub("", marked)),
            note="the result and what was learnt taken away",
        )
    rest = unmarked(_ACTION.sub("", marked)).strip()
    if level == _COMPLETE and _ACTION.search(marked) and len(rest.split()) >= _LEAST_WORDS:
        yield Variant(
            name="no_action",
            level=_GENERAL,
            text=rest,
            note="what the candidate did taken away",
        )
    numbers = _numbers(answer_id)
    if numbers.random() < 1 / 3:
        yield Variant(
            name="fillers",
            level=level,
            text=_with_fillers(unmarked(marked), _FILLERS[language], numbers),
            note="fillers and a restart put in",
        )


def _with_fillers(text: str, fillers: tuple[str, ...], numbers: random.Random) -> str:
    words = text.split(" ")
    places = sorted(numbers.sample(range(len(words)), max(1, len(words) // _FILLER_EVERY_WORDS)))
    for place in reversed(places):
        words.insert(place, numbers.choice(fillers))
    restart = numbers.randrange(len(words) - 1)
    words[restart:restart] = words[restart : restart + 2]
    return " ".join(words)


def _numbers(answer_id: str) -> random.Random:
    seed = int.from_bytes(hashlib.sha256(answer_id.encode()).digest()[:8], "big")
    return random.Random(seed)  # noqa: S311 - nothing secret: the same variants at every start
