"""An answer as it is scored: its words without what is no answer, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
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


@dataclass(frozen=True, kw_only=True)
class Part:
    """What was said in one turn, without hesitations, fillers, repetitions and courtesies.

    turn: its number. text: what the places of ``tokens`` are in. sentences: spans of tokens.
    """

    turn: int
    text: str
    tokens: Sequence[Token]
    sentences: Sequence[Span]


class Reading:
    """All that was said to one question. parts: of the turns in which an answer was given."""

    def __init__(self, turns: Sequence[Turn], language: Language) -> None:
        self.language: Final = language
        self.lexis: Final[Lexis] = lexis_for(language)
        self.lexicon: Final[Lexicon] = lexicon_for(language)
        self.parts: Final[Sequence[Part]] = tuple(self._parts(turns))

    def _parts(self, turns: Sequence[Turn]) -> Iterator[Part]:
        for turn in sorted(turns, key=lambda turn: turn.number):
            if understand(turn.heard, self.language) not in _ANSWERS:
                continue
            text = composed(without_orders(turn.heard, self.language))
            kept = self._kept(tokens(text, self.language))
            told = [
                kept[span.start : span.end]
                for span in self._cut(text, kept)
                if not self._courteous(kept[span.start : span.end])
            ]
            if told:
                ends = list(accumulate(map(len, told), initial=0))
                yield Part(
                    turn=turn.number,
                    text=text,
                    tokens=list(chain.from_iterable(told)),
                    sentences=[Span(*ends) for ends in pairwise(ends)],
                )

    def _kept(self, said: Sequence[Token]) -> list[Token]:
        """Return ``said`` without what tells nothing."""
        lexicon = self.lexicon
        words = [token for token in said if not lexicon.hesitation.match(token.text)]
        words = _without(words, lexicon.fillers.find(words))
        return list(_once(words, lexicon))

    def _courteous(self, said: Sequence[Token]) -> bool:
        """Whether ``said`` is a courtesy and no more: "thank you for the question"."""
        courtesies = list(self.lexis.lines["courtesy"].find(said))
        if not courtesies:
            return False
        rest = _without(said, iter(courtesies))
        return sum(token.text not in self.lexicon.function for token in rest) <= _BESIDE

    def _cut(self, text: str, kept: Sequence[Token]) -> Sequence[Span]:
        """Return the sentences of ``kept``, guessed where no marks tell them."""
        plain = "".join(
            f"{'' if token.joined else ' '}{text[token.start : token.end]}{token.mark}"
            for token in kept
        )
        speech = Speech(Answer(text=plain, language=self.language))
        if len(speech.tokens) != len(kept):  # joined in another way: one sentence is safe
            return (Span(0, len(kept)),)
        return speech.sentences


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
                if place + 2 * size <= len(words) and _same(words, place, size)
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
        words[index].text == words[index + size].text and not set(words[index].mark) & set(".!?")
        for index in range(place, place + size)
    )
