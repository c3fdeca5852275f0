"""Recognised words as clauses. Pure.

Punctuation and capitals are not looked at: recognisers end on a full stop whatever was said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from talkup_local.config.model import Language
from talkup_local.engines.base import TimedWord
from talkup_local.turn.words import Lexicon, lexicon_for
from talkup_local.turn.words.text import plain

SENTENCE_GAP_S: Final = 0.25
"""A gap between words that may part two sentences; within one, words follow each other."""

THOUGHT_GAP_S: Final = 0.7
"""A gap that shows a speaker who stops to think and then goes on."""


class Clauses:
    """A turn so far, cut into tokens, and by its gaps into clauses.

    meaning: the tokens without fillers. clause: the last clause without them; whole:
    whether nothing goes before it. hesitant: whether the speaker stopped to think.
    """

    def __init__(self, words: Sequence[TimedWord], language: Language) -> None:
        self.language = language
        self.known: Lexicon = lexicon_for(language)
        self.hesitant = False
        clauses: list[list[str]] = []
        until = 0.0
        for word in words:
            gap, until = word.start_s - until, word.end_s
            if not clauses or gap >= SENTENCE_GAP_S:
                self.hesitant |= bool(clauses) and gap >= THOUGHT_GAP_S
                clauses.append([])
            clauses[-1] += plain(word.text).split()
        self.clauses = [clause for clause in clauses if clause]
        self.tokens = [token for clause in self.clauses for token in clause]
        self.meaning = self._meant(self.tokens)
        self.clause, self.whole = self._last_clause()

    def _last_clause(self) -> tuple[list[str], bool]:
        # a gap after "when I" or "um" parts no clauses
        clause: list[str] = []
        for place in reversed(range(len(self.clauses))):
            clause = self.clauses[place] + clause
            if place and not self.is_open(self.clauses[place - 1]):
                return self._meant(clause), False
        return self._meant(clause), True

    def _meant(self, tokens: Sequence[str]) -> list[str]:
        return [token for token in tokens if token not in self.known.fillers]

    def is_open(self, tokens: Sequence[str], more: Collection[str] = ()) -> bool:
        """Whether ``tokens`` end on a filler, or on a word that no sentence ends with."""
        last = self.stem(tokens[-1])
        return last in self.known.fillers or last in self.known.endings.never_last or last in more

    def stem(self, token: str) -> str:
        """Return what stands after an elision: "est" of "c'est"."""
        start, mark, rest = token.partition("'")
        return rest if rest and start + mark in self.known.elisions else token

    def bare(self, clause: Sequence[str]) -> list[str]:
        """Return ``clause`` without the "and then" at its head."""
        place = 0
        while place < len(clause) and clause[place] in self.known.lead:
            place += 1
        return list(clause[place:])

    def subjects(self, tokens: Sequence[str]) -> list[int]:
        """Return the places of words that begin a clause of their own."""
        known, places = self.known, []
        for place, token in enumerate(tokens):
            begins = token in known.subjects or token.partition("'")[0] + "'" in known.subjects
            if begins and not (place and self.stem(tokens[place - 1]) in known.links):
                places.append(place)
        return places

    def has_main_clause(self, rest: Sequence[str]) -> bool:
        """Whether "the customer is angry [I listen]", after "if", has its second half."""
        if any(0 < place < len(rest) - 1 for place in self.subjects(rest)):
            return True
        return len(self.known.finite.findall(" ".join(rest))) > 1

    def is_number(self, token: str) -> bool:
        """Whether ``token`` is a number, in digits or spelled out."""
        return token.isdigit() or any(
            part in self.known.numbers for part in (token, *token.split("-"))
        )
