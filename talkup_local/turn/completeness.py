"""What the words of an answer say about whether it is over. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Final

from talkup_local.config.model import Language
from talkup_local.engines.base import TimedWord
from talkup_local.interview.cues import understand
from talkup_local.interview.words import Cue
from talkup_local.turn.asked import FULL_WORDS, Wanted, wanted
from talkup_local.turn.clauses import Clauses

TAIL_WORDS: Final = 24
"""An ending shows in so many words."""

LOOK_BACK_WORDS: Final = 90
"""So far back is looked for what was announced; what came before is settled."""

LIST_WORDS: Final = 45
"""After so many words, a list that was begun has been let go."""

BESIDE_WORDS: Final = 20
"""What is said about the interview itself is no longer than this."""

DIRECT_WORDS: Final = 8
"""A direct answer to a closed question, "yes, I do" or "about five years", is no longer."""

SENTENCE_WORDS: Final = 3
"""The shortest sentence."""

CLAUSE_WORDS: Final = 14
"""A last sentence is taken to be no longer, where no gap shows its beginning."""

SHORTEST_CLAUSE_WORDS: Final = 2
"""Such as "it worked"."""

REPEATED_WORDS: Final = 2
"""Said twice in a row, the speaker looks for the next ones: "in the, in the"."""

LISTED_ITEMS: Final = 3
"""From so many short things in a row on, they are a list."""

SUMMARY_WORDS: Final = 12
"""In an answer of fewer words, "that's why I ..." may just as well begin one."""

PHRASE_WORDS: Final = 8
"""The longest phrase without a verb, "in my last job at the bank"."""

ENOUGH: Final = 0.6
"""As full as this, "when the doors opened" after a breath closes what was said before it."""

NOUN_WORDS: Final = 4
"""The longest "the number of calls" that waits for its verb."""

ITEM_WORDS: Final = 2
"""The longest thing in "Python ... Java ... SQL"."""

UNMARKED_WORDS: Final = 12
"""What it takes to tell one of the "two reasons" when nothing tells them apart."""

LINKED: Final = 0.9
"""As full is an answer that names several things once it has named the last, "and Java"."""

SECOND_SENTENCE: Final = 0.05
"""What a second sentence adds to the fullness of an answer."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BESIDE: Final = frozenset({Cue.REPEAT, Cue.PASS, Cue.NO_MORE, Cue.STOP})


class Hold(StrEnum):
    """Why the words show that more is to come."""

    OPEN_CLAUSE = "open_clause"
    FILLER = "filler"
    ASKS_FOR_TIME = "asks_for_time"
    LIST = "list"
    NUMBER = "number"
    PROMISE = "promise"
    FRAGMENT = "fragment"
    REPAIR = "repair"
    SUBORDINATE = "subordinate"
    STARTER = "starter"

    @property
    def mid_sentence(self) -> bool:
        """Whether a sentence was left unfinished, rather than the candidate thinking."""
        return self not in (Hold.FILLER, Hold.ASKS_FOR_TIME, Hold.STARTER, Hold.PROMISE)


class Grip(Enum):
    """How surely."""

    FAST = "fast"  # no one ends like that
    FIRM = "firm"  # few do
    LOOSE = "loose"  # it may be


class Close(StrEnum):
    """Why the words show that nothing more is to come."""

    WRAPPED_UP = "wrapped_up"
    DIRECT_ANSWER = "direct_answer"
    BESIDE = "beside"  # not an answer: "could you repeat that", "I don't know"
    QUESTION = "question"  # one to the interviewer


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the words say.

    hold, grip: what keeps the turn open, and how surely. close: what ends it; never both.
    fullness: how much was said of what the question wants, 0..1.
    setting: introduces what is to be told. outcome: tells how it ended. hesitant: stopped
    to think before.
    """

    hold: Hold | None = None
    grip: Grip | None = None
    close: Close | None = None
    fullness: float = 0.0
    setting: bool = False
    outcome: bool = False
    hesitant: bool = False


def read(words: Sequence[TimedWord], asked: str, language: Language) -> Reading:
    """Read ``words``, a turn so far, as an answer to ``asked``."""
    return _Answer(words, asked, language).read()


class _Answer(Clauses):
    """An answer, and what was asked."""

    def __init__(self, words: Sequence[TimedWord], asked: str, language: Language) -> None:
        super().__init__(words, language)
        self.wanted = wanted(asked, language)
        self.tail = " ".join(self.tokens[-TAIL_WORDS:])
        self.text = " ".join(self.meaning[-LOOK_BACK_WORDS:])

    def read(self) -> Reading:
        """Return what the words say."""
        about = Reading(fullness=self._fullness(), hesitant=self.hesitant)
        if not self.tokens:
            return about
        if (close := self._leaves_off()) is not None:
            return replace(about, close=close)
        if (held := self._hold()) is not None:
            hold, grip = held
            return replace(about, hold=hold, grip=grip, fullness=self._fullness(Wanted.BRIEF))
        return replace(
            about,
            close=self._answers(),
            setting=self._sets_up(),
            outcome=self.wanted is Wanted.STORY
            and bool(self.known.closings.outcome.search(" ".join(self.meaning[-CLAUSE_WORDS:]))),
        )

    # --- how much was said ---

    def _fullness(self, least: Wanted = Wanted.YES_NO) -> float:
        """Return how much was said, at least of what ``least`` wants."""
        full = len(self.meaning) / max(FULL_WORDS[self.wanted], FULL_WORDS[least])
        if self.wanted is Wanted.SEVERAL and self._is_linked(self.meaning):
            full = max(full, LINKED)
        sentences = sum(len(clause) >= SENTENCE_WORDS for clause in self.clauses)
        return min(1.0, full + SECOND_SENTENCE * (sentences > 1))

    # --- what ends it ---

    def _leaves_off(self) -> Close | None:
        """Return what closes the turn although its last word might look open."""
        known, said = self.known, " ".join(self.meaning)
        if known.starter.search(said) or self._asks_for_time():
            return None
        if known.closings.tail.search(" ".join(self.meaning[-TAIL_WORDS:])):
            return Close.WRAPPED_UP
        if len(self.meaning) > BESIDE_WORDS or (
            self.is_open(self.tokens, known.endings.seldom_last)
            and not known.endings.fine.search(self.tail)
        ):
            return None
        if understand(said, self.language) in _BESIDE:
            return Close.BESIDE
        if any(known.closings.question.search(text) for text in (said, " ".join(self.clause))):
            return Close.QUESTION
        return None

    def _answers(self) -> Close | None:
        """Return what closes the turn when its last sentence is complete."""
        said = " ".join(self.meaning)
        if self._sums_up() and len(self.meaning) >= SUMMARY_WORDS:
            return Close.WRAPPED_UP
        if len(self.meaning) <= DIRECT_WORDS and (
            (self.wanted is Wanted.YES_NO and self.known.closings.yes_no.search(said))
            or (self.wanted is Wanted.AMOUNT and any(map(self.is_number, self.meaning)))
        ):
            return Close.DIRECT_ANSWER
        return None

    def _sums_up(self) -> bool:
        found = list(self.known.closings.head.finditer(self.tail))
        after = self.tail[found[-1].end() :].split() if found else []
        said = bool(self.subjects(after)) or self.known.finite.search(" ".join(after))
        return bool(said) and SHORTEST_CLAUSE_WORDS <= len(after) <= CLAUSE_WORDS

    # --- where it stands ---

    def _sets_up(self) -> bool:
        if self.known.setup.search(self.tail):
            return True
        early = len(self.meaning) < 2 * FULL_WORDS[self.wanted]
        last = " ".join(self.clause[-CLAUSE_WORDS:])
        return self.wanted is Wanted.STORY and early and bool(self.known.scene.search(last))

    # --- what keeps it open ---

    def _hold(self) -> tuple[Hold, Grip] | None:
        return (
            self._thinks()
            or self._breaks_off()
            or self._stands_alone()
            or self._counts()
            or self._lists()
            or self._promises()
        )

    def _thinks(self) -> tuple[Hold, Grip] | None:
        known = self.known
        if self._asks_for_time():
            return Hold.ASKS_FOR_TIME, Grip.FAST
        if self.tokens[-1] in known.fillers or known.filler_tail.search(self.tail):
            return Hold.FILLER, Grip.FAST
        if self.wanted is not Wanted.YES_NO and known.starter.search(" ".join(self.meaning)):
            return Hold.STARTER, Grip.FIRM
        return None

    def _asks_for_time(self) -> bool:
        answers = self.wanted is Wanted.AMOUNT and len(self.meaning) <= SENTENCE_WORDS
        return not answers and bool(self.known.request_tail.search(self.tail))

    def _breaks_off(self) -> tuple[Hold, Grip] | None:
        known, tail, last = self.known, self.tail, self.stem(self.tokens[-1])
        if known.repair_tail.search(tail) or self._repeats():
            return Hold.REPAIR, Grip.FAST
        if known.promise_tail.search(tail):
            return Hold.PROMISE, Grip.FAST
        if known.endings.fine.search(tail):
            return None
        for ends, pattern, grip in (
            (known.endings.never_last, known.endings.open, Grip.FAST),
            (known.endings.seldom_last, known.endings.seldom, Grip.FIRM),
            (frozenset(), known.endings.loose, Grip.LOOSE),
        ):
            if last in ends or pattern.search(tail):
                return Hold.OPEN_CLAUSE, grip
        return None

    def _repeats(self) -> bool:
        last = self.meaning[-2 * REPEATED_WORDS :]
        if len(last) > 1 and last[-1] == last[-2]:
            return last[-1] not in self.known.repeatable and not last[-1].isdigit()
        before, again = last[:-REPEATED_WORDS], last[-REPEATED_WORDS:]
        return bool(before) and before == again

    def _stands_alone(self) -> tuple[Hold, Grip] | None:
        """Whether the last clause needs another one."""
        known = self.known
        if self.wanted in (Wanted.AMOUNT, Wanted.FACT):
            return None  # "in Paris" and "when I left school" say it all
        bare = self.bare(self.clause)
        led = self.whole or len(bare) < len(self.clause)
        if known.fragment.search(" ".join(self.clause)) or known.fragment.search(" ".join(bare)):
            return Hold.FRAGMENT, Grip.FIRM
        opener = known.subordinate.search(" ".join(bare))
        if opener and not self.has_main_clause(bare[len(opener[0].split()) :]):
            if led or self._fullness() < ENOUGH:
                return Hold.SUBORDINATE, Grip.FIRM if led else Grip.LOOSE
            return None
        return self._lacks_verb(bare)

    def _lacks_verb(self, bare: Sequence[str]) -> tuple[Hold, Grip] | None:
        known = self.known
        if not bare or self.subjects(bare) or known.finite.search(" ".join(bare)):
            return None
        if self.whole and self.stem(bare[0]) in known.prepositions and len(bare) <= PHRASE_WORDS:
            return Hold.FRAGMENT, Grip.FIRM
        # "The number of calls", after a complete sentence.
        if not self.whole and bare[0] in known.determiners and len(bare) <= NOUN_WORDS:
            return Hold.FRAGMENT, Grip.LOOSE
        return None

    def _counts(self) -> tuple[Hold, Grip] | None:
        """Whether a number stands where its other half or what it counts is to come."""
        last = self.stem(self.tokens[-1])
        if not self.is_number(last) or _YEAR.fullmatch(last):
            return None
        if last in self.known.tens:
            return Hold.NUMBER, Grip.LOOSE
        before = " ".join(self.tokens[-TAIL_WORDS:-1])
        if self.wanted is Wanted.AMOUNT or self.known.endings.number.search(before):
            return None
        return Hold.NUMBER, Grip.LOOSE

    def _lists(self) -> tuple[Hold, Grip] | None:
        lists = self.known.lists
        if (announced := _last(lists.announced, self.text)) is not None:
            after = self.text[announced.end() :]
            if not self._list_is_full(after, lists.counts[announced["count"]]):
                return Hold.LIST, Grip.FIRM
        marked = " ".join(f"| {' '.join(clause)}" for clause in self.clauses)
        if (opened := _last(lists.opened, marked)) is not None:
            after = marked[opened.end() :]
            if len(after.split()) <= LIST_WORDS and not lists.resumed.search(after):
                return Hold.LIST, Grip.FIRM
        items = self.clauses[-LISTED_ITEMS:]
        # "Python ... Java ... SQL": things named one by one, and no "and" yet.
        short = all(len(item) <= ITEM_WORDS for item in items[1:])
        if len(items) == LISTED_ITEMS and short:
            linked = lists.link.intersection(items[-1]) or self.subjects(items[-1])
            return None if linked else (Hold.LIST, Grip.LOOSE)
        return None

    def _list_is_full(self, after: str, count: int) -> bool:
        lists, told = self.known.lists, after.split()
        if lists.last.search(after) or len(told) > LIST_WORDS:
            return True
        places = [place for place, mark in enumerate(lists.places, 1) if mark.search(after)]
        if places:
            return max(places) >= count
        return len(told) > UNMARKED_WORDS * count or (len(told) >= count and self._is_linked(told))

    def _is_linked(self, told: Sequence[str]) -> bool:
        """Whether an "and" stands before the last thing told."""
        return bool(self.known.lists.link.intersection(told[-ITEM_WORDS - 2 : -1]))

    def _promises(self) -> tuple[Hold, Grip] | None:
        promised = _last(self.known.promise, self.tail)
        if promised is not None and promised.end() == len(self.tail):
            return Hold.PROMISE, Grip.FIRM
        return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=re.Match.start, default=None)
