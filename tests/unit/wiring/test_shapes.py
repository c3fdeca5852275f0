import subprocess
import sys

EIGHT_AT_ONCE = """
import sys, threading
from talkup_local.interview.plan import plan_for
from talkup_local.wiring.shapes import know_shapes

know_shapes("general", "en")
sys.setswitchinterval(1e-6)
ready = threading.Barrier(8)

def prepare():
    ready.wait()
    plan_for("technical", "en", 5)

threads = [threading.Thread(target=prepare) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_interviews_that_are_prepared_in_the_same_moment_do_not_end_the_process():
    # of msgspec 0.22, half of such processes die where the shapes were not known before
    done = subprocess.run([sys.executable, "-c", EIGHT_AT_ONCE], check=False, timeout=60)
    assert done.returncode == 0
