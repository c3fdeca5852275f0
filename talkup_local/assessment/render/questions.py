"""One question of a report, as a card of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from talkup_local.assessment.render.markup import Markup, joined, tag
from talkup_local.assessment.render.wording import Wording
from talkup_local.assessment.report.model import Exchange, QuestionReport, Quote
from talkup_local.interview.questions import LEVELS

_CELL: Final = 20
_GAP: Final = 3


def question_card(question: QuestionReport, competency: str, wording: Wording) -> Markup:
    """Return a question with all that was said to it and what that shows."""
    name = f"question-{question.number}"
    return tag(
        "article",
        tag(
            "header",
            tag("h3", wording.heading(question), id=name),
            tag("span", level_cells(question.level), wording.level(question.level), class_="level"),
        ),
        tag("p", competency, class_="quiet"),
        tag("p", question.text, class_="asked"),
        *_found(question, wording),
        *_transcript(question, wording),
        *_rubric(question, wording),
        class_="question",
        aria_labelledby=name,
    )


def level_cells(level: int | None) -> Markup:
    """Draw a level as cells; words beside it tell the same."""
    cells = (
        tag(
            "rect",
            x=place * (_CELL + _GAP),
            width=_CELL,
            height=12,
            rx=2,
            fill=f"var(--{'mark' if place < (level or 0) else 'rest'})",
        )
        for place in range(len(LEVELS))
    )
    width = len(LEVELS) * (_CELL + _GAP) - _GAP
    return tag("svg", *cells, viewBox=f"0 0 {width} 12", class_="cells", aria_hidden="true")


def talk(exchanges: Sequence[Exchange], quotes: Sequence[Quote], wording: Wording) -> Markup:
    """Return what was asked and said, with the quotes marked."""
    parts: list[Markup] = []
    for one in exchanges:
        found = [quote.quote for quote in quotes if quote.turn == one.turn]
        said = marked(one.heard, found) if one.heard.strip() else wording.unheard(one)
        if one.asked.strip():
            parts += [tag("dt", wording.asked(one)), tag("dd", one.asked)]
        parts += [tag("dt", wording.speaker(one)), tag("dd", said, class_="said")]
    return tag("dl", *parts, class_="talk")


def marked(heard: str, quotes: Sequence[str]) -> Markup:
    """Return what was heard with each quote marked where it is first said."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(
        (start, start + len(quote)) for quote in quotes if (start := heard.find(quote)) >= 0
    ):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += [heard[last:start], tag("mark", heard[start:end])]
        last = end
    return joined((*parts, heard[last:]))


def _found(question: QuestionReport, wording: Wording) -> Iterator[Markup]:
    labels = wording.labels
    if question.level is None:
        yield tag("p", labels.states[question.state])
    else:
        if question.anchor:
            yield tag("p", question.anchor, class_="anchor")
        yield tag(
            "div",
            *_list("strong", labels.strong, question.strong),
            *_list("missing", labels.missing, question.missing),
            class_="pair",
        )
        yield from _parts(question, wording)
        yield from _evidence(question, wording)
    if question.note:
        yield tag("p", question.note, class_="quiet")
    if question.outline:
        yield tag("div", tag("h4", labels.outline), tag("p", question.outline), class_="outline")


def _list(name: str, title: str, sentences: Sequence[str]) -> Iterator[Markup]:
    if sentences:
        items = (tag("li", sentence) for sentence in sentences)
        yield tag("section", tag("h4", title), tag("ul", *items), class_=name)


def _parts(question: QuestionReport, wording: Wording) -> Iterator[Markup]:
    labels = wording.labels
    if question.parts is None:
        return
    items = []
    for part, name in labels.parts.items():
        told = question.parts.get(part, False)
        sign = "\N{CHECK MARK}" if told else "\N{EN DASH}"
        words = f"{sign} {name}{labels.colon}{labels.told if told else labels.not_told}"
        items.append(tag("li", words, class_="yes" if told else "no"))
    yield tag("h4", labels.story)
    yield tag("ul", *items, class_="parts")


def _evidence(question: QuestionReport, wording: Wording) -> Iterator[Markup]:
    labels = wording.labels
    if question.evidence:
        yield tag("h4", labels.evidence)
    for one in question.evidence:
        yield tag(
            "blockquote",
            tag("p", labels.quote.format(text=one.quote)),
            tag("p", wording.shows(one), class_="quiet"),
        )
    if question.dropped_quotes:
        yield tag("p", labels.dropped.format(count=question.dropped_quotes), class_="quiet")


def _transcript(question: QuestionReport, wording: Wording) -> Iterator[Markup]:
    if question.exchanges:
        yield tag(
            "details",
            tag("summary", wording.labels.transcript),
            talk(question.exchanges, question.evidence, wording),
            open=True,
        )


def _rubric(question: QuestionReport, wording: Wording) -> Iterator[Markup]:
    labels = wording.labels
    if not question.anchors:
        return
    items = []
    for level, anchor in enumerate(wording.rubric(question), start=1):
        items.append(tag("li", anchor, class_="mine" if level == question.level else None))
    summary, rubric = tag("summary", labels.rubric), tag("ol", *items)
    yield tag("details", summary, rubric, class_="rubric", open=question.level is not None)
