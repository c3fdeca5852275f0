"""A report as a PDF: what the page says, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from talkup_local.assessment.render.pdf import Page
from talkup_local.assessment.render.plots import answer_plots, level_plot
from talkup_local.assessment.render.texts import labels_for
from talkup_local.assessment.render.wording import NO_VALUE, Wording
from talkup_local.assessment.report import Report
from talkup_local.assessment.report.model import Exchange, MeasureReading, QuestionReport

_NUMBERS_PT: Final = 7.5
_NUMBERS_WIDTHS: Final = (9, 9, 8, 10, 9, 10, 13, 9, 10, 10, 11)
_QUESTION_MM: Final = 70.0
_TRAINER_LINES: Final = 6


def printed(report: Report) -> bytes:
    """Return the document. The same report gives the same bytes."""
    wording = Wording(labels_for(report.head.language))
    page = Page(report, wording)
    _opening(page, report, wording)
    _competencies(page, report, wording)
    _advice(page, report, wording)
    page.section(wording.labels.answers)
    names = {view.id: view.name for view in report.competencies}
    for question in report.questions:
        _question(page, question, names[question.competency], wording)
    _speech(page, report, wording)
    _ending(page, report, wording)
    return page.done()


def _opening(page: Page, report: Report, wording: Wording) -> None:
    head, labels = report.head, wording.labels
    page.opening(labels.kinds[head.kind], wording.title(head), labels.facts)
    page.body(report.statement)
    page.ln(2)
    for name, value in wording.facts(head):
        page.pair(name, value)


def _competencies(page: Page, report: Report, wording: Wording) -> None:
    labels = wording.labels
    page.section(labels.competencies)
    page.small(labels.competencies_lead)
    page.plot(level_plot(report, wording))
    page.grid(
        (labels.competency, labels.result, labels.in_questions),
        (
            (
                f"{view.name}. {view.meaning}" if view.meaning else view.name,
                view.summary,
                wording.levels(view) or NO_VALUE,
            )
            for view in report.competencies
        ),
        (50, 24, 26),
    )


def _advice(page: Page, report: Report, wording: Wording) -> None:
    labels = wording.labels
    page.section(labels.advice)
    if not report.advice:
        page.body(labels.no_advice)
        return
    page.small(labels.advice_lead)
    page.items(
        [f"{one.text} ({wording.source(one, report.questions)})" for one in report.advice],
        numbered=True,
    )


def _question(page: Page, question: QuestionReport, competency: str, wording: Wording) -> None:
    labels = wording.labels
    page.heading(wording.heading(question), keep_mm=_QUESTION_MM)
    page.level(question.level, wording.level(question.level))
    page.small(competency)
    page.body(question.text)
    if question.level is None:
        page.body(labels.states[question.state])
    if question.anchor:
        page.body(question.anchor, bold=True)
    _found(page, question, wording)
    if question.note:
        page.small(question.note)
    if question.outline:
        page.box(labels.outline, question.outline)
    if question.exchanges:
        page.label(labels.transcript)
        _talk(page, question.exchanges, wording)
    if question.anchors and question.level is not None:
        page.label(labels.rubric)
        page.items(wording.rubric(question), numbered=True)


def _found(page: Page, question: QuestionReport, wording: Wording) -> None:
    labels = wording.labels
    for title, sentences in ((labels.strong, question.strong), (labels.missing, question.missing)):
        if sentences:
            page.label(title)
            page.items(sentences)
    if question.parts is not None:
        page.label(labels.story)
        page.body(wording.story(question.parts))
    if question.evidence:
        page.label(labels.evidence)
    for one in question.evidence:
        page.body(labels.quote.format(text=one.quote), indent_mm=3)
        page.small(wording.shows(one), indent_mm=3)
    if question.dropped_quotes:
        page.small(labels.dropped.format(count=question.dropped_quotes))


def _talk(page: Page, exchanges: Sequence[Exchange], wording: Wording) -> None:
    for one in exchanges:
        if one.asked.strip():
            page.said(wording.asked(one), one.asked)
        heard = one.heard.strip() or wording.unheard(one)
        page.said(wording.speaker(one), heard, marked=True)


def _speech(page: Page, report: Report, wording: Wording) -> None:
    labels, speech = wording.labels, report.speech
    page.section(labels.speech)
    if not speech.answers:
        page.body(labels.no_speech)
        return
    page.small(labels.speech_lead)
    heads = (labels.measure, labels.value, labels.usual, labels.place)
    for group, name in labels.groups.items():
        if readings := [one for one in speech.measures if one.group == group]:
            page.heading(name)
            page.grid(heads, (_reading(one, wording) for one in readings), (36, 18, 13, 33))
    for note in speech.notes:
        page.small(note)
    page.heading(labels.plots)
    if speech.talk_share is not None:
        share = wording.percent(speech.talk_share)
        other = speech.interviewer_words
        page.body(labels.talk_whole.format(value=share, words=speech.words, other=other))
    for plot in answer_plots(report, wording):
        page.plot(plot)
    page.heading(labels.numbers)
    page.small(labels.numbers_lead)
    page.grid(
        (labels.answer, *labels.columns),
        ((one.label, *wording.answer(one)) for one in speech.answers),
        _NUMBERS_WIDTHS,
        size_pt=_NUMBERS_PT,
        figures=True,
    )


def _reading(reading: MeasureReading, wording: Wording) -> tuple[str, ...]:
    place = wording.labels.places[reading.place] if reading.place else NO_VALUE
    return (
        f"{reading.label}{wording.labels.colon}{reading.meaning}",
        wording.amount(reading),
        wording.usual(reading),
        f"{place}. {reading.advice}" if reading.advice else place,
    )


def _ending(page: Page, report: Report, wording: Wording) -> None:
    labels = wording.labels
    if report.rest:
        page.section(labels.rest)
        _talk(page, report.rest, wording)
    page.section(labels.limits)
    page.items(report.limits)
    page.section(labels.trainer)
    page.small(labels.trainer_lead)
    if report.reviewer_note:
        page.body(report.reviewer_note)
    page.lines(_TRAINER_LINES)
    page.small(labels.signed)
    for name, value in wording.origin(report.head):
        page.small(f"{name}{labels.colon}{value}")
