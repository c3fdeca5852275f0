"""What a question wants for an answer: told from the interviewer's own words. Pure."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from talkup_local.config.model import Language
from talkup_local.turn.words import Questions, lexicon_for
from talkup_local.turn.words.text import plain


class Wanted(Enum):
    """What a question wants."""

    YES_NO = "yes_no"
    AMOUNT = "amount"  # a number or a time
    FACT = "fact"
    BRIEF = "brief"  # a sentence
    SEVERAL = "several"  # things, one after the other
    UNKNOWN = "unknown"
    VIEW = "view"  # "why", "what draws you"
    STORY = "story"  # "tell me about a time"


FULL_WORDS: Final = {
    Wanted.YES_NO: 1,
    Wanted.AMOUNT: 1,
    Wanted.FACT: 1,
    Wanted.UNKNOWN: 12,
    Wanted.BRIEF: 12,
    Wanted.SEVERAL: 24,
    Wanted.VIEW: 32,
    Wanted.STORY: 40,
}
"""Words of a full answer. People say about 150 a minute: a story takes ten seconds at least."""


def wanted(asked: str, language: Language) -> Wanted:
    """Return what ``asked``, the interviewer's own text, wants for an answer."""
    ways = lexicon_for(language).questions
    asks = []
    for found in re.finditer(r"[^.!?]+[.!?]*", asked):
        sentence = plain(found[0])
        if found[0].rstrip().endswith("?") or ways.ask.search(sentence):
            asks.append(sentence)
    if any(ways.brief.search(ask) for ask in asks):
        return Wanted.BRIEF
    kinds = [_kind(sentence, ways) for sentence in asks[-2:]]
    # "Have you worked in sales? Tell me about it": the greater wish is the one to wait for.
    return max(kinds, key=FULL_WORDS.__getitem__, default=Wanted.UNKNOWN)


def _kind(sentence: str, ways: Questions) -> Wanted:
    if ways.story.search(sentence):
        return Wanted.STORY
    if ways.further.search(sentence):
        return Wanted.VIEW
    closed = {
        Wanted.SEVERAL: ways.several,
        Wanted.AMOUNT: ways.amount,
        Wanted.FACT: ways.fact,
        Wanted.VIEW: ways.wide,
        Wanted.YES_NO: ways.yes_no,
    }
    kinds = (kind for kind, pattern in closed.items() if pattern.search(sentence))
    return next(kinds, Wanted.VIEW)
