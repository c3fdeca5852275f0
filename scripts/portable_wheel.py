"""Print where llama-cpp-python lies as a wheel that runs on other machines too.

Compiled the first time (some minutes), kept for the next. Needs nothing but Python
and a C++ compiler: `scripts/portable_wheel.py [--cache FOLDER]`.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from talkup_local.catalogue.portable import default_cache, portable_wheel, step_of
from talkup_local.errors import BundleError

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--cache", type=Path, default=None, help="where wheels are kept")
options = parser.parse_args()
tell = sys.stderr.write
watched = sys.stderr.isatty()


def show(line: str) -> None:
    """Show how far the build is, where somebody looks on."""
    if watched and (step := step_of(line)):
        tell("\rcompiling llama.cpp: {} of {} ".format(*step))


try:
    wheel = portable_wheel(options.cache or default_cache(os.environ), on_line=show)
except BundleError as exc:
    sys.exit(f"portable_wheel: {exc}")
sys.stdout.write(f"{wheel}\n")
