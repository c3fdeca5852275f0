"""Who does what in an answer: "I asked", "on a compté", "you should listen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from talkup_local.analysis.verbal.phrases import Span
from talkup_local.analysis.verbal.tokens import Token
from talkup_local.assessment.signs.reading import Reading

_FURTHEST: Final = 6
"""So many words after a subject its verb is looked for."""

_STEM: Final = 5
_ME: Final = frozenset({"me", "moi"})
_WHO: Final = frozenset({"who", "qui"})
_OBJECTS: Final = frozenset({"nous", "vous"})
"""Subjects that may be objects: "il nous a dit"."""

_WOULD: Final = frozenset({"would", "'d"})
_NOW: Final = frozenset({"am", "'m"})
_OPENS: Final = frozenset({"a", "an", "the", "my", "our", "it", "this", "that", "some", "all"})
"""Words that begin what somebody did: "did the lights"."""

_LINKS: Final = frozenset({"to", "by", "with", "and", "à", "de", "d'", "par", "up", "on"})
"""What may stand between a verb that leads and the one that follows."""

_LEADS: Final = 5
"""So many words behind a verb that leads the one that follows is looked for."""


class Who(Enum):
    """Who does something: the speaker, with others, anybody, somebody else."""

    OWN = "own"
    GROUP = "group"
    GENERIC = "generic"
    OTHER = "other"


class When(Enum):
    """It was done, is done, would be done, can or must be done."""

    DONE = "done"
    PRESENT = "present"
    WOULD = "would"
    MODAL = "modal"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A deed. stem: of its verb. part: place of the part of the answer; place: of its verb."""

    who: Who
    when: When
    stem: str
    part: int
    place: int


def deeds(reading: Reading) -> tuple[Deed, ...]:
    """Return the deeds that ``reading`` tells, in order."""
    return tuple(
        deed
        for number, part in enumerate(reading.parts)
        for sentence in part.sentences
        for deed in _Sentence(reading, number, part.tokens, sentence).deeds()
    )


class _Sentence:
    """Looks for the verbs of one sentence."""

    def __init__(self, reading: Reading, part: int, said: Sequence[Token], span: Span) -> None:
        self._lists: Final = reading.lexis.lists
        self._subjects: Final = reading.lexis.subjects
        self._conditional: Final = reading.lexis.conditional
        self._present: Final = reading.lexis.present
        self._lexicon: Final = reading.lexicon
        self._compound: Final = reading.lexicon.compound
        self._part, self._said, self._span = part, said, span

    def deeds(self) -> Iterator[Deed]:
        """Yield what somebody does."""
        who: Who | None = None
        for place in range(self._span.start, self._span.end):
            if (subject := self._subject(place)) is not None:
                deed, told = self._verb(place, subject)
                who = subject if told else None
                if deed is not None:
                    yield deed
            elif self._goes_on(place, who) and self._done(place):
                who = who or Who.OWN
                yield self._deed(who, When.DONE, place)

    def _subject(self, place: int) -> Who | None:
        word = self._said[place].text
        before = self._said[place - 1].text if place > self._span.start else ""
        if word in _WHO and before in _ME:  # "c'est moi qui ai appelé"
            return Who.OWN
        who = self._subjects.get(word)
        if word in _OBJECTS and self._subjects.get(before) in {Who.OTHER.value, Who.OWN.value}:
            return None
        return None if who is None else Who(who)

    def _goes_on(self, place: int, who: Who | None) -> bool:
        """Whether a verb at ``place`` needs no subject: "and kept", "Called them at once"."""
        if place == self._span.start:
            return not self._compound
        before = self._said[place - 1]
        return who is not None and (before.text in self._lists["joins"] or "," in before.mark)

    def _verb(self, subject: int, who: Who) -> tuple[Deed | None, bool]:
        """Return what the subject at ``subject`` does, and whether it is told as past."""
        lists = self._lists
        when: When | None = None
        for place in range(subject + 1, min(subject + 1 + _FURTHEST, self._span.end)):
            word = self._said[place].text
            if word in lists["denial"]:
                return None, False
            if word in lists["leads"] and when in {None, When.DONE}:
                return self._led(place, who), True
            if word in lists["helps"]:
                when = When.DONE
            elif word in lists["modal"] and when is not When.DONE:
                when = When.WOULD if word in _WOULD else When.MODAL
            elif word not in lists["between"] and not self._lexicon.adverb.match(word):
                deed = self._helped(place, who) if when is When.DONE else None
                deed = deed or self._told(place, who, when)
                past = (when is When.DONE or self._past(word)) and not self._is(place)
                return deed, past if deed is None else deed.when is When.DONE
        return None, False

    def _helped(self, place: int, who: Who) -> Deed | None:
        """Return a deed behind a verb that helps: "I had to call", "I did the lights"."""
        word, before = self._said[place].text, self._said[place - 1].text
        if word == "to" and before == "had":
            return self._led(place - 1, who)
        if before == "did" and word in _OPENS:
            return self._deed(who, When.DONE, place - 1)
        if self._compound or before not in self._lexicon.be or word in self._lists["no_deed"]:
            return None
        if word.endswith("ing"):
            return self._deed(who, When.PRESENT if before in _NOW else When.DONE, place)
        return self._deed(who, When.DONE, place) if word in self._lists["bare"] else None

    def _is(self, place: int) -> bool:
        """Tell whether ``place`` says what somebody is: "I was tired", not "je me suis assis"."""
        if self._said[place - 1].text not in self._lexicon.be:
            return False
        reflexive = self._said[place - 2].text in self._lexicon.reflexive
        return not self._compound or (
            not reflexive and self._said[place].text in self._lexicon.not_passive
        )

    def _led(self, place: int, who: Who) -> Deed:
        """Return the deed that the verb at ``place`` leads to, that verb itself without one."""
        for later in range(place + 1, min(place + _LEADS, self._span.end)):
            word = self._said[later].text
            if word not in self._lists["between"] and word not in _LINKS:
                if self._present.match(word) and word not in self._lists["no_deed"]:
                    place = later
                break
        return self._deed(who, When.DONE, place)

    def _told(self, place: int, who: Who, when: When | None) -> Deed | None:
        """Return the deed of the verb at ``place``, None if it is no deed."""
        word = self._said[place].text
        if word in self._lists["no_deed"] or self._is(place):
            return None
        if self._done(place) and (when is not None or not self._compound):
            past = when in {None, When.DONE, When.WOULD}
            return self._deed(who, When.DONE if past else When.MODAL, place)
        if when is When.DONE:  # « j'ai demander » sounds the same, "I have make" tells it too
            heard = word.endswith("er") if self._compound else word in self._lists["bare"]
            return self._deed(who, when, place) if heard else None
        if when is None and self._conditional.match(word):
            when = When.WOULD
        elif when is None and self._present.match(word) and word not in self._lexicon.function:
            when = When.PRESENT
        return None if when is None else self._deed(who, when, place)

    def _past(self, word: str) -> bool:
        return not self._compound and self._lexicon.deed.match(word) is not None

    def _done(self, place: int) -> bool:
        word = self._said[place].text
        if word in self._lists["no_deed"]:
            return False
        return word in self._lists["done"] or self._lexicon.deed.match(word) is not None

    def _deed(self, who: Who, when: When, place: int) -> Deed:
        stem = self._said[place].text[:_STEM]
        return Deed(who=who, when=when, stem=stem, part=self._part, place=place)
