"""An answer, cut into words and sentences once, for all measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import isfinite
from typing import Any, Final

from talkup_local.analysis.verbal.lexicon import Lexicon, lexicon_for
from talkup_local.analysis.verbal.phrases import ENDS, Span, written
from talkup_local.analysis.verbal.syllables import syllables
from talkup_local.analysis.verbal.tokens import Token, composed, tokens
from talkup_local.config.model import Language

PAUSE_S: Final = 0.25
"""A silence from here on is a pause; shorter ones belong to articulation."""

_WORDS_PER_MARK: Final = 40
"""Beyond so many words for each end of a sentence, the text is taken to lack marks."""

_UNMARKED_WORDS: Final = 12
"""So many words without any mark may be one sentence."""

_SHORTEST_WORDS: Final = 5
_CUT_PAUSE_S: Final = 0.7
_DIFFERENT: Final = 0.1


@dataclass(frozen=True, kw_only=True)
class TimedWord:
    """A word and when it was said, in seconds on one clock."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a candidate said.

    text: the words; taken from ``words`` when empty. words: when each was said; without them
    there are no rates and pauses. question: what was asked. question_end_s: when the question
    was over, on the clock of ``words``. asked_s: how long the other side spoke.
    """

    text: str
    language: Language
    words: tuple[TimedWord, ...] = ()
    question: str = ""
    question_end_s: float | None = None
    asked_s: float | None = None


@dataclass(frozen=True)
class Found:
    """What one part of the analysis found: values by measure, details by name, notes by key."""

    measures: dict[str, float | None]
    details: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Speech:
    """One answer as the measures see it.

    tokens: of its text. sentences: spans of them. guessed: the sentences were found without
    marks. times: its timed words in order, those that have no sound time left out.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer: Final = answer
        self.lexicon: Final[Lexicon] = lexicon_for(answer.language)
        self.times: Final = sorted(
            (
                word
                for word in answer.words
                if isfinite(word.start_s) and isfinite(word.end_s) and word.text.strip()
            ),
            key=lambda word: word.start_s,
        )
        text = answer.text if answer.text.strip() else " ".join(word.text for word in self.times)
        self.text: Final = composed(text)
        self.tokens: Final[Sequence[Token]] = tokens(self.text, answer.language)
        self.words: Final = sum(not token.joined for token in self.tokens)
        self.guessed: Final = self._unmarked()
        self.sentences: Final[Sequence[Span]] = [
            piece
            for sentence in self._marked_sentences()
            for piece in (self._pieces(sentence) if self.guessed else (sentence,))
        ]
        self._syllables: Final[dict[str, int]] = {}

    @cached_property
    def disagree(self) -> bool:
        """Whether ``text`` and ``times`` differ in length by more than a tenth."""
        return bool(self.times) and abs(self.words - len(self.times)) > _DIFFERENT * self.words

    def per_100_words(self, count: int) -> float | None:
        """Return ``count`` in 100 words; None without any."""
        return 100 * count / self.words if self.words else None

    def quoted(self, span: Span) -> str:
        """Return ``span`` as it stands in the text."""
        return self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]

    def syllables(self, found: Sequence[Token]) -> int:
        """Return the syllables of ``found``."""
        known = self._syllables
        total = 0
        for token in found:
            if (count := known.get(token.text)) is None:
                count = known[token.text] = syllables(token.text, self.lexicon)
            total += count
        return total

    # -- sentences ------------------------------------------------------------------------

    def _ends(self, place: int) -> bool:
        """Tell whether a mark ends a sentence behind token ``place``."""
        token = self.tokens[place]
        ends = ENDS.intersection(token.mark)
        if not ends:
            return False
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if following is None or ends != {"."}:
            return True
        if ".." in token.mark:  # somebody hesitates, unless a new sentence follows
            return following.capital and following.text not in self.lexicon.subjects
        if token.text in self.lexicon.hanging:  # a mark behind each pause
            return False
        letter = len(token.text) == 1 and token.text not in self.lexicon.function
        return not (letter or token.text in self.lexicon.abbreviations)

    def _marked_sentences(self) -> list[Span]:
        last = len(self.tokens) - 1
        ends = [i + 1 for i in range(last + 1) if i == last or self._ends(i)]
        return [Span(start, end) for start, end in pairwise([0, *ends])]

    def _unmarked(self) -> bool:
        marks = sum(self._ends(place) for place in range(len(self.tokens)))
        if not marks:
            return self.words > _UNMARKED_WORDS
        return self.words > _WORDS_PER_MARK * marks

    def _pieces(self, sentence: Span) -> list[Span]:
        """Cut ``sentence`` where a new one seems to begin, or a long pause was made."""
        start = sentence.start
        pieces: list[Span] = []
        for place in range(sentence.start + 1, sentence.end):
            if place - start >= _SHORTEST_WORDS and self._begins(place):
                pieces.append(Span(start, place))
                start = place
        if pieces and sentence.end - start < _SHORTEST_WORDS - 1:
            start = pieces.pop().start
        return [*pieces, Span(start, sentence.end)]

    def _begins(self, place: int) -> bool:
        lexicon = self.lexicon
        before = self.tokens[place - 1].text
        if place in self._long_pauses and before not in lexicon.unfinished:
            return True
        if place in self._opened:  # behind "and then"
            return False
        if place in self._openers:
            return before not in lexicon.unfinished and self._subject_behind(place)
        return self.tokens[place].text in lexicon.strong and before not in lexicon.shields

    def _subject_behind(self, place: int) -> bool:
        """Tell whether a subject follows the openers at ``place``: "and then, um, we"."""
        lexicon = self.lexicon
        while place < len(self.tokens):
            text = self.tokens[place].text
            if place in self._openers:
                place = self._openers[place]
            elif lexicon.hesitation.match(text):
                place += 1
            else:
                return text in lexicon.subjects
        return False

    @cached_property
    def _openers(self) -> dict[int, int]:
        """What may begin a sentence: where it ends, by where it begins."""
        return dict(self.lexicon.openers.find(self.tokens))

    @cached_property
    def _opened(self) -> frozenset[int]:
        return frozenset(self._openers.values())

    @cached_property
    def _long_pauses(self) -> frozenset[int]:
        """Where long pauses are in the text; nowhere if times and text don't go together."""
        starts = [place for place, token in enumerate(self.tokens) if not token.joined]
        if len(starts) != len(self.times):
            return frozenset()
        return frozenset(
            place
            for place, (before, after) in zip(starts[1:], pairwise(self.times), strict=True)
            if after.start_s - before.end_s >= _CUT_PAUSE_S
        )


def counted(spans: Sequence[Span], text: Sequence[Token]) -> dict[str, int]:
    """Return how often each wording among ``spans`` is said, the most frequent first."""
    counts: dict[str, int] = {}
    for span in spans:
        said = written(text[span.start : span.end])
        counts[said] = counts.get(said, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
