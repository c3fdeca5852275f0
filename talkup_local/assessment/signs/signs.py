"""The signs in an answer, each with the words that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from talkup_local.analysis.verbal.phrases import Span, written
from talkup_local.assessment.signs.deeds import Deed, When, Who, deeds
from talkup_local.assessment.signs.points import Met, points_met
from talkup_local.assessment.signs.reading import Reading
from talkup_local.assessment.signs.vocabulary import around, asked, usual
from talkup_local.interview.questions import Question
from talkup_local.interview.relevance import stems
from talkup_local.interview.words import words_for


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where words stand. part: of the answer; span: tokens of it."""

    part: int
    span: Span


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What was found.

    content: different words that carry meaning; own_words: those of them that the banks don't
    hold; shared: those that the question and its rubric hold. numbers: how many. told: by the
    name of the lines of `lexis`, where they were found.
    """

    content: int
    own_words: int
    shared: int
    astray: bool
    numbers: int
    deeds: Sequence[Deed]
    points: Sequence[Met]
    told: Mapping[str, Sequence[Place]]

    def did(self, who: Who, *whens: When) -> int:
        """Return how many different things somebody did."""
        return len({d.stem for d in self.deeds if d.who is who and d.when in whens})

    def count(self, *lines: str) -> int:
        return sum(len(self.told[line]) for line in lines)


def signs(question: Question, reading: Reading) -> Signs:
    """Find the signs in what ``reading`` holds."""
    language = reading.language
    text = " ".join(written(part.tokens) for part in reading.parts)
    said = stems(text, language)
    lexicon = reading.lexicon
    numbers = sum(
        token.text[0].isdigit() or (token.text in lexicon.numbers and token.text not in lexicon.one)
        for part in reading.parts
        for token in part.tokens
    )
    return Signs(
        content=len(said),
        own_words=len(said - usual(language) - asked(question, language)),
        shared=len(said & around(question, language)),
        astray=bool(set(text.split()) & words_for(language).astray),
        numbers=numbers,
        deeds=deeds(reading),
        points=points_met(question, reading),
        told={
            name: [
                Place(part=number, span=span)
                for number, part in enumerate(reading.parts)
                for span in phrases.find(part.tokens)
            ]
            for name, phrases in reading.lexis.lines.items()
        },
    )
