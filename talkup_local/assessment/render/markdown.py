"""A report as Markdown. What was said is escaped, so that it reads as it was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from talkup_local.assessment.render.markup import clean
from talkup_local.assessment.render.texts import labels_for
from talkup_local.assessment.render.wording import NO_VALUE, Wording
from talkup_local.assessment.report import Report
from talkup_local.assessment.report.model import Exchange, QuestionReport

# Everything that means something to Markdown or to the HTML in it, wherever it stands.
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~=:&$^@/])")


def markdown(report: Report) -> str:
    """Return the document."""
    wording = Wording(labels_for(report.head.language))
    return "\n".join(_blocks(report, wording))


def plain(text: str) -> str:
    """Return ``text`` on one line, with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))


def _blocks(report: Report, wording: Wording) -> Iterator[str]:
    labels, head = wording.labels, report.head
    yield f"# {plain(wording.title(head))}\n"
    yield f"> {plain(report.statement)}\n"
    yield f"## {labels.facts}\n"
    yield from _pairs(wording.facts(head))
    yield f"## {labels.competencies}\n\n{labels.competencies_lead}\n"
    yield from _table(
        (labels.competency, labels.result, labels.in_questions),
        (
            (plain(view.name), plain(view.summary), plain(wording.levels(view) or NO_VALUE))
            for view in report.competencies
        ),
    )
    yield f"## {labels.advice}\n"
    if not report.advice:
        yield f"{labels.no_advice}\n"
    for number, one in enumerate(report.advice, start=1):
        source = plain(wording.source(one, report.questions))
        yield f"{number}. {plain(one.text)} ({source})"
    yield f"\n## {labels.answers}\n"
    names = {view.id: view.name for view in report.competencies}
    for question in report.questions:
        yield from _question(question, names[question.competency], wording)
    yield from _speech(report, wording)
    if report.rest:
        yield f"## {labels.rest}\n"
        yield from _talk(report.rest, wording)
    yield f"## {labels.limits}\n"
    yield from _items(report.limits)
    yield f"## {labels.trainer}\n"
    yield f"{plain(report.reviewer_note) or labels.trainer_lead}\n"
    yield "---\n"
    yield from _pairs(wording.origin(head))


def _question(question: QuestionReport, competency: str, wording: Wording) -> Iterator[str]:
    labels = wording.labels
    yield f"### {plain(wording.heading(question))}\n"
    yield f"{plain(competency)} · **{wording.level(question.level)}**\n"
    yield f"**{plain(question.text)}**\n"
    if question.level is None:
        yield f"{labels.states[question.state]}\n"
    if question.anchor:
        yield f"{plain(question.anchor)}\n"
    yield from _found(question, wording)
    if question.note:
        yield f"{plain(question.note)}\n"
    if question.outline:
        yield f"#### {labels.outline}\n\n{plain(question.outline)}\n"
    if question.exchanges:
        yield f"#### {labels.transcript}\n"
        yield from _talk(question.exchanges, wording)
    if question.anchors:
        yield f"#### {labels.rubric}\n"
        for level, anchor in enumerate(wording.rubric(question), start=1):
            yield f"{level}. {plain(anchor)}"
        yield ""


def _found(question: QuestionReport, wording: Wording) -> Iterator[str]:
    labels = wording.labels
    for title, sentences in ((labels.strong, question.strong), (labels.missing, question.missing)):
        if sentences:
            yield f"#### {title}\n"
            yield from _items(sentences)
    if question.parts is not None:
        yield f"#### {labels.story}\n\n{wording.story(question.parts)}\n"
    if question.evidence:
        yield f"#### {labels.evidence}\n"
    for one in question.evidence:
        yield f"> {plain(one.quote)}\n>\n> {plain(wording.shows(one))}\n"
    if question.dropped_quotes:
        yield f"{labels.dropped.format(count=question.dropped_quotes)}\n"


def _speech(report: Report, wording: Wording) -> Iterator[str]:
    labels, speech = wording.labels, report.speech
    yield f"## {labels.speech}\n"
    if not speech.answers:
        yield f"{labels.no_speech}\n"
        return
    yield f"{labels.speech_lead}\n"
    for group, name in labels.groups.items():
        if readings := [one for one in speech.measures if one.group == group]:
            yield f"### {name}\n"
            yield from _table(
                (labels.measure, labels.value, labels.usual, labels.place),
                (
                    (
                        f"**{plain(one.label)}** {plain(one.meaning)}",
                        plain(wording.amount(one)),
                        plain(wording.usual(one)),
                        plain(f"{labels.places[one.place] if one.place else ''} {one.advice}"),
                    )
                    for one in readings
                ),
            )
    yield from (f"{plain(note)}\n" for note in speech.notes)
    yield f"### {labels.numbers}\n\n{labels.numbers_lead}\n"
    yield from _table(
        (labels.answer, *labels.columns),
        ((one.label, *map(plain, wording.answer(one))) for one in speech.answers),
    )


def _talk(exchanges: Sequence[Exchange], wording: Wording) -> Iterator[str]:
    for one in exchanges:
        if one.asked.strip():
            yield f"**{wording.asked(one)}**{wording.labels.colon}{plain(one.asked)}\n"
        heard = plain(one.heard) or plain(wording.unheard(one))
        yield f"**{wording.speaker(one)}**{wording.labels.colon}\n\n> {heard}\n"


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (f"- **{name}** {plain(value)}" for name, value in pairs)
    yield ""


def _items(sentences: Sequence[str]) -> Iterator[str]:
    yield from (f"- {plain(sentence)}" for sentence in sentences)
    yield ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
