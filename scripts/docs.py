#!/usr/bin/env python3
"""Make what the docs, a schema and config.toml say of the code from the code.

``scripts/docs.py`` rewrites; ``--check`` only compares, and fails when a file is stale.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from talkup_local.config import reference
from talkup_local.storage import exporting

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Rewrite or check; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = []
    made = {
        ROOT / "config.toml": reference.toml(),
        ROOT / "docs" / "session.schema.json": json.dumps(exporting.schema(), indent=2) + "\n",
    }
    for path, text in made.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.write_text(text, encoding="utf-8")
    pages = [page for page in documents() if "[[[cog" in page.read_text(encoding="utf-8")]
    cog = [sys.executable, "-m", "cogapp", *(("--check",) if check else ("-r",)), *map(str, pages)]
    failed = subprocess.run(cog, cwd=ROOT, check=False).returncode  # noqa: S603 - our own arguments
    if check and (stale or failed):
        for path in stale:
            sys.stderr.write(f"stale: {path.relative_to(ROOT)}\n")
        sys.stderr.write("run scripts/docs.py with the project's Python to renew them\n")
        return 1
    return failed


def documents() -> list[Path]:
    """Return the pages that may hold generated parts."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


if __name__ == "__main__":
    sys.exit(main())
