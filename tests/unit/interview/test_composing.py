"""How questions are chosen, on a bank that is small enough to look through."""

from collections import Counter

from talkup_local.interview.composing import Wishes, choose
from talkup_local.interview.questions import Point, Question


def question(name, competency, difficulty=2, *, style="story", roles=(), cues=("none",), minutes=3):
    return Question(
        id=f"general.{name}",
        topic=name,
        competency=competency,
        difficulty=difficulty,
        style=style,
        text=f"What about {name}?",
        probe=f"And {name}?",
        points=(Point(name="says it", cues=cues),),
        roles=roles,
        minutes=minutes,
    )


OPENER = question("introduction", "communication", 1, style="motivation", minutes=2)
BANK = (
    OPENER,
    question("group", "teamwork", 1),
    question("quarrel", "teamwork", 3),
    question("plan", "organisation", 2),
    question("deadline", "organisation", 3),
    question("course", "learning", 1, style="motivation"),
    question("mistake", "learning", 2, cues=("spreadsheet",)),
    question("model", "knowledge", 2, roles=("data", "analyst")),
    question("query", "knowledge", 3, roles=("data", "analyst")),
    question("rollout", "knowledge", 2, roles=("devops",)),
    question("idea", "initiative", 2),
    question("crisis", "initiative", 3),
)


def ids(**wishes):
    return [one.topic for one in choose(BANK, Wishes(**wishes))]


def competencies(**wishes):
    return Counter(one.competency for one in choose(BANK, Wishes(**wishes))[1:])


def test_each_competency_comes_once_before_one_comes_twice():
    assert set(competencies(count=5).values()) == {1}
    assert max(competencies(count=9).values()) == 2


def test_a_role_is_asked_about_its_work_and_not_about_other_work():
    asked = ids(count=6, role="Data Analyst")
    assert {"model", "query"} <= set(asked)
    assert "rollout" not in asked


def test_a_term_of_the_documents_counts():
    assert "mistake" in ids(count=6, terms=("spreadsheets",))


def test_the_level_decides_how_hard_it_gets():
    hard = [
        sum(one.difficulty == 3 for one in choose(BANK, Wishes(count=6, level=level)))
        for level in ("entry", "junior", "experienced", "senior")
    ]
    assert hard == sorted(hard)
    assert hard[0] == 0
    assert hard[-1] >= 3


def test_it_goes_from_easy_to_hard_and_ends_gently():
    difficulties = [one.difficulty for one in choose(BANK, Wishes(count=8, level="experienced"))]
    assert difficulties[1:-1] == sorted(difficulties[1:-1])
    assert difficulties[-1] == min(difficulties[1:])


def test_minutes_decide_how_many_questions_there_are():
    assert len(ids(minutes=13)) == 3
    assert len(ids(minutes=25)) == 7
    assert len(ids(minutes=3)) == 1


def test_a_count_wins_over_minutes():
    assert len(ids(minutes=10, count=8)) == 8


def test_a_bank_that_is_too_small_is_asked_whole():
    assert sorted(ids(count=50)) == sorted(one.topic for one in BANK)
