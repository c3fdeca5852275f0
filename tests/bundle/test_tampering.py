"""Whatever byte is changed, wherever: both checks stop, and say which file."""

import subprocess
from pathlib import Path

import pytest
from support.bundles import flip

from talkup_local.catalogue.bundle.archive import members
from talkup_local.catalogue.bundle.verify import verify
from talkup_local.errors import BundleError, BundleTampered

FILES = [
    "models/whisper/noise.bin/noise.bin",
    "models/whisper/words.bin/words.bin.zst",
    "wheels/talkup_local-0.1.0-py3-none-any.whl",
    "manifest.json",
    "manifest.json.sig",
    "install.sh",
    "licences/wheels/pip-26.0.txt",
]


@pytest.fixture
def copy(tiny, tmp_path):
    """A copy of the bundle, to be spoilt."""
    path = tmp_path / "copy.bundle"
    path.write_bytes(tiny.path.read_bytes())
    return path


def install(folder: Path, prefix: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "install.sh", "--prefix", prefix, "--yes", *arguments],
        check=False, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_byte_that_was_changed_is_found_and_its_file_named(tiny, copy, name):
    with copy.open("rb") as file:
        member = members(file)[name]
    flip(copy, member.offset + member.size_bytes // 2)
    with pytest.raises(BundleTampered) as caught:
        verify(copy, {tiny.fingerprint})
    assert name in str(caught.value)


@pytest.mark.parametrize("name", FILES[1:])
def test_the_installer_finds_it_too_and_installs_nothing(tiny, tmp_path, name):
    folder = tiny.unpacked(tmp_path)
    file = folder / name
    if name == "install.sh":  # changed so that it still runs
        file.write_text(file.read_text() + "\n# one line more\n")
    else:
        flip(file, file.stat().st_size // 2)
    done = install(folder, tmp_path / "prefix", "--fingerprint", tiny.fingerprint)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert name in line
    assert not (tmp_path / "prefix").exists()


def test_no_byte_of_the_archive_is_free(tiny, copy):
    """Not in the headers, nor between the files, nor at the end."""
    with copy.open("rb") as file:
        found = members(file)
    first = found["config.toml"]
    padding = first.offset + first.size_bytes
    assert first.size_bytes % 512
    for offset in (*range(0, 512, 7), padding, copy.stat().st_size - 1):
        flip(copy, offset)
        with pytest.raises(BundleError):
            verify(copy, {tiny.fingerprint})
        flip(copy, offset)
    verify(copy, {tiny.fingerprint})


def test_a_file_more_stops_the_installer(tiny, tmp_path):
    folder = tiny.unpacked(tmp_path)
    (folder / "wheels" / "more-1.0-py3-none-any.whl").write_bytes(b"")
    done = install(folder, tmp_path / "prefix", "--fingerprint", tiny.fingerprint)
    assert done.stderr == ("install.sh: wheels/more-1.0-py3-none-any.whl: is not in the manifest\n")


def test_a_link_in_place_of_a_file_stops_the_installer(tiny, tmp_path):
    folder = tiny.unpacked(tmp_path)
    (folder / "config.toml").rename(tmp_path / "config.toml")
    (folder / "config.toml").symlink_to(tmp_path / "config.toml")
    done = install(folder, tmp_path / "prefix", "--fingerprint", tiny.fingerprint)
    assert done.stderr == "install.sh: config.toml: is neither a file nor a folder\n"
