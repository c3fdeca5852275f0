"""A bundle is made whole or not at all."""

import shutil
from dataclasses import replace

import pytest
from support.bundles import flip

from talkup_local.catalogue.bundle.create import create
from talkup_local.catalogue.bundle.verify import verify
from talkup_local.errors import BundleError, WrongContent

WORDS = "whisper/words.bin/words.bin"


@pytest.fixture
def content(tiny, tmp_path):
    """What the small bundle is made of, with models that may be spoilt."""
    folder = tmp_path / "models"
    shutil.copytree(tiny.folder / "models", folder)
    return replace(tiny.content, models_folder=folder)


def test_the_same_content_makes_the_same_models_and_wheels(tiny, content, tmp_path):
    create(tmp_path / "again.bundle", content, tiny.key)
    again = verify(tmp_path / "again.bundle", {tiny.fingerprint}).manifest
    before = verify(tiny.path, {tiny.fingerprint}).manifest
    assert again.models == before.models
    assert {f for f in again.files if f.path != "sbom.cdx.json"} <= set(before.files)


def test_a_model_whose_content_is_another_stops_it_and_leaves_the_bundle_before(
    tiny, content, tmp_path
):
    out = tmp_path / "out" / "talkup.bundle"
    out.parent.mkdir()
    out.write_bytes(b"the bundle before")
    flip(content.models_folder / WORDS, 1000)
    with pytest.raises(WrongContent, match="words"):
        create(out, content, tiny.key)
    assert out.read_bytes() == b"the bundle before"
    assert list(out.parent.iterdir()) == [out]


def test_a_place_that_can_not_be_written_is_told(tiny, content, tmp_path):
    with pytest.raises(BundleError, match="can't be written"):
        create(tmp_path / "absent" / "talkup.bundle", content, tiny.key)
