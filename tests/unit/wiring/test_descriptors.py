"""How many files a process may have open: limits that only a process of its own can try."""

import subprocess
import sys

import pytest

from talkup_local.wiring.checks.system import descriptors

PROGRAM = """
import resource, sys
from talkup_local.wiring.descriptors import raise_limit, reachable
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
print(reachable(), raise_limit(), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def limited(now, most):
    """Return what is reachable, what is reached, and both limits then."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(now), str(most)],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return tuple(map(int, done.stdout.split()))


def test_what_a_process_may_have_it_takes():
    assert limited(128, 512) == (512, 512, 512, 512)


def test_what_it_has_already_stays():
    assert limited(256, 256) == (256, 256, 256, 256)


@pytest.mark.parametrize(("most", "state"), [(512, "note"), (4096, "good")])
def test_the_doctor_judges_by_what_a_server_will_take(monkeypatch, most, state):
    monkeypatch.setattr("resource.getrlimit", lambda _which: (128, most))
    found = descriptors()
    assert (found.state, found.text) == (state, f"at most {most}")
    assert bool(found.mend) == (state == "note")
