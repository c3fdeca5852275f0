import sys

import pytest

from talkup_local.engines.cuda import Card, cuda_report
from talkup_local.engines.nvidia import CUBLAS, CUDNN, card_count

CARD = '{"number": 0, "name": "A card", "memory_bytes": 9, "memory_free_bytes": 4}'


def told_by(script, **settings):
    return cuda_report([sys.executable, "-c", script], **settings)


def test_what_the_child_finds_is_reported():
    found = told_by(f"""
print('{{"trying": "the driver"}}')
print('{{"found": {{"driver": "570", "cards": [{CARD}]}}}}')
print('a library prints this')
print('{{"found": {{"whisper": ["cuda:0"], "problems": ["odd"]}}}}')
""")
    assert found.driver == "570"
    assert found.cards == (Card(number=0, name="A card", memory_bytes=9, memory_free_bytes=4),)
    assert (found.whisper, found.problems) == (("cuda:0",), ("odd",))


def test_a_library_that_ends_the_child_is_named_and_the_rest_kept():
    found = told_by("""
import os
print('{"found": {"driver": "570"}}')
print('{"trying": "libcudnn.so.9"}', flush=True)
os.abort()
""")
    assert found.driver == "570"
    assert found.problems == ("libcudnn.so.9: ended with status -6",)


def test_a_child_that_does_not_end_is_not_waited_for():
    script = """
import time
print('{"trying": "the driver"}', flush=True)
time.sleep(60)
"""
    assert told_by(script, timeout_s=0.3).problems == ("the driver: took more than 0.3 s",)


def test_a_child_that_does_not_start_is_reported():
    (problem,) = cuda_report(["/nonexistent/child"]).problems
    assert problem.startswith("/nonexistent/child: No such file")


@pytest.mark.engine
def test_each_library_is_tried_on_this_machine():
    found = cuda_report()
    assert [library.name for library in found.libraries] == [*CUBLAS, *CUDNN]
    assert all(library.version or library.problem for library in found.libraries[:2])


@pytest.mark.parametrize(
    ("files", "count"),
    [((), 0), (("nvidiactl", "nvidia0", "nvidia1", "nvidia-uvm"), 2), (("dxg",), 1)],
)
def test_cards_are_counted_by_the_files_of_their_driver(tmp_path, files, count):
    for name in files:
        (tmp_path / name).touch()
    assert card_count(tmp_path) == count
