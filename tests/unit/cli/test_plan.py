import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import app

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "plan-data-analyst.toml"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``talkup-local plan`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["plan", *map(str, arguments)])


def test_a_plan_is_shown_with_its_questions_and_minutes(run):
    done = run("show", "--kind", "sales", "--level", "senior", "--minutes", "20")
    assert "20 minutes in all" in done.stdout
    assert "senior" in done.stdout


def test_a_job_description_gives_terms_to_the_plan_and_no_more(run, tmp_path):
    job = tmp_path / "job.txt"
    job.write_text("We want SQL and Excel. Call Marie Leroy, 06 12 34 56 78.", encoding="utf-8")
    done = run("show", "--kind", "technical", "--questions", "4", "--job", job, "--json")
    plan = json.loads(done.stdout)
    assert plan["terms"] == ["SQL", "Excel"]
    assert len(plan["questions"]) == 4
    assert "Leroy" not in done.stdout


def test_a_document_in_another_language_is_told(run, tmp_path):
    job = tmp_path / "job.txt"
    job.write_text(
        "Vous êtes à l'aise avec les chiffres et vous aimez le travail en équipe pour "
        "les clients de notre agence.",
        encoding="utf-8",
    )
    assert "seems to be in French" in run("show", "--job", job).stderr


def test_a_plan_file_that_is_sound_is_said_to_be(run):
    done = run("check", EXAMPLE)
    assert (done.exit_code, done.stdout) == (0, "plan-data-analyst.toml is sound: 5 questions\n")


def test_a_plan_and_the_banks_are_checked_at_once(run, tmp_path):
    done = run("check", tmp_path / "none.toml", "--banks")
    assert done.exit_code == 1
    assert "none.toml" in done.stderr


def test_a_plan_in_brackets_is_shown_as_it_is_and_reads_documents_in_its_language(run, tmp_path):
    file, job = tmp_path / "mine.fr.toml", tmp_path / "offre.txt"
    file.write_text(
        'kind = "sales"\nrole = "[/vente]"\nuse = ["sales.motivation"]', encoding="utf-8"
    )
    job.write_text(
        "Vous êtes à l'aise avec les clients et vous aimez le service.", encoding="utf-8"
    )
    done = run("show", "--plan", file, "--job", job)
    assert ("[/vente]" in done.stdout, done.stderr) == (True, "")


def test_each_fault_of_a_plan_file_stands_on_a_line(run, tmp_path):
    file = tmp_path / "mine.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace('level = "junior"', 'levl = "junior"').replace("a figure", "your husband")
    file.write_text(text, encoding="utf-8")
    done = run("check", file)
    assert done.exit_code == 1
    first, second = done.stderr.splitlines()
    assert "mine.toml, line 6: levl: there is no such field. Did you mean level?" in first
    assert "question 1.text: is about the candidate's family life" in second
    assert len(json.loads(run("check", file, "--json").stdout)["faults"]) == 2
