import sqlite3
import stat

import pytest

from talkup_local.errors import StorageError
from talkup_local.storage.database import opened

FIRST = "CREATE TABLE things (name TEXT)"
SECOND = "ALTER TABLE things ADD COLUMN size INTEGER; CREATE INDEX sizes ON things (size)"


def names(path, *migrations) -> list[str]:
    with opened(path, migrations) as database:
        return [row[0] for row in database.execute("SELECT name FROM things")]


def test_a_new_file_and_its_folder_are_for_their_owner_alone(tmp_path):
    path = tmp_path / "data" / "things.db"
    names(path, FIRST)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_old_file_is_brought_up_and_keeps_what_it_holds(tmp_path):
    path = tmp_path / "things.db"
    with opened(path, [FIRST]) as database:
        database.execute("INSERT INTO things VALUES ('chair')")
    with opened(path, [FIRST, SECOND]) as database:
        assert database.execute("SELECT name, size FROM things").fetchall() == [("chair", None)]


def test_a_file_of_a_newer_release_is_left_alone(tmp_path):
    path = tmp_path / "things.db"
    names(path, FIRST, SECOND)
    with pytest.raises(StorageError, match="newer release"):
        names(path, FIRST)


def test_what_fails_in_the_middle_leaves_nothing_behind(tmp_path):
    path = tmp_path / "things.db"

    def half() -> None:
        with opened(path, [FIRST]) as database:
            database.execute("INSERT INTO things VALUES ('chair')")
            raise ValueError

    with pytest.raises(ValueError):
        half()
    assert names(path, FIRST) == []


def test_readers_do_not_wait_for_a_writer(tmp_path):
    path = tmp_path / "things.db"
    with opened(path, [FIRST]) as writer:
        writer.execute("INSERT INTO things VALUES ('chair')")
        assert names(path, FIRST) == []
    assert names(path, FIRST) == ["chair"]


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path):
    path = tmp_path / "things.db"
    path.write_text("not a database, though long enough to be looked at " * 10)
    with pytest.raises(StorageError, match=r"things\.db: can't be used"):
        names(path, FIRST)


def test_a_folder_that_can_not_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageError, match=r"can't be opened"):
        names(tmp_path / "data" / "things.db", FIRST)


def test_a_wrong_statement_is_an_error_of_ours(tmp_path):
    with pytest.raises(StorageError) as caught:
        names(tmp_path / "things.db", "CREATE TABLE others (name TEXT)")
    assert isinstance(caught.value.__cause__, sqlite3.Error)
