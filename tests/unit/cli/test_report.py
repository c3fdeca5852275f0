import json

import pytest
from msgspec.structs import replace
from support.records.making import interview
from typer.testing import CliRunner

from talkup_local.cli.app import app
from talkup_local.clock import SystemClock
from talkup_local.errors import ConfigError
from talkup_local.storage.exporting import report_of
from talkup_local.storage.redacting import redact
from talkup_local.storage.sessions import FILE, SessionStore

ID = "iv_7f3c9a52"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The store of a server that has held one interview, in the folder that it ran in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text('data = "kept"\n')
    record = replace(interview("en")[0], id=ID)
    (tmp_path / "kept").mkdir()
    with SessionStore(tmp_path / "kept" / FILE, SystemClock()) as store:
        store.create(record)
        store.end(ID, "time")
        yield store


def run(*arguments):
    return CliRunner().invoke(app, ["report", *arguments])


def test_a_page_is_written_beside_where_it_was_asked_for(store, tmp_path):
    done = run("7f3c")
    assert done.exit_code == 0, done.output
    page = (tmp_path / f"{ID}-report.html").read_text()
    assert "Interview report: IT support technician" in page
    assert report_of(store, ID) is not None


def test_each_format_goes_to_the_file_that_is_named(store, tmp_path):
    for form, begins in (("pdf", b"%PDF"), ("md", b"# Interview"), ("json", b"{")):
        assert run(ID, "--format", form, "--out", f"it.{form}").exit_code == 0
        assert (tmp_path / f"it.{form}").read_bytes().startswith(begins)


def test_json_is_printed_with_the_trainers_word(store):
    printed = json.loads(run(ID, "--json", "--note", "Well prepared.").stdout)
    assert printed["reviewer_note"] == "Well prepared."
    assert printed["head"]["scored_by"] in (["rules"], [])
    again = (json.loads(run(ID, "--json", *more).stdout) for more in ((), ("--note", "")))
    assert [one["reviewer_note"] for one in again] == ["Well prepared.", ""]


def test_without_its_words_the_report_that_is_kept_is_shown(store):
    made = json.loads(run(ID, "--json").stdout)
    redact(store, ID)
    shown = json.loads(run(ID, "--json", "--note", "Seen.").stdout)
    assert shown["reviewer_note"] == "Seen."
    assert shown["head"]["date"] == made["head"]["date"]
    assert "Jira" not in json.dumps(shown)


def test_an_unknown_interview_says_where_to_look(store):
    done = run("nobody")
    assert isinstance(done.exception, ConfigError)
    assert "sessions list" in str(done.exception)


def test_where_no_model_is_there_its_levels_cannot_be_had(store):
    done = run(ID, "--engine", "model")
    assert done.exit_code != 0
    assert isinstance(done.exception, ConfigError)
    assert "there is no language model here" in str(done.exception)
