"""A report as one HTML page: nothing is loaded from anywhere, and no script is run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import resources

from talkup_local.assessment.render.markup import Markup, escaped, joined, tag
from talkup_local.assessment.render.plots import SCREEN, Plot, answer_plots, level_plot
from talkup_local.assessment.render.questions import question_card, talk
from talkup_local.assessment.render.texts import Labels, labels_for
from talkup_local.assessment.render.wording import NO_VALUE, Wording
from talkup_local.assessment.report import Report
from talkup_local.assessment.report.model import AnswerFigures, CompetencyView, MeasureReading

_RANGE_WIDTH, _RANGE_HEIGHT = 120, 14


def html(report: Report) -> str:
    """Return the page."""
    labels = labels_for(report.head.language)
    wording = Wording(labels)
    title = wording.title(report.head)
    sections = list(_sections(report, wording))
    style = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="generator", content=report.head.made_by),
        tag("title", title),
        tag("style", Markup(style)),
    )
    body = tag(
        "div",
        tag(
            "header",
            tag("p", labels.kinds[report.head.kind], class_="kicker"),
            tag("h1", title),
            tag("p", report.statement, class_="statement"),
            class_="head",
        ),
        _contents(sections, labels),
        tag("main", *(section for _, _, section in sections)),
        tag("footer", *(tag("p", f"{k}{labels.colon}{v}") for k, v in wording.origin(report.head))),
        class_="page",
    )
    page = tag("html", head, tag("body", wording.spaced(body)), lang=report.head.language)
    return f"<!doctype html>\n{page}\n"


_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Even where something slipped in, a browser would load and run nothing."""


def _contents(sections: Sequence[tuple[str, str, Markup]], labels: Labels) -> Markup:
    links = (tag("li", tag("a", title, href=f"#{name}")) for name, title, _ in sections)
    return tag(
        "nav",
        tag("h2", labels.contents, id="contents"),
        tag("ol", *links),
        class_="card",
        aria_labelledby="contents",
    )


def _sections(report: Report, wording: Wording) -> Iterator[tuple[str, str, Markup]]:
    """Yield each section with its id and its title."""
    labels = wording.labels
    parts: Iterable[tuple[str, str, Iterable[str]]] = (
        ("facts", labels.facts, _facts(report, wording)),
        ("competencies", labels.competencies, _competencies(report, wording)),
        ("advice", labels.advice, _advice(report, wording)),
        ("answers", labels.answers, _answers(report, wording)),
        ("speech", labels.speech, _speech(report, wording)),
        ("rest", labels.rest, [talk(report.rest, (), wording)] if report.rest else []),
        ("limits", labels.limits, [tag("ul", *(tag("li", one) for one in report.limits))]),
        ("trainer", labels.trainer, _trainer(report, labels)),
    )
    for name, title, content in parts:
        if body := list(content):
            heading = tag("h2", title, id=f"{name}-heading")
            yield (
                name,
                title,
                tag(
                    "section",
                    heading,
                    *body,
                    id=name,
                    class_="card",
                    aria_labelledby=f"{name}-heading",
                ),
            )


def _facts(report: Report, wording: Wording) -> Iterator[Markup]:
    pairs = wording.facts(report.head)
    yield tag(
        "dl",
        *(joined((tag("dt", name), tag("dd", value))) for name, value in pairs),
        class_="facts",
    )


def _competencies(report: Report, wording: Wording) -> Iterator[Markup]:
    labels = wording.labels
    yield tag("p", labels.competencies_lead, class_="lead")
    yield _figure(level_plot(report, wording), class_="wide")  # the table says the same
    heads = (labels.competency, labels.result, labels.in_questions)
    yield _table(heads, (_competency(view, wording) for view in report.competencies))


def _competency(view: CompetencyView, wording: Wording) -> Markup:
    return tag(
        "tr",
        tag("th", view.name, _note(view.meaning), scope="row"),
        tag("td", view.summary),
        tag("td", wording.levels(view) or NO_VALUE),
    )


def _advice(report: Report, wording: Wording) -> Iterator[Markup]:
    labels = wording.labels
    if not report.advice:
        yield tag("p", labels.no_advice)
        return
    yield tag("p", labels.advice_lead, class_="lead")
    items = []
    for one in report.advice:
        source = wording.source(one, report.questions)
        items.append(tag("li", one.text, tag("span", source, class_="quiet")))
    yield tag("ol", *items, class_="todo")


def _answers(report: Report, wording: Wording) -> Iterator[Markup]:
    yield tag("p", wording.labels.answers_lead, class_="lead")
    names = {view.id: view.name for view in report.competencies}
    for question in report.questions:
        yield question_card(question, names[question.competency], wording)


def _trainer(report: Report, labels: Labels) -> Iterator[Markup]:
    yield tag("p", labels.trainer_lead, class_="lead")
    if report.reviewer_note:
        yield tag("p", report.reviewer_note)
    yield tag("div", class_="lines", aria_hidden="true")
    yield tag("p", labels.signed, class_="quiet")


# -- speech -----------------------------------------------------------------------------------


def _speech(report: Report, wording: Wording) -> Iterator[Markup]:
    labels, speech = wording.labels, report.speech
    if not speech.answers:
        yield tag("p", labels.no_speech)
        return
    yield tag("p", labels.speech_lead, class_="lead")
    for group, name in labels.groups.items():
        if readings := [one for one in speech.measures if one.group == group]:
            yield tag("h3", name, id=f"group-{group}")
            heads = (labels.measure, labels.value, labels.usual, labels.place)
            rows = (_reading(one, wording) for one in readings)
            yield _table(heads, rows, class_="measures", labelled=f"group-{group}")
    yield from (tag("p", note, class_="quiet") for note in speech.notes)
    yield tag("h3", labels.plots)
    if speech.talk_share is not None:
        yield tag(
            "p",
            labels.talk_whole.format(
                value=wording.percent(speech.talk_share),
                words=speech.words,
                other=speech.interviewer_words,
            ),
        )
    plots = (_figure(plot) for plot in answer_plots(report, wording))
    yield tag("div", *plots, class_="plots")
    yield tag("h3", labels.numbers, id="numbers")
    yield tag("p", labels.numbers_lead, class_="quiet")
    rows = (_answer_row(one, wording) for one in speech.answers)
    yield _table((labels.answer, *labels.columns), rows, class_="numbers", labelled="numbers")


def _reading(reading: MeasureReading, wording: Wording) -> Markup:
    place: list[str] = []
    if reading.place is not None:
        off = "place off" if reading.place != "usual" else "place"
        place = [
            tag("span", wording.labels.places[reading.place], class_=off),
            _range(reading),
        ]
    advice = [tag("span", reading.advice, class_="advice-note")] if reading.advice else []
    return tag(
        "tr",
        tag("th", reading.label, _note(reading.meaning), scope="row"),
        tag("td", wording.amount(reading), class_="figure"),
        tag("td", wording.usual(reading), class_="figure"),
        tag("td", *place, *advice, class_="placed"),
    )


def _range(reading: MeasureReading) -> Markup:
    """Draw the value beside its usual range; the row tells the same in words."""
    low, high = reading.low, reading.high
    least, most = 0.0 if low is None else low, 2 * (low or 0.5) if high is None else high
    room = (most - least) / 2
    start = min(least - room, reading.value) if least < 0 or reading.value < 0 else 0.0
    end = max(most + room, 1.1 * reading.value)

    def place(value: float) -> float:
        return 6 + (value - start) / (end - start) * (_RANGE_WIDTH - 12)

    left = 0.0 if low is None else place(low)
    right = float(_RANGE_WIDTH) if high is None else place(high)
    middle = _RANGE_HEIGHT / 2
    return tag(
        "svg",
        tag("rect", x=0, y=middle - 1, width=_RANGE_WIDTH, height=2, fill="var(--line)"),
        tag("rect", x=left, y=2, width=right - left, height=10, rx=2, fill="var(--band)"),
        tag("circle", cx=place(reading.value), cy=middle, r=5, fill="var(--mark)"),
        viewBox=f"0 0 {_RANGE_WIDTH} {_RANGE_HEIGHT}",
        class_="range",
        aria_hidden="true",
    )


def _answer_row(answer: AnswerFigures, wording: Wording) -> Markup:
    values = wording.answer(answer)
    return tag("tr", tag("th", answer.label, scope="row"), *(tag("td", value) for value in values))


# -- what they share --------------------------------------------------------------------------


def _figure(plot: Plot, *, class_: str | None = None) -> Markup:
    return tag(
        "figure",
        tag("figcaption", plot.labels.title, _note(plot.labels.description)),
        tag(
            "div",
            plot.svg(SCREEN),
            class_="scroll",
            tabindex=0,
            role="group",
            aria_label=plot.labels.title,
        ),
        class_=class_,
    )


def _table(
    heads: Sequence[str], rows: Iterable[Markup], *, class_: str = "", labelled: str = ""
) -> Markup:
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
        class_=class_ or None,
        aria_labelledby=labelled or None,
    )
    if class_ != "numbers":
        return table
    return tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby=labelled)


def _note(text: str) -> Markup:
    return tag("span", text, class_="note") if text else escaped("")
