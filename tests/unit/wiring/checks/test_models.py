"""Models that are here, and the memory for them."""

import pytest

from talkup_local.catalogue.load import load_catalogue
from talkup_local.catalogue.shelf import Shelf
from talkup_local.observe.machine import Machine
from talkup_local.wiring.checks.models import installed, memory

MACHINE = Machine(cores=2, memory_bytes=4 << 30, memory_free_bytes=1 << 30)


@pytest.fixture
def catalogue(tmp_path):
    return load_catalogue(tmp_path)


def test_an_empty_folder_has_none(catalogue, tmp_path):
    (found,) = installed(catalogue, tmp_path)
    assert (found.state, found.facts["installed"]) == ("info", [])


def test_a_model_that_is_not_whole_is_told_with_its_mend(catalogue, tmp_path):
    model = catalogue.models["whisper-base"]
    path = Shelf(tmp_path).path(model, model.files[0])
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a beginning")
    _, damaged = installed(catalogue, tmp_path)
    assert (damaged.about, damaged.state) == ("whisper-base", "note")
    assert damaged.mend == "talkup-local models pull whisper-base"


def test_a_file_of_another_size_is_told(catalogue, tmp_path):
    model = catalogue.models["yunet"]
    path = Shelf(tmp_path).path(model, model.files[0])
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not that")
    _, damaged = installed(catalogue, tmp_path)
    assert damaged.mend == "talkup-local models verify yunet"


def test_engines_that_fit_are_told_with_what_each_takes():
    (found,) = memory({"stt": 1 << 30, "llm": 2 << 30, "vad": 0}, MACHINE)
    assert (found.state, found.text) == ("good", "3.0 GiB of 4.0 GiB (stt 1.0 GiB, llm 2.0 GiB)")


def test_engines_that_do_not_fit_are_a_problem():
    (found,) = memory({"llm": (4 << 30) - 1}, MACHINE)
    assert found.state == "problem"


def test_without_engines_there_is_nothing_to_say():
    assert list(memory({"vad": 0}, MACHINE)) == []
