"""A whole appliance out of one file, where there is no network and nothing was installed.

One bundle of the real wheels is made here (the package index is asked for them, and pip's
cache kept), and one installation of it, in an empty network namespace; the tests look at
what came of it.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from support import candidate, namespace
from support.standins import catalogue
from support.standins.whisper_folder import SENTENCES
from support.tools import missing

pytestmark = pytest.mark.timeout(900)  # a machine without llama.cpp's wheel compiles it

INSIDE = """
set -e
prefix=$1 unpacked=$2 bundle=$3 key=$4 python=$5 candidate=$6
"$unpacked/install.sh" --prefix "$prefix" --python "$python" --key "$key" >install.txt
talkup=$prefix/bin/talkup-local
"$talkup" bundle verify "$bundle" --key "$key" --json >verify.json
"$talkup" models verify --json >models.json
TALKUP_VAD_ENGINE=webrtc "$talkup" serve --port 8123 >serve.txt 2>serve.log &
serve=$!
until grep -q listening serve.txt; do kill -0 $serve; sleep 0.1; done
"$prefix/current/bin/python" "$candidate" ws://127.0.0.1:8123 >interview.json
kill $serve
wait $serve || true
TALKUP_STT_ENGINE=moonshine "$talkup" doctor --airgap --at-least 12 --json >airgap.json || true
"""


@pytest.fixture(scope="module")
def scratch():
    """A folder for some gigabytes, which pytest would keep."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def bundle(scratch):
    """Make a bundle by the command, with the stand-in models; its folder has the key too."""
    folder = scratch / "maker"
    catalogue.build(folder / "models")
    caches = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    settings = {"HOME": str(folder), "XDG_CACHE_HOME": caches, "XDG_CONFIG_HOME": str(folder)}

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "talkup_local", "bundle", *arguments],
            check=False, capture_output=True, text=True, cwd=folder, env=os.environ | settings,
        )  # fmt: skip

    assert run("keygen").returncode == 0
    done = run("create", "--preset", catalogue.PRESET)
    if "package index" in done.stderr:
        missing(f"the wheels can't be had here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return folder / "talkup.bundle"


@pytest.fixture(scope="module")
def unpacked(bundle, scratch):
    folder = scratch / "target"
    with tarfile.open(bundle) as archive:
        archive.extractall(folder, filter="data")
    return folder / "talkup-bundle"


@pytest.fixture(scope="module")
def installed(bundle, unpacked, scratch):
    """Install it, and use it; return the folder of what the programs said."""
    enter = namespace.unshare()
    if enter is None:
        missing("this system lets nobody make a network namespace")
    home = scratch / "home"
    home.mkdir()
    key = bundle.parent / "talkup-local" / "bundle.pub"
    arguments = (
        scratch / "prefix", unpacked, bundle, key, sys._base_executable, candidate.__file__,
    )  # fmt: skip
    done = subprocess.run(
        [*enter, sys.executable, namespace.__file__, "bash", "-c", INSIDE, "inside", *arguments],
        check=False, capture_output=True, text=True, cwd=home,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    log = home / "serve.log"
    assert done.returncode == 0, done.stderr + (log.read_text() if log.exists() else "")
    return home


def read(folder, name):
    return json.loads((folder / name).read_text())


def test_it_is_installed_and_says_where(installed, scratch):
    assert (scratch / "prefix" / "current").resolve().parent == scratch / "prefix" / "releases"
    said = (installed / "install.txt").read_text()
    assert said.splitlines()[-1] == f"installed: {scratch}/prefix/bin/talkup-local"


def test_what_was_installed_takes_the_bundle_for_whole(installed):
    assert read(installed, "verify.json")["ok"] is True


def test_the_models_are_what_they_have_to_be(installed, scratch):
    lock = (scratch / "prefix" / "models" / "lock.toml").read_text()
    assert all(f"[models.{name}]" in lock for name in ("hears", "asks", "speaks"))
    assert read(installed, "models.json")["ok"] is True


def test_an_interview_is_held_by_voice_with_the_models_of_the_bundle(installed):
    interview = read(installed, "interview.json")
    kinds = [message["type"] for message in interview["messages"]]
    assert "error" not in kinds
    assert kinds.count("ai_response_complete") == 2
    assert kinds[-1] == "interview_ended"
    assert SENTENCES[0] in json.dumps(interview["messages"])
    assert interview["sound_bytes"] > 10_000
    log = (installed / "serve.log").read_text()
    assert all(engine in log for engine in ("faster_whisper (hears)", "llama_cpp (asks)", "speaks"))


def test_nothing_is_asked_for_outside(installed):
    report = read(installed, "airgap.json")
    assert (report["outside"], report["dns"]) == ([], [])
    assert report["loopback"] > 0
    assert report["interview"]["turns"] >= 3  # consent, an answer, the goodbye
    assert report["ok"] is True, report


def test_a_second_installation_finds_all_in_place(installed, unpacked, scratch):
    enter, prefix = namespace.unshare(), scratch / "prefix"
    key = scratch / "maker" / "talkup-local" / "bundle.pub"
    before = (prefix / "current").readlink()
    done = subprocess.run(
        [*enter, sys.executable, namespace.__file__, unpacked / "install.sh", "--prefix", prefix,
         "--python", sys._base_executable, "--key", key],
        check=False, capture_output=True, text=True, env={"HOME": "/", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "is there already" in done.stdout
    assert "0 files of models put in place" in done.stdout
    assert (prefix / "current").readlink() == before


def test_an_installation_that_fails_leaves_the_one_before(installed, unpacked, scratch):
    """Here by a model of the bundle that lies there with another content."""
    enter, prefix = namespace.unshare(), scratch / "prefix"
    key = scratch / "maker" / "talkup-local" / "bundle.pub"
    model, before = prefix / "models" / "llm" / "asks.gguf", (prefix / "current").readlink()
    good = scratch / "asks.gguf"
    shutil.move(model, good)
    model.write_bytes(b"an operator's own")
    done = subprocess.run(
        [*enter, unpacked / "install.sh", "--prefix", prefix, "--key", key,
         "--python", sys._base_executable],
        check=False, capture_output=True, text=True, env={"HOME": "/", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "asks.gguf: is another file than the bundle's" in done.stderr
    assert model.read_bytes() == b"an operator's own"
    assert (prefix / "current").readlink() == before
    assert (prefix / "current" / "bin" / "talkup-local").exists()
    shutil.move(good, model)


def test_the_bill_of_materials_is_valid_and_names_wheels_and_models(unpacked):
    text = (unpacked / "sbom.cdx.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    kinds = {part["name"]: part["type"] for part in json.loads(text)["components"]}
    assert kinds["faster-whisper"] == "library"
    assert kinds["hears"] == "machine-learning-model"
    assert all(part.get("licenses") for part in json.loads(text)["components"])


def test_every_wheel_and_model_comes_with_its_licence(unpacked):
    stems = {"-".join(path.name.split("-")[:2]) for path in (unpacked / "wheels").iterdir()}
    texts = {path.stem for path in (unpacked / "licences" / "wheels").iterdir()}
    assert {stem.replace("_", "-").lower() for stem in stems} == {
        text.replace("_", "-") for text in texts
    }
    assert "hears" in (unpacked / "licences" / "models.txt").read_text()


def test_the_pages_are_in_the_wheel(unpacked):
    [wheel] = (unpacked / "wheels").glob("talkup_local-*.whl")
    folder = Path(str(files("talkup_local.server.page") / "files"))
    here = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.partition("/server/page/files/")[2] for name in archive.namelist()}
    assert here <= packed
