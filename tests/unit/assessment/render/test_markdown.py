from markdown_it import MarkdownIt
from msgspec.structs import replace
from support.records.making import MADE_AT, interview

from talkup_local.assessment.render import render
from talkup_local.assessment.report import build

SAID = (
    "# no heading **no bold** [no](http://x.example) <b>no tag</b> `no code` 1. no list | no cell"
)


def tokens(markdown):
    found = MarkdownIt().enable("table").parse(markdown)
    return [*found, *(child for one in found for child in one.children or ())]


def test_what_was_said_reads_as_it_was_said():
    record, assessments = interview("en")
    turns = tuple(replace(turn, heard=SAID) for turn in record.turns)
    made = build(replace(record, turns=turns), assessments, made_at=MADE_AT)
    found = tokens(render(made, "md").decode())
    kinds = {one.type for one in found}
    assert not kinds & {"html_inline", "html_block", "link_open", "code_inline", "em_open"}
    quoted = "".join(one.content for one in found if one.type in {"text", "text_special"})
    assert SAID in quoted


def test_it_holds_all_sections_of_the_page():
    record, assessments = interview("en")
    found = tokens(render(build(record, assessments, made_at=MADE_AT), "md").decode())
    heads = [
        found[place + 1].content
        for place, one in enumerate(found)
        if one.type == "heading_open" and one.tag == "h2"
    ]
    assert heads == [
        "The interview", "Competencies", "What to try next", "Question by question",
        "How it was said", "The rest of the conversation", "Limits of this report",
        "View of the trainer",
    ]  # fmt: skip
