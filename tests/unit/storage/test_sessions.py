import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from support.interviews import loud
from support.kept import NOW, SAID, bytes_of, interview, plan, store_in, turn

from talkup_local.clock import VirtualClock
from talkup_local.errors import RecordUnreadable, StorageError
from talkup_local.interview.record import Consent, Happening
from talkup_local.storage.naming import new_id, new_token, token_hash
from talkup_local.storage.schema import MIGRATIONS

CHILDREN = ("consents", "plans", "turns", "measures", "reports", "events")


@pytest.fixture
def clock():
    return VirtualClock(driven=True)


@pytest.fixture
def store(tmp_path, clock):
    with store_in(tmp_path, clock) as store:
        yield store


def kept(store, **settings):
    record = interview(**settings)
    store.create(record)
    return record


def test_an_interview_comes_back_as_it_was_kept(store):
    record = interview(turn(1), turn(2, "Yes.", response_s=None, audio="002.opus"))
    store.create(record)
    assert store.load(record.id) == record


def test_it_is_there_after_the_next_opening(tmp_path, clock):
    with store_in(tmp_path, clock) as store:
        record = kept(store)
    with store_in(tmp_path, clock) as store:
        assert store.load(record.id) == record


def test_a_turn_comes_with_where_the_interviewer_stands(store):
    record = interview(consent=None)
    store.create(record)
    consent = Consent(given=True, at=NOW, how="spoken", wording="May I?")
    store.add_turn(record.id, turn(2), progress=b"two", spent_s=90.0, consent=consent)
    found = store.load(record.id)
    assert (found.progress, found.spent_s, found.consent) == (b"two", 90.0, consent)
    assert found.turns == (turn(1), turn(2))
    assert (store.overview(record.id).turns, store.next_turn(record.id)) == (2, 3)


def test_a_turn_that_fails_leaves_nothing_of_itself(store):
    record = kept(store)
    with pytest.raises(StorageError):
        store.add_turn(record.id, turn(1), progress=b"lost", spent_s=90.0)
    assert store.load(record.id) == record


def test_what_is_found_out_later_is_added(store):
    record = interview(turn(1, measures={}, figures={}))
    store.create(record)
    store.measure(record.id, 1, "behavior_analyzer", {"measures": {"pauses": 3}})
    store.figures(record.id, 1, {"gap_ms": 3.5})
    store.recorded(record.id, 1, "001.opus")
    store.happened(record.id, Happening(at=NOW, name="gone"))
    store.said(record.id, "Thank you.", b"three", 70.0)
    store.consent(record.id, Consent(given=True, at=NOW, how="client"))
    found = store.load(record.id)
    (only,) = found.turns
    assert only.measures == {"behavior_analyzer": {"measures": {"pauses": 3}}}
    assert (only.figures, only.audio) == ({"gap_ms": 3.5}, "001.opus")
    assert (found.closing, found.progress, found.spent_s) == ("Thank you.", b"three", 70.0)
    assert (found.consent.how, found.happenings[-1].name) == ("client", "gone")


def test_a_broken_connection_leaves_it_open_and_an_end_does_not(store, clock):
    record = kept(store)
    clock.advance_s(60)
    store.gone(record.id, 30.0)
    (row,) = store.open_sessions()
    assert (row.reason, row.spent_s, row.touched) == ("gone", 30.0, NOW + timedelta(seconds=60))
    assert store.end(record.id, "completed", spent_s=40.0)
    assert store.open_sessions() == ()
    found = store.load(record.id)
    assert (found.state, found.reason, found.spent_s) == ("ended", "completed", 40.0)
    assert found.ended == NOW + timedelta(seconds=60)


def test_what_waits_for_consent_is_deleted_when_it_ends_without(store, tmp_path):
    record = interview(consent=None, id="iv_0000000000")
    store.create(record, pending=True)
    assert not store.end(record.id, "completed")
    assert store.count() == 0
    assert store.tidy()
    assert b"iv_0000000000" not in bytes_of(tmp_path)


def test_what_was_agreed_to_is_not(store):
    record = interview(consent=None)
    store.create(record, pending=True)
    store.consent(record.id, Consent(given=True, at=NOW, how="client"))
    assert store.end(record.id, "completed")


def test_a_report_is_kept_in_each_form_and_the_newest_counts(store):
    record = kept(store)
    assert store.report(record.id) is None
    for data in (b"{}", b'{"a":1}'):
        store.save_report(record.id, "json", data)
    store.save_report(record.id, "html", b"<p>")
    assert (store.report(record.id), store.report(record.id, "html")) == (b'{"a":1}', b"<p>")
    assert store.overview(record.id).has_report


def test_a_resume_token_finds_its_interview_and_is_not_in_the_file(store, tmp_path):
    record, (text, digest) = interview(), new_token()
    store.create(record, token_hash=digest)
    kept(store)
    assert store.find_by_token(token_hash(text)).id == record.id
    assert store.find_by_token(token_hash(text[:-1])) is None
    assert text.encode() not in bytes_of(tmp_path)
    store.renew_token(record.id, None)
    assert store.find_by_token(digest) is None


def test_the_latest_are_listed_first(store):
    ids = [kept(store, created=NOW + timedelta(days=day)).id for day in range(3)]
    store.end(ids[0], "completed")
    assert [row.id for row in store.list()] == ids[::-1]
    assert [row.id for row in store.list(1)] == [ids[2]]
    assert [row.id for row in store.list(state="ended")] == [ids[0]]
    assert [row.id for row in store.list(before=NOW + timedelta(days=1))] == [ids[0]]
    row = store.overview(ids[1])
    assert (row.kind, row.role, row.turns, row.minutes) == (
        "behavioural",
        "warehouse lead",
        1,
        pytest.approx(1.025),
    )


def test_the_beginning_of_an_id_is_enough(store):
    for id_ in ("iv_aa00000000", "iv_ab00000000"):
        kept(store, id=id_)
    assert [row.id for row in store.find("ab")] == ["iv_ab00000000"]
    assert len(store.find("iv_a")) == 2
    assert store.find("%") == ()


def test_what_another_release_wrote_is_listed_as_far_as_that_can_be(store):
    odd, broken, good = kept(store), kept(store), kept(store)
    store.recordings.save(broken.id, 1, loud(0.1))
    with store.together() as rows:
        rows.execute("UPDATE sessions SET kind = 'panel', state = 'x' WHERE id = ?", (odd.id,))
        rows.execute("UPDATE sessions SET created = 'soon' WHERE id = ?", (broken.id,))
    assert [row.id for row in store.list()] == [good.id, odd.id]
    assert store.list()[1].kind == "panel"
    assert store.ids() == {odd.id, broken.id, good.id}
    assert store.sweep() == 0


def test_ids_have_nothing_in_common():
    assert len({new_id() for _ in range(100)}) == 100


def test_with_an_interview_goes_all_that_belongs_to_it(store):
    record, other = kept(store), kept(store)
    for one in (record, other):
        store.save_report(one.id, "json", b"{}")
    with store.database.reading() as rows:
        before = [rows.execute(f"SELECT count(*) FROM {name}").fetchone() for name in CHILDREN]
    assert before == [(2,)] * len(CHILDREN)
    assert store.delete([record.id, record.id]) == 1
    with store.database.reading() as rows:
        for name in CHILDREN:
            found = rows.execute(f"SELECT DISTINCT session_id FROM {name}").fetchall()
            assert (name, found) == (name, [(other.id,)])


@pytest.mark.parametrize(
    "change",
    [
        lambda store, id_: store.add_turn(id_, turn(2), progress=b"", spent_s=1),
        lambda store, id_: store.said(id_, "", b"", 1),
        lambda store, id_: store.measure(id_, 1, "llm", {}),
        lambda store, id_: store.save_report(id_, "json", b""),
        lambda store, id_: store.load(id_),
    ],
)
def test_what_was_deleted_meanwhile_is_told(store, change):
    record = kept(store)
    store.delete([record.id])
    with pytest.raises(StorageError, match="there is no interview"):
        change(store, record.id)


def test_an_interview_of_another_release_is_told_and_the_others_stay(store):
    bad, good = kept(store), kept(store)
    with store.together() as rows:
        rows.execute("UPDATE plans SET plan = '{\"no\":1}' WHERE session_id = ?", (bad.id,))
    with pytest.raises(RecordUnreadable, match="can't be read"):
        store.load(bad.id)
    assert store.load(good.id) == good
    assert len(store.list()) == 2


def test_a_row_that_makes_no_sense_is_told_with_what_to_do(store):
    record = kept(store)
    with store.together() as rows:
        rows.execute("UPDATE sessions SET created = 'yesterday'")
    with pytest.raises(StorageError, match=r"the list of interviews can't be read.*copy"):
        store.overview(record.id)


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path, clock):
    with store_in(tmp_path, clock, max_pages=60) as store:
        record = kept(store)
        much = turn(2, " ".join(["word"] * 20_000))
        with pytest.raises(StorageError, match="no room left"):
            store.add_turn(record.id, much, progress=b"", spent_s=1)
        store.add_turn(record.id, turn(2), progress=b"", spent_s=1)
        assert store.load(record.id).turns == (turn(1), turn(2))
        assert store.database.problems() == []


def test_two_processes_write_at_once_and_nothing_is_lost(store, tmp_path):
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from support.kept import interview, store_in\n"
        "with store_in(Path(sys.argv[1])) as store:\n"
        "    for _ in range(20): store.create(interview())\n"
    )
    tests = str(next(path for path in sys.path if path.endswith("tests")))
    child = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), tests])
    for _ in range(20):
        kept(store)
    assert child.wait(250) == 0
    assert (store.count(), store.database.problems()) == (40, [])


def test_a_first_version_is_still_read(tmp_path, clock):
    """What the first release wrote: a change of its script would lose it."""
    with sqlite3.connect(tmp_path / "interviews.db") as rows:
        rows.executescript(MIGRATIONS[0])
        rows.execute("PRAGMA user_version = 1")
    rows.close()
    with store_in(tmp_path, clock) as store:
        record = kept(store)
        assert store.load(record.id).plan == plan()
        assert store.database.version == len(MIGRATIONS)


def test_words_stand_in_no_name_and_no_place_but_the_database(store, tmp_path):
    kept(store)
    store.close()
    files = {path.name: path for path in tmp_path.rglob("*")}
    assert set(files) == {"interviews.db"}
    assert SAID.encode() in files["interviews.db"].read_bytes()
