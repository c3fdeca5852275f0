import json
import runpy
from pathlib import Path

import pytest
from support.catalogues import own_model, sha256, written
from typer.testing import CliRunner

from talkup_local.cli.models import app
from talkup_local.errors import ConfigError, ModelMissing, UnknownModel, WrongContent

SCRIPT = Path(__file__).parents[3] / "scripts" / "download_models.py"
VOICE = {"house.onnx": b"\x08\x07", "house.onnx.json": b"{}"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``talkup-local models`` where an operator's catalogue has one small voice."""
    monkeypatch.chdir(tmp_path)
    files = [
        {"path": f"en/{name}", "size_bytes": len(data), "sha256": sha256(data)}
        for name, data in VOICE.items()
    ]
    entry = own_model(job="tts", engines=["piper"], folder="piper", files=files)
    written(tmp_path / "models", models={"house": entry})
    return lambda *arguments: CliRunner().invoke(app, [*arguments])


@pytest.fixture
def medium(tmp_path):
    """A folder laid out like the hub, as somebody would carry it here."""
    folder = tmp_path / "medium" / "house" / "model" / "en"
    folder.mkdir(parents=True)
    for name, data in VOICE.items():
        (folder / name).write_bytes(data)
    return tmp_path / "medium"


@pytest.fixture
def here(tmp_path):
    """The voice, as somebody would copy it here by hand."""
    folder = tmp_path / "models" / "piper"
    folder.mkdir(parents=True)
    for name, data in VOICE.items():
        (folder / name).write_bytes(data)
    return folder


def test_the_list_says_what_is_here_and_what_fits(run):
    rows = {row["name"]: row for row in json.loads(run("list", "--json").stdout)["models"]}
    assert rows["house"]["state"] == "absent"
    assert rows["house"]["fits"]
    assert rows["whisper-base"]["licence"] == "MIT"


def test_the_list_can_be_narrowed(run):
    text = run("list", "--job", "tts", "--language", "fr").stdout
    assert "fr_fr-siwis-medium" in text
    assert "en_us" not in text.split("preset")[0]
    assert run("list", "--language", "de").stdout.startswith("no model of the catalogue")
    assert run("list", "--job", "dance").exit_code == 2


def test_a_folder_in_the_place_of_a_file_is_left_alone(run, tmp_path):
    (tmp_path / "models" / "piper" / "house.onnx").mkdir(parents=True)
    done = run("remove", "house", "--yes")
    assert "move it away yourself" in str(done.exception)


def test_a_model_comes_from_a_folder_is_used_checked_and_goes(run, medium, tmp_path):
    pulled = run("pull", "house", "--mirror", str(medium), "--json")
    assert pulled.exit_code == 0, pulled.output
    assert {one["file"] for one in json.loads(pulled.stdout)["files"]} == set(VOICE)
    where = tmp_path / "models" / "piper" / "house.onnx"
    assert run("path", "house").stdout == f"{where}\n"
    assert run("verify").stdout == "house: ok\n"
    assert "house/model" in run("licences").stdout
    assert json.loads(run("remove", "house", "--yes", "--json").stdout)["freed_bytes"] == 4
    assert not where.exists()


@pytest.mark.usefixtures("run")
def test_the_script_is_a_pull_of_standard_where_nothing_is_named(medium, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", [SCRIPT.name, "--mirror", str(medium)])
    with pytest.raises(SystemExit, match="1"):
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert "there is no model.bin of Systran/faster-whisper-base" in capsys.readouterr().err


def test_a_changed_file_is_told_and_the_exit_code_says_so(run, here):
    (here / "house.onnx").write_bytes(b"\x08\x06")
    done = run("verify", "house")
    assert done.exit_code == 1
    assert "house: CHANGED" in done.stdout
    assert "house.onnx: house: en/house.onnx has the hash" in done.stderr


def test_a_wrong_file_of_the_mirror_is_refused_and_nothing_is_left(run, medium, tmp_path):
    (medium / "house" / "model" / "en" / "house.onnx").write_bytes(b"\x08\x06")
    done = run("pull", "house", "--mirror", str(medium))
    assert isinstance(done.exception, WrongContent)
    assert not (tmp_path / "models" / "piper" / "house.onnx").exists()


def test_nothing_is_removed_without_being_asked(run, here):
    assert isinstance(run("remove", "house").exception, ConfigError)
    assert len(list(here.iterdir())) == len(VOICE)


def test_what_is_not_here_is_told_with_the_command_that_gets_it(run):
    assert isinstance(run("path", "house").exception, ModelMissing)
    assert isinstance(run("verify", "house").exception, ModelMissing)
    assert isinstance(run("pull", "huose").exception, UnknownModel)
    assert "no model of the catalogue" in run("verify").stdout
