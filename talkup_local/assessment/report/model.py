"""The report of an interview, as programs read it. What people see is made from it alone."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from talkup_local.analysis.measure import Place
from talkup_local.assessment.scoring import StarPart
from talkup_local.config.model import InterviewKind, Language, Level
from talkup_local.interview.plan import PlanSource
from talkup_local.interview.questions import Difficulty, Style

VERSION: Final = 1
"""Grows when something is renamed or taken away; what is only added does not change it."""

Completeness = Literal["ended", "broken", "refused", "open"]
QuestionState = Literal["assessed", "unassessed", "skipped", "not_reached"]
Area = Literal["content", "structure", "speech"]
MeasureGroup = Literal["time", "fluency", "wording", "content", "voice"]


class Head(Struct, frozen=True, kw_only=True):
    """Which interview it was.

    completeness: ``refused`` when the candidate did not agree to what is kept; ``open`` when it
    still goes on. reason: why it ended, as the server named it. duration_s: without the time
    that the connection was gone. planned, reached, assessed: questions. scored_by: ``rules`` or
    names of models. engines: by job. made_by: program and version.
    """

    session: str
    kind: InterviewKind
    role: str
    level: Level | None
    language: Language
    plan: str
    source: PlanSource
    date: datetime
    duration_s: float
    planned_minutes: float
    completeness: Completeness
    reason: str
    planned: int
    reached: int
    assessed: int
    scored_by: tuple[str, ...]
    engines: dict[str, str]
    made_at: datetime
    made_by: str


class CompetencyView(Struct, frozen=True, kw_only=True):
    """What its questions came to. No mean is taken: levels are names, not amounts.

    levels: of its assessed questions, by number of question. lowest, highest: None without any.
    summary: the same in words.
    """

    id: str
    name: str
    meaning: str
    planned: int
    levels: dict[int, int]
    lowest: int | None
    highest: int | None
    summary: str


class Suggestion(Struct, frozen=True, kw_only=True):
    """Something to try. questions: numbers of those that it comes from; none: all of it."""

    area: Area
    text: str
    questions: tuple[int, ...] = ()


class Exchange(Struct, frozen=True, kw_only=True):
    """What was asked, and what came back.

    label: of an answer to a question of the plan, number and letter ("2", "2b"), else "". step:
    how it was asked. answer: False where something else was said ("could you repeat that?").
    """

    turn: int
    label: str
    step: str
    asked: str
    heard: str
    at: datetime
    answer: bool


class Quote(Struct, frozen=True, kw_only=True):
    """A verbatim stretch of an answer, and what it shows. label: of the answer."""

    turn: int
    label: str
    quote: str
    shows: str


class QuestionReport(Struct, frozen=True, kw_only=True):
    """One question of the plan.

    number: from 1, in the plan's order. state: ``unassessed`` when nothing was said to go by.
    level: 1..4; None counts for nothing. anchor: what an answer of that level is like; anchors:
    of all levels. dropped_quotes: evidence that is not in the transcript, left out. by: who says
    it. note: what a reader must know. levels: of several runs of a model, whose spread shows how
    firmly it holds to the first; none for the rules.
    """

    number: int
    id: str
    topic: str
    competency: str
    style: Style
    difficulty: Difficulty
    text: str
    state: QuestionState
    exchanges: tuple[Exchange, ...]
    level: int | None
    anchor: str
    anchors: tuple[str, ...]
    evidence: tuple[Quote, ...]
    dropped_quotes: int
    strong: tuple[str, ...]
    missing: tuple[str, ...]
    parts: dict[StarPart, bool] | None
    outline: str
    confidence: float
    by: str
    note: str
    levels: tuple[int, ...] = ()


class MeasureReading(Struct, frozen=True, kw_only=True):
    """A measure of speech over all answers.

    unit: "" for a plain number or, where ``share`` is true, a part of 1. low, high: the usual
    range, None at a side without bound. place: None where no range makes sense or there was too
    little to compare. meaning, advice: sentences in the language of the interview.
    """

    name: str
    group: MeasureGroup
    label: str
    meaning: str
    value: float
    unit: str
    share: bool
    low: float | None
    high: float | None
    place: Place | None
    advice: str


class AnswerFigures(Struct, frozen=True, kw_only=True):
    """One answer in numbers; None where there was too little to go by.

    minute: of the interview at which it ended. pace_words_per_min: pauses included. talk_share:
    words of the candidate over these and those of what was asked, 0..1. fillers, hesitations: how
    often. pauses: silences of 0.25 s and more; pause_share: of the time of the answer.
    response_s: from the end of the question.
    """

    label: str
    turn: int
    question: int
    minute: float
    words: int
    speech_s: float
    pace_words_per_min: float | None
    talk_share: float
    fillers: int
    fillers_per_100_words: float | None
    hesitations: int
    pauses: int | None
    pause_share: float | None
    pause_longest_s: float | None
    response_s: float | None


class Speech(Struct, frozen=True, kw_only=True):
    """How it was said. talk_share: of all words, 0..1. notes: what the measures lack."""

    measures: tuple[MeasureReading, ...]
    answers: tuple[AnswerFigures, ...]
    words: int
    interviewer_words: int
    talk_share: float | None
    notes: tuple[str, ...]


class Report(Struct, frozen=True, kw_only=True):
    """The report. It holds no number over everything: ``docs/reports.md`` says why.

    rest: what was said outside of the plan's questions. limits: of the method, in plain words.
    statement: who made it and who decides. reviewer_note: of a human, "" for none.
    """

    version: int = VERSION
    head: Head
    statement: str
    competencies: tuple[CompetencyView, ...]
    advice: tuple[Suggestion, ...]
    questions: tuple[QuestionReport, ...]
    speech: Speech
    rest: tuple[Exchange, ...]
    limits: tuple[str, ...]
    reviewer_note: str = ""
