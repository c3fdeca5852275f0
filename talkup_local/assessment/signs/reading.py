"""An answer as it is scored: its words without what is no answer, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from talkup_local.analysis.verbal.lexicon import Lexicon, lexicon_for
from talkup_local.analysis.verbal.phrases import Span
from talkup_local.analysis.verbal.speech import Answer, Speech
from talkup_local.analysis.verbal.tokens import Token, composed, tokens
from talkup_local.assessment.plain_words import without_orders
from talkup_local.assessment.signs.lexis import Lexis, lexis_for
from talkup_local.config.model import Language
from talkup_local.interview.cues import understand
from talkup_local.interview.record import Turn
from talkup_local.interview.words import Cue

_ANSWERS: Final = frozenset({Cue.ANSWER, Cue.NO, Cue.NO_MORE, Cue.READY})
_LONGEST_REPEAT: Final = 4
_BESIDE: Final = 1
"""Words of meaning that may stand beside a courtesy."""

_ENDS: Final = frozenset(".!?")


@dataclass(frozen=True, kw_only=True)
class Part:
    """What was said in one turn, without hesitations, fillers, repetitions and courtesies.

    turn: its number. text: what was heard, without orders. speech: what is left of it. places:
    where each token of ``speech`` stands in ``text``.
    """

    turn: int
    text: str
    speech: Speech
    places: Sequence[Span]

    @property
    def tokens(self) -> Sequence[Token]:
        """The words that are left."""
        return self.speech.tokens

    @property
    def sentences(self) -> Sequence[Span]:
        """Spans of tokens; guessed where no marks tell them."""
        return self.speech.sentences


class Reading:
    """All that was said to one question. parts: of the turns in which an answer was given."""

    def __init__(self, turns: Sequence[Turn], language: Language) -> None:
        self.language: Final = language
        self.lexis: Final[Lexis] = lexis_for(language)
        self.lexicon: Final[Lexicon] = lexicon_for(language)
        self.parts: Final[Sequence[Part]] = tuple(self._parts(turns))

    def _parts(self, turns: Sequence[Turn]) -> Iterator[Part]:
        for turn in sorted(turns, key=lambda turn: turn.number):
            text = composed(without_orders(turn.heard, self.language))
            if understand(text, self.language) not in _ANSWERS:
                continue
            if (part := self._part(turn.number, text)) is not None:
                yield part

    def _part(self, turn: int, text: str) -> Part | None:
        kept = self._kept(tokens(text, self.language))
        speech = self._speech(text, kept)
        if len(speech.tokens) == len(kept):  # else it joins words in another way
            sentences = [kept[span.start : span.end] for span in speech.sentences]
            told = [said for said in sentences if not self._courteous(said)]
            if len(told) < len(sentences):
                kept = list(chain.from_iterable(told))
                speech = self._speech(text, kept)
        if not speech.tokens:
            return None
        places = [Span(token.start, token.end) for token in kept]
        return Part(turn=turn, text=text, speech=speech, places=places)

    def _kept(self, said: Sequence[Token]) -> list[Token]:
        """Return ``said`` without what tells nothing."""
        words = [token for token in said if not self.lexicon.hesitation.match(token.text)]
        words = _without(words, self.lexicon.fillers.find(words))
        return list(_once(words, self.lexicon))

    def _speech(self, text: str, kept: Sequence[Token]) -> Speech:
        """Return ``kept`` as an answer of its own."""
        plain = "".join(
            f"{'' if token.joined else ' '}{text[token.start : token.end]}{token.mark}"
            for token in kept
        )
        return Speech(Answer(text=plain, language=self.language))

    def _courteous(self, said: Sequence[Token]) -> bool:
        """Whether ``said`` is a courtesy and no more: "thank you for the question"."""
        courtesies = list(self.lexis.lines["courtesy"].find(said))
        rest = _without(said, iter(courtesies))
        beside = sum(token.text not in self.lexicon.function for token in rest)
        return bool(courtesies) and beside <= _BESIDE


def _without(words: Sequence[Token], spans: Iterator[Span]) -> list[Token]:
    """Return ``words`` less ``spans``; the marks behind them stay."""
    kept: list[Token] = []
    place = 0
    for span in spans:
        kept += words[place : span.start]
        mark = words[span.end - 1].mark
        if kept and mark and not kept[-1].mark:
            kept[-1] = kept[-1]._replace(mark=mark)
        place = span.end
    return [*kept, *words[place:]]


def _once(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Token]:
    """Yield ``words``, those said twice in a row once: "I was I was"."""
    place = 0
    while place < len(words):
        size = next(
            (
                size
                for size in range(_LONGEST_REPEAT, 0, -1)
                if place + 2 * size <= len(words)
                and words[place].text == words[place + size].text
                and _same(words, place, size)
            ),
            0,
        )
        if size and not (size == 1 and words[place].text in lexicon.doubles):
            place += size
            continue
        yield words[place]
        place += 1


def _same(words: Sequence[Token], place: int, size: int) -> bool:
    return all(
        words[index].text == words[index + size].text and _ENDS.isdisjoint(words[index].mark)
        for index in range(place, place + size)
    )
