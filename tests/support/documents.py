"""The pages of a protocol in both languages."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PROGRAMS = {
    "stream": [DOCS / "examples" / name for name in ("stream_client.py", "stream_client.mjs")],
    "services": [DOCS / "examples" / name for name in ("service_client.py", "service.py")],
}
"""By protocol: the programs that stand in its pages."""


def pages(protocol: str) -> list[Path]:
    """Return the English and the French page."""
    return [DOCS / "protocols" / f"{protocol}{language}.md" for language in ("", ".fr")]


def texts(protocol: str) -> list[str]:
    """Return what stands in them."""
    return [page.read_text(encoding="utf-8") for page in pages(protocol)]


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of code in ``language``."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
