"""The interviews that are kept."""

from support.kept import interview, store_in

from talkup_local.storage.sessions import FILE
from talkup_local.wiring.checks.kept import interviews


def test_nothing_is_made_where_nothing_is_kept(tmp_path):
    assert interviews(tmp_path, enabled=True).state == "info"
    assert list(tmp_path.iterdir()) == []


def test_a_sound_store_is_good(tmp_path):
    with store_in(tmp_path) as store:
        store.create(interview())
    found = interviews(tmp_path, enabled=True)
    assert (found.state, found.facts["version"]) == ("good", 1)


def test_a_damaged_one_is_a_problem_with_what_mends_it(tmp_path):
    (tmp_path / FILE).write_text("no database " * 99)
    found = interviews(tmp_path, enabled=True)
    assert (found.state, found.mend[:12]) == ("problem", "Move it away")
    assert interviews(tmp_path, enabled=False).state == "note"
