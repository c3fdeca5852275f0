"""The shape of a report's headings and labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from talkup_local.analysis.measure import Place
from talkup_local.assessment.report.model import (
    Area,
    Completeness,
    MeasureGroup,
    QuestionState,
)
from talkup_local.assessment.scoring import StarPart
from talkup_local.config.model import InterviewKind, Level


@dataclass(frozen=True, kw_only=True)
class PlotLabels:
    """Of one plot. description: of what it shows, for those who don't see it."""

    title: str
    description: str
    across: str
    up: str


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Words of one language; ``{...}`` are filled in.

    decimal: the mark in numbers. percent: how a share is written. date: of a day, with
    ``{day}``, ``{month}`` and ``{year}``. colon: how it is set. spaced_marks: whether
    a space stands before marks. candidate_answer: with its ``{label}``. levels: a word for each
    level of a rubric. places: against the usual range. steps: how something was asked, by
    ``Step``; what is not listed needs no word.
    """

    decimal: str
    percent: str
    colon: str
    spaced_marks: bool
    quote: str
    date: str
    months: tuple[str, ...]
    minutes: str
    title: str
    title_for: str
    contents: str
    kinds: Mapping[InterviewKind, str]
    experience: Mapping[Level, str]
    languages: Mapping[str, str]
    completeness: Mapping[Completeness, str]
    stopped_by_candidate: str
    stopped: str

    facts: str
    kind: str
    role: str
    plan: str
    level: str
    language: str
    held: str
    length: str
    asked_for: str
    ending: str
    counts: str
    session: str
    made: str
    heard_by: str

    competencies: str
    competencies_lead: str
    competency: str
    level_of: str
    levels: tuple[str, ...]
    result: str
    in_questions: str

    advice: str
    advice_lead: str
    no_advice: str
    areas: Mapping[Area, str]
    question: str
    questions: str

    answers: str
    answers_lead: str
    states: Mapping[QuestionState, str]
    no_level: str
    strong: str
    missing: str
    evidence: str
    shows: str
    dropped: str
    outline: str
    rubric: str
    here: str
    transcript: str
    interviewer: str
    candidate: str
    candidate_answer: str
    nothing_heard: str
    skipped: str
    steps: Mapping[str, str]
    story: str
    parts: Mapping[StarPart, str]
    told: str
    not_told: str
    confidence: str

    speech: str
    speech_lead: str
    groups: Mapping[MeasureGroup, str]
    measure: str
    value: str
    usual: str
    place: str
    places: Mapping[Place, str]
    units: Mapping[str, str]
    up_to: str
    at_least: str
    between: str
    usual_band: str
    no_speech: str

    plots: str
    pace: PlotLabels
    talk: PlotLabels
    fillers: PlotLabels
    pauses: PlotLabels
    levels_plot: PlotLabels
    numbers: str
    numbers_lead: str
    answer: str
    columns: tuple[str, ...]
    talk_whole: str

    rest: str
    limits: str
    trainer: str
    trainer_lead: str
    signed: str
    page: str
    characters: str
