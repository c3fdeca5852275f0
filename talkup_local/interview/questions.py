"""A question of an interview, with what a good answer to it holds."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

Style = Literal["story", "situation", "knowledge", "motivation"]
"""What is asked for: something that happened (situation, task, action, result), what one
would do, what one knows and can explain, or reasons and plans."""

Difficulty = Literal[1, 2, 3]

LEVELS: Final = (1, 2, 3, 4)
"""Levels of a rubric, the lowest first; an answer that says nothing has none."""

Sentence = Annotated[str, Meta(min_length=1, max_length=600)]
Term = Annotated[str, Meta(min_length=1, max_length=80)]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Data that is read from files of people: what is misspelt is an error."""


class Competency(Record, frozen=True, kw_only=True):
    """What questions look for. id: as questions name it. name: as a report says it."""

    id: Term
    name: Term
    meaning: Sentence


class Point(Record, frozen=True, kw_only=True):
    """Something that a strong answer holds.

    name: as a report says it, beginning with a verb ("names the trade-off"). cues: what shows
    it, lower case: words, stems with a star (``priorit*``), phrases; one of them is enough.
    """

    name: Sentence
    cues: Annotated[tuple[Term, ...], Meta(min_length=1, max_length=40)]


class Question(Record, frozen=True, kw_only=True):
    """A question of a plan, written for the ear.

    text: as it is spoken. rephrase: the same, easier. probe: a narrower question, for a very
    short answer. follow_ups: to ask on with, when nothing that was said asks for it. topic: two
    or three words. points: what a strong answer holds. anchors: what an answer of level 1, 2, 3
    and 4 is like. outline: a better answer in outline. roles: terms of roles that it fits best,
    as in a job title; without any it fits all. minutes: for the answer and what is asked on.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)]
    topic: Term
    competency: Term
    difficulty: Difficulty = 2
    style: Style = "story"
    text: Sentence
    rephrase: str = ""
    probe: Sentence
    follow_ups: tuple[Sentence, ...] = ()
    points: tuple[Point, ...] = ()
    anchors: tuple[Sentence, ...] = ()
    outline: str = ""
    roles: tuple[Term, ...] = ()
    minutes: Annotated[float, Meta(gt=0, le=60)] = 3.0

    @property
    def easier(self) -> str:
        """What is asked when the question was not understood."""
        return self.rephrase or self.probe
