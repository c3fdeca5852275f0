import json

import msgspec
import pytest
from msgspec.structs import replace
from support.kept import NOW, SAID, bytes_of, interview, store_in
from typer.testing import CliRunner

from talkup_local.assessment.report import build
from talkup_local.cli.sessions import app
from talkup_local.clock import SystemClock
from talkup_local.errors import ConfigError, StorageError

ID = "iv_aa00000000"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``talkup-local sessions`` in a folder whose configuration keeps data in ``kept``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text('data = "kept"\n')

    def invoke(*arguments, **settings):
        done = CliRunner().invoke(app, arguments, **settings)
        if isinstance(done.exception, (ConfigError, StorageError)):
            raise done.exception
        return done

    return invoke


@pytest.fixture
def store(tmp_path):
    with store_in(tmp_path / "kept") as store:
        yield store


@pytest.fixture
def two(store):
    """Two interviews, one with a report."""
    record = interview(id=ID)
    store.create(record)
    store.create(interview(id="iv_ab00000000", ended=NOW, state="ended"))
    report = build(record, {}, made_at=NOW)
    store.save_report(ID, "json", msgspec.json.encode(report))


def test_before_the_first_interview_nothing_is_made(run, tmp_path):
    assert run("list").stdout == "no interview is kept\n"
    with pytest.raises(ConfigError, match="no interview is kept here"):
        run("show", "iv_x")
    assert not (tmp_path / "kept").exists()


def test_a_role_in_brackets_is_listed_as_it_is(run, store):
    record = interview()
    store.create(replace(record, plan=replace(record.plan, role="[/b]")))
    assert "[/b]" in run("list").stdout


@pytest.mark.usefixtures("two")
def test_they_are_listed_without_a_word_of_what_was_said(run):
    rows = json.loads(run("list", "--json").stdout)["sessions"]
    assert [row["id"] for row in rows] == ["iv_ab00000000", ID]
    assert (rows[1]["turns"], rows[1]["has_report"], rows[1]["minutes"]) == (1, True, 1.0)
    assert SAID not in run("list").stdout
    assert ID in run("list", "--state", "open").stdout
    assert ID not in run("list", "--state", "ended").stdout


@pytest.mark.usefixtures("two")
def test_one_is_shown_by_the_beginning_of_its_id(run):
    assert SAID in run("show", "iv_aa").stdout.replace("\n", " ")
    assert json.loads(run("show", "aa", "--json").stdout)["session"]["id"] == ID


def test_what_was_said_can_not_control_the_terminal_that_shows_it(run, store):
    record = interview(id=ID)
    said = replace(record.turns[0], asked="One\x1b[2J?", heard="Two\x9b31m\x07.")
    store.create(replace(record, turns=(said,)))
    shown = run("show", ID).stdout
    assert "One[2J?" in shown
    assert "Two31m." in shown


@pytest.mark.usefixtures("two")
def test_an_id_that_names_none_or_several_is_told(run):
    with pytest.raises(ConfigError, match="there is no interview 'zz'"):
        run("show", "zz")
    with pytest.raises(ConfigError, match="2 interviews begin with"):
        run("show", "a")


@pytest.mark.usefixtures("two")
def test_it_is_exported_as_data_and_as_a_page(run, tmp_path):
    run("export", ID, "--out", "one.json")
    assert json.loads((tmp_path / "one.json").read_text())["session"]["turns"][0]["heard"] == SAID
    assert SAID in run("export", ID, "--format", "md").stdout
    with pytest.raises(ConfigError, match="has no report yet"):
        run("export", "ab", "--format", "html")


@pytest.mark.usefixtures("two")
def test_before_something_is_deleted_it_asks(run, store, tmp_path):
    assert run("purge", ID, input="n\n").exit_code == 1
    with pytest.raises(ConfigError, match=r"nobody has answered\. --yes"):
        run("purge", ID, input="")
    assert store.count() == 2
    done = json.loads(run("purge", ID, "--yes", "--json").stdout)
    assert (done["deleted"], done["turns"], done["compacted"]) == ([ID], 1, True)
    assert [row.id for row in store.list()] == ["iv_ab00000000"]
    assert ID.encode() not in bytes_of(tmp_path)


@pytest.mark.usefixtures("two")
def test_what_is_to_be_deleted_must_be_said(run, store):
    for arguments in ((), (ID, "--all"), ("--expired", "--all")):
        with pytest.raises(ConfigError, match="says not which"):
            run("purge", *arguments, "--yes")
    store.create(interview(created=SystemClock().utc_now()))
    run("purge", "--expired", "--yes")
    assert store.count() == 1
    run("purge", "--all", "--yes")
    assert store.count() == 0


@pytest.mark.usefixtures("two")
def test_words_are_taken_out_on_request(run, tmp_path):
    run("redact", ID, "--yes")
    run("purge", "ab", "--yes")
    assert SAID.encode() not in bytes_of(tmp_path)
    assert "redacted" in run("list").stdout
    assert "has been taken out" in run("show", ID).stdout


@pytest.mark.usefixtures("two")
def test_a_check_tells_what_is_wrong(run, store, tmp_path):
    (tmp_path / "kept" / "recordings" / "iv_stray").mkdir(parents=True)
    found = json.loads(run("check", "--json").stdout)
    assert (found["ok"], found["sessions"], len(found["loose_recordings"])) == (True, 2, 1)
    store.close()
    (tmp_path / "kept" / "interviews.db").write_text("no database " * 99)
    with pytest.raises(StorageError, match="is damaged"):
        run("check")
