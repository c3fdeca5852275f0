import pytest
from support.catalogues import own_model, written
from support.documents import DOCS, blocks

from talkup_local.catalogue.load import load_catalogue, resolve
from talkup_local.errors import CatalogueError, UnknownModel

JOBS = {"stt", "llm", "tts", "vision"}


@pytest.fixture
def ours(tmp_path):
    return load_catalogue(tmp_path)


def test_what_ships_has_enough_models_of_each_job(ours):
    by_job = {job: [m for m in ours.models.values() if m.job == job] for job in JOBS}
    assert len(by_job["stt"]) == 6
    assert len([m for m in by_job["llm"] if {"en", "fr"} <= set(m.languages)]) >= 5
    voices = {(m.languages[0], m.gender) for m in by_job["tts"]}
    assert voices == {("en", "female"), ("en", "male"), ("fr", "female"), ("fr", "male")}
    assert {m.engines[0] for m in by_job["vision"]} == {"yunet", "mediapipe"}


@pytest.mark.parametrize(
    ("preset", "languages"), [("standard", "en"), ("standard-fr", "en fr"), ("gpu", "en fr")]
)
def test_a_preset_hears_thinks_and_speaks_in_its_languages(ours, preset, languages):
    chosen = resolve(ours, [preset]).values()
    for language in languages.split():
        assert {m.job for m in chosen if language in m.languages} == JOBS


def test_most_of_what_ships_is_pinned_to_a_commit_and_a_hash(ours):
    files = [file for model in ours.models.values() for file in model.files]
    assert sum(file.sha256 != "hub" for file in files) / len(files) > 0.8
    assert all(not file.about for file in files if file.sha256 != "hub")


def test_models_and_presets_are_named_alike(ours):
    names = list(resolve(ours, ["yunet", "standard", "yunet"]))
    assert names[0] == "yunet"
    assert sorted(names) == sorted(ours.presets["standard"].models)


def test_a_name_that_is_almost_right_is_told(ours):
    with pytest.raises(UnknownModel, match="Did you mean whisper-base"):
        resolve(ours, ["whisper-bse"])


def test_an_operator_adds_and_replaces_entries(tmp_path):
    written(
        tmp_path,
        models={"house": own_model(), "yunet": own_model(title="Ours now", folder="llm/own")},
        presets={"room": {"title": "For room 3", "models": ["house", "whisper-tiny"]}},
        licences={"house": {"name": "House terms", "url": "https://example.org/terms"}},
    )
    catalogue = load_catalogue(tmp_path)
    assert list(resolve(catalogue, ["room"])) == ["house", "whisper-tiny"]
    assert catalogue.models["yunet"].title == "Ours now"
    assert "house" in catalogue.licences


def test_the_example_of_the_docs_is_read(tmp_path):
    (example,) = blocks((DOCS / "models.md").read_text(encoding="utf-8"), "toml")
    (tmp_path / "own.toml").write_text(example, encoding="utf-8")
    assert "house-7b" in resolve(load_catalogue(tmp_path), ["room-3"])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"size": 3}, "models.house: object contains unknown field `size`"),
        ({"job": "dance"}, "models.house.job"),
        ({"files": [{"path": "a.gguf", "size_bytes": -1}]}, "models.house.files"),
        ({"files": [{"path": "a", "size_bytes": 1, "sha256": "x"}]}, "of 64 hexadecimal digits"),
        ({"licence": "ours"}, "models.house.licence: there is no licence 'ours'. Use one of"),
        ({"engines": ["piper"]}, "models.house.engines: there is no engine 'piper' for llm"),
        ({"repository": "house"}, "models.house.repository"),
        ({"repository": "ftp://house/x", "revision": ""}, "is no address"),
        ({"repository": "https://[::1", "revision": ""}, "is no address"),
        ({"repository": "https://house:99999/x", "revision": ""}, "is no address"),
        ({"repository": "https://house/x#y", "revision": ""}, "is no address"),
        ({"repository": "http://house/x", "revision": ""}, "anybody on the way could change"),
        ({"repository": "https://house/x"}, "models.house.revision: an address has none"),
        ({"revision": "main"}, "models.house.revision: 'main' is no commit"),
        ({"folder": "../llm"}, "models.house.folder"),
        ({"folder": "/llm"}, "models.house.folder"),
        ({"folder": ""}, "models.house.folder"),
        ({"files": [{"path": "a/../../b", "size_bytes": 1}]}, "does not stay"),
        ({"files": [{"path": "a", "name": "..", "size_bytes": 1}]}, "is no name for a file"),
        ({"files": [{"path": "a.part", "size_bytes": 1}]}, "is no name for a file"),
        ({"files": [{"path": "a", "size_bytes": 1}, {"path": "b/A", "size_bytes": 1}]}, "already"),
        ({"files": [{"path": "SmolLM3-Q4_K_M.gguf", "size_bytes": 1}]}, "smollm3-3b puts there"),
        ({"folder": "llm/SmolLM3-Q4_K_M.gguf"}, "is a file of smollm3-3b"),
        ({"folder": "lock.toml"}, "is a file of the lock"),
    ],
)
def test_a_wrong_entry_is_told_with_its_file_and_key(tmp_path, fields, told):
    written(tmp_path, models={"house": own_model(**fields)})
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    assert str(tmp_path / "own.toml") in str(caught.value)
    assert told in str(caught.value)
    assert caught.value.mend


@pytest.mark.parametrize(
    ("presets", "told"),
    [
        ({"mine": {"title": "", "models": ["whisper-bse"]}}, "Did you mean whisper-base"),
        ({"yunet": {"title": "", "models": ["yunet"]}}, "a model has that name"),
        ({"mine": {"title": "", "models": []}}, "presets.mine.models"),
        (
            {"Room 3": {"title": "", "models": ["yunet"]}},
            r"presets\.Room 3: .* of small letters",
        ),
    ],
)
def test_a_wrong_preset_is_told(tmp_path, presets, told):
    written(tmp_path, presets=presets)
    with pytest.raises(CatalogueError, match=told):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    "content", [b"[models", b"\xff\xfe", b"[models]\nhouse = 3\n", b"a = " + b"[" * 9999]
)
def test_a_file_that_is_none_is_told(tmp_path, content):
    (tmp_path / "own.toml").write_bytes(content)
    with pytest.raises(CatalogueError, match=r"own\.toml"):
        load_catalogue(tmp_path)
