"""Answers whose level is known: read from ``answers/LANGUAGE.toml``, more made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from talkup_local.cli.bench.scoring import variants
from talkup_local.config.model import Language

Level = Annotated[int, Meta(ge=1, le=4)]


class RatedAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer to a question of the banks, with its level.

    question: its id. text: as a recogniser writes it down. note: why this level. by: who wrote
    it, a hand or a script. origin: id of the answer that a script made it from, else its own.
    """

    id: str
    question: str
    level: Level
    text: str
    note: str
    by: Literal["hand", "script"] = "hand"
    origin: str = ""


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    answer: tuple[RatedAnswer, ...]


@cache
def load(language: Language) -> tuple[RatedAnswer, ...]:
    """Return all answers in a language: those of hand in their order, then those of script."""
    data = files(__package__).joinpath("answers", f"{language}.toml").read_bytes()
    marked = msgspec.toml.decode(data, type=_File).answer
    by_hand = [
        msgspec.structs.replace(one, text=variants.unmarked(one.text), origin=one.id)
        for one in marked
    ]
    by_script = [
        RatedAnswer(
            id=f"{one.id}.{made.name}",
            question=one.question,
            level=made.level,
            text=made.text,
            note=made.note,
            by="script",
            origin=one.id,
        )
        for one in marked
        for made in variants.made_from(one.id, one.text, one.level, language)
    ]
    return (*by_hand, *by_script)


def halves(
    answers: Iterable[RatedAnswer],
) -> tuple[tuple[RatedAnswer, ...], tuple[RatedAnswer, ...]]:
    """Return the answers to tune a scorer with, and those to judge it by.

    By the hash of their ids, level by level; what a script made stays in the half of its origin,
    so that no half has seen words of the other.
    """
    answers = tuple(answers)
    tuning: set[str] = set()
    for level in sorted({one.level for one in answers}):
        ids = sorted((one.id for one in answers if _is_own(one, level)), key=_digest)
        tuning.update(ids[level % 2 :: 2])  # where a level's count is odd, sides take turns
    return (
        tuple(one for one in answers if one.origin in tuning),
        tuple(one for one in answers if one.origin not in tuning),
    )


def _is_own(one: RatedAnswer, level: int) -> bool:
    return one.level == level and one.origin == one.id


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
