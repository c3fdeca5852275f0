"""The portable wheel is built once and kept; what builds it here only claims to compile."""

import sys
import threading
from pathlib import Path

import pytest

from talkup_local.catalogue.portable import VERSION, default_cache, portable_wheel, step_of
from talkup_local.errors import BundleError

WHEEL = f"llama_cpp_python-{VERSION}-py3-none-linux_x86_64.whl"
BUILDS = f"""\
import os, sys
from pathlib import Path
arguments = sys.argv[1:]
print("  [3/57] c++ -c llama.cpp", os.environ["CMAKE_ARGS"])
Path(arguments[arguments.index("--wheel-dir") + 1], "{WHEEL}").write_text(" ".join(arguments))
"""
FAILS = "print('c++: internal compiler error')"


def pip(folder: Path, text: str) -> Path:
    """A Python whose pip does what ``text`` says."""
    path = folder / "python"
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o755)
    return path


def test_it_is_compiled_once_and_found_afterwards(tmp_path: Path):
    wheel = portable_wheel(tmp_path / "cache", python=pip(tmp_path, BUILDS))
    assert wheel.name == WHEEL
    assert portable_wheel(tmp_path / "cache", python=pip(tmp_path, FAILS)) == wheel


def test_the_source_is_pinned_by_its_hash_and_no_other_build_is_taken(tmp_path: Path):
    arguments = portable_wheel(tmp_path, python=pip(tmp_path, BUILDS)).read_text()
    assert "--require-hashes" in arguments
    assert "--no-cache-dir" in arguments


def test_the_build_machine_does_not_decide_which_instructions_are_used(tmp_path: Path):
    lines: list[str] = []
    portable_wheel(tmp_path, python=pip(tmp_path, BUILDS), on_line=lines.append)
    assert "-DGGML_NATIVE=OFF" in lines[0]
    assert step_of(lines[0]) == (3, 57)
    assert step_of("Successfully built llama-cpp-python") is None


def test_a_failed_build_leaves_nothing_and_says_where_to_look(tmp_path: Path):
    with pytest.raises(BundleError, match="could not be compiled") as told:
        portable_wheel(tmp_path / "cache", python=pip(tmp_path, FAILS))
    log = Path(str(told.value).rpartition(" is in ")[2])
    assert log.read_text() == "c++: internal compiler error"
    assert not list(tmp_path.rglob("*.whl"))


def test_without_a_compiler_it_says_what_to_install(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BundleError, match="apt install g\\+\\+"):
        portable_wheel(tmp_path / "cache", python=sys.executable)


def test_two_at_once_compile_it_once(tmp_path: Path):
    counted = f"import time; time.sleep(0.3); open('{tmp_path}/count', 'a').write('x')"
    slow = pip(tmp_path, f"{counted}\n{BUILDS}")
    found: list[Path] = []
    threads = [
        threading.Thread(target=lambda: found.append(portable_wheel(tmp_path / "c", python=slow)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == found[1]
    assert (tmp_path / "count").read_text() == "x"


def test_it_is_kept_in_the_users_cache(tmp_path: Path):
    assert default_cache({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "talkup-local" / "wheels"
    assert default_cache({}) == Path.home() / ".cache" / "talkup-local" / "wheels"
