from pathlib import Path

from talkup_local.config import Config, load
from talkup_local.config.folders import data_folder


def test_without_a_folder_it_is_the_systems(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert data_folder(Config(), tmp_path) == tmp_path / "share" / "talkup-local"


def test_a_folder_of_ones_own_is_relative_to_the_configuration(tmp_path):
    config, folder = load(flags={"data": "kept"}, folder=tmp_path)
    assert data_folder(config, folder) == tmp_path / "kept"
    config, folder = load(flags={"data": "~/kept"}, folder=tmp_path)
    assert data_folder(config, folder) == Path.home() / "kept"


def test_tokens_of_an_earlier_release_stay_in_use(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tokens.db").touch()
    assert data_folder(Config(), tmp_path) == tmp_path / "data"
