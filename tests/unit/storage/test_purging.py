import pytest
from support.interviews import loud
from support.kept import SAID, bytes_of, interview, store_in, turn

from talkup_local.errors import StorageError
from talkup_local.storage.purging import purge, removal
from talkup_local.storage.sessions import SessionStore

OTHER = "In my last place we counted every single pallet twice a day by hand"


@pytest.fixture
def store(tmp_path):
    with store_in(tmp_path, busy_s=0.1) as store:
        yield store


def kept(store: SessionStore, *turns) -> str:
    record = interview(*turns)
    store.create(record)
    store.save_report(record.id, "json", b'{"quote":"' + turns[0].heard.encode() + b'"}')
    store.recordings.save(record.id, 1, loud(0.1))
    return record.id


def test_no_byte_is_left_of_what_was_purged(store, tmp_path):
    gone, stays = kept(store, turn(1), turn(2, SAID[::-1])), kept(store, turn(1, OTHER))
    store.end(stays, "completed")
    found = purge(store, [gone])
    left = bytes_of(tmp_path)
    for trace in (gone, SAID, SAID[::-1], SAID[20:40]):
        assert trace.encode() not in left
    assert (found.turns, found.recordings, found.looked_for) == (2, 1, 3)
    assert "interviews.db" in found.looked_at
    assert found.compacted
    assert store.load(stays).turns[0].heard == OTHER
    assert store.recordings.count(stays) == 1


def test_words_that_another_interview_has_too_do_not_alarm(store):
    gone, stays = kept(store, turn(1)), kept(store, turn(1))
    purge(store, [gone])
    assert store.load(stays).turns[0].heard == SAID


def test_it_works_while_a_server_holds_an_interview(store, tmp_path):
    gone, stays = kept(store, turn(1)), kept(store, turn(1, OTHER))
    with store_in(tmp_path) as other:
        found = purge(other, [gone])
    assert (found.compacted, found.note[:24]) == (False, "an interview is going on")
    assert SAID.encode() not in bytes_of(tmp_path)
    store.add_turn(stays, turn(2), progress=b"", spent_s=1)
    assert [row.id for row in store.list()] == [stays]


def test_it_waits_for_who_reads_and_says_so_in_the_end(store, tmp_path):
    gone, waits = kept(store, turn(1)), []
    with store_in(tmp_path) as other, other.database.reading() as rows:
        rows.execute("SELECT * FROM sessions").fetchone()
        with pytest.raises(StorageError, match="another process reads"):
            purge(store, [gone], sleep=waits.append)
    assert waits
    assert purge(store, []).looked_for == 0


def test_what_is_still_there_is_told(store):
    gone = kept(store, turn(1))

    def nothing_at_all() -> None:
        with removal(store, [gone]):
            pass

    with pytest.raises(StorageError, match="still holds something"):
        nothing_at_all()
