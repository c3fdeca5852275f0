"""Numbers, dates and ranges as people of a language write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeVar

from talkup_local.assessment.render.texts import Labels
from talkup_local.assessment.report.model import (
    AnswerFigures,
    CompetencyView,
    Exchange,
    Head,
    MeasureReading,
    QuestionReport,
    Quote,
    Suggestion,
)
from talkup_local.assessment.scoring import StarPart
from talkup_local.interview.texts import Step

NO_VALUE: Final = "\N{EN DASH}"
_Text = TypeVar("_Text", bound=str)

_BEFORE_MARK: Final = re.compile(r" (?=[»:;?!%])|(?<=«) ")
_NARROW: Final = 10
"""Values below this are told with decimals."""

# reasons of an end that came from elsewhere than the interviewer
_STOPPED = frozenset({"silence", "idle", "storage", "shutdown"})


class Wording:
    """How one language writes."""

    def __init__(self, labels: Labels) -> None:
        self.labels: Final = labels

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """Return a number, by default with one decimal where it is small; no zeros at its end."""
        if value is None:
            return NO_VALUE
        places = (1 if abs(value) < _NARROW else 0) if decimals is None else decimals
        text = f"{value:.{places}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace("-", "\N{MINUS SIGN}").replace(".", self.labels.decimal)

    def percent(self, share: float | None) -> str:
        """Return a part of 1 as per cent."""
        if share is None:
            return NO_VALUE
        return self.labels.percent.format(value=self.number(100 * share))

    def date(self, moment: datetime) -> str:
        """Return day and time, in the time zone that it is told in."""
        labels = self.labels
        month = labels.months[moment.month - 1]
        day = labels.date.format(day=moment.day, month=month, year=moment.year)
        zone = moment.tzname() or ""
        return f"{day}, {moment:%H:%M} {zone}".strip()

    def duration(self, seconds: float) -> str:
        """Return a length in minutes."""
        return self.labels.minutes.format(value=self.number(seconds / 60))

    def amount(self, reading: MeasureReading) -> str:
        """Return a measure's value with its unit."""
        return self._with_unit(self._bare(reading, reading.value), reading)

    def usual(self, reading: MeasureReading) -> str:
        """Return a measure's usual range; its unit stands with the value."""
        low, high = reading.low, reading.high
        labels = self.labels
        if low is None and high is None:
            return NO_VALUE
        if low is None:
            text = labels.up_to.format(high=self._bare(reading, high))
        elif high is None:
            text = labels.at_least.format(low=self._bare(reading, low))
        else:
            bare_low, bare_high = self._bare(reading, low), self._bare(reading, high)
            text = labels.between.format(low=bare_low, high=bare_high)
        return labels.percent.format(value=text) if reading.share else text

    def source(self, suggestion: Suggestion, questions: Sequence[QuestionReport]) -> str:
        """Return what a suggestion is about, and the questions that it comes from."""
        labels = self.labels
        area, numbers = labels.areas[suggestion.area], suggestion.questions
        if not numbers:
            return area
        if numbers[1:]:
            asked = labels.questions.format(numbers=", ".join(map(str, numbers)))
        else:
            topic = next((one.topic for one in questions if one.number == numbers[0]), "")
            asked = f"{labels.question.format(numbers=numbers[0])}{labels.colon}{topic}"
        return f"{area} · {asked}"

    def levels(self, view: CompetencyView) -> str:
        """Return the level of each question of a competency; lines break between them only."""
        labels = self.labels
        levels = (
            f"{labels.question.format(numbers=number)}{labels.colon}{level}"
            for number, level in view.levels.items()
        )
        return ", ".join(one.replace(" ", "\N{NO-BREAK SPACE}") for one in levels)

    def speaker(self, exchange: Exchange) -> str:
        """Return who answered, and which answer it is."""
        labels = self.labels
        if not exchange.label:
            return labels.candidate
        return labels.candidate_answer.format(label=exchange.label)

    def shows(self, quote: Quote) -> str:
        """Return where something was said, and what it shows."""
        labels = self.labels
        return f"{labels.answer} {quote.label}, {labels.shows}{labels.colon}{quote.shows}"

    def story(self, parts: Mapping[StarPart, bool]) -> str:
        """Return which parts of a story were told."""
        return ", ".join(f"{name}{self.labels.colon}{told}" for name, told in self.told(parts))

    def told(self, parts: Mapping[StarPart, bool]) -> Iterable[tuple[str, str]]:
        """Yield each part of a story, and whether it was told."""
        labels = self.labels
        for part, name in labels.parts.items():
            yield name, labels.told if parts.get(part) else labels.not_told

    def rubric(self, question: QuestionReport) -> list[str]:
        """Return what answers of each level are like, this answer's level being named."""
        return [
            f"{anchor} ({self.labels.here})" if level == question.level else anchor
            for level, anchor in enumerate(question.anchors, start=1)
        ]

    def spaced(self, text: _Text) -> _Text:
        """Return ``text`` with spaces that no line is broken at, where the language wants them."""
        if not self.labels.spaced_marks:
            return text
        return type(text)(_BEFORE_MARK.sub("\N{NO-BREAK SPACE}", text))

    def level(self, level: int | None) -> str:
        """Return a level with its word."""
        if level is None:
            return self.labels.no_level
        word = self.labels.levels[level - 1]
        return f"{self.labels.level_of.format(level=level)}{self.labels.colon}{word}"

    def unheard(self, exchange: Exchange) -> str:
        """Return what stands for an answer without words."""
        return self.labels.skipped if exchange.step == Step.SKIP else self.labels.nothing_heard

    def asked(self, exchange: Exchange) -> str:
        """Return who asked, and how."""
        step = self.labels.steps.get(exchange.step, "")
        return f"{self.labels.interviewer} ({step})" if step else self.labels.interviewer

    def heading(self, question: QuestionReport) -> str:
        """Return a question's heading."""
        topic = question.topic[:1].upper() + question.topic[1:]
        return f"{question.number}. {topic}"

    def title(self, head: Head) -> str:
        """Return the report's title."""
        labels = self.labels
        return labels.title_for.format(role=head.role) if head.role else labels.title

    def answer(self, answer: AnswerFigures) -> tuple[str, ...]:
        """Return an answer's figures, as ``Labels.columns`` names them."""
        return (
            self.number(answer.minute),
            str(answer.words),
            self.number(answer.pace_words_per_min),
            self.percent(answer.talk_share),
            self.number(answer.fillers_per_100_words),
            str(answer.hesitations),
            self.number(answer.pauses),
            self.percent(answer.pause_share),
            self.number(answer.pause_longest_s),
            self.number(answer.response_s),
        )

    def facts(self, head: Head) -> Iterable[tuple[str, str]]:
        """Yield what is known of the interview, name and value."""
        labels = self.labels
        length = self.duration(head.duration_s)
        if head.planned_minutes:
            planned = self.duration(60 * head.planned_minutes)
            length = f"{length} ({labels.asked_for.format(minutes=planned)})"
        counts = labels.counts.format(
            planned=head.planned, reached=head.reached, assessed=head.assessed
        )
        pairs = (
            (labels.role, head.role),
            (labels.kind, labels.kinds[head.kind]),
            (labels.level, labels.experience[head.level] if head.level else ""),
            (labels.plan, head.plan),
            (labels.language, labels.languages[head.language]),
            (labels.held, self.date(head.date)),
            (labels.length, length),
            (labels.in_questions, counts),
            (labels.ending, self._ending(head)),
        )
        return ((name, value) for name, value in pairs if value)

    def origin(self, head: Head) -> Iterable[tuple[str, str]]:
        """Yield what the report was made with and when, name and value."""
        labels = self.labels
        engines = ", ".join(f"{job} {name}" for job, name in head.engines.items())
        pairs = (
            (labels.session, head.session),
            (labels.made, f"{self.date(head.made_at)}, {head.made_by}"),
            (labels.heard_by, engines),
        )
        return ((name, value) for name, value in pairs if value)

    def _ending(self, head: Head) -> str:
        """Tell how it ended; one that was stopped midway was not held to its end."""
        labels = self.labels
        midway = head.completeness == "ended" and head.reached < head.planned
        if midway and head.reason == "client":
            return labels.stopped_by_candidate
        if midway and head.reason in _STOPPED:
            return labels.stopped
        return labels.completeness[head.completeness]

    def _bare(self, reading: MeasureReading, value: float | None) -> str:
        if value is not None and reading.share:
            return self.number(100 * value)
        small = value is not None and 0 < abs(value) < 1
        return self.number(value, 2) if small else self.number(value)

    def _with_unit(self, text: str, reading: MeasureReading) -> str:
        if reading.share:
            return self.labels.percent.format(value=text)
        unit = self.labels.units.get(reading.unit, reading.unit)
        return f"{text} {unit}".strip()
