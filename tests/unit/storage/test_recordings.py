import stat

import pytest
from support.interviews import loud

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.errors import StorageError
from talkup_local.storage.recordings import Recordings


@pytest.fixture
def recordings(tmp_path):
    return Recordings(tmp_path / "recordings")


def test_an_answer_is_a_small_file_that_only_we_may_read(recordings):
    name = recordings.save("iv_1", 3, loud(2.0))
    path = recordings.path("iv_1", name)
    assert name == "003.opus"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.stat().st_size < 20_000
    assert len(decode(path)) == pytest.approx(2.0 * RATE_HZ, rel=0.05)


def test_they_go_with_their_interview(recordings):
    for session in ("iv_1", "iv_2"):
        recordings.save(session, 1, loud(0.1))
    recordings.delete("iv_1")
    recordings.delete("iv_1")
    assert (recordings.count("iv_1"), recordings.count("iv_2")) == (0, 1)


def test_what_belongs_to_nobody_is_swept_away(recordings):
    for session in ("iv_1", "iv_2"):
        recordings.save(session, 1, loud(0.1))
    (recordings.folder / "iv_2" / "002.opus.part").touch()
    (recordings.folder / "stray").touch()
    assert len(recordings.orphans({"iv_2"})) == 3
    assert recordings.sweep({"iv_2"}) == 3
    assert [path.name for path in recordings.folder.rglob("*.*")] == ["001.opus"]


def test_a_folder_that_can_not_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "recordings").touch()
    with pytest.raises(StorageError, match="can't be used"):
        Recordings(tmp_path / "recordings").save("iv_1", 1, loud(0.1))


def test_a_name_from_outside_leads_nowhere_else(recordings):
    assert recordings.path("iv_1", "../../tokens.db").parent == recordings.folder / "iv_1"
