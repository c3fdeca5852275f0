import random
import sqlite3
import stat
from pathlib import Path

import pytest

from talkup_local.errors import StorageError
from talkup_local.storage.database import Database, examine, opened

FIRST = "CREATE TABLE things (name TEXT)"
SECOND = "ALTER TABLE things ADD COLUMN size INTEGER; CREATE INDEX sizes ON things (size)"


def snapshot(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


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
    before = snapshot(tmp_path)
    for look in (names, Database, examine):
        with pytest.raises(StorageError, match=r"newer release.*Install that release"):
            look(path, [FIRST] if look is not names else FIRST)
    assert snapshot(tmp_path) == before


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


def whole(path) -> bytes:
    names(path, FIRST)
    with opened(path, [FIRST]) as database:
        database.executemany("INSERT INTO things VALUES (?)", [("chair" * 900,)] * 9)
    return path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"not a database, though long enough to be looked at " * 10,
        lambda data: random.Random(1).randbytes(len(data)),
        lambda data: data[: len(data) // 2],
        lambda data: data[:50] + random.Random(2).randbytes(3_000) + data[3_050:],
    ],
    ids=["text", "noise", "cut off", "overwritten"],
)
def test_a_file_that_is_damaged_is_one_clear_error_and_stays_as_it_is(tmp_path, damage):
    path = tmp_path / "things.db"
    path.write_bytes(damage(whole(path)))
    before = snapshot(tmp_path)
    with pytest.raises(StorageError, match=r"things\.db: is damaged.*Move it away"):
        Database(path, [FIRST])
    assert snapshot(tmp_path) == before


def test_damage_within_is_found_by_reading_it_all(tmp_path):
    path = tmp_path / "things.db"
    data = bytearray(whole(path))
    data[-4096 * 3 : -4096] = random.Random(3).randbytes(8192)
    path.write_bytes(data)
    assert examine(path, [FIRST])[1]


def test_a_sound_file_has_no_problems_and_is_only_read(tmp_path):
    path = tmp_path / "things.db"
    whole(path)
    before = snapshot(tmp_path)
    assert examine(path, [FIRST]) == (1, [])
    assert snapshot(tmp_path) == before


def test_a_transaction_within_another_is_part_of_it(tmp_path):
    database = Database(tmp_path / "things.db", [FIRST])

    def half() -> None:
        with database.writing():
            with database.writing() as rows:
                rows.execute("INSERT INTO things VALUES ('chair')")
            raise ValueError

    with pytest.raises(ValueError):
        half()
    with database.reading() as rows:
        assert rows.execute("SELECT count(*) FROM things").fetchone() == (0,)
    database.close()


def test_who_waits_too_long_for_another_is_told(tmp_path):
    path = tmp_path / "things.db"
    one, other = Database(path, [FIRST]), Database(path, [FIRST], busy_s=0.01)
    with one.writing(), pytest.raises(StorageError, match="in use by another process"):
        with other.writing():
            pass
    one.close()
    other.close()


def test_what_is_deleted_is_overwritten_and_gives_its_room_back(tmp_path):
    path = tmp_path / "things.db"
    database = Database(path, [FIRST])
    with database.writing() as rows:
        rows.executemany("INSERT INTO things VALUES (?)", [("secret" * 900,)] * 99)
    assert database.checkpoint()
    size = path.stat().st_size
    with database.writing() as rows:
        rows.execute("DELETE FROM things")
    database.compact()
    assert database.checkpoint()
    assert b"secret" not in path.read_bytes()
    assert path.stat().st_size < size / 10
    database.close()


def test_a_folder_that_nobody_may_write_to_is_one_clear_error():
    with pytest.raises(StorageError, match="can't be opened"):
        Database(Path("/proc/talkup/things.db"), [FIRST])


def test_a_folder_in_the_place_of_the_file_is_one_clear_error(tmp_path):
    with pytest.raises(StorageError, match="is a folder, not a file"):
        Database(tmp_path, [FIRST])


def test_what_sqlite_can_not_open_is_one_clear_error(tmp_path):
    deep = tmp_path.joinpath(*["x" * 200] * 4)  # a longer path than it takes
    with pytest.raises(StorageError, match="or its folder can't be written"):
        Database(deep / "things.db", [FIRST])


def test_a_folder_that_can_not_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageError, match=r"can't be opened"):
        names(tmp_path / "data" / "things.db", FIRST)


def test_a_wrong_statement_is_an_error_of_ours(tmp_path):
    with pytest.raises(StorageError) as caught:
        names(tmp_path / "things.db", "CREATE TABLE others (name TEXT)")
    assert isinstance(caught.value.__cause__, sqlite3.Error)
