import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from talkup_local.cli.app import app
from talkup_local.cli.token import duration, scopes
from talkup_local.errors import ConfigError
from talkup_local.storage.tokens import FILE, TokenStore


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``talkup-local token`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALKUP_DATA", "data")
    return lambda *arguments: CliRunner().invoke(app, ["token", *arguments])


@pytest.fixture
def store(tmp_path):
    return TokenStore(tmp_path / "data" / FILE)


def test_a_token_is_all_that_stands_on_stdout(run, store):
    done = run("add", "room 3")
    assert re.fullmatch(r"tk_\S{56}\n", done.stdout)
    token = store.find(done.stdout.strip())
    assert (token.name, token.scopes) == ("room 3", {"interview", "stream"})


def test_it_says_once_what_it_opens_and_for_how_long(run):
    done = run("add", "boss", "--scope", "admin", "--expires", "30d")
    assert "opens admin until 2" in done.stderr
    assert "not shown again" in done.stderr


def test_programs_get_one_object(run, store):
    made = json.loads(run("add", "ci", "--scope", "service", "--expires", "12h", "--json").stdout)
    token = store.find(made["token"])
    assert (made["id"], made["scopes"], made["state"]) == (token.id, ["service"], "valid")
    left = token.expires - datetime.now(UTC)
    assert timedelta(hours=11) < left <= timedelta(hours=12)


def test_the_list_shows_no_secret(run):
    text = run("add", "room 3").stdout.strip()
    for done in (run("list"), run("list", "--json")):
        assert "room 3" in done.stdout
        assert text[16:] not in done.stdout


def test_a_name_in_brackets_is_listed_as_it_is(run):
    run("add", "room [/] 3")
    assert "room [/] 3" in run("list").stdout


def test_an_empty_list_says_so(run, tmp_path):
    assert run("list").stdout == "no token has been made\n"
    assert json.loads(run("list", "--json").stdout) == {"tokens": []}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("by_id", [True, False])
def test_a_token_is_revoked_by_name_or_id(run, store, by_id):
    text = run("add", "room 3").stdout.strip()
    done = run("revoke", store.find(text).id if by_id else "room 3")
    assert done.stdout == f"revoked {store.find(text).id} (room 3)\n"
    (listed,) = json.loads(run("list", "--json").stdout)["tokens"]
    assert listed["state"] == "revoked"


def test_what_is_not_there_is_told(run):
    assert isinstance(run("revoke", "room 3").exception, ConfigError)


def test_a_configuration_that_still_lacks_tokens_is_good_enough(run, tmp_path, monkeypatch):
    monkeypatch.delenv("TALKUP_DATA")
    (tmp_path / "config.toml").write_text('data = "kept"\n[server]\nhost = "0.0.0.0"\n')
    assert run("add", "room 3").exit_code == 0
    assert (tmp_path / "kept" / FILE).exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("30d", timedelta(days=30)),
        ("8w", timedelta(weeks=8)),
        ("1y", timedelta(days=365)),
    ],
)
def test_durations_are_written_with_their_unit(text, expected):
    assert duration(text) == expected


@pytest.mark.parametrize("text", ["", "30", "d", "0d", "-1d", "1.5d", "30 d", "3q", "9999999d"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ConfigError, match="no duration"):
        duration(text)


def test_scopes_are_listed_with_commas():
    assert scopes(" interview, stream,") == {"interview", "stream"}


@pytest.mark.parametrize("text", ["", ",", "interview,root", "Admin"])
def test_what_is_no_scope_is_refused(text):
    with pytest.raises(ConfigError, match="scope"):
        scopes(text)
