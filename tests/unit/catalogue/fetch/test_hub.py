"""The hub's own client against the hub of these tests: what holds for it holds for a real one."""

from pathlib import Path

import pytest
from huggingface_hub import HfApi, hf_hub_download
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError
from support.hub import running

FILES = {"config.json": b'{"a": 1}', "weights/model.bin": bytes(range(256)) * 40}


@pytest.fixture
def hub():
    with running() as hub:
        hub.commit = hub.add("somebody/something", FILES)
        yield hub


def test_the_client_reads_commit_sizes_and_hashes(hub):
    info = HfApi(endpoint=hub.endpoint, token=False).model_info(
        "somebody/something", revision="main", files_metadata=True
    )
    small, large = info.siblings
    assert info.sha == hub.commit
    assert (small.rfilename, small.size, small.lfs) == ("config.json", 8, None)
    assert (large.rfilename, large.size, large.lfs.size) == ("weights/model.bin", 10240, 10240)


def test_the_client_lists_the_tree(hub):
    tree = HfApi(endpoint=hub.endpoint, token=False).list_repo_tree("somebody/something")
    assert [entry.path for entry in tree] == sorted(FILES)


@pytest.mark.parametrize("path", FILES)
def test_the_client_downloads_what_was_put_there(hub, path, tmp_path):
    found = hf_hub_download(
        "somebody/something", path, endpoint=hub.endpoint, local_dir=tmp_path, token=False
    )
    assert Path(found).read_bytes() == FILES[path]


def test_the_client_understands_its_refusals(hub):
    hub.add("somebody/secret", FILES)
    hub.gated.add("somebody/secret")
    api = HfApi(endpoint=hub.endpoint, token=False)
    with pytest.raises(GatedRepoError):
        api.model_info("somebody/secret")
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("somebody/nothing")
    with pytest.raises(RevisionNotFoundError):
        api.model_info("somebody/something", revision="0" * 40)
