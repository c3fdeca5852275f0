import pytest
from support.catalogues import model, sha256

from talkup_local.catalogue.shelf import Shelf
from talkup_local.errors import ModelMissing

VOICE = model(("voice.onnx", None), ("voice.onnx.json", b"{}"))
WEIGHTS = b"\x08\x07"  # an ONNX file's beginning, and no more


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def put(shelf, weights=WEIGHTS, json=b"{}"):
    for file, content in zip(VOICE.files, (weights, json), strict=True):
        path = shelf.path(VOICE, file)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def locked(shelf):
    put(shelf)
    shelf.lock.record(
        "voice",
        VOICE,
        VOICE.files[0],
        revision="a" * 40,
        sha256=sha256(WEIGHTS),
        size_bytes=len(WEIGHTS),
    )
    return shelf


def judged(shelf):
    return [(v.locked, v.fault) for v in shelf.verify({"voice": VOICE})]


def test_a_model_lies_where_its_engine_looks(shelf, tmp_path):
    assert shelf.entrance(VOICE) == tmp_path / "piper" / "voice.onnx"
    assert shelf.entrance(model(("model.bin", b"x"), job="stt", folder="whisper/base")) == (
        tmp_path / "whisper" / "base"
    )


def test_states_are_told_by_names_and_sizes(shelf):
    assert shelf.state("voice", VOICE) == "absent"
    put(shelf)
    assert shelf.state("voice", VOICE) == "installed"
    put(shelf, json=b"{...}")
    assert shelf.state("voice", VOICE) == "changed"
    shelf.path(VOICE, VOICE.files[0]).unlink()
    assert shelf.state("voice", VOICE) == "partial"


def test_a_beginning_counts_as_partial(shelf):
    path = shelf.path(VOICE, VOICE.files[0])
    path.parent.mkdir()
    path.with_name("voice.onnx.part").touch()
    assert shelf.state("voice", VOICE) == "partial"


def test_verify_finds_nothing_wrong_with_what_was_pulled(shelf):
    assert judged(locked(shelf)) == [(True, ""), (True, "")]


def test_verify_finds_a_flipped_byte(shelf):
    put(locked(shelf), weights=b"\x08\x06")
    (_, fault), rest = judged(shelf)
    assert "has the hash" in fault
    assert rest == (True, "")


def test_of_what_nobody_has_locked_verify_tells_only_what_it_looks_like(shelf):
    put(shelf)
    assert judged(shelf)[0] == (False, "")
    put(shelf, weights=b"<!DOCTYPE html><title>Log in</title>")
    assert "HTML page" in judged(shelf)[0][1]


def test_verify_reads_every_byte_once(shelf):
    put(shelf)
    read = []
    list(shelf.verify({"voice": VOICE}, read.append))
    assert sum(read) == shelf.size_here({"voice": VOICE}) == len(WEIGHTS) + 2


def test_what_is_not_here_can_not_be_verified(shelf):
    with pytest.raises(ModelMissing, match="models pull voice"):
        list(shelf.verify({"voice": VOICE}))


def test_removing_leaves_everything_else(shelf, tmp_path):
    locked(shelf)
    own = tmp_path / "piper" / "mine.onnx"
    own.touch()
    shelf.path(VOICE, VOICE.files[0]).with_name("voice.onnx.part").touch()
    assert len(shelf.remove(VOICE)) == 3
    assert list((tmp_path / "piper").iterdir()) == [own]
    assert (tmp_path / "lock.toml").exists()
    assert shelf.remove(VOICE) == []


def test_removing_the_last_file_takes_its_folders_along(shelf, tmp_path):
    put(shelf)
    shelf.remove(VOICE)
    assert list(tmp_path.iterdir()) == []
