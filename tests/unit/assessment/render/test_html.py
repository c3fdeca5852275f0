import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from support.records.making import MADE_AT, interview

from talkup_local.assessment.render import render
from talkup_local.assessment.report import build

EVIL = (
    """<script>alert(1)</script> <img src=http://x.example onerror=a()> "' & </style> \x00\u202e"""
)


class Page(HTMLParser):
    """What a browser would see of the page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self._open = [], [], []
        self.ids, self.headings = [], []
        self.feed(html)
        self.close()
        assert not self._open, "every element is closed"

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag not in {"meta", "link", "br", "hr"}:
            self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" not in self._open:
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def report(language="en", **changes):
    record, assessments = interview(language)
    return replace(build(record, assessments, made_at=MADE_AT), **changes)


@pytest.fixture(scope="module", params=["en", "fr"])
def page(request):
    return Page(render(report(request.param), "html").decode())


def test_it_is_a_whole_page_in_its_language(page):
    assert page.all("html")[0]["lang"] in {"en", "fr"}
    assert page.all("title")
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}


def test_headings_go_down_one_at_a_time(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))


def test_every_reference_within_the_page_leads_somewhere(page):
    assert len(page.ids) == len(set(page.ids))
    links = [one["href"].removeprefix("#") for one in page.all("a")]
    labels = [name for _, one in page.tags for name in one.get("aria-labelledby", "").split()]
    assert links
    assert set(links) | set(labels) <= set(page.ids)


def test_every_plot_is_described_and_every_column_has_a_head(page):
    plots = [one for one in page.all("svg") if one.get("aria-hidden") != "true"]
    assert len(plots) == 5
    assert all(one["role"] == "img" and one["aria-labelledby"] for one in plots)
    assert len(page.all("desc")) == 5
    assert {one.get("scope") for one in page.all("th")} == {"col", "row"}


def test_only_the_plot_that_a_table_repeats_is_left_out_on_narrow_screens(page):
    assert [one.get("class") for one in page.all("figure")] == ["wide", *[None] * 4]


def test_it_loads_nothing_and_runs_nothing(page):
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href", "action", "data", "poster"):
            assert attributes.get(name, "#").startswith("#"), (tag, attributes)


def test_the_style_loads_nothing_either():
    html = render(report(), "html").decode()
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in html.replace('xmlns="http://www.w3.org/2000/svg"', "").replace(
        "http-equiv", ""
    )


def test_what_was_said_is_shown_as_it_was_said():
    page = Page(render(report(), "html").decode())
    assert "<script>alert('paper')</script> is what the display said" in "".join(page.text)


def test_nothing_that_anybody_wrote_becomes_markup():
    record, assessments = interview("en")
    plan = record.plan
    first = replace(
        plan.questions[0], text=EVIL, topic="<b>topic", outline=EVIL, anchors=(EVIL,) * 4
    )
    plan = replace(plan, questions=(first, *plan.questions[1:]), role="<i>role</i>")
    turns = tuple(replace(turn, heard=f"{turn.heard} {EVIL}", asked=EVIL) for turn in record.turns)
    scored = {
        name: replace(one, strong=(EVIL,), missing=(EVIL,), note=EVIL, by=EVIL)
        for name, one in assessments.items()
    }
    made = build(
        replace(record, plan=plan, turns=turns), scored, made_at=MADE_AT, reviewer_note=EVIL
    )
    page = Page(render(made, "html").decode())
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b", "i"}
    assert "\x00" not in "".join(page.text)
    assert "\u202e" not in "".join(page.text)


def test_evidence_is_marked_where_it_was_said():
    html = render(report(), "html").decode()
    assert "<mark>we use Jira for the tickets and Intune to roll out updates</mark>, and" in html


def test_an_interview_without_an_answer_makes_a_page():
    record, _ = interview("fr")
    page = Page(render(build(replace(record, turns=()), {}, made_at=MADE_AT), "html").decode())
    assert "Non atteinte. Elle ne compte pas." in "".join(page.text)


@pytest.mark.parametrize(
    ("reason", "reached", "told"),
    [
        ("finished", 7, "Held to its end"),  # its time was over
        ("client", 8, "Held to its end"),
        ("client", 7, "Ended by the candidate before all questions were reached"),
        ("silence", 7, "Ended before all questions were reached"),
    ],
)
def test_an_interview_that_was_stopped_midway_was_not_held_to_its_end(reason, reached, told):
    head = replace(report().head, reason=reason, planned=8, reached=reached)
    page = Page(render(report(head=head), "html").decode())
    said = [text.strip() for text in page.text if text.strip()]
    assert said[said.index("Ending") + 1] == told


def contrast(one, other):
    def light(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(place):
    html = render(report(), "html").decode()
    blocks = re.findall(r":root \{(.*?)\}", html, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[place]))
    for text in ("ink", "muted", "mark", "good", "less"):
        assert contrast(colours[text], colours["card"]) >= 4.5, text
        assert contrast(colours[text], colours["paper"]) >= 4.5, text
    for behind in ("band", "quote"):
        assert contrast(colours["ink"], colours[behind]) >= 4.5, behind
    assert contrast(colours["muted"], colours["band"]) >= 4.5
    assert contrast(colours["on-mark"], colours["mark"]) >= 4.5
