"""``python -m``: what is watched: a command of ours, and some time after it.

Libraries that report their use do so from threads of their own, up to ten seconds after they
are loaded, and only while their process lives. Arguments: how long it lives at least, in
seconds, then those of the command.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from talkup_local.cli import main as command


def main(
    arguments: Sequence[str],
    *,
    run: Callable[[], None] = command,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Run the command, and stay unless it fails. Raises SystemExit as the command does."""
    ends_s = time.monotonic() + float(arguments[0])
    sys.argv[1:] = arguments[1:]
    try:
        run()
    except SystemExit as end:
        if end.code:
            raise
    sleep(max(0.0, ends_s - time.monotonic()))


if __name__ == "__main__":
    main(sys.argv[1:])
