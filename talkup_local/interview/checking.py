"""Check files of questions: every fault with its place, and what mends it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import msgspec

from talkup_local.config.model import Language
from talkup_local.errors import ConfigError
from talkup_local.interview.fairness import faults
from talkup_local.interview.questions import Competency, Point, Question, Record

_Shape = TypeVar("_Shape", bound=Record)

MOST_ASKED: Final = 2
"""Questions in what is spoken at once: nobody keeps three in mind."""

_PATH: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN: Final = re.compile(r"unknown field `(?P<name>[^`]*)`")
_PATTERN: Final = re.compile(r" matching regex .*", re.DOTALL)
_TABLE: Final = re.compile(r"^\s*\[\s*([\w.-]+)\s*\]")
_ARRAY: Final = re.compile(r"^\s*\[\[\s*([\w.-]+)\s*\]\]")
_KEY: Final = re.compile(r"^\s*([\w-]+)\s*=")
_DOCS: Final = "docs/plans.md tells what a plan may hold"


@dataclass
class Reading:
    """A TOML file that is being read. source: its name. errors: what was found, in order."""

    text: str
    source: str
    errors: list[ConfigError] = field(default_factory=list)

    def tables(self) -> dict[str, Any]:
        """Return what stands in the file, nothing if it is no TOML."""
        try:
            return tomllib.loads(self.text)
        except (ValueError, RecursionError) as exc:
            self.errors.append(ConfigError(f"not valid TOML: {exc}", source=self.source))
            return {}

    def refuse(self, path: str, reason: str, mend: str = _DOCS) -> None:
        """Note a fault. path: as ``question[0].text``."""
        line = _line(path, _lines_of(self.text))
        source = f"{self.source}, line {line}" if line else self.source
        key = re.sub(r"\[(\d+)\]", lambda place: f" {int(place[1]) + 1}", path)
        self.errors.append(ConfigError(reason, key=key, source=source, mend=mend))

    def convert(self, value: object, shape: type[_Shape], path: str = "") -> _Shape | None:
        """Return ``value`` as ``shape``, None where it is none."""
        try:
            return msgspec.convert(value, shape)
        except msgspec.ValidationError as exc:
            found = _PATH.search(str(exc))
            at = ".".join(part for part in (path, found["path"] if found else "") if part)
            reason = _PATTERN.sub(" of the form that it must have", _PATH.sub("", str(exc)))
            mend = _DOCS
            if unknown := _UNKNOWN.search(reason):
                at = f"{at}.{unknown['name']}" if at else unknown["name"]
                reason = "there is no such field"
                mend = near(unknown["name"], _fields(shape)) or _DOCS
            self.refuse(at, reason[:1].lower() + reason[1:], mend)
            return None

    def questions(self, tables: object, language: Language) -> tuple[Question, ...]:
        """Return the sound ones of ``[[question]]``, and note the faults of the others."""
        if not isinstance(tables, list):
            self.refuse("question", "must be written as [[question]]")
            return ()
        read = [self.convert(one, Question, f"question[{n}]") for n, one in enumerate(tables)]
        ids = Counter(question.id for question in read if question)
        for place, question in enumerate(read):
            if question is None:
                continue
            if ids[question.id] > 1:
                ids[question.id] = 0  # told once
                self.refuse(f"question[{place}].id", f"{question.id} is there twice", "Rename one")
            if (asked := question.text.count("?")) > MOST_ASKED:
                mend = "Ask one thing, and the others in follow_ups"
                self.refuse(f"question[{place}].text", f"asks {asked} questions at once", mend)
            for name, text in texts_of(question):
                for fault in faults(text, language):
                    mend = "Ask about the work instead, or leave it out"
                    self.refuse(f"question[{place}].{name}", str(fault), mend)
        return tuple(question for question in read if question)

    def look_for(self, questions: Collection[Question], known: Collection[str]) -> None:
        """Note questions that look for a competency that there is not."""
        for place, question in enumerate(questions):
            if question.competency not in known:
                mend = near(question.competency, known) or f"Choose of {', '.join(sorted(known))}"
                reason = f"there is no competency {question.competency!r}"
                self.refuse(f"question[{place}].competency", reason, mend)


def texts_of(question: Question) -> Iterator[tuple[str, str]]:
    """Yield what a candidate may hear or read of a question, each with the field's name."""
    yield from (
        ("topic", question.topic),
        ("text", question.text),
        ("rephrase", question.rephrase),
        ("probe", question.probe),
        ("outline", question.outline),
    )
    yield from (("follow_ups", text) for text in question.follow_ups)
    yield from (("points", point.name) for point in question.points)


def _fields(shape: type[Record]) -> list[str]:
    shapes = (shape, Question, Point) if shape is Question else (shape, Competency)
    return [name for one in shapes for name in one.__struct_fields__]


def near(name: str, known: Collection[str]) -> str:
    """Return a sentence on the known name that was meant, "" where there is none close to it."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else ""


def _lines_of(text: str) -> dict[str, int]:
    """Line number of every table and key, which tomllib does not tell."""
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _ARRAY.match(line):
            *parents, name = match[1].split(".")
            above = ".".join(_latest(parent, counts) for parent in parents)
            path = f"{above}.{name}" if above else name
            table = f"{path}[{counts[path]}]"
            counts[path] += 1
            lines.setdefault(path, number)
            lines[table] = number
        elif match := _TABLE.match(line):
            table = match[1]
            lines[table] = number
        elif match := _KEY.match(line):
            lines.setdefault(f"{table}.{match[1]}" if table else match[1], number)
    return lines


def _latest(name: str, counts: Mapping[str, int]) -> str:
    return f"{name}[{counts[name] - 1}]" if counts[name] else name


def _line(path: str, lines: Mapping[str, int]) -> int | None:
    """Line of ``path``, or of the closest thing that it is in."""
    while path:
        if path in lines:
            return lines[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None
