#!/usr/bin/env python3
"""Get models: ``talkup-local models pull``, for people who look here for it.

Names or presets come first, options after them; without any name it gets the preset
``standard``. Run it with the Python that talkup-local is installed in: ``.venv/bin/python``
once ``scripts/serve`` has made that.
"""

from __future__ import annotations

import sys

try:
    from talkup_local.cli import main
except ImportError:
    sys.exit("talkup-local is not installed here: run scripts/serve, then use .venv/bin/python")

if __name__ == "__main__":
    arguments = sys.argv[1:]
    if not arguments or arguments[0].startswith("-"):
        arguments.insert(0, "standard")
    sys.argv = ["talkup-local", "models", "pull", *arguments]
    main()
