"""The shape of a report's sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from talkup_local.assessment.scoring import StarPart


@dataclass(frozen=True, kw_only=True)
class ReportTexts:
    """Sentences of one language; ``{...}`` are filled in.

    measures: label and meaning of each measure that a report tells, by its name. nothing,
    one_answer, same_level, levels: of a competency. parts: advice where a part of stories was
    not told, with ``{missing}`` and ``{stories}``. short, long: advice on the length of answers,
    with ``{count}``. speech: advice on a measure, with its ``{label}`` and its ``{advice}``.
    statement: with ``{by}``, one of ``rules`` and ``models`` with ``{names}``. taken_out: of a
    redacted report. uncovered: where no quote bears a level out.
    """

    measures: Mapping[str, tuple[str, str]]
    nothing: str
    one_answer: str
    same_level: str
    levels: str
    parts: Mapping[StarPart, str]
    short: str
    long: str
    speech: str
    statement: str
    taken_out: str
    rules: str
    models: str
    nobody: str
    uncovered: str
    limits: tuple[str, ...]
