"""Checks of a whole interview, on short ones written by hand."""

import pytest

from talkup_local.cli.bench.interview.candidates import Candidate, Line
from talkup_local.cli.bench.interview.checks import check
from talkup_local.cli.bench.interview.hold import ENDLESS, Exchange, Held
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import Question

ANNA = Candidate(name="anna", consent=("Yes.",), answers=("x",), more=("x",), asks=("No.",))
WORK = "Where do you work? And what do you like about it?"
TEAM = "Tell me about your team."
PLAN = InterviewPlan(
    kind="general",
    language="en",
    minutes=10,
    questions=tuple(
        Question(
            id=f"general.{name}",
            topic=name,
            competency="communication",
            text=text,
            probe=f"What about {name}, exactly?",
            rephrase=f"What do you do at {name}?",
        )
        for name, text in (("work", WORK), ("team", TEAM))
    ),
)
ANSWER = Line(text="I work in a bakery, with my sister.")


def told(line, said, question_id="general.work", *, at_s=60.0, finished=False):
    return Exchange(
        line=line,
        said=said,
        before_s=at_s - 5,
        at_s=at_s,
        stage="questions" if question_id else "closing",
        question_id=question_id,
        step="",
        finished=finished,
    )


GREETED = told(None, "Hello. May this be kept?", "", at_s=5.0)
ASKED = told(Line(text="Yes."), f"Thank you. {WORK}")


def checked(*exchanges, reason="finished", consent=True):
    held = Held(candidate=ANNA, plan=PLAN, exchanges=[GREETED, ASKED, *exchanges])
    held.reason, held.consent = reason, consent
    return check(held)


def test_a_question_that_comes_again_after_an_answer_is_a_repeat():
    found = checked(told(ANSWER, f"I see. {WORK}"))
    assert (found.repeats, found.stuck) == (1, 2)


@pytest.mark.parametrize(
    "line", [Line(text="Again, please?", wants="repeat"), Line(text="It rains.", astray=True)]
)
def test_a_question_may_come_again_when_it_was_asked_for_or_lost(line):
    assert checked(told(line, f"Of course. {WORK}")).repeats == 0


def test_a_question_of_the_plan_is_one_question_whatever_its_marks():
    assert checked().doubles == 0
    assert checked(told(ANSWER, f"{TEAM} How many are you?", "general.team")).doubles == 1


@pytest.mark.parametrize(
    ("wants", "said", "question_id", "unmet"),
    [
        ("repeat", f"Sure. {WORK}", "general.work", 0),
        ("repeat", "Take your time.", "general.work", 1),
        ("rephrase", "What do you do at work?", "general.work", 0),
        ("rephrase", "What about work, exactly?", "general.work", 1),
        ("rephrase", f"Sure. {WORK}", "general.work", 1),
        ("skip", TEAM, "general.team", 0),
        ("skip", WORK, "general.work", 1),
        ("wait", "Of course.", "general.work", 0),
        ("wait", "Of course. Have you got it?", "general.work", 1),
        ("time", f"About six minutes. {WORK}", "general.work", 0),
        ("time", f"I see. {WORK}", "general.work", 1),
        ("person", "No, I am a computer program.", "general.work", 0),
    ],
)
def test_a_request_is_met_by_what_was_asked_for(wants, said, question_id, unmet):
    found = checked(told(Line(text="A request.", wants=wants), said, question_id))
    assert (found.unmet, found.requests) == (unmet, 1)


@pytest.mark.parametrize("said", ["First:\n- the team", "**Good.**", "You have 6 minutes left."])
def test_what_nobody_would_say_like_that_is_counted(said):
    assert checked(told(ANSWER, said)).markup == 1


def test_the_time_is_warned_of_at_four_fifths_and_at_the_end():
    late = told(ANSWER, "We have two minutes left. And then?", at_s=500.0)
    over = told(ANSWER, "Our time is over. What would you like to ask?", "", at_s=640.0)
    found = checked(late, over)
    assert (found.warned, found.warnings) == (2, 2)
    assert found.time == pytest.approx(635 / 600)
    silent = checked(told(ANSWER, "And then?", at_s=500.0))
    assert (silent.warned, silent.warnings) == (0, 1)


def test_what_is_asked_on_is_counted_by_question():
    found = checked(told(ANSWER, "How so?"), told(ANSWER, "And then?"), told(ANSWER, "I see."))
    assert (found.asked_on, found.covered, found.planned) == (2, 1, 2)


def test_an_interview_that_never_ends_did_not_end_by_itself():
    assert checked().ended
    assert not checked(reason=ENDLESS).ended


def test_consent_is_a_yes_before_the_first_question_or_nothing_is_asked():
    assert checked().consent
    assert not checked(consent=None).consent
    refused = Candidate(
        name="ben", consent=("No.",), answers=("x",), more=("x",), asks=("x",), agrees=False
    )
    held = Held(candidate=refused, plan=PLAN, exchanges=[GREETED])
    held.consent = False
    assert check(held).consent
    held.exchanges.append(ASKED)
    assert not check(held).consent


def test_what_leads_away_is_led_back_by_the_question_or_the_next_one():
    astray = Line(text="It rains.", astray=True)
    found = checked(
        told(astray, "How so?"), told(astray, "How so?"), told(astray, TEAM, "general.team")
    )
    assert (found.led_back, found.astray) == (2, 3)
