"""How words of consent are read: lists of what people say, put to the interviewer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from talkup_local.config.model import Language
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.interview.history import History


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What people say when they agree, when they don't, and when they say neither."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    neither: tuple[str, ...]


class Misread(Struct, frozen=True, kw_only=True):
    """Words that were taken for something else. True is a yes, False a no, None neither."""

    language: Language
    words: str
    means: bool | None
    taken: bool | None


_MEANING: Final = {"yes": True, "no": False, "neither": None}


@cache
def words(language: Language) -> Words:
    """Return the words of a language."""
    data = files(__package__).joinpath("consent.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[Language, Words])[language]


def misread(language: Language, make: Callable[[], Interviewer]) -> list[Misread]:
    """Return what an interviewer takes for something else. make: a new one that asks."""
    found = []
    for name, means in _MEANING.items():
        for said in getattr(words(language), name):
            interviewer = make()
            interviewer.greet().commit()
            interviewer.reply(said, History()).commit()
            taken = interviewer.consent
            if taken is not means:
                found.append(Misread(language=language, words=said, means=means, taken=taken))
    return found
