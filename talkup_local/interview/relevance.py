"""Tell how an answer meets its question: by words, not by sense. What is doubtful is relevant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.cues import plain_text, split_elision
from talkup_local.interview.questions import Question
from talkup_local.interview.words import Words, words_for

MOST_ASTRAY_WORDS: Final = 60
"""Who says more than that has something to say: it isn't called off topic."""

FEWEST_ASTRAY_WORDS: Final = 5
"""Content words from which a remark without small talk in it can be off topic."""

CHATTER_COUNTS: Final = 3
DEED_COUNTS: Final = 2
"""Words of small talk that the beginning of a joke, and somebody's doing something, weigh up."""

ANSWERED: Final = 0.6
"""Share of a question's words that an answer holds when it has answered it already."""

_STEM: Final = 5
_KEPT_CUES: Final = 2_048
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W_]+)*'?")
_STATES: Final = {
    "en": re.compile(r"\b(?:is|are|was|were|isn't|aren't|has|have|'s)\b"),
    "fr": re.compile(r"\b(?:est|sont|était|étaient|a|ont|fait)\b"),
}


def covered(question: Question, heard: str) -> frozenset[int]:
    """Return which of the question's points ``heard`` shows, as places in ``points``."""
    said = heard.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()
    return frozenset(
        place for place, point in enumerate(question.points) if _pattern(point.cues).search(said)
    )


def off_topic(heard: str, question: Question, asked: str, language: Language) -> bool:
    """Return whether ``heard`` has nothing to do with ``question``, nor with ``asked``.

    asked: the words that it answers, where something else than the question was asked last.
    """
    if len(heard.split()) > MOST_ASTRAY_WORDS:
        return False
    words = words_for(language)
    said = list(_parts(heard, words))
    content = {word for word in said if word not in words.function}
    rest, chatter = words.chatter.subn(" ", plain_text(heard, words))
    near = stems(rest, language) & stems(_around(question, asked), language)
    if not content or (near and not chatter):
        return False
    singular = content | {word.rstrip("sx") for word in content}
    work = singular & (words.nouns.keys() | words.tools.keys()) - words.astray
    talk = len(content & words.astray) + CHATTER_COUNTS * chatter
    if talk:
        deeds = sum(word in words.doers for word in _parts(rest, words))
        return talk > len(work) + DEED_COUNTS * deeds + len(near)
    if work:
        return False
    if question.style == "knowledge" or len(content) < FEWEST_ASTRAY_WORDS:
        return False
    speaks_of_work = bool(singular & (words.hollow | words.bland)) or bool(words.own & set(said))
    return not speaks_of_work and _STATES[language].search(heard.lower()) is not None


def answered(ask: str, said: frozenset[str], question: Question, language: Language) -> bool:
    """Return whether ``said`` holds what ``ask``, a question on ``question``, wants.

    said: the ``stems`` of the answer.
    """
    wanted = stems(ask, language) - stems(question.text, language)
    return bool(wanted) and len(wanted & said) >= ANSWERED * len(wanted)


def stems(text: str, language: Language) -> frozenset[str]:
    """Return the beginnings of the words of ``text`` that carry meaning, without accents."""
    words = words_for(language)
    return frozenset(
        _bare(word)[:_STEM] for word in _parts(text, words) if word not in words.function
    )


def _around(question: Question, asked: str) -> str:
    cues = " ".join(cue.rstrip("*") for point in question.points for cue in point.cues)
    return " ".join(
        (
            question.text,
            question.rephrase,
            question.probe,
            question.topic,
            question.outline,
            *question.follow_ups,
            cues,
            asked,
        )
    )


def _parts(text: str, words: Words) -> Iterator[str]:
    for word in _WORD.findall(plain_text(text, words)):
        yield from split_elision(word, words)


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.rstrip("sx") or bare


@lru_cache(_KEPT_CUES)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of ``cues``; a star stands for the rest of a word."""
    either = "|".join(re.escape(cue).replace(r"\*", r"\w*") for cue in cues)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
