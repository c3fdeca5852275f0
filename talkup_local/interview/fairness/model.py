"""What a question must not be about, and how such questions are written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

Trait = Literal[
    "age",
    "family",
    "finances",
    "gender",
    "health",
    "home",
    "looks",
    "military",
    "origin",
    "politics",
    "record",
    "religion",
    "sexuality",
    "union",
]
"""What is protected, or none of an employer's business."""


class Fault(Struct, frozen=True, kw_only=True):
    """Words that ask about a trait, or speak of the candidate's. found: small, plain letters."""

    trait: Trait
    found: str

    def __str__(self) -> str:
        return f'is about the candidate\'s {_NAMES.get(self.trait, self.trait)}: "{self.found}"'


_NAMES: Mapping[str, str] = {
    "family": "family life",
    "home": "home or way to work",
    "military": "military service",
    "record": "criminal record",
    "union": "union membership",
}


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules of one language: regular expressions, one a line, over plain text.

    A line that is indented deeper goes on with the one above. Plain is: small letters without
    accents, and no hyphens. ``{name}`` stands for one of ``parts``; ``<word>`` for a verb with
    its pronoun, as ``pronouns`` has it around VERB. fair: what sounds like a trait and is none
    ("race condition"); it is taken out first.
    """

    parts: Mapping[str, str]
    pronouns: str
    fair: str
    unfair: Mapping[Trait, str]
