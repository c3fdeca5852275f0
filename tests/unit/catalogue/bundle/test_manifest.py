import msgspec
import pytest

from talkup_local.catalogue.bundle.manifest import (
    BundledModel,
    Manifest,
    ModelContent,
    StoredFile,
    decode,
    encode,
    is_inside,
    release,
)
from talkup_local.errors import BundleError

HASH = "0" * 64
NESTED = b'{"format": 1, "x": ' + b"[" * 100_000


def manifest(*paths, **more):
    fields = {
        "version": "1.0",
        "created": "2026-11-21T12:00:00+00:00",
        "platform": "manylinux_2_34_x86_64",
        "pythons": ("3.11",),
        "environment_bytes": 1,
        "files": tuple(StoredFile(path=path, size_bytes=1, sha256=HASH) for path in paths),
    }
    return Manifest(**{**fields, **more})


def test_it_comes_back_as_it_was_written():
    content = ModelContent(path="a/b", stored="models/a/b.zst", size_bytes=7, sha256=HASH)
    models = (BundledModel(name="m", files=(content,)),)
    whole = manifest("wheels/a.whl", "config.toml", models=models)
    assert decode(encode(whole)) == whole
    assert whole.models_bytes == 7


def test_each_hash_stands_on_a_line_of_its_own_for_grep():
    text = encode(manifest("a", "b")).decode()
    assert sum(HASH in line for line in text.splitlines()) == 2


def test_what_a_later_release_adds_is_passed_over():
    fields = msgspec.json.decode(encode(manifest("a")))
    assert decode(msgspec.json.encode({**fields, "colour": "green"})) == manifest("a")


def test_a_later_format_is_told_before_anything_else():
    with pytest.raises(BundleError, match="of format 2; this release reads up to 1"):
        decode(b'{"format": 2, "everything": "else"}')


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b'{"format": "1"}', b'{"format": 1}', NESTED])
def test_what_is_no_manifest_is_told(data):
    with pytest.raises(BundleError, match=r"manifest\.json: can't be read"):
        decode(data)


def test_a_path_that_leads_out_is_refused():
    with pytest.raises(BundleError, match="leads out of the bundle"):
        decode(encode(manifest("../passwd")))


def test_a_file_that_is_named_twice_is_refused():
    with pytest.raises(BundleError, match="names a file twice"):
        decode(encode(manifest("a", "a")))


@pytest.mark.parametrize("path", ["a", "a/b", "a b/ü.txt", "a/b-1.0+x!y_z~.whl"])
def test_plain_paths_are_inside(path):
    assert is_inside(path)


@pytest.mark.parametrize(
    "path", ["", "/a", "a//b", "a/", "..", "a/../b", ".", ".a", "a\\b", "a\nb", "\x1b[2J", "c:a"]
)
def test_other_paths_are_not(path):
    assert not is_inside(path)


def test_one_bundle_makes_one_release():
    assert release(b"this", "1.0") == "1.0-1eb79602411e"
    assert release(b"that", "1.0") != release(b"this", "1.0")
