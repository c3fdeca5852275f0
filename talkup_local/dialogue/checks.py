"""Whether what a language model would say is fit to be said by an interviewer.

By words, not by sense: each check errs towards the rules' own words, which are always fit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from talkup_local.config.model import Language
from talkup_local.dialogue.unsaid import unsaid_in
from talkup_local.documents.languages import language_of_text
from talkup_local.interview.cues import without_orders
from talkup_local.interview.fairness import faults
from talkup_local.interview.questions import Question
from talkup_local.interview.relevance import stems
from talkup_local.interview.texts import texts_for
from talkup_local.interview.words import words_for

Fault = Literal[
    "repeat", "praise", "length", "language", "score", "leak", "order", "unfair", "topic"
]

PASSING: Final[frozenset[Fault]] = frozenset({"repeat", "praise"})
"""Faults of a sentence alone; after any other, the model is heard no longer."""

MOST_WORDS: Final = 70
"""Of a whole reply. The model is told 40."""

REPEATABLE_WORDS: Final = 3
"""So short a sentence ("Thank you.") may come again and again."""

QUESTION_WORDS: Final = 4
"""A shorter question ("Really?") is not the one that ends the reply."""

_LEAKED_WORDS: Final = 7
"""So many words of the prompt in a row are no chance."""

_SAME_QUESTION: Final = 0.75
_FEWEST_STEMS: Final = 3
_FEWEST_HITS: Final = 4
_FEWEST_FOREIGN_WORDS: Final = 6
_ENDS: Final = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]*")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a reply must fit.

    about: all that its question may be about. own_words: whether a question that would fit any
    answer does ("How did that end?"). may_repeat: whether an earlier question may come again.
    spoken: what the interviewer has said so far. secret: what the model was told. given: the
    question as the plan has it, which is fit as it is.
    """

    language: Language
    about: str
    own_words: bool
    may_repeat: bool
    spoken: tuple[str, ...]
    secret: str
    given: str = ""


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A sentence, or a clause of one. said: what of the reply stands before it; whole: all."""

    words: str
    whole: str
    said: Sequence[str]

    @property
    def low(self) -> str:
        return self.words.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")

    @property
    def pieces(self) -> tuple[str, ...]:
        return (*self.said, self.words)


class Checks:
    """Looks at the sentences of one reply, in order."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._unsaid = unsaid_in(frame.language)
        self._asking = texts_for(frame.language).asking
        self._given = plain(frame.given)
        self._secret = runs(frame.secret, _LEAKED_WORDS) - runs(frame.given, _LEAKED_WORDS)
        self._before = f" {' '.join(plain(text) for text in frame.spoken)} "
        self._asked = [
            stems(sentence, frame.language)
            for text in frame.spoken
            for sentence in _SENTENCE.findall(text)
            if self.asks(sentence.strip())
        ]

    def asks(self, words: str) -> bool:
        """Whether ``words`` ask something, with a question mark or without."""
        return words.endswith("?") or words.lower().startswith(self._asking)

    def one_question(self, words: str) -> str:
        """Return ``words`` without what else they ask.

        "When was that, and what did you do?" counts as one question, as it does in the banks.
        """
        head, mark, rest = words.partition("?")
        if mark and "?" in rest:
            words = f"{head.rstrip()}?"
        more = list(self._unsaid.second.finditer(words))
        if len(more) < 2:  # noqa: PLR2004 - the first one goes with the question
            return words
        return f"{words[: more[1].start()].rstrip()}?"

    def has_asked(self, pieces: Sequence[str]) -> bool:
        """Whether the last of ``pieces`` ends a question, which may have begun before it."""
        last = _last_sentence(pieces)
        return last.endswith(_ENDS) and self.asks(last)

    def fault(self, words: str, said: Sequence[str]) -> Fault | None:
        """Return what is wrong with a sentence, None for nothing. said: before it, in the reply."""
        sentence = plain(words)
        if sentence in map(plain, said):
            return "repeat"
        if self._given and sentence in self._given:
            return None
        piece = _Piece(words=words, whole=" ".join((*said, words)), said=said)
        return next((fault for fault, look in self._looks if look(piece)), None)

    @property
    def _looks(self) -> tuple[tuple[Fault, Callable[[_Piece], bool]], ...]:
        unsaid = self._unsaid
        return (
            ("length", lambda piece: len(piece.whole.split()) > MOST_WORDS),
            ("language", self._is_foreign),
            ("score", lambda piece: bool(unsaid.scores.search(piece.low))),
            ("leak", self._leaks),
            ("order", lambda piece: without_orders(piece.words, self._frame.language)[1] > 0),
            ("unfair", self._is_unfair),
            ("praise", lambda piece: bool(unsaid.praise.search(piece.low))),
            ("repeat", self._repeats),
            ("topic", self._strays),
        )

    def _is_foreign(self, piece: _Piece) -> bool:
        return any(is_foreign(text, self._frame.language) for text in {piece.words, piece.whole})

    def _leaks(self, piece: _Piece) -> bool:
        told = not self._secret.isdisjoint(runs(piece.words, _LEAKED_WORDS))
        return told or bool(self._unsaid.own.search(piece.low))

    def _is_unfair(self, piece: _Piece) -> bool:
        return any(faults(text, self._frame.language) for text in {piece.words, piece.whole})

    def _repeats(self, piece: _Piece) -> bool:
        sentence = plain(piece.words)
        if self._frame.may_repeat or len(sentence.split()) <= REPEATABLE_WORDS:
            return False
        if f" {sentence} " in self._before:
            return True
        if not self.has_asked(piece.pieces):
            return False
        own = stems(_last_sentence(piece.pieces), self._frame.language)
        return len(own) >= _FEWEST_STEMS and any(
            len(own & asked) >= _SAME_QUESTION * len(own | asked) for asked in self._asked
        )

    def _strays(self, piece: _Piece) -> bool:
        """Whether it asks about something else than it may."""
        language = self._frame.language
        if not self.has_asked(piece.pieces):
            return False
        if self._frame.may_repeat and f" {plain(piece.words)} " in self._before:
            return False
        if stems(piece.whole, language) & stems(self._frame.about, language):
            return False
        last = stems(_last_sentence(piece.pieces), language)
        return not (self._frame.own_words and last <= open_stems(language))


def around(question: Question) -> str:
    """Return all that a question of a plan is about."""
    cues = (cue.rstrip("*") for point in question.points for cue in point.cues)
    names = (point.name for point in question.points)
    return " ".join(
        (
            question.topic,
            question.text,
            question.rephrase,
            question.probe,
            *question.follow_ups,
            *names,
            *cues,
        )
    )


def plain(text: str) -> str:
    """Return the words of ``text`` in small letters."""
    return " ".join(_WORD.findall(text.lower()))


def _last_sentence(pieces: Sequence[str]) -> str:
    """Return the last sentence of ``pieces``, which may be clauses of it."""
    first = len(pieces) - 1
    while first > 0 and not pieces[first - 1].endswith(_ENDS):
        first -= 1
    return " ".join(pieces[first:])


def is_foreign(words: str, language: Language) -> bool:
    """Whether ``words`` seem to be in another language."""
    found = language_of_text(words, fewest=_FEWEST_HITS)
    if found is not None and found != language:
        return True
    other: Language = "fr" if language == "en" else "en"
    own, others = words_for(language).function, words_for(other).function
    said = _WORD.findall(words.lower())
    alone = sum(word in own and word not in others for word in said)
    foreign = sum(word in others and word not in own for word in said)
    if foreign > max(1, alone):
        return True
    return len(said) >= _FEWEST_FOREIGN_WORDS and not any(word in own for word in said)


def runs(text: str, length: int) -> frozenset[tuple[str, ...]]:
    """Return all runs of ``length`` words."""
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[n : n + length]) for n in range(len(words) - length + 1))


@functools.cache
def open_stems(language: Language) -> frozenset[str]:
    """Return the stems of questions that fit any answer: those of the rules, and their kind."""
    texts = texts_for(language)
    frames: Iterable[str] = (
        *(frame for frames in texts.follow_ups.values() for frame in frames),
        *(words for parts in texts.conduct.parts.values() for words in parts),
        *texts.probes,
        unsaid_in(language).open,
    )
    return stems(" ".join(frames), language)
