import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.catalogue.bundle.archive import ArchiveWriter, members
from talkup_local.errors import BundleError

CONTENTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=4), st.binary(max_size=1500), min_size=1, max_size=4
)


def archive(contents):
    buffer = io.BytesIO()
    writer = ArchiveWriter(buffer, time_s=1_800_000_000)
    for name, data in contents.items():
        writer.add(name, data)
    writer.finish()
    return buffer, writer.files


@given(CONTENTS)
def test_any_tar_reads_what_was_written(contents):
    buffer, _ = archive(contents)
    buffer.seek(0)
    with tarfile.open(fileobj=buffer) as tar:
        read = {member.name: tar.extractfile(member).read() for member in tar}
    assert read == {f"talkup-bundle/{name}": data for name, data in contents.items()}


@given(CONTENTS)
def test_what_was_written_is_found_again(contents):
    buffer, files = archive(contents)
    found = members(buffer)
    assert [(file.path, file.size_bytes) for file in files] == [
        (member.name, member.size_bytes) for member in found.values()
    ]
    for name, member in found.items():
        assert buffer.getvalue()[member.offset :][: member.size_bytes] == contents[name]


@given(CONTENTS, st.data())
def test_a_bit_that_was_changed_outside_of_the_files_is_found(contents, data):
    buffer, _ = archive(contents)
    inside = {
        offset
        for member in members(buffer).values()
        for offset in range(member.offset, member.offset + member.size_bytes)
    }
    raw = bytearray(buffer.getvalue())
    outside = st.integers(0, len(raw) - 1).filter(lambda offset: offset not in inside)
    raw[data.draw(outside)] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BundleError):
        members(io.BytesIO(raw))


@given(CONTENTS, st.data())
def test_an_archive_that_is_cut_off_or_goes_on_is_found(contents, data):
    raw = archive(contents)[0].getvalue()
    cut = raw[: data.draw(st.integers(0, len(raw) - 1))]
    for spoilt in (cut, raw + b"\0", raw + raw):
        with pytest.raises(BundleError):
            members(io.BytesIO(spoilt))


def test_a_file_that_is_there_twice_is_refused():
    buffer = io.BytesIO()
    writer = ArchiveWriter(buffer, time_s=0)
    writer.add("a", b"one")
    writer.add("a", b"two")
    writer.finish()
    with pytest.raises(BundleError, match="is in the bundle twice"):
        members(buffer)


def test_a_name_that_no_tar_can_hold_is_refused():
    with pytest.raises(BundleError, match="can't be stored: name is too long"):
        ArchiveWriter(io.BytesIO(), time_s=0).add("x" * 300, b"")
