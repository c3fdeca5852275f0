"""The signs in an answer, each with the words that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from talkup_local.analysis.verbal.content import PARTS, parts_of
from talkup_local.analysis.verbal.phrases import Span, written
from talkup_local.assessment.scoring import StarPart
from talkup_local.assessment.signs.deeds import Deed, When, Who, deeds
from talkup_local.assessment.signs.lexis import LINES
from talkup_local.assessment.signs.points import Met, points_met
from talkup_local.assessment.signs.reading import Reading
from talkup_local.assessment.signs.vocabulary import around, asked, usual
from talkup_local.config.model import Language
from talkup_local.interview.questions import Question
from talkup_local.interview.relevance import stems

_KEPT: Final = 2_048


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where words stand. part: of the answer; span: tokens of it."""

    part: int
    span: Span


class Signs:
    """What an answer holds.

    words: how many carry meaning. content: different ones; own: those of them that banks of
    questions don't hold, so that they tell of something particular; shared: those that the
    question and its rubric hold. deeds, points: in order. told: by the name of the lines of
    `words.model.Words`, where they stand.
    """

    def __init__(self, question: Question, reading: Reading) -> None:
        language = reading.language
        said = stems(" ".join(written(part.tokens) for part in reading.parts), language)
        self.question: Final = question
        self.reading: Final = reading
        self._asked: Final = asked(question, language)
        self.words: Final = sum(
            token.text not in reading.lexicon.function
            for part in reading.parts
            for token in part.tokens
        )
        self.content: Final = len(said)
        self.own: Final = len(said - usual(language) - self._asked)
        self.shared: Final = len(said & around(question, language))
        self.deeds: Final[Sequence[Deed]] = deeds(reading)
        self.points: Final[Sequence[Met]] = points_met(question, reading)
        self.told: Final[Mapping[str, Sequence[Place]]] = {
            name: tuple(self._places(name)) for name in LINES
        }

    def did(self, who: Who, *when: When) -> int:
        """Return how many different things ``who`` did."""
        return len({deed.stem for deed in self.deeds if deed.who is who and deed.when in when})

    def count(self, *lines: str) -> int:
        """Return how often something of ``lines`` is told."""
        return sum(len(self.told[name]) for name in lines)

    @cached_property
    def weighing(self) -> Mapping[str, Sequence[Place]]:
        """Where a lesson is told, and where something is held against something else.

        What one would do is a lesson of a story, and the answer itself where that is asked for.
        """
        again: Sequence[Place] = ()
        if self.question.style == "story":
            again = (*self.told["again"], *self._afterthoughts())
        return {"lesson": (*self.told["lesson"], *again), "weighed": self.told["weighed"]}

    def _afterthoughts(self) -> Iterator[Place]:
        """Yield what one would do now, told when the story is: not "I said I'd come"."""
        own = [deed for deed in self.deeds if deed.who is Who.OWN]
        for last, deed in pairwise(own):
            part = self.reading.parts[deed.part]
            sentence = next(one for one in part.sentences if one.start <= deed.place < one.end)
            said_so = last.part == deed.part and last.place >= sentence.start
            if deed.when is When.WOULD and last.when is When.DONE and not said_so:
                yield Place(part=deed.part, span=Span(deed.place, deed.place + 1))

    @cached_property
    def numbers(self) -> int:
        """How many words are numbers; "one" is none."""
        lexicon = self.reading.lexicon
        return sum(
            token.text[0].isdigit()
            or (token.text in lexicon.numbers and token.text not in lexicon.one)
            for part in self.reading.parts
            for token in part.tokens
        )

    @cached_property
    def star(self) -> Mapping[StarPart, Place]:
        """The first sentence of each part of a story that is told."""
        found: dict[str, Place] = {}
        for number, part in enumerate(self.reading.parts):
            for sentence in part.sentences:
                place = Place(part=number, span=sentence)
                for name in parts_of(part.speech, sentence):
                    found.setdefault(name, place)
                for name, lines in (("situation", "when"), ("result", "result")):
                    if any(_within(at, place) for at in self.told[lines]):
                        found.setdefault(name, place)
        return {name: found[name] for name in PARTS if name in found}

    def _places(self, name: str) -> Iterator[Place]:
        """Yield where ``name`` is told, but not where only the question is given back."""
        for number, part in enumerate(self.reading.parts):
            for span in self.reading.lexis.lines[name].find(part.tokens):
                told = _stems(written(part.tokens[span.start : span.end]), self.reading.language)
                told -= {stem for stem in told if stem in self.reading.lexicon.frame}
                if not told or not told <= self._asked:
                    yield Place(part=number, span=span)


@lru_cache(_KEPT)
def _stems(words: str, language: Language) -> frozenset[str]:
    return stems(words, language)


def _within(inner: Place, outer: Place) -> bool:
    return inner.part == outer.part and outer.span.start <= inner.span.start < outer.span.end
