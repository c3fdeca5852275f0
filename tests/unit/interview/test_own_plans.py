from pathlib import Path

import pytest

from talkup_local.errors import ConfigError, UnknownPlan
from talkup_local.interview.own_plans import check_plan, find_plan, load_plan, plans_in

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "plan-data-analyst.toml"

SMALL = """
kind = "general"
role = "baker"
minutes = 15
use = ["general.introduction", "baker.dough"]

[[question]]
id = "baker.dough"
topic = "dough"
competency = "quality"
text = "How do you know that a dough is ready?"
probe = "What do you look at first?"
"""


def faults(text):
    return [str(fault) for fault in check_plan(text)[1]]


def test_the_example_of_the_docs_is_a_plan():
    plan = load_plan(EXAMPLE)
    assert (plan.source, plan.role, plan.minutes) == ("file", "data analyst", 25)
    assert [part.name for part in plan.parts] == ["opening", "main", "closing"]
    assert plan.questions[1].id == "analyst.wrong_number"
    assert "data_sense" in [competency.id for competency in plan.competencies]


def test_the_short_example_of_the_docs_is_a_plan_in_any_editors_spelling(tmp_path):
    text = (EXAMPLE.parents[1] / "plans.md").read_text(encoding="utf-8")
    file = tmp_path / "hotel.toml"
    file.write_text(
        text.split("```toml\n")[1].split("```")[0], encoding="utf-8-sig", newline="\r\n"
    )
    assert [one.id for one in load_plan(file).questions][1] == "hotel.late_guest"


def test_questions_of_the_banks_and_of_the_file_come_as_they_are_named():
    plan = load_plan(SMALL)
    assert [question.id for question in plan.questions] == ["general.introduction", "baker.dough"]
    assert sum(part.minutes for part in plan.parts) == pytest.approx(15, abs=0.1)


def test_an_unknown_field_is_told_with_its_line_and_what_was_meant():
    fault = faults(SMALL.replace("topic =", "topics ="))[0]
    assert "line 9: question 1.topics: there is no such field. Did you mean topic?" in fault


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("minutes = 15", 'minutes = "15"', "line 4: minutes: expected `float`"),
        ('"general"', '"generals"', "line 2: kind: invalid enum value"),
        (
            '"quality"',
            '"qualty"',
            "question 1.competency: there is no competency 'qualty'. Did",
        ),
        (
            '"general.introduction"',
            '"general.intro"',
            "Did you mean general.introduction?",
        ),
        ('role = "baker"', 'role = "young baker"', "role: is about the candidate's age"),
        ("is ready?", "is ready? Who told you? And when?", "text: asks 3 questions at once"),
        ('"baker.dough"]', '"baker.dough", "baker.dough"]', "use: names baker.dough twice"),
        (
            "How do you know",
            "How old are you, and how",
            "question 1.text: is about the",
        ),
        ('id = "baker.dough"', 'id = "Baker"', "question 1.id: expected `str` of the form"),
        ("[[question]]", "[question]", "question: must be written as [[question]]"),
        ("role =", "role", "not valid TOML"),
        ('use = ["', 'use = [1, "', "use 1: expected `str`, got `int`"),
    ],
)
def test_each_mistake_is_told_with_its_place(before, after, words):
    assert any(words in fault for fault in faults(SMALL.replace(before, after, 1)))


def test_all_mistakes_are_told_at_once():
    text = SMALL.replace("topic =", "topics =").replace('"baker"', "1")
    text += SMALL[SMALL.index("[[question]]") :].replace("ready?", "ready? Are you married?")
    assert len(faults(text)) >= 3


def test_one_id_for_two_questions_is_refused():
    assert any("is there twice" in fault for fault in faults(SMALL + SMALL[SMALL.index("[[") :]))


def test_a_plan_without_questions_is_refused():
    assert any("there are no questions" in fault for fault in faults('kind = "general"'))


def test_parts_name_every_question_once():
    part = '\n[[part]]\nname = "main"\nminutes = 5\nquestions = ["general.introduction"]\n'
    assert any("does not go with" in fault for fault in faults(SMALL + part))
    without_use = "\n".join(line for line in SMALL.splitlines() if not line.startswith("use"))
    assert any("baker.dough is in no part" in fault for fault in faults(without_use + part))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "baker.toml").write_text(SMALL, encoding="utf-8")
    french = SMALL.replace("How do you know", "Comment savez-vous")
    (tmp_path / "baker.fr.toml").write_text(french, encoding="utf-8")
    (tmp_path / "cook.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "Old plan.toml").write_text("", encoding="utf-8")
    return tmp_path


def test_the_plans_of_a_folder_go_by_their_file_names(folder):
    assert [(file.name, file.language) for file in plans_in(folder)] == [
        ("baker", "fr"),
        ("baker", None),
        ("cook", None),
    ]
    assert plans_in(folder / "none") == ()


def test_the_plan_in_the_language_of_the_interview_is_found(folder):
    assert find_plan(folder, "baker", "fr").language == "fr"
    assert find_plan(folder, "baker", "en").language == "en"
    assert find_plan(folder, "baker", "en").name == "baker"


@pytest.mark.parametrize("name", ["../baker", "butcher", "", "baker.toml", "/etc/passwd", "BAKER"])
def test_a_name_is_never_a_path(folder, name):
    with pytest.raises(UnknownPlan):
        find_plan(folder / ".", name)


def test_a_plan_in_another_language_is_not_the_plan_asked_for(folder):
    with pytest.raises(UnknownPlan, match="'en' only"):
        find_plan(folder, "cook", "fr")


def test_a_file_that_can_not_be_read_is_told(tmp_path):
    with pytest.raises(ConfigError, match="can't be read"):
        load_plan(tmp_path / "none.toml")
