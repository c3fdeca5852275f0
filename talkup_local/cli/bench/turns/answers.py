"""What the candidates say: read from ``answers.toml``, and where a pause may come in it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

FILLERS: Final = ("um", "uh", "er", "well", "you know", "let me think", "hm", "I mean")

_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")


class Answer(Struct, frozen=True):
    """An answer and the question that it is given to."""

    question: str
    answer: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer, sentence by sentence."""
        return tuple(_SENTENCE_END.split(self.answer))


class Answers(Struct, frozen=True, forbid_unknown_fields=True):
    """All answers by their kind."""

    open: tuple[Answer, ...]
    lists: tuple[Answer, ...]
    closed: tuple[Answer, ...]
    short: tuple[Answer, ...]


@cache
def answers() -> Answers:
    """Return what the candidates say."""
    data = files(__package__).joinpath("answers.toml").read_bytes()
    return msgspec.toml.decode(data, type=Answers)


def within_clauses(sentence: str) -> list[int]:
    """Return where words begin that continue a clause: no mark before them, nor the first."""
    return [match.end() for match in re.finditer(r"(?<=\w) ", sentence)]


def between_items(sentence: str) -> list[int]:
    """Return where the items of a list begin, the first left out."""
    return [match.end() for match in re.finditer(r", ", sentence)]


def with_filler(sentence: str, character: int, filler: str) -> tuple[str, int]:
    """Return the sentence with a filler before that word, and where the word is now."""
    head = f"{sentence[:character].rstrip()}, {filler}, "
    return head + sentence[character:], len(head)
