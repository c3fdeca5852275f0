"""The ``talkup-local`` command: one module per subcommand."""

from __future__ import annotations

import sys

from talkup_local.errors import TalkupError


def main() -> None:
    """Run the command; an error of ours is one line on stderr and exit code 1."""
    try:
        from talkup_local.cli.app import app

        app()
    except KeyboardInterrupt:  # while it loads: later each command hears it
        sys.exit(130)
    except TalkupError as exc:
        sys.stderr.write(f"talkup-local: {exc}\n")
        sys.exit(1)
