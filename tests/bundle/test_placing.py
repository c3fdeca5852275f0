"""The models of an unpacked bundle, put beside what a models folder has already."""

import tomllib

import pytest

from talkup_local.catalogue.bundle.place import place_models
from talkup_local.catalogue.lock import Lock, LockedFile
from talkup_local.catalogue.shelf import Shelf
from talkup_local.errors import (
    BundleError,
    BundleTampered,
    CatalogueError,
    ModelsFolderError,
    WrongContent,
)

NOISE, WORDS = "whisper/noise.bin/noise.bin", "whisper/words.bin/words.bin"


@pytest.fixture(scope="module")
def unpacked(tiny, tmp_path_factory):
    return tiny.unpacked(tmp_path_factory.mktemp("unpacked"))


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_they_are_as_they_were_and_locked(tiny, unpacked, tmp_path):
    done = place_models(unpacked, tmp_path)
    assert (sorted(done.placed), done.kept) == ([NOISE, WORDS], ())
    for path in done.placed:
        assert (tmp_path / path).read_bytes() == (tiny.folder / "models" / path).read_bytes()
    shelf = Shelf(tmp_path)
    for name, model in tiny.content.models.items():
        assert shelf.state(name, model) == "installed"
        assert Lock.read(tmp_path).models[name].revision == model.revision


def test_what_is_there_and_the_same_is_kept(unpacked, tmp_path):
    place_models(unpacked, tmp_path)
    before = (tmp_path / NOISE).stat()
    (tmp_path / WORDS).unlink()
    done = place_models(unpacked, tmp_path)
    assert (done.placed, done.kept) == ((WORDS,), (NOISE,))
    assert (tmp_path / NOISE).stat() == before


def test_another_file_of_that_name_is_never_replaced(unpacked, tmp_path):
    (tmp_path / WORDS).parent.mkdir(parents=True)
    (tmp_path / WORDS).write_bytes(b"mine")
    with pytest.raises(WrongContent, match=r"words\.bin: is another file than the bundle's"):
        place_models(unpacked, tmp_path)
    assert files(tmp_path) == [".lock", WORDS]
    assert (tmp_path / WORDS).read_bytes() == b"mine"


def test_another_lock_is_a_difference_that_stops_it(tiny, unpacked, tmp_path):
    lock, model = Lock.read(tmp_path), tiny.content.models["words"]
    (file,) = model.files
    found = LockedFile(sha256=file.sha256, size_bytes=file.size_bytes)
    lock.note("words", model, file, found, revision=model.revision)
    lock.write()
    path = tmp_path / "lock.toml"
    path.write_text(path.read_text().replace(file.sha256, "0" * 64))
    with pytest.raises(WrongContent, match="words"):
        place_models(unpacked, tmp_path)
    assert WORDS not in files(tmp_path)


def test_entries_of_the_operator_s_own_catalogue_come_along_and_replace_none(unpacked, tmp_path):
    text = '# mine\n[presets.both]\ntitle = "Both"\nmodels = ["words"]\n'
    (tmp_path / "own.toml").write_text(text)
    place_models(unpacked, tmp_path)
    merged = (tmp_path / "own.toml").read_text()
    assert merged.startswith(text)
    assert tomllib.loads(merged)["models"].keys() == {"words", "noise"}


@pytest.mark.parametrize("text", [b"models = {}", b"models = 3", b"\xff", b"x = " + b"[" * 100_000])
def test_a_catalogue_that_can_not_be_added_to_stays_as_it_is(unpacked, tmp_path, text):
    (tmp_path / "own.toml").write_bytes(text)
    with pytest.raises(CatalogueError, match=r"own\.toml: can't be read or added to"):
        place_models(unpacked, tmp_path)
    assert (tmp_path / "own.toml").read_bytes() == text
    assert files(tmp_path) == [".lock", "own.toml"]


def test_a_file_where_a_folder_has_to_be_is_told(unpacked, tmp_path):
    (tmp_path / "whisper").write_text("notes")
    with pytest.raises(ModelsFolderError, match="can't be put there"):
        place_models(unpacked, tmp_path)


def test_a_model_that_is_not_what_was_signed_leaves_nothing_behind(tiny, tmp_path):
    folder = tiny.unpacked(tmp_path)
    (folder / "models" / NOISE).write_bytes(b"something else")
    with pytest.raises(BundleTampered, match="noise"):
        place_models(folder, tmp_path / "models")
    assert files(tmp_path / "models") == [".lock"]


def test_a_folder_that_is_no_bundle_is_told(tmp_path):
    with pytest.raises(BundleError, match="is no unpacked bundle"):
        place_models(tmp_path, tmp_path / "models")
