"""Plans of an operator's own: a folder of TOML files, ``NAME.toml`` or ``NAME.fr.toml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final, get_args

from msgspec import Meta, structs

from talkup_local.config.model import InterviewKind, Language, Level
from talkup_local.errors import ConfigError, UnknownPlan
from talkup_local.interview.bank import competencies, load_bank
from talkup_local.interview.checking import Reading, near
from talkup_local.interview.fairness.roles import role_faults
from talkup_local.interview.plan import InterviewPlan, Part, competencies_of, parts_of
from talkup_local.interview.questions import Competency, Question, Record

NAME_PATTERN: Final = r"^[a-z0-9_-]{1,64}$"

_FILE: Final = re.compile(r"(?P<name>[a-z0-9_-]{1,64})(?:\.(?P<language>en|fr))?\.toml")
_KINDS: Final[tuple[InterviewKind, ...]] = get_args(InterviewKind)


class PlanFile(Record, frozen=True, kw_only=True):
    """A file of the folder. language: as its name tells, None when it does not."""

    name: str
    path: Path
    language: Language | None = None


class _Plan(Record, frozen=True, kw_only=True):
    """What a file may hold, apart from its questions."""

    kind: InterviewKind
    name: Annotated[str, Meta(pattern=NAME_PATTERN)] | None = None
    language: Language | None = None
    role: Annotated[str, Meta(max_length=80)] = ""
    level: Level | None = None
    minutes: Annotated[float, Meta(ge=0, le=240)] = 0.0
    use: tuple[str, ...] = ()
    competency: tuple[Competency, ...] = ()
    part: tuple[Part, ...] = ()


def plans_in(folder: Path) -> tuple[PlanFile, ...]:
    """Return the plans of a folder by name; none where there is no folder."""
    if not folder.is_dir():
        return ()
    matches = ((path, _FILE.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return tuple(
        PlanFile(name=match["name"], path=path, language=_language(match["language"]))
        for path, match in matches
        if match and path.is_file()
    )


def find_plan(folder: Path, name: str, language: Language | None = None) -> InterviewPlan:
    """Return the plan of that name, in ``language`` if one is given.

    name: as a client sends it; it is looked up and never made a path. Raises UnknownPlan, and
    ConfigError when the file is faulty: that is for the operator to read.
    """
    files = [file for file in plans_in(folder) if file.name == name]
    preferred = (language, None, *get_args(Language))
    files.sort(key=lambda file: preferred.index(file.language))
    if not files:
        raise UnknownPlan("There is no plan of that name here.")
    plan = load_plan(files[0].path)
    if language and plan.language != language:
        raise UnknownPlan(f"That plan is there in {plan.language!r} only.")
    return plan


def load_plan(source: Path | str) -> InterviewPlan:
    """Return the plan of a file, or of its text. Raises ConfigError with the first fault."""
    plan, errors = check_plan(source)
    if plan is None:
        raise errors[0]
    return plan


def check_plan(source: Path | str) -> tuple[InterviewPlan | None, tuple[ConfigError, ...]]:
    """Return the plan of a file, or of its text, or None and every fault that was found."""
    if isinstance(source, str):
        return _checked(Reading(source, "plan"), name="", named_language=None)
    try:
        text = source.read_text(encoding="utf-8-sig")  # some editors begin with a mark
    except UnicodeDecodeError:
        return None, (ConfigError("is no UTF-8 text", source=str(source)),)
    except OSError as exc:
        return None, (ConfigError(f"can't be read: {exc.strerror}", source=str(source)),)
    match = _FILE.fullmatch(source.name)
    if match is None:
        mend = "Use small letters, digits, _ and -, at most 64, as in NAME.toml or NAME.fr.toml"
        return None, (ConfigError("is no name for a plan", source=source.name, mend=mend),)
    named = _language(match["language"])
    return _checked(Reading(text, source.name), name=match["name"], named_language=named)


def _checked(
    reading: Reading, *, name: str, named_language: Language | None
) -> tuple[InterviewPlan | None, tuple[ConfigError, ...]]:
    tables = reading.tables()
    if reading.errors:
        return None, tuple(reading.errors)
    own = tables.pop("question", [])
    head = reading.convert(tables, _Plan)
    language: Language = (head and head.language) or named_language or "en"
    questions = reading.questions(own, language)
    if head is None:
        return None, tuple(reading.errors)
    if named_language and language != named_language:
        reading.refuse("language", f"is {language}, and the file's name says {named_language}")
    if name and head.name and head.name != name:
        reading.refuse("name", f"is {head.name}, and the file's {name}", "Leave it out")
    for fault in role_faults(head.role, language):
        reading.refuse("role", str(fault), "Name the work, and not who does it")
    known = (*competencies(language), *head.competency)
    reading.look_for(questions, {competency.id for competency in known})
    ordered = _ordered(head, questions, language, reading)
    if reading.errors:
        return None, tuple(reading.errors)
    plan = InterviewPlan(
        kind=head.kind,
        language=language,
        questions=ordered,
        parts=head.part or parts_of(ordered, head.minutes),
        competencies=competencies_of(ordered, known),
        role=head.role,
        level=head.level,
        minutes=head.minutes,
        source="file",
        name=head.name or name,
    )
    return plan, ()


def _ordered(
    head: _Plan, own: tuple[Question, ...], language: Language, reading: Reading
) -> tuple[Question, ...]:
    """Return the questions in order: as the parts or ``use`` name them, then the other own ones."""
    by_id = {question.id: question for question in own}
    named = [(f"part[{n}]", one) for n, part in enumerate(head.part) for one in part.questions]
    if head.use and head.part:
        reading.refuse("use", "does not go with [[part]]", "Name the questions in the parts alone")
    named = named or [("use", one) for one in head.use]
    found: dict[str, Question] = {}
    for path, question_id in named:
        question = by_id.get(question_id) or _of_bank(question_id, language)
        if question is None:
            mend = "Take an id of the banks (talkup-local plan list), or of a [[question]] here"
            mend = near(question_id, (*by_id, *_ids_of_banks(language))) or mend
            reading.refuse(path, f"there is no question {question_id!r}", mend)
        elif question_id in found:
            reading.refuse(path, f"names {question_id} twice", "Leave one out")
        else:
            found[question_id] = question
    rest = [question for question in own if question.id not in found]
    if head.part and rest:
        reading.refuse("part", f"{rest[0].id} is in no part", "Name it in one")
    if not (found or rest or reading.errors):
        reading.refuse("use", "there are no questions", "Name some in use, or write a [[question]]")
    return (*found.values(), *rest)


def _of_bank(question_id: str, language: Language) -> Question | None:
    kind = next((kind for kind in _KINDS if question_id.startswith(f"{kind}.")), None)
    if kind is None:
        return None
    return next((one for one in load_bank(kind, language) if one.id == question_id), None)


def _ids_of_banks(language: Language) -> tuple[str, ...]:
    return tuple(question.id for kind in _KINDS for question in load_bank(kind, language))


def _language(code: str | None) -> Language | None:
    return "fr" if code == "fr" else "en" if code == "en" else None


def with_terms(plan: InterviewPlan, terms: tuple[str, ...]) -> InterviewPlan:
    """Return ``plan`` with the terms of the documents."""
    return structs.replace(plan, terms=terms)
