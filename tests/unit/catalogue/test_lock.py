import pytest
from support.catalogues import model, sha256

from talkup_local.catalogue.lock import Lock, LockedFile
from talkup_local.errors import CatalogueError, ModelsFolderError, WrongContent

COMMIT, OTHER = "a" * 40, "b" * 40
VOICE = model(("voice.onnx", None), ("voice.onnx.json", b"{}"))
WEIGHTS, JSON = VOICE.files


def lock_up(folder, content=b"weights"):
    Lock.read(folder).record(
        "voice",
        VOICE,
        WEIGHTS,
        revision=COMMIT,
        sha256=sha256(content),
        size_bytes=len(content),
    )
    return Lock.read(folder)


def test_nothing_is_known_of_what_nobody_has_pulled(tmp_path):
    lock = Lock.read(tmp_path)
    assert lock.expected("voice", VOICE, WEIGHTS) == (None, None)
    assert lock.revision("voice", VOICE) == ""


def test_what_was_first_pulled_is_expected_from_then_on(tmp_path):
    lock = lock_up(tmp_path)
    assert lock.expected("voice", VOICE, WEIGHTS) == (sha256(b"weights"), 7)
    assert lock.revision("voice", VOICE) == COMMIT


def test_a_hash_of_the_catalogue_needs_no_lock(tmp_path):
    assert Lock.read(tmp_path).expected("voice", VOICE, JSON) == (sha256(b"{}"), 2)


def test_another_content_than_the_locked_one_is_refused_with_the_mend(tmp_path):
    with pytest.raises(WrongContent, match=r"it has to be .*lock\.toml"):
        lock_up(tmp_path).check("voice", VOICE, WEIGHTS, sha256=sha256(b"WEIGHTS"))


def test_another_size_is_refused(tmp_path):
    with pytest.raises(WrongContent, match="8 bytes, it has to have 7"):
        lock_up(tmp_path).check("voice", VOICE, WEIGHTS, size_bytes=8)


def test_another_commit_is_refused(tmp_path):
    lock = lock_up(tmp_path)
    found = LockedFile(sha256=sha256(b"{}"), size_bytes=2)
    with pytest.raises(WrongContent, match="revision"):
        lock.note("voice", VOICE, JSON, found, revision=OTHER)


def test_a_catalogue_that_says_otherwise_than_the_lock_is_refused(tmp_path):
    lock = lock_up(tmp_path)
    changed = model(("voice.onnx", b"changed"), ("voice.onnx.json", b"{}"))
    with pytest.raises(WrongContent, match="the catalogue says"):
        lock.expected("voice", changed, changed.files[0])
    moved = model(("voice.onnx", None), repository="else/where")
    with pytest.raises(WrongContent, match="it comes from else/where"):
        lock.revision("voice", moved)


def test_files_stand_sorted_and_the_whole_file_is_replaced(tmp_path):
    lock = lock_up(tmp_path)
    lock.record("voice", VOICE, JSON, revision=COMMIT, sha256=sha256(b"{}"), size_bytes=2)
    text = (tmp_path / "lock.toml").read_text()
    assert text.index("voice.onnx.json") > text.index('voice.onnx"')
    assert [path.name for path in tmp_path.iterdir()] == ["lock.toml"]


def test_a_lock_that_is_broken_is_never_taken_for_none(tmp_path):
    (tmp_path / "lock.toml").write_text('[models.voice]\nrepository = "a/b"\nfiles = 3\n')
    with pytest.raises(CatalogueError, match=r"lock\.toml"):
        Lock.read(tmp_path)


def test_a_folder_that_can_not_be_written_is_told(tmp_path):
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelsFolderError):
        Lock(tmp_path / "models" / "lock.toml").write()
