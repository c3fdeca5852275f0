import io

import pytest
from support.bundles import noise

from talkup_local.catalogue.bundle.archive import ArchiveWriter, members
from talkup_local.catalogue.bundle.manifest import ModelContent
from talkup_local.catalogue.bundle.packing import store_model, unpack
from talkup_local.errors import BundleTampered


def stored(folder, data):
    """Store a model's file; return what is said of it, and the file as a bundle holds it."""
    (folder / "content").write_bytes(data)
    buffer = io.BytesIO()
    archive, told = ArchiveWriter(buffer, time_s=0), []
    name, sha256 = store_model(
        archive, "models/a", folder / "content", lambda _what, count: told.append(count)
    )
    archive.finish()
    assert sum(told) == len(data)
    member = members(buffer)[name]
    path = folder / "stored" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(buffer.getvalue()[member.offset :][: member.size_bytes])
    return ModelContent(path="a", stored=name, size_bytes=len(data), sha256=sha256), path


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "models/a"), (noise(3_000_000), "models/a"), (b"again " * 900_000, "models/a.zst")],
    ids=["empty", "noise", "words"],
)
def test_a_model_comes_out_as_it_went_in_compressed_where_that_helps(tmp_path, data, name):
    content, path = stored(tmp_path, data)
    assert content.stored == name
    assert path.stat().st_size <= len(data)
    unpack(path, content, tmp_path / "out", lambda _count: None)
    assert (tmp_path / "out").read_bytes() == data


def test_what_unpacks_to_something_else_is_refused(tmp_path):
    _, path = stored(tmp_path, b"again " * 900_000)
    other = ModelContent(path="a", stored="models/a.zst", size_bytes=7, sha256="0" * 64)
    with pytest.raises(BundleTampered, match=r"models/a\.zst: unpacked, it is not what was"):
        unpack(path, other, tmp_path / "out", lambda _count: None)
    assert (tmp_path / "out").stat().st_size == 0


def test_what_can_not_be_unpacked_is_refused(tmp_path):
    content, path = stored(tmp_path, b"again " * 900_000)
    path.write_bytes(path.read_bytes()[:20] + b"broken")
    with pytest.raises(BundleTampered, match=r"can't be unpacked|it is not what was signed"):
        unpack(path, content, tmp_path / "out", lambda _count: None)
