from datetime import timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.records.making import BEGAN, MADE_AT, interview

from talkup_local.assessment.report import Report, build
from talkup_local.assessment.scoring import Assessment, Evidence
from talkup_local.interview.record import Consent


@pytest.fixture(scope="module")
def kept():
    return interview("en")


@pytest.fixture(scope="module")
def report(kept):
    return build(*kept, made_at=MADE_AT)


def question(report, number):
    return report.questions[number - 1]


def test_the_same_record_gives_the_same_report(kept, report):
    assert build(*kept, made_at=MADE_AT) == report


def test_the_json_of_a_report_reads_back_as_it_was(report):
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report


def test_each_question_tells_what_was_asked_said_and_found(report):
    fault = question(report, 3)
    assert fault.level == 4
    assert fault.anchor == fault.anchors[3]
    assert [one.label for one in fault.exchanges] == ["3", "3b"]
    assert fault.exchanges[1].step == "follow_up"
    assert all(quote.quote in fault.exchanges[n].heard for n, quote in enumerate(fault.evidence))
    assert fault.outline


def test_a_quote_that_nobody_said_is_left_out_and_counted(kept):
    record, assessments = kept
    asked = record.plan.questions[2].id
    first = next(turn for turn in record.turns if turn.question_id == asked)
    elsewhere = record.turns[1]
    invented = (
        Evidence(turn=first.number, quote="I saved the company", shows="initiative"),
        Evidence(turn=elsewhere.number, quote=elsewhere.heard, shows="an answer to another one"),
        Evidence(turn=999, quote="Last spring", shows="a turn that there was not"),
    )
    forged = replace(assessments[asked], evidence=invented)
    found = question(build(record, {asked: forged}, made_at=MADE_AT), 3)
    assert (found.evidence, found.dropped_quotes) == ((), 3)
    assert "No quote bears this level out" in found.note


def test_a_request_is_shown_but_is_no_answer(report):
    first, second = question(report, 4).exchanges
    assert (first.heard, first.answer, first.label) == ("Could you repeat that, please?", False, "")
    assert (second.answer, second.label) == (True, "4")
    assert "4" in [answer.label for answer in report.speech.answers]


def test_questions_skipped_or_not_reached_count_for_nothing(report):
    assert [one.state for one in report.questions[6:]] == ["skipped", "not_reached"]
    assert (report.head.planned, report.head.reached, report.head.assessed) == (8, 7, 6)
    problem_solving = report.competencies[1]
    assert problem_solving.levels == {3: 4}
    assert problem_solving.summary == "Level 4, one answer only."


def test_a_question_that_was_left_by_a_button_was_skipped(kept):
    record, assessments = kept
    last = record.turns[-1]
    turns = (
        *record.turns[:-1],
        replace(last, heard="", step="skip", question_id=record.plan.questions[7].id),
    )
    found = build(replace(record, turns=turns), assessments, made_at=MADE_AT)
    assert question(found, 8).state == "skipped"


def test_a_level_without_an_answer_is_not_believed(kept):
    record, _ = kept
    asked = record.plan.questions[7].id
    found = build(record, {asked: Assessment(question_id=asked, level=4)}, made_at=MADE_AT)
    assert question(found, 8).level is None


def test_levels_of_a_competency_are_a_range_and_no_mean(report):
    communication = report.competencies[0]
    assert communication.levels == {1: 3, 2: 2, 6: 3}
    assert (communication.lowest, communication.highest) == (2, 3)
    assert communication.summary == "Levels 2 to 3 in 3 answers."


def test_dates_are_told_in_the_zone_of_who_reads_it(kept):
    paris = timezone(timedelta(hours=1), "CET")
    head = build(*kept, made_at=MADE_AT.astimezone(paris)).head
    assert (head.date.hour, head.date.tzname()) == (BEGAN.hour + 1, "CET")


@pytest.mark.parametrize(
    ("changes", "completeness"),
    [
        ({"state": "broken"}, "broken"),
        ({"state": "open", "ended": None}, "open"),
        ({"consent": Consent(given=False, at=BEGAN, how="spoken"), "turns": ()}, "refused"),
    ],
)
def test_the_report_says_how_complete_the_interview_was(kept, changes, completeness):
    record, assessments = kept
    found = build(replace(record, **changes), assessments, made_at=MADE_AT)
    assert found.head.completeness == completeness


def test_it_says_who_gave_the_levels_and_that_a_human_decides(kept, report):
    assert "by fixed rules" in report.statement
    record, assessments = kept
    by_model = {name: replace(one, by="qwen3-4b") for name, one in assessments.items()}
    found = build(record, by_model, made_at=MADE_AT)
    assert "the language model qwen3-4b" in found.statement
    assert "a human does" in found.statement


def test_what_was_found_of_faces_and_emotions_gets_nowhere(kept):
    record, assessments = kept
    seen = {
        "emotion_analyzer": {"measures": {"arousal": {"value": 0.87654, "unit": ""}}},
        "behavior_analyzer": {"measures": {"gaze_on_camera_share": {"value": 0.87654}}},
        "other": "no result at all",
    }
    turns = tuple(replace(turn, measures=seen) for turn in record.turns)
    report = build(replace(record, turns=turns), assessments, made_at=MADE_AT)
    assert b"0.87" not in msgspec.json.encode(report)


def test_the_voice_is_told_as_a_mean_over_the_answers(report):
    melody = next(one for one in report.speech.measures if one.name == "pitch_range_st")
    assert (melody.value, melody.place, melody.low) == (3.1, "below", 4)
    assert "pitch_median_hz" not in [one.name for one in report.speech.measures]


def test_each_answer_has_its_figures(report):
    first = report.speech.answers[0]
    assert (first.label, first.words, first.response_s) == ("1", 81, 1.4)
    assert first.pace_words_per_min == pytest.approx(148, abs=4)
    assert report.speech.answers[2].fillers > 3
    assert report.speech.talk_share == pytest.approx(0.73, abs=0.02)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=20, max_size=20))
def test_whatever_was_heard_makes_a_report(heard):
    record, assessments = interview("fr")
    turns = tuple(
        replace(turn, heard=text, words=()) for turn, text in zip(record.turns, heard, strict=False)
    )
    report = build(replace(record, turns=turns), assessments, made_at=MADE_AT)
    for one in report.questions:
        said = {exchange.turn: exchange.heard for exchange in one.exchanges}
        assert all(quote.quote in said[quote.turn] for quote in one.evidence)
