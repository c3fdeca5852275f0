"""What is known of a language to tell whether an answer is over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, kw_only=True)
class Questions:
    """How to tell what a question wants, from the interviewer's own text in lower case.

    ask: a sentence that wants an answer. story: wants something told. brief: wants it
    short. fact: wants a short fact. several: wants more than one. amount: wants a number or
    a time. wide: wants more than yes_no, which wants yes or no. further: asks on from there
    ("and how?"), which makes any of these open.
    """

    ask: Pattern[str]
    story: Pattern[str]
    brief: Pattern[str]
    fact: Pattern[str]
    several: Pattern[str]
    amount: Pattern[str]
    wide: Pattern[str]
    yes_no: Pattern[str]
    further: Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Closings:
    """How answers are closed.

    tail: ends that close one. head: heads of a closing sentence. outcome: how a story
    ends. yes_no: answers to yes-or-no questions. question: the head of one to us.
    """

    tail: Pattern[str]
    head: Pattern[str]
    outcome: Pattern[str]
    yes_no: Pattern[str]
    question: Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """How things are counted up.

    announced: "there are three reasons"; its group ``count`` is looked up in ``counts``.
    places: what marks the first, second, third thing. last: what marks the last one.
    opened: "first of all", at the head of a clause; answered by ``resumed``. link: "and".
    """

    announced: Pattern[str]
    counts: Mapping[str, int]
    places: tuple[Pattern[str], ...]
    last: Pattern[str]
    opened: Pattern[str]
    resumed: Pattern[str]
    link: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Endings:
    """How sentences end, and how they break off.

    never_last: words no sentence ends with. seldom_last: words few do. fine: ends that are
    complete although their last word is one of those. open, seldom: ends that are not;
    loose: ends that often are not. number: what stands before a last number that counts
    nothing, "since" or "I was".
    """

    never_last: frozenset[str]
    seldom_last: frozenset[str]
    fine: Pattern[str]
    open: Pattern[str]
    seldom: Pattern[str]
    loose: Pattern[str]
    number: Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """One language. Patterns see plain words: lower case, one space between, no marks.

    fillers: sounds without meaning; filler_tail: words used like them. starter: whole
    utterances that only take the floor. request_tail: asks for time. promise_tail:
    announces what has to follow; promise: the same with a few words after it. setup:
    introduces what is to be told. repair_tail: takes back what was said. repeatable: words
    that may stand twice. fragment: openings that need a sentence after them. lead: words in
    front of a clause that do not count. subordinate: the head of a clause that needs
    another. subjects: words that begin a clause. links: words after which a subject begins
    no main clause. finite: verbs. prepositions: heads of a phrase that is no sentence;
    determiners: heads of one that a verb is to follow. elisions: "l'" and its like, as in
    ``interview.words``. scene: how a story begins. numbers, tens: number words; tens may go
    on. attention: words of somebody who only listens. calls: words that alone want the floor.
    """

    elisions: frozenset[str]
    fillers: frozenset[str]
    filler_tail: Pattern[str]
    starter: Pattern[str]
    request_tail: Pattern[str]
    promise_tail: Pattern[str]
    promise: Pattern[str]
    setup: Pattern[str]
    repair_tail: Pattern[str]
    repeatable: frozenset[str]
    fragment: Pattern[str]
    lead: frozenset[str]
    subordinate: Pattern[str]
    subjects: frozenset[str]
    links: frozenset[str]
    finite: Pattern[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    scene: Pattern[str]
    numbers: frozenset[str]
    tens: frozenset[str]
    attention: frozenset[str]
    calls: frozenset[str]
    endings: Endings
    closings: Closings
    lists: Lists
    questions: Questions


def tail(lines: str) -> Pattern[str]:
    """Return a pattern for a text that ends with one of ``lines``, each a pattern."""
    return re.compile(rf"(?:^|(?<=[ ']))(?:{_either(lines)})$")


def head(lines: str) -> Pattern[str]:
    """Return a pattern for a text that begins with one of ``lines``."""
    return re.compile(rf"^(?:{_either(lines)})(?= |$)")


def whole(lines: str) -> Pattern[str]:
    """Return a pattern for a text that is one of ``lines``."""
    return re.compile(rf"^(?:{_either(lines)})$")


def anywhere(lines: str) -> Pattern[str]:
    """Return a pattern for a text with one of ``lines`` in it, as whole words."""
    return re.compile(rf"(?:^|(?<=[ ']))(?:{_either(lines)})(?= |$)")


def _either(lines: str) -> str:
    """Join ``lines`` as alternatives; one runs over lines while a bracket of it is open."""
    alternatives = [""]
    for line in lines.splitlines():
        open_brackets = alternatives[-1].count("(") - alternatives[-1].count(")")
        if open_brackets:
            alternatives[-1] += line.strip()
        else:
            alternatives.append(line.strip())
    return "|".join(filter(None, alternatives))
