"""What is not to be installed here is refused in one line, before anything is done."""

import os
import signal
import subprocess
import tarfile
import time
from pathlib import Path

import pytest
from support.bundles import archive_of, signed_anew
from support.tools import require

from talkup_local.catalogue.bundle import signature
from talkup_local.catalogue.bundle.manifest import release
from talkup_local.catalogue.bundle.verify import verify
from talkup_local.errors import BundleError, BundleTampered, UnknownSigner


@pytest.fixture(scope="module")
def unpacked(tiny, tmp_path_factory):
    return tiny.unpacked(tmp_path_factory.mktemp("unpacked"))


@pytest.fixture
def refusal(tmp_path):
    """Run the installer of a bundle; return the one line that it ends with.

    by: a shell, and what it does before.
    """

    def run(folder, *arguments, by=(), **variables):
        done = subprocess.run(
            [*by, f"{folder.name}/install.sh", "--prefix", tmp_path / "prefix", *arguments],
            check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            cwd=folder.parent, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **variables},
        )  # fmt: skip
        assert done.returncode == 1
        assert not (tmp_path / "prefix").exists()
        (line,) = done.stderr.splitlines()
        return line.removeprefix("install.sh: ")

    return run


@pytest.fixture
def changed(tiny, tmp_path):
    """Make an unpacked bundle whose manifest says something else, signed by its maker."""

    def change(**changes):
        folder = tiny.unpacked(tmp_path)
        signed_anew(folder, tiny.key, **changes)
        return folder

    return change


def test_an_unknown_signer_is_told_by_the_fingerprint(tiny, unpacked, refusal):
    assert refusal(unpacked).startswith(f"signed by {tiny.fingerprint}, whom nobody here")
    with pytest.raises(UnknownSigner, match=tiny.fingerprint):
        verify(tiny.path, set())


def test_another_signer_than_the_one_asked_for_is_refused(unpacked, refusal, tmp_path):
    signature.keygen(tmp_path / "other")
    line = refusal(unpacked, "--key", str(tmp_path / "other" / signature.PUBLIC_KEY))
    assert "whom nobody here has trusted" in line


def test_a_signer_in_two_readings_is_none(tiny, tmp_path, refusal):
    """A key of a stranger where PEM is read, that of a trusted one around it."""
    folder = tiny.unpacked(tmp_path)
    stranger = signature.keygen(tmp_path / "other")
    signed_anew(folder, stranger)
    (trusted, foreign) = (key.public.splitlines()[1] for key in (tiny.key, stranger))
    (folder / "signer.pub").write_bytes(
        b"-----BEGIN PUBLIC KEY-----" + foreign + b"\n-----END PUBLIC KEY-----\n" + trusted + b"\n"
    )
    line = refusal(folder, "--fingerprint", tiny.fingerprint)
    assert line == "signer.pub: is no public Ed25519 key"


def test_a_file_that_is_no_key_is_named(unpacked, refusal, tmp_path):
    key = tmp_path / "me.pub"
    key.write_text("ssh-ed25519 AAAA me@home")
    assert refusal(unpacked, "--key", key) == f"{key}: is no public Ed25519 key"


@pytest.mark.parametrize("manifest", [b"[" * 200_000, b'{"format": 1}', b"[]", b"\xff"])
def test_a_manifest_that_makes_no_sense_is_told(tiny, tmp_path, refusal, manifest):
    folder = tiny.unpacked(tmp_path)
    (folder / "manifest.json").write_bytes(manifest)
    assert refusal(folder) == "manifest.json: can't be read"


def test_a_name_can_not_write_on_the_terminal(tiny, tmp_path, refusal):
    folder = tiny.unpacked(tmp_path)
    (folder / "a\n\x1b[2J").touch()
    assert refusal(folder) == "a??[2J: is not in the manifest"


def test_a_place_that_can_not_be_written_is_told_first(unpacked, refusal, tmp_path):
    (tmp_path / "file").touch()
    line = refusal(unpacked, "--prefix", tmp_path / "file" / "x")
    assert line == f"{tmp_path}/file/x: can't be written. See --prefix"


def test_without_room_for_the_library_that_checks_another_place_is_asked_for(
    tiny, unpacked, refusal
):
    by = ("bash", "-c", 'ulimit -f 100; exec "$@"', "limited")
    line = refusal(unpacked, "--fingerprint", tiny.fingerprint, by=by)
    assert line.endswith("File too large. Set TMPDIR")


def test_it_runs_by_sh_and_whatever_cd_and_python_are_told(tiny, unpacked, tmp_path, refusal):
    astray = tmp_path / "astray" / unpacked.name
    astray.mkdir(parents=True)
    line = refusal(unpacked, by=("sh",), CDPATH=str(astray.parent), PYTHONHOME="/nowhere")
    assert line.startswith(f"signed by {tiny.fingerprint}")


def test_a_bundle_for_another_platform_is_refused(changed, refusal):
    line = refusal(changed(platform="manylinux_2_34_s390x"))
    assert line.startswith("this bundle is for manylinux_2_34_s390x, and this machine is Linux")


def test_a_bundle_for_a_newer_c_library_is_refused(changed, refusal):
    assert "manylinux_2_999_" in refusal(changed(platform="manylinux_2_999_x86_64"))


def test_a_bundle_for_another_python_is_refused(tiny, tmp_path, refusal):
    folder = tiny.unpacked(tmp_path)
    (requirements,) = (folder / "requirements").iterdir()
    requirements.rename(requirements.with_name("3.99.txt"))
    assert refusal(folder).startswith("this bundle is for Python 3.99; found none of them")


def test_a_disk_that_is_too_small_is_told_before_anything_is_written(changed, refusal):
    assert "MiB, and " in refusal(changed(environment_bytes=1 << 60))


def test_a_format_of_later_is_refused(changed, refusal):
    assert refusal(changed(format=2)) == "manifest.json: is of format 2, this installer reads 1"


def test_a_bundle_that_is_cut_off_is_refused(tiny, tmp_path):
    path = tmp_path / "cut.bundle"
    path.write_bytes(tiny.path.read_bytes()[:1_000_000])
    with pytest.raises(BundleError, match="is cut off"):
        verify(path, set())


def test_a_medium_that_can_not_be_read_is_told():
    with pytest.raises(BundleError, match="can't be read"):
        verify(Path("/proc/self/mem"), set())  # opens, and then does not


@pytest.mark.parametrize("content", [b"", b"short", b"\x1f\x8b" + b"x" * 20_000, b"\0" * 20_480])
def test_what_is_no_bundle_is_refused(tmp_path, content):
    path = tmp_path / "no.bundle"
    path.write_bytes(content)
    with pytest.raises(BundleError, match="not a bundle"):
        verify(path, set())


def test_another_tar_is_no_bundle(tmp_path):
    path = tmp_path / "other.tar"
    path.write_bytes(archive_of((tarfile.TarInfo("notes.txt"), b"hello")))
    with pytest.raises(BundleTampered, match="does not belong in talkup-bundle/"):
        verify(path, set())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("talkup-bundle/../../etc/passwd", tarfile.REGTYPE),
        ("/etc/passwd", tarfile.REGTYPE),
        ("talkup-bundle/.hidden", tarfile.REGTYPE),
        ("talkup-bundle/config.toml", tarfile.SYMTYPE),
        ("talkup-bundle/config.toml", tarfile.LNKTYPE),
        ("talkup-bundle/wheels", tarfile.DIRTYPE),
        ("talkup-bundle/" + "x" * 120, tarfile.XHDTYPE),
    ],
)
def test_a_tar_that_leads_astray_is_refused(tmp_path, name, kind):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    path = tmp_path / "astray.bundle"
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(info)
    with pytest.raises(BundleError):
        verify(path, set())


def test_an_installation_that_is_broken_off_leaves_nothing(tiny, unpacked, tmp_path):
    """Nor of one before, whose Python went away: it is made anew."""
    prefix = tmp_path / "prefix"
    name = release((unpacked / "manifest.json").read_bytes(), "0.1.0")
    (prefix / "releases" / name).mkdir(parents=True)
    command = [unpacked / "install.sh", "--prefix", prefix, "--fingerprint", tiny.fingerprint]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while not list(prefix.glob("releases/*/bin/python")):
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=120)
    assert process.returncode == 130
    assert told.splitlines()[-1] == "install.sh: nothing was installed"
    assert not prefix.exists()


def test_the_installer_is_a_sound_shell_script():
    from talkup_local.catalogue.bundle import create

    shellcheck = require("shellcheck", "shellcheck")
    script = create.FILES / "install.sh"
    done = subprocess.run([shellcheck, script], check=False, capture_output=True, text=True)
    assert done.stdout == ""
