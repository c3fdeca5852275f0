"""Who does what in an answer: "I asked", "on a compté", "you should listen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from talkup_local.analysis.verbal.lexicon import Lexicon
from talkup_local.analysis.verbal.phrases import Span
from talkup_local.analysis.verbal.tokens import Token
from talkup_local.assessment.signs.lexis import Lexis
from talkup_local.assessment.signs.reading import Reading

_FURTHEST: Final = 6
_STEM: Final = 5


class Who(Enum):
    """Who a deed is told of."""

    OWN = "own"
    GROUP = "group"
    GENERIC = "generic"
    OTHER = "other"


class When(Enum):
    """How a deed is told: it was done, is done, would be done, must be done."""

    DONE = "done"
    PRESENT = "present"
    WOULD = "would"
    MODAL = "modal"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A deed. stem: of its verb. part: place of the part of the answer; place: of its subject."""

    who: Who
    when: When
    stem: str
    part: int
    place: int


def deeds(reading: Reading) -> tuple[Deed, ...]:
    """Return the deeds that ``reading`` tells, in order."""
    found: list[Deed] = []
    for number, part in enumerate(reading.parts):
        for sentence in part.sentences:
            found += _Sentence(reading, number, part.tokens, sentence).deeds()
    return tuple(found)


class _Sentence:
    """Looks for the verbs of one sentence."""

    def __init__(self, reading: Reading, part: int, said: Sequence[Token], span: Span) -> None:
        self._lexis: Final[Lexis] = reading.lexis
        self._lexicon: Final[Lexicon] = reading.lexicon
        self._french: Final = reading.language == "fr"
        self._part, self._said, self._span = part, said, span

    def deeds(self) -> Iterator[Deed]:
        lists = self._lexis.lists
        who: Who | None = None
        helped = False
        for place in range(self._span.start, self._span.end):
            word = self._said[place].text
            subject = self._subject(place)
            if subject is not None:
                who, helped = subject, False
                if (deed := self._verb(place, subject)) is not None:
                    helped = deed.when is When.DONE
                    yield deed
            elif who is not None and helped and self._goes_on(place):
                if self._done(word):
                    yield self._deed(who, When.DONE, place)

    def _subject(self, place: int) -> Who | None:
        word = self._said[place].text
        lists = self._lexis.lists
        before = self._said[place - 1].text if place > self._span.start else ""
        for who in Who:
            if word in lists[who.value]:
                # "nous" and "vous" may be objects: "il nous a dit"
                if before in lists["other"] and word in ("nous", "vous"):
                    return None
                return who
        return None

    def _goes_on(self, place: int) -> bool:
        """Whether a verb at ``place`` has the subject of the one before: "and kept"."""
        if place == self._span.start:
            return False
        before = self._said[place - 1]
        return before.text in self._lexis.lists["joins"] or "," in before.mark

    def _verb(self, subject: int, who: Who) -> Deed | None:
        """Return what the subject at ``subject`` does."""
        lists = self._lexis.lists
        when: When | None = None
        for place in range(subject + 1, min(subject + 1 + _FURTHEST, self._span.end)):
            word = self._said[place].text
            if word in lists["denial"]:
                return None
            if word in lists["helps"]:
                when = When.DONE
            elif word in lists["modal"]:
                when = When.MODAL if not (word in ("would", "'d")) else When.WOULD
            elif word in lists["between"] or self._lexicon.adverb.match(word):
                continue
            elif word in lists["no_deed"]:
                return None
            elif when in (None, When.DONE) and self._done(word) and (when or not self._french):
                return self._deed(who, When.DONE, place)
            elif when is When.DONE:
                if word.endswith("er") and self._french:
                    return self._deed(who, When.DONE, place)
                return None
            elif when is When.WOULD and self._done(word):
                return self._deed(who, When.DONE, place)
            elif when is not None:
                return self._deed(who, when, place)
            elif self._lexis.conditional.match(word):
                return self._deed(who, When.WOULD, place)
            elif self._lexis.present.match(word) and word not in self._lexicon.function:
                return self._deed(who, When.PRESENT, place)
            else:
                return None
        return None

    def _done(self, word: str) -> bool:
        return bool(self._lexicon.deed.match(word)) and word not in self._lexis.lists["no_deed"]

    def _deed(self, who: Who, when: When, place: int) -> Deed:
        stem = self._said[place].text[:_STEM]
        return Deed(who=who, when=when, stem=stem, part=self._part, place=place)
