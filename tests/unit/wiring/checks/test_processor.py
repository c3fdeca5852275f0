"""What a processor can do, and libraries that it can't run."""

import sys

import pytest

from talkup_local.observe.machine import Machine
from talkup_local.wiring.checks.processor import broken, features, try_libraries

FAST = frozenset({"avx", "avx2", "fma", "f16c", "avx512f", "avx512_vnni"})


def machine(flags):
    return Machine(cores=2, memory_bytes=1 << 34, memory_free_bytes=1 << 33, features=flags)


def test_features_are_told_by_the_names_that_people_know():
    found = features(machine(FAST))
    assert (found.state, found.text) == ("good", "AVX, AVX2, FMA, F16C, AVX-512, VNNI")


def test_arm_is_fast_by_other_features():
    assert features(machine(frozenset({"asimd", "asimddp"}))).state == "good"


def test_a_processor_without_them_is_worth_a_note_with_a_mend():
    found = features(machine(frozenset({"sse2", "avx"})))
    assert found.state == "note"
    assert "virtual machine" in found.mend


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("kill -ILL $$", "needs instructions that this processor lacks"),
        ("kill -SEGV $$", "dies of SIGSEGV"),
        ("echo 'ImportError: libx.so' >&2; exit 1", "ImportError: libx.so"),
        ("exit 3", "exit code 3"),
    ],
)
def test_a_library_that_dies_is_told_and_kept_out(script, fault):
    trials = try_libraries({"llama_cpp": ""}, ["sh", "-c", script])
    assert fault in trials["llama_cpp"].fault
    assert "pip install" in trials["llama_cpp"].mend
    assert dict(broken(trials)) == {"llama_cpp": trials["llama_cpp"]}


def test_a_library_that_does_not_end_is_given_up():
    trials = try_libraries({"onnxruntime": ""}, ["sh", "-c", "exec sleep 9"], timeout_s=0.1)
    assert "not done within" in trials["onnxruntime"].fault


def test_the_libraries_that_are_here_run_here():
    trials = try_libraries({"onnxruntime": "", "ctranslate2": ""})
    assert not dict(broken(trials))
    assert trials["onnxruntime"].finding.text.endswith("runs here")


def test_a_missing_command_is_a_fault_too():
    trials = try_libraries({"llama_cpp": ""}, [sys.executable + "-absent"])
    assert trials["llama_cpp"].fault
