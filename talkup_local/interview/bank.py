"""Banks of questions: data files of the package, one per kind and language."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Final, TypeVar

import msgspec

from talkup_local.config.model import InterviewKind, Language
from talkup_local.errors import ConfigError
from talkup_local.interview.checking import Reading
from talkup_local.interview.questions import LEVELS, Competency, Question, Record

_Shape = TypeVar("_Shape", bound=Record)

OPENER: Final = "introduction"
"""The topic of the question that an interview of a kind begins with."""

FEWEST_POINTS: Final = 3


class _Bank(Record, frozen=True, kw_only=True):
    question: tuple[Question, ...]


class _Competencies(Record, frozen=True, kw_only=True):
    competency: tuple[Competency, ...]


@functools.cache
def load_bank(kind: InterviewKind, language: Language) -> tuple[Question, ...]:
    """Return the questions of a kind, the opener first. Raises ConfigError: a broken package."""
    return _read(f"{language}/{kind}.toml", _Bank).question


@functools.cache
def competencies(language: Language) -> tuple[Competency, ...]:
    """Return what questions look for. Raises ConfigError: a broken package."""
    return _read(f"{language}/competencies.toml", _Competencies).competency


def bank_faults(kind: InterviewKind, language: Language) -> tuple[ConfigError, ...]:
    """Return what is wrong with a bank: its form, unfair questions, rubrics with gaps."""
    name = f"{language}/{kind}.toml"
    try:
        reading = Reading(_text(name), f"banks/{name}")
    except OSError:
        return (ConfigError("there is no such bank", source=f"banks/{name}"),)
    questions = reading.questions(reading.tables().get("question", []), language)
    reading.look_for(questions, {competency.id for competency in competencies(language)})
    if questions and questions[0].id != f"{kind}.{OPENER}":
        reading.refuse("question[0].id", f"must be {kind}.{OPENER}", "Put the opener first")
    for place, question in enumerate(questions):
        if not question.id.startswith(f"{kind}."):
            reading.refuse(f"question[{place}].id", f"must begin with {kind}", "Rename it")
        for gap in _gaps(question):
            reading.refuse(f"question[{place}].{gap}", "is not complete", "Write the rubric")
    return tuple(reading.errors)


def _gaps(question: Question) -> Iterator[str]:
    """Yield the fields of a rubric that lack something."""
    if len(question.anchors) != len(LEVELS):
        yield "anchors"
    if len(question.points) < FEWEST_POINTS:
        yield "points"
    if not question.outline:
        yield "outline"
    if not question.rephrase:
        yield "rephrase"


def _read(name: str, shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.convert(tomllib.loads(_text(name)), shape)
    except (OSError, ValueError) as exc:
        mend = "Install talkup-local again"
        raise ConfigError(str(exc), source=f"banks/{name}", mend=mend) from exc


def _text(name: str) -> str:
    return (resources.files(__package__) / "banks" / name).read_text(encoding="utf-8")
